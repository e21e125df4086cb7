"""What is heard: how loud the source is, and what brings it to the loudness of the portal."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from .ffmpeg import Unreadable, reading
from .probing import Probe
from .verdicts import Refused

LOUDNESS = -16.0  # LUFS
TRUE_PEAK = -1.5  # dBTP, before AAC adds its own
MAX_GAIN = 24.0  # dB: more would only raise the noise of a silent room
SILENCE = -69.0
CLOSE_ENOUGH = 1.0  # LU: within it, the sound may be served as it is
TUNED = 0.3  # LU: within it, the gain is right
TRIES = 3

# Always two channels: players and meters do not agree on how loud a single one is.
CHANNELS = "aresample=48000:async=1:first_pts=0,aformat=channel_layouts=stereo"


@dataclass(frozen=True)
class Sound:
    """The sound of a source, as heard on two channels."""

    loudness: float  # LUFS
    true_peak: float  # dBTP
    clipped: float  # share of the samples at the very top
    gain: float = 0.0  # dB, what it is given

    @property
    def is_servable(self) -> bool:
        return abs(self.loudness - LOUDNESS) <= CLOSE_ENOUGH and self.true_peak <= 0

    @property
    def needs_limiter(self) -> bool:
        return self.true_peak + self.gain > TRUE_PEAK

    @property
    def correction(self) -> str:
        """One gain for the whole clip: nothing pumps, a whisper stays a whisper."""
        steps = [f"volume={self.gain:.2f}dB:precision=float"]
        if self.needs_limiter:
            limit = 10 ** (TRUE_PEAK / 20)
            steps.append(f"alimiter=limit={limit:.4f}:attack=2:release=30:level=0:latency=1")
        return ",".join(steps)


def listen(run: Callable[..., str], source: Probe) -> Sound | None:
    """How loud the sound is, and the gain that it needs; None when there is nothing to hear."""

    def measure(*filters: str) -> str:
        graph = ",".join([*filters, "ebur128=peak=true:framelog=verbose"])
        return run(
            [
                *reading(source.container),
                *("-map", f"0:{source.audio_stream}", "-af", graph, "-f", "null", "-"),
            ]
        )

    try:
        report = measure("volumedetect", CHANNELS)
        heard = _loudness_and_peak(report)
        if not heard or heard[0] < SILENCE:
            return None
        loudness, peak = heard
        sound = Sound(loudness, peak, _clipped(report), min(MAX_GAIN, LOUDNESS - loudness))
        return _tuned(sound, lambda tried: _loudness_and_peak(measure(CHANNELS, tried.correction)))
    except Unreadable as error:
        raise Refused("unreadable") from error


def _tuned(sound: Sound, hear: Callable[[Sound], tuple[float, float] | None]) -> Sound:
    """A limiter takes some loudness away: give it back and listen again, while that helps.

    Of claps alone no gain makes a steady sound.
    """
    wanted, missing = sound.loudness + sound.gain, math.inf
    best = sound
    for _ in range(TRIES):
        heard = hear(sound) if sound.needs_limiter else None
        if not heard or wanted - heard[0] >= missing:
            break
        best, missing = sound, wanted - heard[0]
        if abs(missing) <= TUNED or sound.gain >= MAX_GAIN:
            break
        sound = replace(sound, gain=min(MAX_GAIN, sound.gain + missing))
    return best


def _loudness_and_peak(report: str) -> tuple[float, float] | None:
    told = re.search(r"I: +(-[\d.]+) LUFS.*?Peak: +(-?[\d.]+) dBFS", report, re.DOTALL)
    return (float(told[1]), float(told[2])) if told else None


def _clipped(report: str) -> float:
    """Phones compress what they clipped: its samples end within a decibel of the top."""
    counted = sum(map(int, re.findall(r"n_samples: (\d+)", report)))
    at_the_top = sum(map(int, re.findall(r"histogram_0db: (\d+)", report)))
    return at_the_top / counted if counted else 0.0
