from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from wagtail.models import Page, Site

from community.context import current_community

DISALLOWED = ["/admin/", "/connexion/", "/mon-espace/", "/proposer/", "/recherche/"]


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


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in DISALLOWED)]
    root = Site.find_for_request(request).root_url
    lines.append(f"Sitemap: {root}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
