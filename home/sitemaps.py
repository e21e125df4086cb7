"""What search engines may visit: an index, the pages, and the videos with what Google asks of them.

Each address costs the same few queries whatever the number of pages, and is written as it is read.
Formats: sitemaps.org 0.9, and its extension for videos (schemas/sitemap-video/1.1).
"""

from collections.abc import Iterator
from datetime import datetime
from xml.sax.saxutils import escape

from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_safe
from wagtail.models import Page

from community.context import community_or_404
from community.models import Community, Contributor
from editorial.page_cache import public_page
from videos.models import VideoPage
from videos.models.media import MediaState

# A file holds 50,000 addresses at most, and 50 MB: what is said of a video takes more room.
PER_FILE = {"pages": 50_000, "videos": 20_000}
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
VIDEO_NAMESPACE = 'xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"'
LONGEST_VIDEO = 28_800  # seconds: what Google accepts


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """The files of the sitemap of a community."""
    community = community_or_404(request)
    lines = [HEAD, f"<sitemapindex {NAMESPACE}>\n"]
    for kind, per_file in PER_FILE.items():
        pages = KINDS[kind](community)
        latest = pages.aggregate(latest=Max("last_published_at"))["latest"]
        for number in range(1, max(1, -(-pages.count() // per_file)) + 1):
            address = reverse("sitemap_part", args=[kind, number])
            lines.append(
                f"<sitemap><loc>{community.root_url}{address}</loc>{_lastmod(latest)}</sitemap>\n"
            )
    lines.append("</sitemapindex>\n")
    return HttpResponse("".join(lines), content_type="application/xml; charset=utf-8")


@require_safe
def part(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """One file of the sitemap. The first one exists even when it has nothing to say."""
    community = community_or_404(request)
    if kind not in KINDS or number < 1:
        raise Http404
    start = (number - 1) * PER_FILE[kind]
    pages = KINDS[kind](community).order_by("pk")[start : start + PER_FILE[kind]]
    if number > 1 and not pages.exists():
        raise Http404
    write = {"pages": _pages_file, "videos": _videos_file}[kind]
    return StreamingHttpResponse(
        write(community, pages, is_first=number == 1),
        content_type="application/xml; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


def _pages(community: Community):
    """Every page that a visitor may read, videos apart."""
    own = Page.objects.descendant_of(community.site.root_page, inclusive=True).live().public()
    return own.exclude(content_type__app_label="videos", content_type__model="videopage")


def _videos(community: Community):
    return VideoPage.objects.descendant_of(community.site.root_page).published()


KINDS = {"pages": _pages, "videos": _videos}


def _pages_file(community: Community, pages, *, is_first: bool) -> Iterator[str]:
    root = community.site.root_page.url_path
    yield f"{HEAD}<urlset {NAMESPACE}>\n"
    for url_path, published in pages.values_list("url_path", "last_published_at").iterator():
        yield _url(community, f"/{url_path.removeprefix(root)}", _lastmod(published))
    if is_first:
        for slug in community.themes.values_list("slug", flat=True):
            yield _url(community, f"/themes/{slug}/")
        for person in Contributor.objects.published().filter(community=community).order_by("pk"):
            yield _url(community, person.get_absolute_url())
        yield _url(community, reverse("site_map"))
    yield "</urlset>\n"


def _videos_file(community: Community, pages, *, is_first: bool) -> Iterator[str]:
    root = community.site.root_page.url_path
    yield f"{HEAD}<urlset {NAMESPACE} {VIDEO_NAMESPACE}>\n"
    rows = pages.annotate(
        uuid=F("media__uuid"),
        state=F("media__state"),
        seconds=F("media__duration"),
        poster=F("media__thumbnail"),
    ).values(
        *("url_path", "slug", "title", "search_description", "summary", "description"),
        *("first_published_at", "last_published_at", "uuid", "state", "seconds", "poster"),
    )
    for row in rows.iterator():
        path = f"/{row['url_path'].removeprefix(root)}"
        yield _url(community, path, _lastmod(row["last_published_at"]) + _video(community, row))
    yield "</urlset>\n"


def _video(community: Community, row: dict) -> str:
    """What Google reads of a video; nothing while it cannot be watched, or has no picture."""
    if row["state"] != MediaState.READY or not row["poster"]:
        return ""
    root, uuid = community.root_url, row["uuid"]
    words = row["search_description"] or row["summary"] or row["description"] or row["title"]
    facts = {
        "thumbnail_loc": root + reverse("media_poster", args=[uuid]),
        "title": Truncator(row["title"]).chars(100),
        "description": Truncator(" ".join(words.split())).chars(2048),
        "content_loc": root + reverse("media_video", args=[uuid]),
        "player_loc": f"{root}/integrer/{row['slug']}/",
        "duration": min(max(round(row["seconds"] or 0), 1), LONGEST_VIDEO),
        "publication_date": row["first_published_at"] and row["first_published_at"].isoformat(),
        "family_friendly": "yes",
    }
    lines = (
        f"<video:{name}>{escape(str(fact))}</video:{name}>" for name, fact in facts.items() if fact
    )
    return f"<video:video>{''.join(lines)}</video:video>"


def _url(community: Community, path: str, more: str = "") -> str:
    return f"<url><loc>{escape(community.root_url + path)}</loc>{more}</url>\n"


def _lastmod(moment: datetime | None) -> str:
    return f"<lastmod>{moment.isoformat(timespec='seconds')}</lastmod>" if moment else ""
