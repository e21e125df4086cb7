from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from community.context import current_community
from editorial.page_cache import public_page

DISALLOWED = ["/admin/", "/connexion/", "/mon-espace/", "/proposer/", "/recherche/", "/signaler/"]


@public_page
def site_map(request: HttpRequest) -> HttpResponse:
    """Every page of the community, by section: the second way to find one's way (RGAA 12.1)."""
    community = current_community(request)
    if not community:
        raise Http404
    home = community.site.root_page
    pages = Page.objects.descendant_of(home).live().public().order_by("path")
    tree = []
    for page in pages:
        if page.depth == home.depth + 1:
            tree.append((page, []))
        elif tree and page.is_descendant_of(tree[-1][0]):
            tree[-1][1].append(page)
    return TemplateResponse(request, "home/site_map.html", {"tree": tree})


@require_safe
@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers leave alone: what is of a person, and what they would make us compute."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in DISALLOWED)]
    root = Site.find_for_request(request).root_url
    lines.append(f"Sitemap: {root}{reverse('sitemap')}")
    return _plain_text(lines)


@require_safe
@public_page
def security(request: HttpRequest) -> HttpResponse:
    """To whom a fault of security is told (RFC 9116). Good for half a year from this month."""
    community = current_community(request)
    if not community:
        raise Http404
    today = timezone.localdate()
    month = today.month + 6
    expires = date(today.year + (month > 12), (month - 1) % 12 + 1, 1)
    root = community.root_url
    contact = community.contact_address
    return _plain_text(
        [
            f"Contact: mailto:{contact}" if contact else f"Contact: {root}/contact/",
            f"Expires: {expires.isoformat()}T00:00:00Z",
            "Preferred-Languages: fr, en",
            f"Canonical: {root}{reverse('security')}",
        ]
    )


def _plain_text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
