"""What was made, decoded again: proof that it plays, and the frames of its pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from . import pictures
from .ffmpeg import Unreadable, reading
from .filters import served_fps
from .ladder import Rung, rungs_for
from .probing import Probe
from .verdicts import ProcessingFailed, Refused

SAME_LENGTH = 0.5  # seconds between two rungs, at most
MAX_FRAME_BYTES = 4096 * 4096 * 3 + 1024


@dataclass(frozen=True)
class Checked:
    duration: float  # seconds, of the best rung
    frames: dict[float, Path]  # by moment, in seconds; fewer than asked when the picture ends early
    tiles: list[Path]
    tile_interval: float  # seconds


def decode_again(
    run: Callable[..., str], source: Probe, *, folder: Path, moments: list[float]
) -> Checked:
    """Decode every rung whole; keep frames of the best one, and tiles of the smallest.

    A much shorter video means a source broken in its middle: `Refused`.
    """
    rungs = rungs_for(source.width, source.height)
    fps = served_fps(source)
    last = int(source.duration * fps) - 1
    numbers = {0: 0.0} | {max(0, min(int(m * fps), last)): m for m in moments}
    of_a_tile = pictures.frames_of_a_tile(source.duration, float(fps))
    try:
        decoded = _decode(run, rungs, folder, sorted(numbers), of_a_tile)
    except Unreadable as error:
        raise ProcessingFailed("bad_output", str(error)) from error

    ends = [each.end for each in decoded]
    if min(ends) < 0.9 * source.duration - 0.5:
        raise Refused("unreadable", found=round(min(ends), 1), announced=source.duration)
    is_whole = [each.size for each in decoded] == [(rung.width, rung.height) for rung in rungs]
    if not is_whole or max(ends) - min(ends) > SAME_LENGTH:
        raise ProcessingFailed("bad_output", str(decoded))
    files = sorted(folder.glob("frame-*.bmp"))
    tiles = sorted(folder.glob("tile-*.bmp"))
    if of_a_tile > 1 and len(tiles) > 1:
        del tiles[0]  # the very first frame: only for want of another
    return Checked(
        duration=round(ends[0], 3),
        frames={numbers[n]: file for n, file in zip(sorted(numbers), files, strict=False)},
        tiles=tiles,
        tile_interval=round(float(of_a_tile / fps), 3),
    )


@dataclass
class _Decoded:
    """What a rung gave, from its first frame to its last."""

    size: tuple[int, int] = (0, 0)  # pixels
    end: float = 0.0  # seconds, of its picture or its sound


def _decode(
    run: Callable[..., str], rungs: list[Rung], folder: Path, kept: list[int], of_a_tile: int
) -> list[_Decoded]:
    inputs, maps = [], []
    for number, rung in enumerate(rungs):
        inputs += reading("mov", "-err_detect", "explode", name=rung.name)
        maps += ["-map", str(number)]
    wanted = "+".join(f"eq(n,{number})" for number in kept)
    smallest = rungs[-1]
    tiles = pictures.tile_filters(smallest.width, smallest.height, of_a_tile)
    graph = f"[0:v]select='{wanted}'[frames];[{len(rungs) - 1}:v]{tiles}[tiles]"
    still = ["-fps_mode", "passthrough", "-f", "image2"]
    report = _Report()
    run(
        [
            *inputs,
            *("-xerror", "-filter_complex", graph),
            *(*maps, "-fps_mode", "passthrough", "-f", "framecrc", "pipe:1"),
            *("-map", "[frames]", *still, "frame-%03d.bmp"),
            *("-map", "[tiles]", *still, "tile-%03d.bmp"),
        ],
        source=folder / rungs[0].name,
        on_line=report.read,
        writable=folder,
        max_bytes=MAX_FRAME_BYTES,
    )
    return report.decoded


class _Report:
    """Reads framecrc: a line for each decoded frame of each stream, after a header of them all."""

    def __init__(self):
        self.decoded: list[_Decoded] = []
        self._of: list[_Decoded] = []  # whose is each stream: its picture comes first
        self._bases: list[Fraction] = []

    def read(self, line: str) -> None:
        name, _, value = line.partition(": ")
        if name.startswith("#tb "):
            self._bases.append(Fraction(value))
        elif name.startswith("#media_type "):
            if value == "video":
                self.decoded.append(_Decoded())
            self._of.append(self.decoded[-1])
        elif name.startswith("#dimensions "):
            width, height = value.split("x")
            self._of[int(name.split()[1])].size = int(width), int(height)
        elif line[:1].isdigit():
            stream, _dts, pts, duration, *_ = line.replace(" ", "").split(",")
            whose, base = self._of[int(stream)], self._bases[int(stream)]
            whose.end = max(whose.end, float((int(pts) + int(duration)) * base))
