"""Which preset and quality for each rung: VMAF, weight and CPU of each, on our own samples.

    make bench NAME=quality

Every sample is scaled to the rung without loss, then encoded as the portal does, without the cap on
its bit rate; VMAF compares the two at that size. The second table asks each preset for the same
quality, so that presets compare. Choices and reasons: docs/video.md.
"""

import re
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from portal.demonstration.clips import make_clip
from videos.processing.ffmpeg import binary

MEDIA = Path(__file__).parents[1] / "tests" / "media"
SECONDS = 4
PRESETS = ["superfast", "veryfast", "faster", "fast", "medium"]
QUALITIES = [20, 23, 26, 29]
RUNGS = {240: 85.0, 480: 90.0, 720: 93.0}  # the VMAF that presets are compared at


class Measure(NamedTuple):
    vmaf: float
    bit_rate: float  # bits per second
    cpu: float  # seconds of CPU per second of film


def ffmpeg(*arguments) -> str:
    command = [binary(), "-nostdin", "-hide_banner", "-y", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    return done.stderr


def samples(folder: Path) -> dict[str, tuple[Path, float, int]]:
    """Each with the second where its excerpt starts and its frames per second.

    Two films with movement and fur, and the flat drawings of the demonstration.
    """
    drawn = make_clip(
        title="Trois gestes pour lancer la classe",
        subtitle="Classe à 12",
        sentences=["On entre.", "On s’installe.", "On commence."],
        seed=3,
        accent="#3f5ea8",
        portrait=False,
        output=folder / "drawn.mp4",
    )
    return {
        "landscape": (MEDIA / "landscape-h264-50fps.mp4", 4.0, 25),
        "portrait": (MEDIA / "phone-portrait-hevc-gps.mov", 6.0, 25),
        "drawn": (drawn.path, 2.0, 15),
    }


def reference(source: Path, start: float, fps: int, short_side: int, output: Path) -> Path:
    side = f"w='if(gt(iw,ih),-2,{short_side})':h='if(gt(iw,ih),{short_side},-2)'"
    options = ["-an", "-vf", f"fps={fps},scale={side}:flags=lanczos,format=yuv420p"]
    ffmpeg("-ss", start, "-i", source, "-t", SECONDS, *options, "-c:v", "ffv1", output)
    return output


def measure(original: Path, preset: str, quality: int) -> Measure:
    made = original.with_suffix(".mp4")
    report = ffmpeg(
        *("-benchmark", "-i", original, "-c:v", "libx264", "-profile:v", "high"),
        *("-preset", preset, "-crf", quality, "-g", 50, "-threads", 4, made),
    )
    used = re.search(r"bench: utime=([\d.]+)s stime=([\d.]+)s", report)
    told = ffmpeg("-i", made, "-i", original, "-lavfi", "libvmaf=n_threads=2", "-f", "null", "-")
    return Measure(
        vmaf=float(re.search(r"VMAF score: ([\d.]+)", told)[1]),
        bit_rate=made.stat().st_size * 8 / SECONDS,
        cpu=(float(used[1]) + float(used[2])) / SECONDS,
    )


def at_equal_quality(measures: list[Measure], vmaf: float) -> Measure | None:
    """Between the two qualities that surround it; None outside of what was measured."""
    ordered = sorted(measures)
    for below, above in zip(ordered, ordered[1:], strict=False):
        if below.vmaf <= vmaf <= above.vmaf:
            share = (vmaf - below.vmaf) / ((above.vmaf - below.vmaf) or 1)
            return Measure(*(b + share * (a - b) for b, a in zip(below, above, strict=True)))
    return None


def main() -> None:
    found = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="quality-") as name:
        folder = Path(name)
        for label, sample in samples(folder).items():
            for rung in RUNGS:
                original = reference(*sample, rung, folder / f"{label}-{rung}.mkv")
                for preset in PRESETS:
                    for quality in QUALITIES:
                        found[rung, preset, quality].append(measure(original, preset, quality))
                print(f"measured {label} at {rung}", file=sys.stderr, flush=True)

    print("rung preset     crf   VMAF  (worst)   kb/s  (most)  CPU s/s")
    for (rung, preset, quality), measures in found.items():
        vmaf, rate, cpu = (statistics.mean(values) for values in zip(*measures, strict=True))
        worst, most = min(m.vmaf for m in measures), max(m.bit_rate for m in measures)
        print(
            f"{rung:4} {preset:10} {quality:3}  {vmaf:5.1f}   {worst:5.1f}  "
            f"{rate / 1000:6.0f}  {most / 1000:6.0f}  {cpu:6.2f}"
        )
    print("\nAt equal quality, against veryfast: bits and CPU (mean over the samples)")
    for rung, vmaf in RUNGS.items():
        for preset in PRESETS:
            bits, cpu = [], []
            for sample in range(len(found[rung, preset, QUALITIES[0]])):
                mine, plain = (
                    at_equal_quality([found[rung, p, q][sample] for q in QUALITIES], vmaf)
                    for p in (preset, "veryfast")
                )
                if mine and plain:
                    bits.append(mine.bit_rate / plain.bit_rate)
                    cpu.append(mine.cpu / plain.cpu)
            if bits:
                print(
                    f"{rung:4} {preset:10} at VMAF {vmaf}: bits x{statistics.mean(bits):.2f}"
                    f"  CPU x{statistics.mean(cpu):.2f}  ({len(bits)} samples)"
                )


if __name__ == "__main__":
    main()
