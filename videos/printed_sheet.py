"""The practice sheet on one A4 page: letters as large as it allows, then what must be left out.

Nobody can ask the printer how high a text will be. It is estimated, on the safe side, from the
width of letters; a browser's PDF in the tests says that the estimate holds.
"""

from math import ceil
from typing import NamedTuple

from videos.models import VideoPage


class Size(NamedTuple):
    """A size of letters: its name in the style sheet, letters in a line, lines in a page."""

    name: str
    letters: int
    lines: int


# What is left of an A4 page by the head, the QR code and the foot.
SIZES = [Size("large", 78, 32), Size("medium", 90, 40), Size("small", 104, 52)]
WIDE = 1.9  # letters that an m or a capital takes the room of
HEADING = 2  # lines that a part's heading and the space above it take


class PrintedSheet(NamedTuple):
    """`parts` are (heading, text); `is_cut` when the end of some of them is only online."""

    size: str
    parts: list[tuple[str, str]]
    is_cut: bool


def printed_sheet(page: VideoPage) -> PrintedSheet:
    """Return what is printed of a sheet, in the largest letters with which it holds on a page."""
    parts = [(heading, _squeezed(text)) for heading, text in page.sheet]
    for size in SIZES:
        if _height(parts, size) <= size.lines:
            return PrintedSheet(size.name, parts, is_cut=False)
    return PrintedSheet(size.name, _cut(parts, size), is_cut=True)


def _squeezed(text: str) -> str:
    """Without the empty lines, which say nothing on paper."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _height(parts: list[tuple[str, str]], size: Size) -> int:
    return sum(HEADING + _lines(text, size) for heading, text in parts)


def _lines(text: str, size: Size) -> int:
    return sum(ceil(_width(line) / size.letters) for line in text.split("\n"))


def _width(line: str) -> float:
    """The room that a line takes, in letters."""
    wide = sum(letter in "mw" or letter.isupper() or ord(letter) > 0x2E80 for letter in line)
    return len(line) + wide * (WIDE - 1)


def _cut(parts: list[tuple[str, str]], size: Size) -> list[tuple[str, str]]:
    """Take the same share of each long part, so that every one of them keeps its beginning."""
    room = size.lines - HEADING * len(parts)
    heights = sorted(_lines(text, size) for heading, text in parts)
    share = room // len(parts)
    for number, height in enumerate(heights):  # short parts leave their room to the others
        if height > share:
            break
        room -= height
        share = room // max(len(parts) - number - 1, 1)
    return [(heading, _beginning(text, size, share)) for heading, text in parts]


def _beginning(text: str, size: Size, lines: int) -> str:
    """The first lines of a text, ended at a word."""
    if _lines(text, size) <= lines:
        return text
    kept: list[str] = []
    for line in text.split("\n"):
        height = ceil(_width(line) / size.letters)
        if height <= lines:
            kept.append(line)
            lines -= height
            continue
        room = int(max(lines * size.letters - 8, 0) * len(line) / _width(line))
        if room:
            kept.append(line[:room].rpartition(" ")[0] or line[:room])
        break
    return "\n".join(kept).rstrip(" .,;:") + " […]"
