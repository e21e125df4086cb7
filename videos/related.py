"""Which other videos to go on with, and why: same collection, theme, level, keyword, near title.

Two queries for the choice, whatever the number of videos: each reason brings its latest
candidates, the database orders them all, and only public pages are kept.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from videos.models import CollectionPage, VideoPage

MOST = 6
# How many of the latest videos each reason brings, and how many the order keeps: some of them may
# not be public.
CANDIDATES, KEPT = 200, 60
NEAR = 0.2  # likeness of two titles, of 1 (pg_trgm): below, it is chance

# The order of the reasons is that of the editors: what they put together first, then where they
# filed it, then the words.
CHOOSE = """
WITH candidate AS (
  (SELECT video_id AS id FROM videos_collectionvideo
    WHERE collection_id = ANY(%(collections)s) LIMIT %(most)s)
  UNION
  (SELECT page_ptr_id FROM videos_videopage
    WHERE theme_id = %(theme)s ORDER BY page_ptr_id DESC LIMIT %(most)s)
  UNION
  (SELECT videopage_id FROM videos_videopage_levels
    WHERE level_id = ANY(%(levels)s) ORDER BY videopage_id DESC LIMIT %(most)s)
  UNION
  (SELECT videopage_id FROM videos_videopage_keywords
    WHERE keyword_id = ANY(%(keywords)s) ORDER BY videopage_id DESC LIMIT %(most)s)
  UNION
  (SELECT video.page_ptr_id FROM videos_videopage video
    JOIN wagtailcore_page page ON page.id = video.page_ptr_id
    WHERE page.path LIKE %(under)s ORDER BY video.page_ptr_id DESC LIMIT %(most)s)
), described AS (
  SELECT candidate.id, page.first_published_at,
    (SELECT MIN(collection_id) FROM videos_collectionvideo
      WHERE video_id = candidate.id AND collection_id = ANY(%(collections)s)) AS collection,
    COALESCE(video.theme_id = %(theme)s, FALSE) AS same_theme,
    ARRAY(SELECT level_id FROM videos_videopage_levels
      WHERE videopage_id = candidate.id AND level_id = ANY(%(levels)s)) AS levels,
    ARRAY(SELECT keyword_id FROM videos_videopage_keywords
      WHERE videopage_id = candidate.id AND keyword_id = ANY(%(keywords)s)) AS keywords,
    similarity(page.title, %(title)s) AS likeness
  FROM candidate
  JOIN videos_videopage video ON video.page_ptr_id = candidate.id
  JOIN wagtailcore_page page ON page.id = candidate.id
  WHERE page.live AND page.path LIKE %(under)s AND page.id <> %(page)s
    AND (page.expire_at IS NULL OR page.expire_at > %(now)s)
)
SELECT id, collection, same_theme, levels, keywords FROM described
WHERE collection IS NOT NULL OR same_theme OR levels <> '{}' OR keywords <> '{}'
  OR likeness >= %(near)s
ORDER BY (collection IS NOT NULL) DESC, same_theme DESC, CARDINALITY(levels) DESC,
  CARDINALITY(keywords) DESC, likeness DESC, first_published_at DESC, id DESC
LIMIT %(kept)s
"""


class Related(NamedTuple):
    """A video to go on with; `reason` says in words what it has in common."""

    page: VideoPage
    reason: str


def related_to(page: VideoPage, *, collections: Iterable[CollectionPage]) -> list[Related]:
    """At most six public videos of the same list, never itself, the nearest first."""
    titles = {collection.pk: collection.title for collection in collections}
    levels = {level.pk: str(level) for level in page.levels.all()}
    keywords = {keyword.pk: str(keyword) for keyword in page.keywords.all()}
    chosen = _choose(page, list(titles), list(levels), list(keywords))
    shown = VideoPage.objects.published().for_cards().in_bulk([row[0] for row in chosen])
    found = []
    for pk, collection, same_theme, common_levels, common_keywords in chosen:
        if pk not in shown:
            continue
        shared = [levels[level] for level in common_levels]
        shared += [keywords[keyword] for keyword in common_keywords]
        reason = _reason(titles.get(collection, ""), same_theme, shared)
        found.append(Related(shown[pk], reason))
    return found[:MOST]


def _choose(page: VideoPage, collections: list, levels: list, keywords: list) -> list[tuple]:
    choice = {
        "page": page.pk,
        "under": page.path[: -page.steplen] + "%",
        "title": page.title,
        "theme": page.theme_id,
        "collections": collections,
        "levels": levels,
        "keywords": keywords,
        "now": timezone.now(),
        "near": NEAR,
        "most": CANDIDATES,
        "kept": KEPT,
    }
    with connection.cursor() as cursor:
        cursor.execute(CHOOSE, choice)
        return cursor.fetchall()


def _reason(collection: str, same_theme: bool, shared: list[str]) -> str:
    if collection:
        return _("Same collection: %(name)s") % {"name": collection}
    labels = ", ".join(shared[:3])
    if same_theme and labels:
        return _("Same theme, and %(labels)s") % {"labels": labels}
    if same_theme:
        return _("Same theme")
    if labels:
        return capfirst(_("also about %(labels)s") % {"labels": labels})
    return _("A close subject")
