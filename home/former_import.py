"""Reading the table of the former sites' videos: a CSV of their UUIDs, titles and pages here."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from community.models import Community
from videos.models import FormerVideo, VideoPage

COLUMNS = {
    "uuid": "uuid",
    "titre": "title",
    "title": "title",
    "video": "video",
    "vidéo": "video",
    "page": "video",
}
LONGEST_TITLE = 255
BATCH = 500
MAX_BYTES = 5 * 1024 * 1024


class NotATable(Exception):
    """The file cannot be read as a table; its words say what to do."""


@dataclass
class Imported:
    """What an import did; `errors` are sentences, one for each line that was left out."""

    created: int = 0
    changed: int = 0
    same: int = 0
    without_page: int = 0
    errors: list[str] = field(default_factory=list)


def read(content: bytes) -> list[dict[str, str]]:
    """Return the lines of a CSV, in UTF-8 or as spreadsheets write it. Raises NotATable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    heading = text.partition("\n")[0]
    if not text.strip() or "\x00" in text:
        raise NotATable(_("This file holds no text: export the table as CSV, then try again."))
    delimiter = max(";,\t", key=heading.count)
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    names = {name: COLUMNS.get((name or "").strip().lower()) for name in rows.fieldnames or []}
    if "uuid" not in names.values():
        raise NotATable(_("The first line must name the columns: uuid, and maybe titre and video."))
    try:
        return [
            {names[name]: (value or "").strip() for name, value in row.items() if names.get(name)}
            for row in rows
        ]
    except csv.Error as error:
        raise NotATable(_("The table is broken: %(why)s") % {"why": error}) from error


def import_rows(
    community: Community,
    rows: Iterable[dict[str, str]],
    *,
    progress: Callable[[int], None] = lambda done: None,
) -> Imported:
    """Keep the former addresses of a community. Doing it twice changes nothing.

    A line whose video is unknown is left out, with its reason; one that names no video is kept:
    its address leads to a search with the words of its title.
    """
    result = Imported()
    pages = _pages(community)
    for start, batch in _batches(rows):
        with transaction.atomic():
            for number, row in enumerate(batch, start=start + 2):  # the first line is the heading
                _keep(community, row, number, pages, result)
        progress(start + len(batch))
    return result


def _keep(community, row, number: int, pages: dict, result: Imported) -> None:
    try:
        uuid = UUID(row.get("uuid", ""))
    except ValueError:
        result.errors.append(
            _("Line %(number)s: “%(text)s” is not a UUID.")
            % {"number": number, "text": row.get("uuid", "")[:60]}
        )
        return
    wanted = row.get("video", "")
    page = pages.get(_key(wanted)) if wanted else pages.get(row.get("title", "").casefold())
    if wanted and not page:
        result.errors.append(
            _("Line %(number)s: no video of this community has the address “%(text)s”.")
            % {"number": number, "text": wanted[:80]}
        )
        return
    former = FormerVideo.objects.filter(pk=uuid).first()
    if former and former.community_id != community.pk:
        result.errors.append(
            _("Line %(number)s: this address belongs to another community.") % {"number": number}
        )
        return
    title = row.get("title", "")[:LONGEST_TITLE] or (former.title if former else "")
    page = page or (former.page_id if former else None)
    values = {"title": title, "page_id": page}
    if not page:
        result.without_page += 1
    if former and (former.title, former.page_id) == (title, page):
        result.same += 1
        return
    FormerVideo.objects.update_or_create(
        pk=uuid, defaults=values, create_defaults=values | {"community": community}
    )
    if former:
        result.changed += 1
    else:
        result.created += 1


def _pages(community: Community) -> dict[str, int]:
    """The videos of a community by slug, number and title; a title that two have means none."""
    rows = VideoPage.objects.descendant_of(community.site.root_page)
    found: dict[str, int] = {}
    titles: dict[str, set[int]] = {}
    for pk, slug, title in rows.values_list("pk", "slug", "title"):
        titles.setdefault(title.casefold(), set()).add(pk)
        found |= {f"/{slug}": pk, f"#{pk}": pk}
    return found | {title: pks.pop() for title, pks in titles.items() if len(pks) == 1}


def _key(wanted: str) -> str:
    """How a line names a video: its number, its slug, or its whole address."""
    if wanted.isdigit():
        return f"#{int(wanted)}"
    path = urlsplit(wanted).path.strip("/")
    return "/" + path.rpartition("/")[2]


def _batches(rows: Iterable[dict]) -> Iterator[tuple[int, list[dict]]]:
    rows = list(rows)
    for start in range(0, len(rows), BATCH):
        yield start, rows[start : start + BATCH]


def summary(result: Imported) -> str:
    """Say in one sentence what an import did."""
    return _(
        "%(created)s added, %(changed)s changed, %(same)s already known, %(errors)s left out; "
        "%(without)s lead to a search, for want of a video."
    ) % {
        "created": result.created,
        "changed": result.changed,
        "same": result.same,
        "errors": len(result.errors),
        "without": result.without_page,
    }
