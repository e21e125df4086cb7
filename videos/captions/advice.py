"""What makes captions easy to read, said as advice: it never stops anybody.

The thresholds come from

- the French « Charte relative à la qualité du sous-titrage à destination des personnes sourdes ou
  malentendantes » (CSA, now Arcom, 12 December 2011): two lines, and a reading time of 12
  characters for one second, 20 for two, 36 for three, 60 for four, with a tolerance of 20 %. The
  CSA sums it up for the public as 15 characters a second and two lines of 36;
- the BBC Subtitle Guidelines: 37 characters a line in their fixed grid, two lines, 160 to 180
  words a minute, no short gap between two captions;
- the Netflix Timed Text Style Guide: 5/6 of a second at least and 7 seconds at most, gaps of less
  than half a second closed, 17 characters a second for adults and 20 where it is most permissive.

`static/js/captions/advice.js` says the same while one types: it is given `thresholds()` and
`sentences()`, and a test compares the two.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _

from videos.captions.webvtt_texts import TimedCue

COMFORTABLE = 15  # characters a second
FASTEST = 20  # characters a second
LINE = 37  # characters
LINES = 2
SHORTEST = 1.0  # seconds
LONGEST = 7.0  # seconds
FLICKER = 0.5  # seconds between two captions, under which the gap is seen as a blink
FRAMES = 0.1  # seconds between two captions that nobody sees: two frames
BEYOND = 0.5  # seconds after the end of the film that need no correction
SHOUT = 8  # capital letters


class Advice(NamedTuple):
    number: int  # the caption's, from 1
    code: str
    figures: dict

    def __str__(self):
        words = sentences()[self.code] % self.figures
        return _("Caption %(number)s: %(advice)s") % {"number": self.number, "advice": words}


def advise(found: list[TimedCue], *, duration: float | None = None) -> list[Advice]:
    """Return what could be better, caption by caption, in their order.

    `duration` is the film's, in seconds; unknown, nothing is said of its end.
    """
    said, previous = [], None
    for number, cue in enumerate(found, 1):
        said += [Advice(number, code, figures) for code, figures in _of(cue, previous, duration)]
        previous = cue
    return said


def _of(cue: TimedCue, previous: TimedCue | None, duration: float | None):
    if previous and _between(cue.start, previous.end) > 0:
        yield "overlap", {}
    elif previous and 1000 * FRAMES < _between(previous.end, cue.start) < 1000 * FLICKER:
        yield "flicker", {}
    if duration:
        if cue.start >= duration:
            yield "after_end", {}
        elif cue.end > duration + BEYOND:
            yield "past_end", {}
    if not cue.text:
        yield "empty", {}
        return
    yield from _of_words(cue)


def _of_words(cue: TimedCue):
    lasting = _between(cue.start, cue.end)
    if lasting < 1000 * SHORTEST:
        yield "short", {}
    elif lasting > 1000 * LONGEST:
        yield "long", {}
    speed = reading_speed(cue)
    if speed > FASTEST:
        yield "too_fast", {"speed": int(speed + 0.5)}
    elif speed > COMFORTABLE:
        yield "fast", {"speed": int(speed + 0.5)}
    lines = cue.text.split("\n")
    if len(lines) > LINES:
        yield "many_lines", {"lines": len(lines)}
    longest = max(map(len, lines))
    if longest > LINE:
        yield "long_line", {"length": longest}
    capitals = [sign for sign in cue.text if sign.isupper()]
    if len(capitals) >= SHOUT and not any(sign.islower() for sign in cue.text):
        yield "capitals", {}


def reading_speed(cue: TimedCue) -> float:
    """Characters a second, spaces and line ends included."""
    return len(cue.text) * 1000 / max(_between(cue.start, cue.end), 1)


def _between(start: float, end: float) -> int:
    """Milliseconds: whole numbers, which both languages compare alike."""
    return round(end * 1000) - round(start * 1000)


def thresholds() -> dict[str, float]:
    """The figures above, for the page."""
    return {
        "comfortable": COMFORTABLE,
        "fastest": FASTEST,
        "line": LINE,
        "lines": LINES,
        "shortest": SHORTEST,
        "longest": LONGEST,
        "flicker": FLICKER,
        "frames": FRAMES,
        "beyond": BEYOND,
        "shout": SHOUT,
    }


def sentences() -> dict[str, str]:
    """What is said for each code, with `%(name)s` where a figure goes."""
    return {
        "too_fast": _(
            "%(speed)s characters a second is too fast to be read: shorten it, or show it longer."
        ),
        "fast": _("%(speed)s characters a second is a little fast: 15 is comfortable."),
        "long_line": _("a line of %(length)s characters: 37 at most, cut it in two."),
        "many_lines": _("%(lines)s lines hide the picture: two at most."),
        "short": _("shown for less than a second: leave the time to see it."),
        "long": _("shown for more than 7 seconds: cut it in two."),
        "overlap": _("begins before the previous one has ended: both are shown together."),
        "flicker": _("begins just after the previous one: join them, to avoid a blink."),
        "after_end": _("begins after the end of the video: nobody will see it."),
        "past_end": _("ends after the end of the video."),
        "empty": _("has no words yet: it will not be kept."),
        "capitals": _("is all in capitals, which are slower to read."),
    }
