"""What is served: one video that plays everywhere, and its still pictures."""

import math
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from . import pictures
from .ffmpeg import Unreadable, reading, run
from .probing import Limits, Probe
from .probing import probe as look_at
from .verdicts import ProcessingFailed, Refused

VIDEO, POSTER, CARD = "video.mp4", "poster.jpg", "card.jpg"
WORK_PREFIX = ".work-"

SHORT_SIDE = 720
MAX_FPS = 30
VARIABLE_FPS = 30
KEYFRAME_SECONDS = 2
QUALITY = ["-preset", "veryfast", "-crf", "22", "-maxrate", "3M", "-bufsize", "6M"]

LOUDNESS = -16.0  # LUFS
TRUE_PEAK = -1.5  # dBTP
MAX_GAIN = 24.0  # dB: more would only raise the noise of a silent room
SILENCE = -69.0
CLOSE_ENOUGH = 1.0  # LU: within it, the sound may be served as it is

START_SECONDS = 60  # a slow machine deserves it, however short the clip
SECONDS_PER_SECOND = 30
BYTES_PER_SECOND = 1_000_000

POSTER_MOMENTS = (0.3, 0.5, 0.8)
MORE_POSTER_MOMENTS = (0.04, 0.12, 0.2, 0.4, 0.6, 0.7, 0.88, 0.95)

MEASURED, ENCODED = 8, 95  # percent of the work done after each step


@dataclass(frozen=True)
class Output:
    video: Path
    poster: Path
    poster_card: Path
    width: int
    height: int
    duration: float
    size: int
    loudness: float | None  # of the source, in LUFS; None without sound, or with silence


def transcode(
    path: Path, *, output_dir: Path, probe: Probe, progress: Callable[[int], None]
) -> Output:
    """Make the served video and its pictures in `output_dir`, or change nothing there.

    Running it again gives the same files. `Refused` can still come from here: a file may look
    well at first and prove broken when all of it is decoded.
    """
    output_dir = output_dir.resolve()
    output_dir.mkdir(parents=True, exist_ok=True)
    _sweep(output_dir)
    try:
        with tempfile.TemporaryDirectory(dir=output_dir, prefix=WORK_PREFIX) as name:
            return _transcode(path, Path(name), output_dir, probe, _Progress(progress))
    except OSError as error:
        raise ProcessingFailed("storage", str(error)) from error


def _transcode(
    path: Path, work: Path, output_dir: Path, source: Probe, progress: "_Progress"
) -> Output:
    progress.tell(0)
    sound = _listen(path, source) if source.has_audio else None
    progress.tell(MEASURED)
    try:
        _encode(path, work, source, sound, progress)
    except Unreadable as error:
        raise ProcessingFailed("ffmpeg_error", str(error)) from error
    made = _checked(work / VIDEO, source)
    progress.tell(ENCODED)
    frame = _choose_frame(work, made)
    pictures.save_poster(frame, work / POSTER)
    pictures.save_card(frame, work / CARD)
    for name in (POSTER, CARD, VIDEO):  # the video last: where it is, all is
        _publish(work / name, output_dir / name)
    progress.tell(100)
    return Output(
        video=output_dir / VIDEO,
        poster=output_dir / POSTER,
        poster_card=output_dir / CARD,
        width=made.width,
        height=made.height,
        duration=made.duration,
        size=(output_dir / VIDEO).stat().st_size,
        loudness=sound.loudness if sound else None,
    )


class _Progress:
    """Tells each percentage once, and never goes back."""

    def __init__(self, tell: Callable[[int], None]):
        self._tell = tell
        self._told = -1

    def tell(self, percent: int) -> None:
        if percent > self._told:
            self._told = percent
            self._tell(percent)


def _seconds(source: Probe) -> float:
    return START_SECONDS + SECONDS_PER_SECOND * source.duration


# -- Sound ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sound:
    loudness: float
    threshold: float
    range: float
    true_peak: float

    @property
    def is_servable(self) -> bool:
        return abs(self.loudness - LOUDNESS) <= CLOSE_ENOUGH and self.true_peak <= 0

    @property
    def correction(self) -> str:
        wanted = min(LOUDNESS, self.loudness + MAX_GAIN)
        return (
            f"loudnorm=I={wanted}:TP={TRUE_PEAK}:LRA=20:linear=true:measured_I={self.loudness}"
            f":measured_thresh={self.threshold}:measured_LRA={self.range}"
            f":measured_TP={self.true_peak}"
        )


def _listen(path: Path, source: Probe) -> Sound | None:
    """How loud the sound is; None when there is nothing to hear."""
    try:
        report = run(
            [
                *reading(source.container),
                *("-map", f"0:{source.audio_stream}"),
                *("-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"),
            ],
            source=path,
            seconds=_seconds(source),
        )
    except Unreadable as error:
        raise Refused("unreadable") from error
    told = re.search(
        r"I: +(-[\d.]+) LUFS\s+Threshold: +(-[\d.]+) LUFS.*?LRA: +([\d.]+) LU.*?Peak: +(\S+) dBFS",
        report,
        re.DOTALL,
    )
    if not told or float(told[1]) < SILENCE:
        return None
    return Sound(*(float(figure) for figure in told.groups()))


# -- Picture -------------------------------------------------------------------------------------


def _encode(
    path: Path, work: Path, source: Probe, sound: Sound | None, progress: _Progress
) -> None:
    def on_line(line: str) -> None:
        name, _, value = line.partition("=")
        if name == "out_time_us" and value.isdigit():
            done = min(1.0, int(value) / 1e6 / source.duration)
            progress.tell(MEASURED + int((ENCODED - 1 - MEASURED) * done))

    copies_picture = source.is_servable and _decodes_cleanly(path, source)
    picture = ["-c:v", "copy"] if copies_picture else _picture_options(source)
    run(
        [
            *reading(source.container),
            *("-map", f"0:{source.video_stream}", *picture),
            # Drops what encoders and cameras write between the pictures: settings, positions.
            *("-bsf:v", "filter_units=remove_types=6"),
            *_sound_options(source, sound),
            *("-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1"),
            *("-metadata:s:v", "encoder="),
            *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
            *("-movflags", "+faststart", "-progress", "pipe:1", "-f", "mp4", "-y", VIDEO),
        ],
        source=path,
        seconds=_seconds(source),
        on_line=on_line,
        writable=work,
        max_bytes=int(BYTES_PER_SECOND * (10 + source.duration)),
    )


def _decodes_cleanly(path: Path, source: Probe) -> bool:
    try:
        run(
            [
                *reading(source.container, "-err_detect", "explode"),
                *("-xerror", "-map", f"0:{source.video_stream}", "-f", "null", "-"),
            ],
            source=path,
            seconds=_seconds(source),
        )
    except Unreadable:
        return False
    return True


def _picture_options(source: Probe) -> list[str]:
    fps = served_fps(source)
    return [
        *("-vf", ",".join(_filters(source, fps))),
        *("-c:v", "libx264", "-profile:v", "high", *QUALITY),
        *("-g", str(round(fps * KEYFRAME_SECONDS))),
    ]


def _filters(source: Probe, fps: Fraction) -> list[str]:
    """ffmpeg has already turned the picture upright when these begin."""
    width, height = served_size(source)
    filters = ["bwdif=deint=interlaced"] if source.is_interlaced else []
    filters.append(f"fps={fps}:start_time=0")
    if source.is_hdr:
        told = f"tin={source.transfer}:pin=bt2020:min=bt2020nc:rin=limited"
        filters += [
            f"zscale=w={width}:h={height}:{told}:t=linear:npl=100",
            "format=gbrpf32le",
            "zscale=p=bt709",
            "tonemap=hable:desat=0",
            "zscale=t=bt709:m=bt709:r=limited",
        ]
    else:
        # Untagged high definition is BT.709 by custom; ffmpeg would think BT.601.
        told = "in_color_matrix=bt709:" if source.is_untagged and height >= SHORT_SIDE else ""
        filters.append(
            f"scale={width}:{height}:flags=lanczos:{told}out_color_matrix=bt709:out_range=tv"
        )
    return [
        *filters,
        "setsar=1",
        "format=yuv420p",
        "setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709",
    ]


def served_size(source: Probe) -> tuple[int, int]:
    """Short side at most 720, never larger than it came, even."""
    scale = min(1.0, SHORT_SIDE / min(source.width, source.height))
    return _even(source.width * scale), _even(source.height * scale)


def _even(pixels: float) -> int:
    return max(2, 2 * round(pixels / 2))


def served_fps(source: Probe) -> Fraction:
    """A constant rate up to 30: the source's own, or a whole division of it."""
    if not source.constant_fps or not source.fps:
        return Fraction(VARIABLE_FPS)
    fps = Fraction(round(source.fps, 2)).limit_denominator(100)
    for nominal in (24, 30, 48, 60, 120):
        if abs(fps - Fraction(nominal * 1000, 1001)) < Fraction(1, 100):
            fps = Fraction(nominal * 1000, 1001)
    return fps / max(1, math.ceil(fps / MAX_FPS - Fraction(1, 100)))


def _sound_options(source: Probe, sound: Sound | None) -> list[str]:
    if not source.has_audio:
        return ["-an"]
    if source.is_servable and source.audio_codec == "aac" and sound and sound.is_servable:
        return ["-map", f"0:{source.audio_stream}", "-c:a", "copy"]
    steps = ["aresample=async=1:first_pts=0", "aformat=channel_layouts=mono|stereo"]
    if sound:
        steps.append(sound.correction)
    steps.append("aresample=48000")
    return [
        *("-map", f"0:{source.audio_stream}", "-af", ",".join(steps)),
        *("-c:a", "aac", "-b:a", "128k"),
    ]


# -- After ---------------------------------------------------------------------------------------


def _checked(video: Path, source: Probe) -> Probe:
    """What was made, read again; a much shorter video means a source broken in its middle."""
    made = look_at(video, limits=Limits(max_seconds=math.inf, min_seconds=0))
    if made.duration < 0.9 * source.duration - 0.5:
        raise Refused("unreadable", found=made.duration, announced=source.duration)
    return made


def _choose_frame(work: Path, made: Probe) -> Path:
    frames = _frames(work, made, POSTER_MOMENTS)
    if not any(pictures.is_telling(frame) for frame in frames):
        frames += _frames(work, made, MORE_POSTER_MOMENTS)
    return pictures.best_of(frames)


def _frames(work: Path, made: Probe, moments: tuple[float, ...]) -> list[Path]:
    inputs, outputs, paths = [], [], []
    for number, moment in enumerate(moments):
        name = f"frame-{moment}.png"
        inputs += reading(made.container, "-threads", "1", "-ss", f"{made.duration * moment:.3f}")
        outputs += ["-map", f"{number}:v", "-frames:v", "1", "-f", "image2", "-update", "1", name]
        paths.append(work / name)
    run(
        [*inputs, *outputs],
        source=work / VIDEO,
        seconds=START_SECONDS,
        writable=work,
        max_bytes=64 * 1024**2,
    )
    return [path for path in paths if path.exists()]


def _publish(made: Path, final: Path) -> None:
    with open(made, "rb") as file:
        os.fsync(file.fileno())
    os.replace(made, final)


def _sweep(output_dir: Path) -> None:
    """What a killed run left."""
    for left in output_dir.glob(f"{WORK_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
