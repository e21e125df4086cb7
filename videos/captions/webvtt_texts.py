"""Captions: WebVTT (W3C) texts, parsed and written again before anybody is served one."""

import re
from html import escape, unescape
from typing import NamedTuple

import webvtt
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

WRONG_TIMES = _("One of the captions has no valid times, such as 00:00:01.000 --> 00:00:04.000.")

# SubRip files, which most tools make, differ by a comma in the times and have no first line.
SUBRIP_TIMES = re.compile(r"(\d\d:\d\d),(\d{3})")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def parse(text: str) -> webvtt.WebVTT:
    """Parse a WebVTT text, or a SubRip one. Raises ValidationError when it is neither."""
    try:
        return webvtt.from_string(_as_webvtt(text))
    except webvtt.errors.MalformedFileError:
        raise ValidationError(
            _("This is not a WebVTT text: its first line must be “WEBVTT”.")
        ) from None
    except webvtt.errors.MalformedCaptionError:
        raise ValidationError(WRONG_TIMES) from None


def _as_webvtt(text: str) -> str:
    lines = CONTROLS.sub("", text).removeprefix("\ufeff").splitlines()
    timed = [line for line in lines if "-->" in line]
    if timed and SUBRIP_TIMES.search(timed[0]) and not lines[0].startswith("WEBVTT"):
        lines = ["WEBVTT", "", *lines]
    return "\n".join(SUBRIP_TIMES.sub(r"\1.\2", line) if "-->" in line else line for line in lines)


def validate_webvtt(text: str) -> None:
    """Raise ValidationError unless the text is WebVTT with at least one caption, and loses none."""
    captions = parse(text).captions
    # The parser passes over what it cannot read; the author must know.
    if len(captions) != text.count("-->") or any(
        caption.end_in_seconds < caption.start_in_seconds for caption in captions
    ):
        raise ValidationError(WRONG_TIMES)
    if not captions:
        raise ValidationError(_("This text holds no caption."))


def serialise(text: str) -> str:
    """Return the same captions as clean WebVTT: cues and their words, no style, no markup."""
    lines = ["WEBVTT"]
    for caption in parse(text).captions:
        if words := _words(caption):
            # Escaped anew: what was an entity stays a word, what was a tag is gone.
            lines += ["", f"{caption.start} --> {caption.end}", escape(words, quote=False)]
    return "\n".join(lines) + "\n"


def _words(caption: webvtt.Caption) -> str:
    return "\n".join(line for line in unescape(caption.text).splitlines() if line.strip())


class Cue(NamedTuple):
    """What is said at one moment; `start` reads “1:05”, in minutes and seconds."""

    start: str
    text: str


def cues(text: str) -> list[Cue]:
    """Return the captions as a transcript to read: each with the second it starts at."""
    return [
        Cue("{}:{:02}".format(*divmod(int(caption.start_in_seconds), 60)), words)
        for caption in parse(text).captions
        if (words := _words(caption).replace("\n", " "))
    ]
