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


class IllustratedTheme(NamedTuple):
    theme: Theme
    picture: Picture | None


class Figures(NamedTuple):
    """What a community is made of; a zero is not shown."""

    videos: int
    views: int
    contributors: int


class Composition:
    """Finds what the blocks of one front page show; each kind of block has its method."""

    def __init__(self, home, community: Community | None):
        self.home = home
        self.community = community

    def parts(self) -> list[Part]:
        """Return what shows, published or previewed, in the editors' order."""
        found = [
            Part(block.block_type, block.value, getattr(self, block.block_type)(block.value))
            for block in self.home.blocks
        ]
        return [part for part in found if part.content]

    def _published(self, model):
        return model.objects.descendant_of(self.home).published()

    def featured(self, value) -> CollectionPage | None:
        """The first of the chosen collections whose days have come and that visitors may see."""
        today = timezone.localdate()
        order = [
            choice["collection"].pk
            for choice in value["collections"]
            if choice["collection"] and _in_force(choice["starts_on"], choice["ends_on"], today)
        ]
        if not order:
            return None
        cards = self._published(CollectionPage).filter(pk__in=order).as_cards()
        return min(cards, key=lambda page: order.index(page.pk), default=None)

    def videos(self, value) -> list[VideoPage]:
        videos = self._published(VideoPage).for_cards().newest_first()
        return list(videos[: value["count"]])

    def themes(self, value) -> list[IllustratedTheme]:
        images = Image.objects.prefetch_renditions(ILLUSTRATION)
        themes = Theme.objects.filter(community=self.community)
        return [
            IllustratedTheme(theme, picture_of(theme.image, ILLUSTRATION))
            for theme in themes.prefetch_related(Prefetch("image", queryset=images))
        ]

    def events(self, value) -> list[EventPage]:
        return list(self._published(EventPage).for_cards().upcoming()[: value["count"]])

    def news(self, value) -> list[NewsPage]:
        return list(self._published(NewsPage).for_cards().newest_first()[: value["count"]])

    def call(self, value) -> bool:
        return True

    def newsletter(self, value) -> SubscriptionForm | None:
        """The form, when there is a newsletter that any visitor may read."""
        if not self.community or not self._published(NewsletterPage).exists():
            return None
        return SubscriptionForm(community=self.community, auto_id="letter_%s")

    def figures(self, value) -> Figures | None:
        """What the catalogue of public videos counts; None when all is zero."""
        counted = CatalogueEntry.objects.filter(community=self.community).aggregate(
            videos=Count("pk"), views=Sum("views"), contributors=Count("contributor", distinct=True)
        )
        figures = Figures(**{name: number or 0 for name, number in counted.items()})
        return figures if any(figures) else None

    def paragraph(self, value) -> bool:
        return bool(strip_tags(value.source).strip())


def _in_force(first: date | None, last: date | None, today: date) -> bool:
    return (not first or first <= today) and (not last or today <= last)
