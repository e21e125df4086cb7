"""The sizes that a video is served in, and what each may weigh.

Qualities and preset come from `benchmarks/quality.py`: figures and reasons in `docs/video.md`.
"""

from dataclasses import dataclass

# 15 to 19 % lighter than veryfast at the same VMAF, for a quarter more CPU; `fast` would win 4 %
# more for 15 % more CPU.
PRESET = "faster"
# A size of its own between two steps is worth making when it shows that much more.
WORTH_KEEPING = 1.1


@dataclass(frozen=True)
class Step:
    short_side: int  # pixels
    quality: int  # x264's constant rate factor: less is finer
    max_bit_rate: int  # of the picture, bits per second over any second
    sound_bit_rate: int


# VMAF 88, 90 and 92 to 93 on our samples, at 160, 480 and 880 kb/s on average.
STEPS = (
    Step(240, quality=26, max_bit_rate=300_000, sound_bit_rate=64_000),
    Step(480, quality=25, max_bit_rate=1_000_000, sound_bit_rate=96_000),
    Step(720, quality=24, max_bit_rate=2_200_000, sound_bit_rate=128_000),
    Step(1080, quality=24, max_bit_rate=4_500_000, sound_bit_rate=128_000),
)


@dataclass(frozen=True)
class Rung:
    width: int
    height: int
    step: Step

    @property
    def name(self) -> str:
        return f"{min(self.width, self.height)}.mp4"


def rungs_for(width: int, height: int) -> list[Rung]:
    """The rungs of a picture of this size, largest first: never larger than it came, and even."""
    short_side = min(width, height)
    below = [step for step in STEPS if step.short_side <= short_side]
    above = [step for step in STEPS if step.short_side > short_side]
    sizes = [(step.short_side, step) for step in below]
    if above and (not below or short_side > WORTH_KEEPING * below[-1].short_side):
        sizes.append((short_side, above[0]))
    return [
        Rung(_even(width, size / short_side), _even(height, size / short_side), step)
        for size, step in reversed(sizes)
    ]


def _even(pixels: int, scale: float) -> int:
    return max(2, min(2 * round(pixels * scale / 2), pixels - pixels % 2))
