from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.models import Site

DISALLOWED = ["/admin/", "/connexion/", "/mon-espace/", "/proposer/", "/recherche/"]


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in DISALLOWED)]
    root = Site.find_for_request(request).root_url
    lines.append(f"Sitemap: {root}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
