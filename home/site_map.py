"""The map of a site: its sections with what they hold, never the list of all its pages."""

from typing import NamedTuple

from django.db.models import CharField, Count
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.models import Page

from community.context import community_or_404
from community.models import Theme
from editorial.page_cache import public_page
from events.models import EventPage
from home.models import NewsPage, StandardPage
from videos.models import CollectionPage, VideoPage

SHOWN = 10  # of what is the newest, or the nearest
COLLECTIONS = 60


class Section(NamedTuple):
    """A page under the home page, what it holds in number, and some of it."""

    page: Page
    count: int
    pages: list[Page]


class SiteMap(NamedTuple):
    sections: list[Section]
    themes: list[Theme]
    texts: list[Page]


@public_page
def site_map(request: HttpRequest) -> HttpResponse:
    """The second way to find one's way (RGAA 12.1): the same queries whatever the site holds."""
    community = community_or_404(request)
    context = {"map": draw(community)}
    return TemplateResponse(request, "home/site_map.html", context)


def draw(community) -> SiteMap:
    home = community.site.root_page
    public = Page.objects.descendant_of(home).live().public()
    below = list(public.filter(depth=home.depth + 1).order_by("path"))
    counts = _count_by_section(public, home)
    lists = _lists(home)
    texts = StandardPage.objects.child_of(home).values_list("pk", flat=True)
    texts = set(texts)
    sections = [
        Section(page, counts.get(page.path, 0), [each for each in lists if _is_in(each, page)])
        for page in below
        if page.pk not in texts
    ]
    return SiteMap(
        sections,
        list(Theme.objects.filter(community=community)),
        [page for page in below if page.pk in texts],
    )


def _count_by_section(public, home) -> dict[str, int]:
    """How many public pages each section holds, by its path."""
    length = len(home.path) + home.steplen
    section = Substr("path", 1, length, output_field=CharField())
    deeper = public.filter(depth__gt=home.depth + 1).order_by()
    return dict(deeper.annotate(section=section).values_list("section").annotate(count=Count("pk")))


def _lists(home) -> list[Page]:
    """Some of what the sections hold: the newest videos and news, events to come, collections."""

    def published(model):
        return model.objects.descendant_of(home).published()

    return [
        *published(VideoPage).newest_first()[:SHOWN],
        *published(CollectionPage).newest_first()[:COLLECTIONS],
        *published(EventPage).upcoming()[:SHOWN],
        *published(NewsPage).newest_first()[:SHOWN],
    ]


def _is_in(page: Page, section: Page) -> bool:
    return page.path.startswith(section.path)
