"""What a front page shows today: for each of its blocks, what any visitor may see; nothing else.

Each kind of block costs the same number of queries, whatever it holds.
"""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Prefetch, Sum
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.images.models import Image

from community.models import Community, Theme
from editorial.models import Picture, picture_of
from events.models import EventPage
from home.models import NewsPage
from newsletter.forms import SubscriptionForm
from newsletter.models import NewsletterPage
from videos.models import CatalogueEntry, CollectionPage, VideoPage

ILLUSTRATION = "fill-480x270|format-webp"


class Part(NamedTuple):
    """A block that has something to show; `content` is what, as its template takes it."""

    kind: str
    value: Any
    content: Any


class Featured(NamedTuple):
    collection: CollectionPage
    videos: list[VideoPage]


class IllustratedTheme(NamedTuple):
    theme: Theme
    picture: Picture | None


class Figures(NamedTuple):
    """What a community is made of; a zero is not shown."""

    videos: int
    views: int
    contributors: int


def compose(home) -> list[Part]:
    """Return the parts of a front page, published or previewed, in the editors' order."""
    community = Community.for_site(home.get_site()) if home.get_site() else Community()
    found = [
        Part(block.block_type, block.value, FINDERS[block.block_type](home, block.value, community))
        for block in home.blocks
    ]
    return [part for part in found if part.content]


def _featured(home, value, community) -> Featured | None:
    today = timezone.localdate()
    order = [
        choice["collection"].pk
        for choice in value["collections"]
        if choice["collection"] and _in_force(choice["starts_on"], choice["ends_on"], today)
    ]
    if not order:
        return None
    own = CollectionPage.objects.descendant_of(home).published()
    published = own.for_cards().in_bulk(order)
    shown = next((published[pk] for pk in order if pk in published), None)
    return shown and Featured(shown, shown.published_videos())


def _in_force(first: date | None, last: date | None, today: date) -> bool:
    return (not first or first <= today) and (not last or today <= last)


def _videos(home, value, community) -> list[VideoPage]:
    videos = VideoPage.objects.descendant_of(home).published().for_cards().newest_first()
    return list(videos[: value["count"]])


def _themes(home, value, community) -> list[IllustratedTheme]:
    images = Image.objects.prefetch_renditions(ILLUSTRATION)
    themes = Theme.objects.filter(community__site__root_page=home.pk)
    return [
        IllustratedTheme(theme, picture_of(theme.image, ILLUSTRATION))
        for theme in themes.prefetch_related(Prefetch("image", queryset=images))
    ]


def _events(home, value, community) -> list[EventPage]:
    events = EventPage.objects.descendant_of(home).published().for_cards().upcoming()
    return list(events[: value["count"]])


def _news(home, value, community) -> list[NewsPage]:
    news = NewsPage.objects.descendant_of(home).published().for_cards().newest_first()
    return list(news[: value["count"]])


def _call(home, value, community) -> bool:
    return True


def _newsletter(home, value, community) -> SubscriptionForm | None:
    """The form of the newsletter, when there is one that any visitor may read."""
    if not community.pk or not NewsletterPage.objects.child_of(home).published().exists():
        return None
    return SubscriptionForm(community=community, auto_id="letter_%s")


def _figures(home, value, community) -> Figures | None:
    counted = CatalogueEntry.objects.filter(community=community.pk).aggregate(
        videos=Count("pk"), views=Sum("views"), contributors=Count("contributor", distinct=True)
    )
    figures = Figures(**{name: number or 0 for name, number in counted.items()})
    return figures if any(figures) else None


def _paragraph(home, value, community) -> bool:
    return bool(strip_tags(value.source).strip())


FINDERS = {
    "featured": _featured,
    "videos": _videos,
    "themes": _themes,
    "events": _events,
    "news": _news,
    "call": _call,
    "newsletter": _newsletter,
    "figures": _figures,
    "paragraph": _paragraph,
}
