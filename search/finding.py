"""From what somebody typed to the pages that hold those words."""

import re

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import F
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page, Site

from search.indexing import CONFIG

MAX_LENGTH = 100
MAX_WORDS = 8
# Control characters that no page holds stand for the marks until the text has been escaped.
START, STOP = "\x02", "\x03"


def clean(query: str) -> str:
    """Return a query without control characters, spaces folded, cut to what can be useful."""
    printable = "".join(char if char.isprintable() else " " for char in query)
    return " ".join(printable.split())[:MAX_LENGTH]


def search_query(query: str) -> SearchQuery | None:
    """Return all the words, the last one as a beginning; None when there is no word."""
    words = re.findall(r"\w+", clean(query))[:MAX_WORDS]
    if not words:
        return None
    return SearchQuery(
        " & ".join([*words[:-1], f"{words[-1]}:*"]), config=CONFIG, search_type="raw"
    )


def find_pages(query: str, *, site: Site):
    """Return the published pages of a site that hold these words, the best first."""
    words = search_query(query)
    if words is None:
        return Page.objects.none()
    return (
        Page.objects.live()
        .public()
        .in_site(site)
        .filter(search_entry__vector=words)
        .select_related("content_type")
        .annotate(
            rank=SearchRank(F("search_entry__vector"), words),
            headline=SearchHeadline(
                "search_entry__extract", words, config=CONFIG, start_sel=START, stop_sel=STOP
            ),
        )
        .order_by("-rank", "-first_published_at", "pk")
    )


def marked(headline: str) -> SafeString:
    """Return an extract as HTML, with the words found in <mark>."""
    text = escape(headline).replace(START, "<mark>").replace(STOP, "</mark>")
    return mark_safe(text)  # noqa: S308  escaped just above
