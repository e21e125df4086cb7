"""The pages of themes: what each is about, its videos, and the keywords that cut it finer."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from wagtail.images.models import Image

from community.context import community_or_404
from community.models import Theme
from editorial.models import CARD_RENDITIONS, card_of
from editorial.page_cache import public_page
from videos import facets
from videos.facets import Criteria
from videos.models import VideoPage

KEYWORDS = 12


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """All the themes of the community, with how many videos each holds."""
    community = community_or_404(request)
    counts = facets.count(community.pk, Criteria()).themes
    themes = list(_with_pictures(Theme.objects.filter(community=community)))
    for each in themes:
        each.picture = card_of(each.image) if each.image else None
        each.count = counts.get(each.pk, 0)
    return TemplateResponse(request, "videos/themes.html", {"themes": themes})


@require_safe
@public_page
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """One theme: its introduction, its videos, the newest first."""
    community = community_or_404(request)
    found = get_object_or_404(_with_pictures(Theme.objects.filter(community=community)), slug=slug)
    criteria = Criteria(theme=found.pk)
    counts = facets.count(community.pk, criteria)
    listing = VideoPage.listing(
        facets.entries(community.pk, criteria), parameters=request.GET, total=counts.total
    )
    context = {
        "theme": found,
        "picture": card_of(found.image) if found.image else None,
        "keywords": _most_used(counts),
        "listing": listing,
        "videos": listing.rows,
    }
    return TemplateResponse(request, "videos/theme.html", context)


def _most_used(counts: facets.Counts) -> list[tuple[str, str]]:
    """The keywords that these videos carry most, the most used first: their slug and label."""
    most = sorted(counts.keywords, key=counts.keywords.get, reverse=True)[:KEYWORDS]
    return [(slug, counts.keyword_labels[slug]) for slug in most]


def _with_pictures(themes):
    images = Image.objects.prefetch_renditions(*CARD_RENDITIONS)
    return themes.prefetch_related(Prefetch("image", queryset=images))
