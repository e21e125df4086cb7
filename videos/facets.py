"""How many videos each choice of a list would show, all counted in one query.

The counts are kept in the cache for a minute at most, under the mark of their community, which
`videos.catalogue` changes with what is public: the next request counts again.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet

from videos import catalogue
from videos.models import CatalogueEntry

SECONDS = 60
KEYWORDS = 40  # those offered, the most used first


class Band(NamedTuple):
    """Lengths that are chosen together, in seconds as they are shown: rounded."""

    shortest: float
    longest: float


BANDS = {
    "moins-1": Band(-1, 59.5),
    "1-2": Band(59.5, 120.5),
    "plus-2": Band(120.5, 10**9),
}


class Criteria(NamedTuple):
    """What a list is narrowed to. Ids, the name of a band; None or False: whatever it is."""

    theme: int | None = None
    level: int | None = None
    keyword: int | None = None
    captioned: bool = False
    band: str | None = None


@dataclass
class Counts:
    """Videos for each choice, given the other choices; `without` each choice in force too."""

    total: int = 0
    themes: dict[int, int] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    keywords: dict[str, int] = field(default_factory=dict)  # by their word in addresses
    keyword_labels: dict[str, str] = field(default_factory=dict)  # in alphabetical order
    bands: dict[str, int] = field(default_factory=dict)
    captioned: int = 0
    without: dict[str, int] = field(default_factory=dict)


# Each value says its type: PostgreSQL cannot guess that of a NULL.
COUNT = f"""
WITH entries AS (
    SELECT theme_id, levels, keywords, is_captioned,
        CASE WHEN duration < {BANDS["moins-1"].longest} THEN 'moins-1'
             WHEN duration < {BANDS["1-2"].longest} THEN '1-2' ELSE 'plus-2' END AS band,
        coalesce(theme_id = %(theme)s::bigint, %(theme)s::bigint IS NULL) AS theme_ok,
        (%(level)s::bigint IS NULL OR %(level)s::bigint = ANY (levels)) AS level_ok,
        (%(keyword)s::bigint IS NULL OR %(keyword)s::bigint = ANY (keywords)) AS keyword_ok,
        (NOT %(captioned)s::boolean OR is_captioned) AS captioned_ok,
        %(shortest)s::float8 <= duration AND duration < %(longest)s::float8 AS band_ok
    FROM videos_catalogueentry WHERE community_id = %(community)s
), near AS (
    SELECT * FROM entries WHERE 4 <= theme_ok::int + level_ok::int + keyword_ok::int
        + captioned_ok::int + band_ok::int
), by_theme AS (
    SELECT theme_id, count(*) FROM near
    WHERE level_ok AND keyword_ok AND captioned_ok AND band_ok GROUP BY theme_id
), by_level AS (
    SELECT level, count(*) FROM near, unnest(levels) AS level
    WHERE theme_ok AND keyword_ok AND captioned_ok AND band_ok GROUP BY level
), by_keyword AS (
    SELECT keyword, count(*) FROM near, unnest(keywords) AS keyword
    WHERE theme_ok AND level_ok AND captioned_ok AND band_ok
    GROUP BY keyword ORDER BY keyword = %(keyword)s::bigint DESC NULLS LAST, count(*) DESC, keyword
    LIMIT {KEYWORDS}
), by_band AS (
    SELECT band, count(*) FROM near
    WHERE theme_ok AND level_ok AND keyword_ok AND captioned_ok GROUP BY band
), others AS (
    SELECT
        count(*) FILTER (WHERE level_ok AND keyword_ok AND captioned_ok AND band_ok) AS theme,
        count(*) FILTER (WHERE theme_ok AND keyword_ok AND captioned_ok AND band_ok) AS niveau,
        count(*) FILTER (WHERE theme_ok AND level_ok AND captioned_ok AND band_ok) AS mot,
        count(*) FILTER (WHERE theme_ok AND level_ok AND keyword_ok AND band_ok) AS free,
        count(*) FILTER (WHERE theme_ok AND level_ok AND keyword_ok AND captioned_ok) AS duree,
        count(*) FILTER (
            WHERE theme_ok AND level_ok AND keyword_ok AND band_ok AND is_captioned
        ) AS captioned,
        count(*) FILTER (
            WHERE theme_ok AND level_ok AND keyword_ok AND captioned_ok AND band_ok
        ) AS total
    FROM near
)
SELECT 'themes', theme_id::text, count FROM by_theme WHERE theme_id IS NOT NULL
UNION ALL SELECT 'levels', level::text, count FROM by_level
UNION ALL SELECT 'keywords', slug || ' ' || label, count
    FROM by_keyword JOIN community_keyword ON id = keyword
UNION ALL SELECT 'bands', band, count FROM by_band
UNION ALL SELECT 'without', 'theme', theme FROM others
UNION ALL SELECT 'without', 'niveau', niveau FROM others
UNION ALL SELECT 'without', 'mot-cle', mot FROM others
UNION ALL SELECT 'without', 'sous-titres', free FROM others
UNION ALL SELECT 'without', 'duree', duree FROM others
UNION ALL SELECT 'captioned', '', captioned FROM others
UNION ALL SELECT 'total', '', total FROM others
"""


def entries(community_id: int, criteria: Criteria) -> QuerySet[CatalogueEntry]:
    """The rows of the catalogue that match, in no order."""
    rows = CatalogueEntry.objects.filter(community=community_id)
    if criteria.theme:
        rows = rows.filter(theme=criteria.theme)
    if criteria.level:
        rows = rows.filter(levels__contains=[criteria.level])
    if criteria.keyword:
        rows = rows.filter(keywords__contains=[criteria.keyword])
    if criteria.captioned:
        rows = rows.filter(is_captioned=True)
    if criteria.band:
        band = BANDS[criteria.band]
        rows = rows.filter(duration__gte=band.shortest, duration__lt=band.longest)
    return rows


def count(community_id: int, criteria: Criteria) -> Counts:
    """Return what each choice would show. From the cache when nothing has changed."""
    stamp_key = catalogue.stamp_key(community_id)
    key = f"videos.facets.{community_id}.{'.'.join(str(each or '') for each in criteria)}"
    known = cache.get_many([stamp_key, key])
    stamp = known.get(stamp_key, "")
    if key in known and known[key][0] == stamp:
        return known[key][1]
    counts = _count(community_id, criteria)
    cache.set(key, (stamp, counts), SECONDS)
    return counts


def _count(community_id: int, criteria: Criteria) -> Counts:
    band = BANDS.get(criteria.band or "", Band(-1, 10**9))
    values = criteria._asdict() | band._asdict() | {"community": community_id}
    counts, labels = Counts(), {}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        for kind, name, number in cursor.fetchall():
            if kind in {"captioned", "total"}:
                setattr(counts, kind, number)
            elif kind == "keywords":
                slug, label = name.split(" ", 1)
                counts.keywords[slug], labels[slug] = number, label
            else:
                found = name if kind in {"bands", "without"} else int(name)
                getattr(counts, kind)[found] = number
    counts.keyword_labels = dict(sorted(labels.items(), key=lambda each: each[1].casefold()))
    return counts
