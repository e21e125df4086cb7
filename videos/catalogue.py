"""The catalogue: what the lists filter, count and sort by, kept in step with the public videos.

A video's row is written again each time its page is saved (see `VideoPage.save`), and where its
page is not: its captions, its access, its place in the tree. It orders and counts; whether a page
is public is still asked of the page when it is shown.
"""

from collections.abc import Iterable, Sequence
from uuid import uuid4

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import F
from wagtail.models import Page

from videos.models import CatalogueEntry, VideoMedia, VideoPage

# The fields of a page that its row repeats, or that decide whether it has one.
REPEATED = {"live", "path", "url_path", "first_published_at", "media", "theme", "contributor"}

# Of several sites above a page, the nearest is its own. The counters of a row that exists are not
# written: a view counted at this moment would be lost.
WRITE = """
INSERT INTO videos_catalogueentry (
    page_id, community_id, published_at, theme_id, contributor_id, levels, keywords,
    is_captioned, duration, views, thanks
)
SELECT DISTINCT ON (page.id)
    page.id,
    community.id,
    coalesce(page.first_published_at, page.last_published_at, now()),
    video.theme_id,
    video.contributor_id,
    ARRAY(SELECT level_id FROM videos_videopage_levels WHERE videopage_id = page.id ORDER BY 1),
    ARRAY(SELECT keyword_id FROM videos_videopage_keywords WHERE videopage_id = page.id ORDER BY 1),
    coalesce(media.captions, '') <> '',
    coalesce(media.duration, 0),
    coalesce((SELECT sum(count) FROM videos_dailyviews WHERE page_id = page.id), 0),
    (SELECT count(*) FROM videos_thanks WHERE page_id = page.id)
FROM community_community AS community
JOIN wagtailcore_site AS site ON site.id = community.site_id
JOIN wagtailcore_page AS root ON root.id = site.root_page_id
JOIN wagtailcore_page AS page ON starts_with(page.path, root.path)
JOIN videos_videopage AS video ON video.page_ptr_id = page.id
LEFT JOIN videos_videomedia AS media ON media.id = video.media_id
WHERE page.id IN ({public})
ORDER BY page.id, length(root.path) DESC
ON CONFLICT (page_id) DO UPDATE SET
    community_id = excluded.community_id,
    published_at = excluded.published_at,
    theme_id = excluded.theme_id,
    contributor_id = excluded.contributor_id,
    levels = excluded.levels,
    keywords = excluded.keywords,
    is_captioned = excluded.is_captioned,
    duration = excluded.duration
"""


def record(page: Page) -> None:
    """Have the catalogue say of a video what is public now, or nothing when it is not public."""
    if page.live:
        _record([page.pk])
    else:
        forget(page)


def record_below(page: Page) -> None:
    """The same for a page and all the videos under it, which was moved, opened or closed."""
    below = VideoPage.objects.descendant_of(page, inclusive=True)
    record_pages(list(below.values_list("pk", flat=True)))


def record_media(media: VideoMedia) -> None:
    """The same for the pages of a file whose captions or length have changed."""
    record_pages(list(media.pages.live().values_list("pk", flat=True)))


def record_pages(pages: Sequence[int]) -> None:
    """The same for several videos, given their ids."""
    if pages:
        _record(pages)


def forget(page: Page) -> None:
    """Take a video out of the catalogue."""
    gone = CatalogueEntry.objects.filter(page_id=page.pk)
    communities = list(gone.values_list("community", flat=True))
    if communities:
        gone.delete()
        _lists_changed(communities)


@transaction.atomic
def rebuild() -> int:
    """Write the whole catalogue again, counters included, and return how many videos it holds.

    Views and thanks wait meanwhile: one that is counted between the two would be lost.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE videos_dailyviews, videos_thanks IN SHARE MODE")
        cursor.execute("DELETE FROM videos_catalogueentry")
        _write(cursor, VideoPage.objects.published())
    _lists_changed(CatalogueEntry.objects.values_list("community", flat=True).distinct())
    return CatalogueEntry.objects.count()


def count_view(page: Page) -> None:
    """Add a view to its row. In the transaction that counts the view."""
    CatalogueEntry.objects.filter(page_id=page.pk).update(views=F("views") + 1)


def count_thanks(page: Page, *, more: int) -> None:
    """Add `more` thanks to its row, or take them back (-1). In the transaction that keeps them."""
    CatalogueEntry.objects.filter(page_id=page.pk).update(thanks=F("thanks") + more)


def stamp_key(community_id: int) -> str:
    """Where the cache keeps a mark that changes with the lists of a community."""
    return f"videos.catalogue.{community_id}"


@transaction.atomic
def _record(pages: Sequence[int]) -> None:
    public = VideoPage.objects.published().filter(pk__in=pages)
    entries = CatalogueEntry.objects.filter(page__in=pages)
    before = set(entries.values_list("community", flat=True))
    if before:
        entries.exclude(page__in=public.values("pk")).delete()
    with connection.cursor() as cursor:
        _write(cursor, public)
    _lists_changed(before | set(entries.values_list("community", flat=True)))


def _write(cursor, public) -> None:
    chosen, values = public.order_by().values("pk").query.sql_with_params()
    cursor.execute(WRITE.format(public=chosen), values)


def _lists_changed(communities: Iterable[int]) -> None:
    """What was counted of these communities is out of date, once this is committed.

    Not before: the cache may be a table, whose row would stay locked to the end of the transaction.
    """
    if marks := {stamp_key(community): uuid4().hex for community in communities}:
        transaction.on_commit(lambda: cache.set_many(marks, None), robust=True)
