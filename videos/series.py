"""Which videos a collection holds, in their order: chosen by hand, or by its rule."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import BigIntegerField, QuerySet, Value

from videos.models.catalogue import CatalogueEntry
from videos.models.pages import VideoPage


class Numbered(NamedTuple):
    """A video of a collection: its page's id, and its length in seconds."""

    page: int
    duration: float


def videos_of(collection) -> list[VideoPage]:
    """The videos of a collection that any visitor may watch, as cards."""
    if collection.rule == "hand":  # as they are typed: a preview is not saved
        numbers = [entry.video_id for entry in collection.videos.all()]
    else:
        numbers = [entry.page for entry in _by_rule([collection]).get(collection.pk, [])]
    return VideoPage.objects.in_order_of(numbers)


def fill_cards(collections: Sequence) -> None:
    """Tell a community's collections what their cards show: videos, and the first one's picture.

    In a fixed number of queries, whatever the number of collections and the length of each.
    """
    by_hand = [each for each in collections if each.rule == "hand"]
    found = _by_hand(by_hand) | _by_rule([each for each in collections if each.rule != "hand"])
    firsts = {videos[0].page for videos in found.values() if videos}
    covers = VideoPage.objects.published().for_covers().in_bulk(firsts) if firsts else {}
    for each in collections:
        each.shown_videos = found.get(each.pk, [])
        each.cover = covers.get(each.shown_videos[0].page) if each.shown_videos else None


def _by_hand(collections: Sequence) -> dict[int, list[Numbered]]:
    from videos.models.collections import CollectionVideo

    if not collections:
        return {}
    chosen = CollectionVideo.objects.filter(
        collection__in=[each.pk for each in collections],
        video__in=VideoPage.objects.published().values("pk"),
    )
    rows = chosen.order_by("sort_order", "pk").values_list(
        "collection_id", "video_id", "video__media__duration"
    )
    return _gathered(rows)


def _by_rule(collections: Sequence) -> dict[int, list[Numbered]]:
    site = collections[0].get_site() if collections else None
    queries = [query for each in collections if (query := _rule(each, site)) is not None]
    if not queries:
        return {}
    found = queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]
    newest = sorted(found, reverse=True)  # a union promises no order
    return _gathered((number, page, seconds) for _at, page, seconds, number in newest)


def _rule(collection, site) -> QuerySet | None:
    """The rows of the catalogue that a rule chooses; None when what it names is gone."""
    rows = CatalogueEntry.objects.filter(community__site=site)
    if collection.rule == "theme":
        if not collection.rule_theme_id:
            return None
        rows = rows.filter(theme=collection.rule_theme_id)
    elif collection.rule == "keyword":
        if not collection.rule_keyword_id:
            return None
        rows = rows.filter(keywords__contains=[collection.rule_keyword_id])
    rows = rows.order_by("-published_at", "-page")
    number = Value(collection.pk, output_field=BigIntegerField())
    return rows.annotate(number=number).values_list(
        "published_at", "page_id", "duration", "number"
    )[: collection.rule_count]


def _gathered(rows: Iterable[tuple]) -> dict[int, list[Numbered]]:
    gathered: dict[int, list[Numbered]] = {}
    for number, page, seconds in rows:
        gathered.setdefault(number, []).append(Numbered(page, seconds or 0))
    return gathered


class Followed(NamedTuple):
    """The collection that a visitor goes through, around the video that they watch.

    `previous` and `next` are videos or None, with their addresses beside. `goes_on`: they asked to
    watch it all, so the end of a video leads to the next one.
    """

    collection: object
    number: int
    total: int
    previous: VideoPage | None
    previous_url: str
    next: VideoPage | None
    next_url: str
    goes_on: bool


def followed(page: VideoPage, request) -> Followed | None:
    """The collection named in the address (`?collection=`), if it is public and holds the video."""
    from videos.models.collections import CollectionPage

    slug = request.GET.get("collection", "").replace("\x00", "")
    site = page.get_site() if slug else None
    if not site:
        return None
    collections = CollectionPage.objects.published().descendant_of(site.root_page)
    collection = collections.filter(slug=slug).first()
    videos = videos_of(collection) if collection else []
    if page not in videos:
        return None
    here = videos.index(page)
    goes_on = "suite" in request.GET
    previous = videos[here - 1] if here else None
    following = videos[here + 1] if here + 1 < len(videos) else None
    address = collection.watch_all if goes_on else collection.address_of
    return Followed(
        collection,
        number=here + 1,
        total=len(videos),
        previous=previous,
        previous_url=address(previous, request) if previous else "",
        next=following,
        next_url=address(following, request) if following else "",
        goes_on=goes_on,
    )
