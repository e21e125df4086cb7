"""A text of the team as visitors read it: with a table of contents, without what is unfinished.

The starter texts hold marks, « [à compléter : …] ». Editors see them in the form, in the preview
and on their dashboard; visitors see neither a mark nor the line that holds it.
"""

import re
from typing import NamedTuple

from bs4 import BeautifulSoup
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

MARK = re.compile(r"\[à compléter[^\]]*\]", re.IGNORECASE)
LINES = ["p", "li", "h2", "h3", "blockquote"]
LONG = 4  # parts from which a table of contents helps


class Heading(NamedTuple):
    anchor: str
    title: str


class Reading(NamedTuple):
    """`contents` is empty when the text is short."""

    html: SafeString
    contents: list[Heading]
    is_complete: bool


def read(body, *, public: bool) -> Reading:
    """Return a StoryBlock value as it is read; `public` leaves the unfinished lines out."""
    rendered = format_html_join("\n", "{}", ((block.render(),) for block in body))
    soup = BeautifulSoup(rendered, "html.parser")
    is_complete = not MARK.search(soup.get_text())
    if not is_complete and public:
        _leave_out_unfinished_lines(soup)
    elif not is_complete:
        _show_marks(soup)
    headings = _anchor(soup)
    contents = headings if len(headings) >= LONG else []
    # Rich text and blocks escape what they hold; nothing is added but ids and <mark>.
    return Reading(mark_safe(str(soup)), contents, is_complete)  # noqa: S308


def marks(body) -> list[str]:
    """Return what is still to complete in a StoryBlock value, as it is written there."""
    text = " ".join(
        str(value) for block in body for value in block.block.get_searchable_content(block.value)
    )
    return list(dict.fromkeys(MARK.findall(text)))


def _leave_out_unfinished_lines(soup: BeautifulSoup) -> None:
    for line in soup.find_all(LINES):
        if not line.decomposed and MARK.search(line.get_text()):
            line.decompose()
    for block in soup.find_all(["ul", "ol"]):
        if not block.decomposed and not block.find("li"):
            block.decompose()
    following = None  # the tag of what comes after, from the end
    for line in reversed(soup.find_all([*LINES, "figure"])):
        alone = following is None or (following in {"h2", "h3"} and following <= line.name)
        if line.name in {"h2", "h3"} and alone:
            line.decompose()
        else:
            following = line.name


def _show_marks(soup: BeautifulSoup) -> None:
    for text in soup.find_all(string=MARK):
        pieces = MARK.split(str(text))
        found = MARK.findall(str(text))
        for piece, mark in zip(pieces, [*found, None], strict=True):
            text.insert_before(piece)
            if mark:
                tag = soup.new_tag("mark")
                tag.string = mark
                text.insert_before(tag)
        text.extract()


def _anchor(soup: BeautifulSoup) -> list[Heading]:
    """Give each part an id of its own."""
    headings, taken = [], {"contenu"}
    for heading in soup.find_all("h2"):
        title = " ".join(heading.get_text().split())
        word = slugify(title) or "partie"
        anchor, number = word, 2
        while anchor in taken:
            anchor, number = f"{word}-{number}", number + 1
        taken.add(anchor)
        heading["id"] = anchor
        headings.append(Heading(anchor, title))
    return headings
