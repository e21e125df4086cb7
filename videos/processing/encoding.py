"""The ladder: every rung out of one decoding of the source."""

from collections.abc import Callable
from pathlib import Path

from . import filters
from .ffmpeg import MOSTLY_BROKEN, THREADS, Unreadable, reading
from .ladder import PRESET, Rung, rungs_for
from .probing import Probe
from .sound import CHANNELS, Sound
from .verdicts import ProcessingFailed, Refused

KEYFRAME_SECONDS = 2
BYTES_PER_SECOND = 1_000_000
THREADS_OF_FILTERS = ("-filter_complex_threads", "2")


def encode(
    run: Callable[..., str],
    source: Probe,
    sound: Sound | None,
    *,
    folder: Path,
    on_share: Callable[[float], None],
) -> str:
    """Make the file of each rung in the folder, and return ffmpeg's report.

    A source whose picture can be served as it is keeps it, when it decodes without a fault.
    `on_share` is told how much is done, from 0 to 1.
    """

    def on_line(line: str) -> None:
        name, _, value = line.partition("=")
        if name == "out_time_us" and value.isdigit():
            on_share(min(1.0, int(value) / 1e6 / source.duration))

    def attempt(*, keeps_picture: bool) -> str:
        return run(
            arguments(source, sound, keeps_picture=keeps_picture),
            on_line=on_line,
            writable=folder,
            max_bytes=int(BYTES_PER_SECOND * (10 + source.duration)),
        )

    try:
        if source.is_servable:
            try:
                return attempt(keeps_picture=True)
            except Unreadable:
                pass  # it looked well, and is not: encoding mends it
        return attempt(keeps_picture=False)
    except Unreadable as error:
        if error.status == MOSTLY_BROKEN:
            raise Refused("unreadable") from error
        raise ProcessingFailed("ffmpeg_error", str(error)) from error


def arguments(source: Probe, sound: Sound | None, *, keeps_picture: bool = False) -> list[str]:
    """What ffmpeg is asked: one input, a file for each rung, and a look at the picture."""
    rungs = rungs_for(source.width, source.height)
    encoded = rungs[1:] if keeps_picture else rungs
    keeps_sound = keeps_picture and source.audio_codec == "aac" and sound and sound.is_servable
    heard = encoded if keeps_sound else rungs

    graph = filters.graph(source, encoded, smallest=rungs[-1])
    if source.has_audio and heard:
        graph += f";{_sound_filters(source, sound, len(heard))}"
    strict = ["-xerror", "-err_detect", "explode"] if keeps_picture else []
    command = [*reading(source.container, *strict), *THREADS_OF_FILTERS]
    command += ["-filter_complex", graph, "-progress", "pipe:1"]
    for rung in rungs:
        if rung in encoded:
            command += ["-map", f"[v{encoded.index(rung)}]", *_picture_options(source, rung)]
        else:
            command += ["-map", f"0:{source.video_stream}", "-c:v", "copy"]
        if source.has_audio and rung in heard:
            command += ["-map", f"[a{heard.index(rung)}]", "-c:a", "aac"]
            command += ["-b:a", str(rung.step.sound_bit_rate)]
        elif source.has_audio:
            command += ["-map", f"0:{source.audio_stream}", "-c:a", "copy"]
        command += [*_file_options(source), "-y", rung.name]
    return [*command, "-map", "[seen]", "-f", "null", "-"]


def _sound_filters(source: Probe, sound: Sound | None, count: int) -> str:
    steps = [CHANNELS, *([sound.correction] if sound else []), f"asplit={count}"]
    outputs = "".join(f"[a{number}]" for number in range(count))
    return f"[0:{source.audio_stream}]{','.join(steps)}{outputs}"


def _picture_options(source: Probe, rung: Rung) -> list[str]:
    rate, fps = str(rung.step.max_bit_rate), filters.served_fps(source)
    return [
        # Repeats a picture where one lacks: before the first, and where the shape changes.
        *("-r", str(fps), "-fps_mode", "cfr"),
        *("-c:v", "libx264", "-profile:v", "high", "-preset", PRESET, *THREADS),
        *("-crf", str(rung.step.quality), "-maxrate", rate, "-bufsize", rate),
        *("-g", str(round(fps * KEYFRAME_SECONDS))),
    ]


def _file_options(source: Probe) -> list[str]:
    """A file that starts before it is all there, and says nothing but how to play it."""
    return [
        # Drops what encoders and cameras write between the pictures: settings, positions.
        *("-bsf:v", "filter_units=remove_types=6"),
        *("-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1"),
        *("-metadata:s:v", "encoder=", "-empty_hdlr_name", "1", "-write_tmcd", "0"),
        *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
        *("-t", f"{source.duration + 1:.3f}", "-movflags", "+faststart", "-f", "mp4"),
    ]
