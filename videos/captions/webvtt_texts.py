"""Captions: WebVTT (W3C) texts, parsed and written again before anybody is served one."""

import re
from html import escape, unescape
from typing import NamedTuple

import webvtt
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 1024 * 1024  # an hour of speech weighs a tenth of it
MAX_CUES = 2000
MAX_AT_ONCE = 3  # more would not hold on the screen: players hide what does not fit
MAX_SECONDS = 100 * 3600

WRONG_TIMES = _("One of the captions has no valid times, such as 00:00:01.000 --> 00:00:04.000.")

# SubRip files, which most tools make, differ by a comma in the times and have no first line.
SUBRIP_TIMES = re.compile(r"(\d\d:\d\d),(\d{1,3})")
SUBRIP_STYLE = re.compile(r"\{\\[^}]{0,60}\}")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")  # line ends for Python, not for WebVTT
NOT_SPOKEN = re.compile(r"NOTE\b|STYLE\b|REGION\b|\d+$")


class TimedCue(NamedTuple):
    """Words, and when they are shown, in seconds."""

    start: float
    end: float
    text: str


def parse(text: str) -> webvtt.WebVTT:
    """Parse a WebVTT text, or a SubRip one. Raises ValidationError when it is neither."""
    try:
        return webvtt.from_string("\n".join(_lines(text)))
    except webvtt.errors.MalformedFileError:
        raise ValidationError(
            _("This is not a WebVTT text: its first line must be “WEBVTT”.")
        ) from None
    except webvtt.errors.MalformedCaptionError:
        raise ValidationError(WRONG_TIMES) from None


def _lines(text: str) -> list[str]:
    """The lines of the text as WebVTT, whichever of the two it was."""
    text = OTHER_BREAKS.sub(" ", CONTROLS.sub("", text)).removeprefix("\ufeff")
    lines = [line.rstrip() for line in text.split("\n")] if "\r" not in text else text.splitlines()
    timed = [line for line in lines if "-->" in line]
    if timed and SUBRIP_TIMES.search(timed[0]) and not text.startswith("WEBVTT"):
        lines = ["WEBVTT", "", *(SUBRIP_STYLE.sub("", line) for line in lines)]
    return [SUBRIP_TIMES.sub(r"\1.\2", line) if "-->" in line else line for line in lines]


def validate_webvtt(text: str) -> None:
    """Raise ValidationError unless the text is WebVTT with at least one caption, and loses none."""
    if len(text) > MAX_BYTES:
        raise ValidationError(_("This text is longer than any captions: 1 MB at most."))
    captions = parse(text).captions
    # The parser passes over what it cannot read; the author must know.
    if len(captions) != text.count("-->"):
        raise ValidationError(WRONG_TIMES)
    if lost := _words_without_times(text):
        raise ValidationError(
            _(
                "These words belong to no caption, an empty line or a missing time sets them "
                "apart: “%(words)s”."
            ),
            params={"words": Truncator(lost).chars(60)},
        )
    found = timed(text)
    for number, cue in enumerate(found, 1):
        if cue.end <= cue.start:
            raise ValidationError(
                _(
                    "Caption %(number)s ends before it begins: nobody would see it. Correct its "
                    "times."
                ),
                params={"number": number},
            )
    if not found:
        raise ValidationError(_("This text holds no caption."))
    if len(found) > MAX_CUES:
        raise ValidationError(
            _("There are %(count)s captions here: %(limit)s at most."),
            params={"count": len(found), "limit": MAX_CUES},
        )
    if found[-1].end > MAX_SECONDS:
        raise ValidationError(WRONG_TIMES)
    if number := _too_many_at_once(found):
        raise ValidationError(
            _(
                "Caption %(number)s is shown with %(others)s others at the same moment: some of "
                "them would be hidden. Correct their times."
            ),
            params={"number": number, "others": MAX_AT_ONCE},
        )


def _words_without_times(text: str) -> str:
    """The first words that the parser would pass over without a word; empty when there are none."""
    blocks = "\n".join(_lines(text)).strip("\n").split("\n\n")
    for block in blocks[1:]:  # the first one is the header
        words = block.strip("\n")
        if words and "-->" not in words and not NOT_SPOKEN.match(words):
            return " ".join(words.split())
    return ""


def _too_many_at_once(found: list[TimedCue]) -> int:
    """The number of the first caption that would not hold on the screen; 0 when all do."""
    shown: list[float] = []
    for number, cue in enumerate(found, 1):
        shown = [end for end in shown if end > cue.start]
        if len(shown) == MAX_AT_ONCE:
            return number
        shown.append(cue.end)
    return 0


def timed(text: str) -> list[TimedCue]:
    """Return the captions in the order of their times, empty ones too.

    Raises ValidationError when the text is not WebVTT.
    """
    found = [
        TimedCue(
            caption.start_time.in_milliseconds() / 1000,
            caption.end_time.in_milliseconds() / 1000,
            _words(caption),
        )
        for caption in parse(text).captions
    ]
    return sorted(found, key=lambda cue: (cue.start, cue.end))


def serialise(text: str) -> str:
    """Return the same captions as clean WebVTT: cues and their words, no style, no markup."""
    return as_webvtt(timed(text))


def as_webvtt(found: list[TimedCue]) -> str:
    """Write captions, but the empty ones; an empty text when there is none."""
    lines = ["WEBVTT"]
    for cue in found:
        if cue.text:
            # Escaped anew: what was an entity stays a word, what was a tag is gone.
            times = f"{_clock(cue.start)} --> {_clock(cue.end)}"
            lines += ["", times, escape(cue.text, quote=False)]
    return "\n".join(lines) + "\n"


def as_subrip(found: list[TimedCue]) -> str:
    """Write captions as SubRip, for tools that know no WebVTT."""
    spoken = [cue for cue in found if cue.text]
    blocks = [
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n"
        + cue.text.replace("-->", "→")
        + "\n"
        for number, cue in enumerate(spoken, 1)
    ]
    return "\n".join(blocks)


def _clock(seconds: float, mark: str = ".") -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, seconds = divmod(whole, 60)
    return "{:02}:{:02}:{:02}{}{:03}".format(*divmod(minutes, 60), seconds, mark, thousandths)


def _words(caption: webvtt.Caption) -> str:
    text = CONTROLS.sub("", unescape(caption.text))
    text = OTHER_BREAKS.sub(" ", text).replace("\r", "\n")
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


class Cue(NamedTuple):
    """What is said at one moment; `start` reads “1:05”, in minutes and seconds."""

    start: str
    text: str


def cues(text: str) -> list[Cue]:
    """Return the captions as a transcript to read: each with the second it starts at."""
    return [
        Cue("{}:{:02}".format(*divmod(int(cue.start), 60)), cue.text.replace("\n", " "))
        for cue in timed(text)
        if cue.text
    ]
