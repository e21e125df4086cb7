"""The words of a whole film, cut into captions and spread over it: a start, to be adjusted."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from videos.captions.advice import COMFORTABLE, FLICKER, LINE, LONGEST, SHORTEST
from videos.captions.webvtt_texts import CONTROLS, MAX_CUES, TimedCue

SPACES = re.compile(r"[ \t\f\v]+")  # not the no-break ones, which hold words together
SENTENCE_END = re.compile(r"(?<=[.!?…])[ ](?=\S)")
BEFORE_SIGN = re.compile(r" (?=[!?;:»](?:\s|$))")
AFTER_QUOTE = re.compile(r"(?<=«) ")
WRAPPED = re.compile(r"(?<![.!?…:;\n])\n(?=[a-zà-ÿ])")  # by a mail program, in a sentence
NO_BREAK = "\N{NO-BREAK SPACE}"
PAUSE = tuple(",;:.!?…»")
BRIEF = 12  # characters: “Oui.” goes with what follows


def spread(script: str, *, duration: float | None = None) -> list[TimedCue]:
    """Cut a text into captions of two lines at most, each shown in proportion to its length.

    They fill the film when its `duration`, in seconds, is known; otherwise they follow one another
    at a comfortable speed. Raises ValidationError when there are no words, or too many.
    """
    if len(script) > MAX_CUES * (2 * LINE + 1):
        raise ValidationError(_("This text is too long for one video: paste it in several times."))
    texts = [_two_lines(part) for part in _parts(script)]
    if not texts:
        raise ValidationError(_("There are no words here: paste what is said in the video."))
    if len(texts) > MAX_CUES:
        raise ValidationError(
            _("There are %(count)s captions here: %(limit)s at most."),
            params={"count": len(texts), "limit": MAX_CUES},
        )
    return _timed(texts, duration)


def _parts(script: str) -> list[str]:
    parts = []
    text = "\n".join(line.strip() for line in CONTROLS.sub("", script).splitlines())
    for line in WRAPPED.sub(" ", text).split("\n"):
        line = SPACES.sub(" ", line).strip()
        line = AFTER_QUOTE.sub(NO_BREAK, BEFORE_SIGN.sub(NO_BREAK, line))
        kept = ""
        for sentence in filter(None, SENTENCE_END.split(line)):
            joined = f"{kept} {sentence}".strip()
            if kept and (min(len(kept), len(sentence)) >= BRIEF or not _fits(joined)):
                parts += _cut(kept)
                kept = sentence
            else:
                kept = joined
        parts += _cut(kept)
    return parts


def _cut(sentence: str) -> list[str]:
    """Cut a sentence where it may be said with a pause, into parts that two lines hold."""
    words = [
        word[start : start + LINE]
        for word in sentence.split(" ")
        for start in range(0, len(word), LINE)
    ]
    parts, first = [], 0
    while first < len(words):
        last = first + 1
        while last < len(words) and _fits(" ".join(words[first : last + 1])):
            last += 1
        if last < len(words):
            last = first + (_pause(words[first:last]) or last - first)
        parts.append(" ".join(words[first:last]))
        first = last
    return parts


def _pause(words: list[str]) -> int:
    """How many of these words come before their last pause; 0 when it comes too early."""
    for count in range(len(words), len(words) // 2, -1):
        if words[count - 1].endswith(PAUSE):
            return count
    return 0


def _fits(text: str) -> bool:
    return len(text) <= LINE or bool(_breaks(text))


def _breaks(text: str) -> list[int]:
    """Where a text may be cut into two lines that are short enough."""
    if len(text) > 2 * LINE + 1:
        return []
    return [
        place
        for place, sign in enumerate(text)
        if sign == " " and place <= LINE and len(text) - place - 1 <= LINE
    ]


def _two_lines(text: str) -> str:
    """Cut into two lines, as even as may be, rather after a comma."""
    if len(text) <= LINE:
        return text

    def unevenness(place: int) -> int:
        return abs(len(text) - 2 * place) - (12 if text[:place].endswith(PAUSE) else 0)

    place = min(_breaks(text), key=unevenness)
    return f"{text[:place]}\n{text[place + 1 :]}"


def _timed(texts: list[str], duration: float | None) -> list[TimedCue]:
    needed = [min(max(len(text) / COMFORTABLE, SHORTEST), LONGEST) for text in texts]
    stretch = duration / sum(needed) if duration else 1
    found, start = [], 0.0
    for text, seconds in zip(texts, needed, strict=True):
        slot = max(seconds * stretch, 0.01)
        shown = slot if slot - seconds < FLICKER else seconds
        found.append(TimedCue(round(start, 3), round(start + shown, 3), text))
        start += slot
    return found
