"""Addresses that lead nowhere: where they led once, else what helps to find one's way."""

from urllib.parse import unquote

from django.core.cache import cache
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from community.context import current_community
from community.models import Community, Theme
from home import former_addresses
from videos.models import CatalogueEntry

POPULAR = 6
POPULAR_FOR = 10 * 60  # seconds: robots ask for many addresses that are not there
LONGEST_QUERY = 100


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    """Answer an address that no page has: the former sites' lead to what they named."""
    community = None if request.path.startswith("/admin/") else current_community(request)
    if community and request.method in {"GET", "HEAD"}:
        answer = former_addresses.answer(request, community)
        if answer:
            return answer
    return lost(request, community, status=404)


def gone(request: HttpRequest, community: Community) -> HttpResponse:
    """Answer the address of something that was withdrawn for good."""
    return lost(request, community, status=410)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is too old, or that another site sent: say how to go on."""
    return TemplateResponse(request, "403_csrf.html", status=403).render()


def lost(request: HttpRequest, community: Community | None, *, status: int) -> HttpResponse:
    context = {
        "query": former_addresses.words_of(unquote(request.path))[:LONGEST_QUERY],
        "themes": popular_themes(community) if community else [],
    }
    return TemplateResponse(request, f"{status}.html", context, status=status).render()


def popular_themes(community: Community) -> list[Theme]:
    """The themes that hold most videos, counted at most once in ten minutes."""
    key = f"popular_themes:{community.pk}"
    order = cache.get(key)
    if order is None:
        order = _count(community)
        cache.set(key, order, POPULAR_FOR)
    themes = Theme.objects.filter(community=community).in_bulk(order)
    return [themes[pk] for pk in order if pk in themes]


def _count(community: Community) -> list[int]:
    videos = CatalogueEntry.objects.filter(community=community, theme=OuterRef("pk"))
    counted = videos.order_by().values("theme").annotate(count=Count("pk")).values("count")
    themes = Theme.objects.filter(community=community).annotate(size=Coalesce(Subquery(counted), 0))
    return list(themes.order_by("-size", "sort_order").values_list("pk", flat=True)[:POPULAR])
