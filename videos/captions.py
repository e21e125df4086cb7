"""Captions: WebVTT (W3C) texts, parsed and written again before anybody is served one."""

from io import StringIO
from typing import NamedTuple

import webvtt
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def parse(text: str) -> webvtt.WebVTT:
    """Parse a WebVTT text. Raises ValidationError when it is not one."""
    try:
        return webvtt.from_string(text)
    except webvtt.errors.MalformedFileError:
        raise ValidationError(
            _("This is not a WebVTT text: its first line must be “WEBVTT”.")
        ) from None
    except webvtt.errors.MalformedCaptionError:
        raise ValidationError(
            _("One of the captions has no valid times, such as 00:00:01.000 --> 00:00:04.000.")
        ) from None


def validate_webvtt(text: str) -> None:
    """Raise ValidationError unless the text is WebVTT with at least one caption."""
    if not parse(text).captions:
        raise ValidationError(_("This text holds no caption."))


def serialise(text: str) -> str:
    """Return the same captions as clean WebVTT: cues and their words, no style, no markup."""
    clean = webvtt.WebVTT()
    for caption in parse(text).captions:
        clean.captions.append(webvtt.Caption(caption.start, caption.end, caption.text))
    output = StringIO()
    clean.write(output)
    return output.getvalue()


class Cue(NamedTuple):
    """What is said at one moment; `start` reads “1:05”, in minutes and seconds."""

    start: str
    text: str


def cues(text: str) -> list[Cue]:
    """Return the captions as a transcript to read: each with the second it starts at."""
    return [
        Cue("{}:{:02}".format(*divmod(int(caption.start_in_seconds), 60)), _one_line(caption))
        for caption in parse(text).captions
    ]


def _one_line(caption: webvtt.Caption) -> str:
    return caption.text.replace("\n", " ")
