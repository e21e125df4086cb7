from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Site

from community.context import community_or_404
from editorial.page_cache import public_page

DISALLOWED = ["/admin/", "/connexion/", "/mon-espace/", "/proposer/", "/recherche/", "/signaler/"]


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
    community = community_or_404(request)
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
