"""What is served: a ladder of videos that play everywhere, and their still pictures."""

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from . import advice, ffmpeg, pictures
from .checking import MAX_FRAME_BYTES, Checked, decode_again
from .encoding import encode
from .ladder import rungs_for
from .probing import Probe
from .sound import listen
from .verdicts import ProcessingFailed

WORK_PREFIX = ".work-"

START_SECONDS = 60  # a slow machine deserves it, however short the clip
SECONDS_PER_SECOND = 30

HEARD, ENCODED, DECODED = 6, 92, 98  # percent of the work done after each step


@dataclass(frozen=True)
class MadeRendition:
    path: Path
    width: int
    height: int
    size: int  # bytes
    bit_rate: int  # bits per second


@dataclass(frozen=True)
class Output:
    renditions: tuple[MadeRendition, ...]  # largest first
    duration: float  # seconds
    loudness: float | None  # of the source, in LUFS; None without sound, or with silence
    proposals: tuple[float, ...]  # moments of the proposed posters, in seconds
    storyboard: pictures.Storyboard
    warnings: tuple[dict, ...]  # each with its `code` and figures


def transcode(
    path: Path,
    *,
    output_dir: Path,
    probe: Probe,
    progress: Callable[[int], None],
    alive: Callable[[], None] = lambda: None,
    poster_at: float | None = None,
) -> Output:
    """Make the served videos and their pictures in `output_dir`, or change nothing there.

    `progress` is told percents, `alive` is called every few seconds; what either raises stops
    everything. The poster shows `poster_at`, in seconds, else the best of the proposals.
    Running it again gives the same files. `Refused` can still come from here: a file may look
    well at first and prove broken when all of it is decoded.
    """
    output_dir = output_dir.resolve()
    try:
        output_dir.mkdir(parents=True, exist_ok=True)
        _sweep(output_dir)
        with tempfile.TemporaryDirectory(dir=output_dir, prefix=WORK_PREFIX) as name:
            run = partial(
                ffmpeg.run,
                source=path,
                seconds=START_SECONDS + SECONDS_PER_SECOND * probe.duration,
                alive=alive,
            )
            return _transcode(run, probe, Path(name), output_dir, _Progress(progress), poster_at)
    except OSError as error:
        raise ProcessingFailed("storage", str(error)) from error


def pick_poster(
    video: Path,
    *,
    moment: float,
    output_dir: Path,
    alive: Callable[[], None] = lambda: None,
) -> None:
    """Make the poster's files again from a rendition, as it is at that second.

    A moment after its end gives its last picture.
    """
    output_dir = output_dir.resolve()
    try:
        with tempfile.TemporaryDirectory(dir=output_dir, prefix=WORK_PREFIX) as name:
            work = Path(name)
            run = partial(ffmpeg.run, source=video, seconds=START_SECONDS, alive=alive)
            frame = _frame_at(run, moment, work) or _frame_at(run, None, work)
            if not frame:
                raise ProcessingFailed("ffmpeg_error", "No picture in the rendition.")
            for made in pictures.save_poster_and_card(frame, work):
                _publish(work / made, output_dir / made)
    except ffmpeg.Unreadable as error:
        raise ProcessingFailed("ffmpeg_error", str(error)) from error
    except OSError as error:
        raise ProcessingFailed("storage", str(error)) from error


def _frame_at(run: Callable[..., str], moment: float | None, folder: Path) -> Path | None:
    """The frame of a rendition at that second; one of its last second when there is no moment."""
    where = ["-sseof", "-1"] if moment is None else ["-ss", f"{max(0.0, moment):.3f}"]
    frame = folder / "frame.bmp"
    run(
        [
            *ffmpeg.reading("mov", *where),
            *("-map", "0:v", "-frames:v", "1", "-update", "1", "-f", "image2", "-y", frame.name),
        ],
        writable=folder,
        max_bytes=MAX_FRAME_BYTES,
    )
    return frame if frame.exists() else None


def _transcode(
    run: Callable[..., str],
    source: Probe,
    work: Path,
    output_dir: Path,
    progress: "_Progress",
    poster_at: float | None,
) -> Output:
    progress.tell(0)
    sound = listen(run, source) if source.has_audio else None
    progress.tell(HEARD)
    report = encode(
        run,
        source,
        sound,
        folder=work,
        on_share=lambda share: progress.tell(HEARD + int((ENCODED - 1 - HEARD) * share)),
    )
    progress.tell(ENCODED)
    moments = pictures.candidate_moments(source.duration)
    if poster_at is not None:
        moments.append(poster_at)
    made = decode_again(run, source, folder=work, moments=moments)
    progress.tell(DECODED)
    proposals, names = _save_pictures(made, work, poster_at)
    storyboard = pictures.save_storyboard(made.tiles, work, interval=made.tile_interval)
    names.append(pictures.STORYBOARD)

    rungs = rungs_for(source.width, source.height)
    names += [rung.name for rung in reversed(rungs)]  # the best one last: where it is, all is
    for name in names:
        _publish(work / name, output_dir / name)
    progress.tell(100)
    return Output(
        renditions=tuple(
            MadeRendition(
                path=output_dir / rung.name,
                width=rung.width,
                height=rung.height,
                size=(size := (output_dir / rung.name).stat().st_size),
                bit_rate=round(size * 8 / made.duration),
            )
            for rung in rungs
        ),
        duration=made.duration,
        loudness=sound.loudness if sound else None,
        proposals=tuple(proposals),
        storyboard=storyboard,
        warnings=(
            *advice.on_sound(source, sound),
            *advice.on_picture(report, (work / advice.LIGHT).read_text(), made.duration),
        ),
    )


def _save_pictures(
    made: Checked, work: Path, poster_at: float | None
) -> tuple[list[float], list[str]]:
    """Save the proposals and the poster; return the proposals' moments and the files' names."""
    asked = made.frames.get(poster_at)
    frames = {m: path for m, path in made.frames.items() if m != poster_at} or made.frames
    if len(frames) > 1:  # the first is seldom the best: only for want of another
        frames.pop(0.0, None)
    candidates = [pictures.Candidate.look_at(m, path) for m, path in frames.items()]
    proposals = pictures.proposals_among(candidates)
    names = pictures.save_proposals(proposals, work)
    frame = asked or (candidates[-1] if poster_at else pictures.best_of(proposals)).path
    names += pictures.save_poster_and_card(frame, work)
    return [proposal.moment for proposal in proposals], names


class _Progress:
    """Tells each percentage once, and never goes back."""

    def __init__(self, tell: Callable[[int], None]):
        self._tell = tell
        self._told = -1

    def tell(self, percent: int) -> None:
        if percent > self._told:
            self._told = percent
            self._tell(percent)


def _publish(made: Path, final: Path) -> None:
    with open(made, "rb") as file:
        os.fsync(file.fileno())
    os.replace(made, final)


def _sweep(output_dir: Path) -> None:
    """What a killed run left."""
    for left in output_dir.glob(f"{WORK_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
