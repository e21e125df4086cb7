"""What is said in a video, as one reads it: sentences, each with its moment."""

from collections.abc import Iterable

from videos.captions import TimedCue

ENDS = (".", "!", "?", "…", "»")
SILENCE = 2.0  # seconds without a word: another thought begins
LONGEST = 220  # characters: captions without punctuation would make one sentence of a video


def sentences(cues: Iterable[TimedCue]) -> list[TimedCue]:
    """Join the captions that make one sentence. Times are in seconds, order is kept."""
    joined: list[TimedCue] = []
    for cue in cues:
        said = " ".join(cue.text.split())
        if not said:
            continue
        last = joined[-1] if joined else None
        if last and _goes_on(last, cue, said):
            joined[-1] = TimedCue(last.start, max(last.end, cue.end), f"{last.text} {said}")
        else:
            joined.append(TimedCue(cue.start, cue.end, said))
    return joined


def _goes_on(last: TimedCue, cue: TimedCue, said: str) -> bool:
    if last.text.endswith(ENDS) or said.startswith(("-", "–", "—")):  # somebody else speaks
        return False
    return cue.start - last.end < SILENCE and len(last.text) + len(said) < LONGEST


def as_text(title: str, address: str, said: Iterable[TimedCue]) -> str:
    """Return a transcript to keep: the title, where it comes from, then a line a sentence."""
    return "\n".join([title, address, "", *(sentence.text for sentence in said), ""])
