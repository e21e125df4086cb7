"""What the processing found, as sentences: why a file is refused, what to know of one we take."""

import math
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _


def explain(code: str, figures: dict) -> str:
    """Say to its author why a file is refused: what was found, what is accepted, what to do."""
    sentences = refusal_sentences()
    spoken = dict(figures)
    if code in {"too_long", "too_short"}:
        # Never “lasts 3 s; it must last at least 3 s”.
        rounded = math.ceil if code == "too_long" else math.floor
        spoken = {name: spoken_duration(seconds, rounded) for name, seconds in figures.items()}
    return sentences.get(code, sentences["unreadable"]) % spoken


def refusal_sentences() -> dict[str, str]:
    """The sentence of each code, its figures still to be filled in: pages say them too."""
    return {
        "too_long": _(
            "Your video lasts %(found)s; the limit is %(limit)s. Cut it on your phone, then choose "
            "it again."
        ),
        "too_short": _(
            "Your video lasts %(found)s; it must last at least %(limit)s. Film a little longer, "
            "then choose it again."
        ),
        "too_large_picture": _(
            "The picture of your video is too large (%(found)s pixels; the limit is %(limit)s). "
            "Set your camera to HD or 4K, then film again."
        ),
        "too_heavy": _(
            "Your video has too many pictures for its size (%(found)s a second; we take 4K up to "
            "120). Export it in HD, then choose it again."
        ),
        "no_picture": _(
            "This file has sound but no picture. Choose the video itself, then send it again."
        ),
        "still_picture": _(
            "This file holds one still picture, and we publish videos. Film for at least three "
            "seconds, then choose your video."
        ),
        "empty": _("This file is empty. Check that the video plays, then choose it again."),
        "unsupported_codec": _(
            "This video is encoded in a format that we cannot read (%(found)s). Export it as MP4 "
            "(H.264), then choose it again."
        ),
        "not_a_video": _(
            "This file is not a video that we can read. Choose an MP4, MOV, WebM, MKV or AVI file, "
            "as phones make them."
        ),
        "unreadable": _(
            "This video cannot be read: it may have been cut while it was copied. Check that it "
            "plays on your phone, then choose it again."
        ),
    }


def advise(warnings: Iterable[dict]) -> list[str]:
    """Say to the author and to the team what was measured in a video that is accepted."""
    sentences = {
        "no_sound": _(
            "There is no sound to hear. If somebody speaks in your video, check the microphone and "
            "film again; otherwise leave it as it is."
        ),
        "low_sound": _(
            "The sound is very low (%(found)s LUFS). We raised it, and the noise of the room with "
            "it: if the words are hard to follow, film again, closer to the voice."
        ),
        "clipped_sound": _(
            "The sound is saturated: it was too loud for the microphone. If it crackles, film "
            "again from a little further away."
        ),
        "dark_picture": _(
            "The picture is very dark. If one cannot see what happens, turn on the light or turn "
            "your back to the window, then film again."
        ),
        "black_picture": _(
            "The picture is black for %(seconds)s. Check that nothing covered the camera."
        ),
        "frozen_picture": _(
            "The picture does not move for %(seconds)s. If you show a page or a board, leave it as "
            "it is; otherwise check the video on your phone."
        ),
    }
    return [
        sentences[warning["code"]] % (warning | _spoken(warning))
        for warning in warnings
        if warning["code"] in sentences
    ]


def _spoken(warning: dict) -> dict:
    spoken = {}
    if "seconds" in warning:
        spoken["seconds"] = spoken_duration(warning["seconds"])
    if warning["code"] == "low_sound":
        spoken["found"] = round(warning["found"])
    return spoken


def spoken_duration(seconds: float, rounded: Callable[[float], int] = round) -> str:
    """Return a duration as a person writes it: “2 min 20 s”."""
    minutes, seconds = divmod(rounded(seconds), 60)
    if not minutes:
        return _("%(seconds)s s") % {"seconds": seconds}
    if not seconds:
        return _("%(minutes)s min") % {"minutes": minutes}
    return _("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": seconds}
