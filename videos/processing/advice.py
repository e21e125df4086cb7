"""What the author should know of a video that we take as it is: measured, never a refusal."""

import re
import statistics
from collections.abc import Iterable

from .probing import Probe
from .sound import Sound

LOW_SOUND = -35.0  # LUFS: brought to -16, its noise is heard as well as its words
CLIPPED = 0.002  # share of the samples
BLACK = 0.25  # share of the film
FROZEN = 0.5
DARK = 60  # of 255: nine pixels in ten are darker than this, in half of the pictures

# Put after a small picture: `LOOK` writes its findings in ffmpeg's report and in `LIGHT`.
LIGHT = "light.txt"
LOOK = (
    "blackdetect=d=0.5,freezedetect=n=0.001:d=2,"
    "select='isnan(prev_selected_t)+gte(t-prev_selected_t,0.5)',"
    f"signalstats,metadata=print:key=lavfi.signalstats.YHIGH:file={LIGHT}"
)


def on_sound(source: Probe, sound: Sound | None) -> list[dict]:
    if not source.has_audio or not sound:
        return [{"code": "no_sound"}]
    warnings = []
    if sound.loudness < LOW_SOUND:
        warnings.append({"code": "low_sound", "found": sound.loudness})
    if sound.clipped > CLIPPED:
        warnings.append({"code": "clipped_sound", "share": round(sound.clipped, 3)})
    return warnings


def on_picture(report: str, light: str, duration: float) -> list[dict]:
    """From what `LOOK` left, for a film of that many seconds."""
    black = _seconds(re.findall(r"black_start:([\d.]+) black_end:([\d.]+)", report))
    starts = re.findall(r"freeze_start: ([\d.]+)", report)
    ends = re.findall(r"freeze_end: ([\d.]+)", report)
    ends += [str(duration)] * (len(starts) - len(ends))  # frozen to its end
    # A black picture does not move either: said once.
    frozen = max(0.0, _seconds(zip(starts, ends, strict=False)) - black)
    shine = [float(value) for value in re.findall(r"YHIGH=([\d.]+)", light)]
    warnings = []
    if black > BLACK * duration:
        warnings.append(_extent("black_picture", black, duration))
    elif shine and statistics.median(shine) < DARK:
        warnings.append({"code": "dark_picture", "found": round(statistics.median(shine))})
    if frozen > FROZEN * duration:
        warnings.append(_extent("frozen_picture", frozen, duration))
    return warnings


def _seconds(spans: Iterable[tuple[str, str]]) -> float:
    return sum(float(end) - float(start) for start, end in spans)


def _extent(code: str, seconds: float, duration: float) -> dict:
    share = round(min(1.0, seconds / duration), 2)
    return {"code": code, "share": share, "seconds": round(min(seconds, duration), 1)}
