"""What our processing costs, against plain ffmpeg asked the same.

    make bench NAME=processing

Four things take turns, several times, on the same excerpt: the whole of our processing (probe,
loudness, ladder, proof, pictures), its encoding alone as we run it (shut in, watched), that very
command run plainly, and one plain command for each size, which decodes the source each time.
Medians; CPU seconds of all the processes count, since a shared machine has no honest wall clock.
"""

import ctypes
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from portal.demonstration.clips import make_clip
from videos.processing import Limits, Probe, ffmpeg, ladder, probe, sandbox, transcode
from videos.processing.encoding import KEYFRAME_SECONDS, arguments
from videos.processing.filters import served_fps
from videos.processing.sound import CHANNELS, Sound, listen

MEDIA = Path(__file__).parents[1] / "tests" / "media"
SECONDS = 8
ROUNDS = 3
PR_SET_CHILD_SUBREAPER = 36


class Cost(NamedTuple):
    cpu: float  # seconds
    wall: float  # seconds


def measured(work: Callable[[Path], object]) -> Cost:
    """The cost of a work and of all its descendants, those that bubblewrap leaves behind too."""
    with tempfile.TemporaryDirectory(prefix="processing-") as folder:
        before, began = _cpu(), time.monotonic()
        work(Path(folder))
        wall = time.monotonic() - began
        while True:
            try:
                os.waitpid(-1, 0)
            except ChildProcessError:
                break
        return Cost(_cpu() - before, wall)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def plainly(source: Path, command: list[str], folder: Path) -> None:
    asked = [word.replace(ffmpeg.SOURCE, str(source)) for word in command]
    nice = ["nice", "-n", "19", ffmpeg.binary(), "-nostdin", "-nostats", *asked]
    subprocess.run(nice, cwd=folder, capture_output=True, check=True)


def one_size(found: Probe, sound: Sound | None, rung: ladder.Rung) -> list[str]:
    fps, rate = served_fps(found), str(rung.step.max_bit_rate)
    picture = f"fps={fps},scale={rung.width}:{rung.height}:flags=lanczos,setsar=1,format=yuv420p"
    heard = ["-af", f"{CHANNELS},{sound.correction}"] if sound else ["-an"]
    return [
        *(*ffmpeg.reading(found.container), "-vf", picture, *heard),
        *("-c:v", "libx264", "-profile:v", "high", "-preset", ladder.PRESET, *ffmpeg.THREADS),
        *("-crf", str(rung.step.quality), "-maxrate", rate, "-bufsize", rate),
        *("-g", str(round(fps * KEYFRAME_SECONDS)), "-c:a", "aac"),
        *("-b:a", str(rung.step.sound_bit_rate), "-movflags", "+faststart", "-y", rung.name),
    ]


def process(source: Path, folder: Path) -> None:
    found = probe(source, limits=Limits())
    transcode(source, output_dir=folder, probe=found, progress=lambda percent: None)


def main() -> None:
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    with tempfile.TemporaryDirectory(prefix="processing-") as name:
        folder = Path(name)
        source = folder / "source.mp4"
        cut = ["-i", str(MEDIA / "landscape-h264-50fps.mp4"), "-t", str(SECONDS), "-c", "copy"]
        plainly(source, [*cut, str(source)], folder)
        found = probe(source, limits=Limits())
        sound = listen(partial(ffmpeg.run, source=source, seconds=600), found)
        asked = arguments(found, sound)
        rungs = ladder.rungs_for(found.width, found.height)
        works = {
            "our processing, whole": partial(process, source),
            "its encoding, restricted": lambda out: ffmpeg.run(
                asked, source=source, seconds=600, writable=out, max_bytes=2**30
            ),
            "the same command, plain": partial(plainly, source, asked),
            "a plain command a size": lambda out: [
                plainly(source, one_size(found, sound, rung), out) for rung in rungs
            ],
        }
        costs = defaultdict(list)
        for turn in range(ROUNDS):
            for label, work in works.items():
                costs[label].append(measured(work))
            print(f"round {turn + 1} of {ROUNDS}", file=sys.stderr, flush=True)

        phone = folder / "phone.mp4"
        enlarged = ["-i", str(source), "-t", "3", "-vf", "fps=25,scale=3840:2160", "-an"]
        enlarged += ["-c:v", "libx265", "-preset", "ultrafast", "-crf", "24", str(phone)]
        plainly(source, enlarged, folder)
        of_phone = probe(phone, limits=Limits(min_seconds=0))
        large = ladder.rungs_for(of_phone.width, of_phone.height)
        once = measured(partial(plainly, phone, arguments(of_phone, None)))
        each = measured(
            lambda out: [plainly(phone, one_size(of_phone, None, rung), out) for rung in large]
        )

        drawn = make_clip(
            title="Trois gestes pour lancer la classe",
            subtitle="Classe à 12",
            sentences=["On entre.", "On s’installe.", "On commence."],
            seed=3,
            accent="#3f5ea8",
            portrait=False,
            output=folder / "drawn.mp4",
        )
        kept = measured(partial(process, drawn.path))
        drawn_seconds = probe(drawn.path, limits=Limits()).duration

    print(f"{SECONDS} s of 720p at 50 frames, {len(rungs)} sizes, {ROUNDS} rounds, {sandbox()}")
    cpu, wall = {}, {}
    for label, all_costs in costs.items():
        cpu[label], wall[label] = (statistics.median(c) for c in zip(*all_costs, strict=True))
        print(f"  {label:26} {cpu[label]:6.2f} s of CPU, {wall[label]:6.2f} s")
    whole, restricted, plain, sizes = works
    print(
        f"  real time factor: {found.duration / cpu[whole]:.2f} s of film a second of CPU, "
        f"{found.duration / wall[whole]:.2f} a second"
    )
    print(f"a film served as it is (720p at 15): {kept.cpu:.2f} s of CPU for {drawn_seconds:.0f} s")
    print(
        f"3 s of 4K in HEVC, {len(large)} sizes: {once.cpu:.1f} s of CPU in one decoding, "
        f"{each.cpu:.1f} in one a size: {once.cpu / each.cpu:.3f}"
    )
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process: {memory:.0f} MB")
    print(
        f"restricted / plain: {cpu[restricted] / cpu[plain]:.3f}  "
        f"whole / plain: {cpu[whole] / cpu[plain]:.3f}  "
        f"one decoding / one a size: {cpu[plain] / cpu[sizes]:.3f}"
    )


if __name__ == "__main__":
    main()
