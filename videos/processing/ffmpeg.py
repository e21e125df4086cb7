"""The only door to ffmpeg: every run reads one file, restricted, limited and watched."""

import contextlib
import os
import selectors
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import imageio_ffmpeg

from .sandbox import confined
from .verdicts import ProcessingFailed

SOURCE = "<source>"

DEMUXERS = {
    "mov": "mov,mp4,m4a,3gp,3g2,mj2",
    "matroska": "matroska,webm",
    "avi": "avi",
    "mpegts": "mpegts",
}
VIDEO_DECODERS = ("h264", "hevc", "vp8", "vp9", "av1", "libdav1d", "mpeg4", "h263", "mjpeg")
AUDIO_DECODERS = (
    *("aac", "mp3", "mp3float", "opus", "libopus", "vorbis", "ac3", "eac3", "alac", "flac"),
    *("amrnb", "amrwb", "pcm_u8", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be"),
    *("pcm_s32le", "pcm_f32le", "pcm_alaw", "pcm_mulaw"),
)
MAX_PIXELS = 4096 * 4096

REPORT_KEPT = 256 * 1024
MEMORY = 4 * 1024**3
OPEN_FILES = 64
# ffmpeg leaves with 256 - errno: these errors are the machine's, not the file's.
MACHINE_ERRORS = {256 - errno for errno in (5, 12, 23, 24, 28)}  # EIO ENOMEM ENFILE EMFILE ENOSPC
# So does bwrap with 128 + signal when what it ran was killed; 255 is ffmpeg asked to stop.
KILLED = {128 + number for number in (6, 7, 9, 11, 15, 24, 25)} | {255}


class Unreadable(Exception):
    """ffmpeg itself gave up on the file."""


def reading(container: str, *options: str) -> list[str]:
    """The arguments that open the source as this container, and as nothing else."""
    return [
        *("-protocol_whitelist", "file,pipe"),
        *("-format_whitelist", DEMUXERS[container]),
        *("-codec_whitelist", ",".join(VIDEO_DECODERS + AUDIO_DECODERS)),
        *("-max_pixels", str(MAX_PIXELS)),
        *options,
        *("-f", container, "-i", SOURCE),
    ]


def run(
    arguments: list[str],
    *,
    source: Path,
    seconds: float,
    on_line: Callable[[str], None] = lambda line: None,
    writable: Path | None = None,
    max_bytes: int = 1024**2,
) -> str:
    """Run ffmpeg on the source and return its report; each line of its output goes to `on_line`.

    The source is handed over as an open file: its name is never seen by ffmpeg.
    """
    with _opened(source) as descriptor:
        handed_over = [a.replace(SOURCE, f"/dev/fd/{descriptor}") for a in arguments]
        command = confined(
            [binary(), "-nostdin", "-hide_banner", "-nostats", *handed_over],
            limits={
                "RLIMIT_CPU": int(seconds * (os.cpu_count() or 1)) + 1,
                "RLIMIT_AS": MEMORY,
                "RLIMIT_FSIZE": max_bytes,
                "RLIMIT_NOFILE": OPEN_FILES,
                "RLIMIT_CORE": 0,
            },
            writable=writable,
        )
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=[descriptor],
            start_new_session=True,
            cwd=writable or "/",
            env={"PATH": os.defpath, "LC_ALL": "C", "AV_LOG_FORCE_NOCOLOR": "1"},
        )
        with process:
            try:
                report = _follow(process, on_line, time.monotonic() + seconds)
            except BaseException:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                raise
    _check(process.returncode, report)
    return report


def binary() -> str:
    chosen = os.environ.get("FFMPEG_BINARY") or imageio_ffmpeg.get_ffmpeg_exe()
    found = shutil.which(chosen)
    if not found:
        raise ProcessingFailed("no_ffmpeg", chosen)
    return os.path.abspath(found)


@contextlib.contextmanager
def _opened(source: Path) -> Iterator[int]:
    try:
        descriptor = os.open(source, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise ProcessingFailed("no_source", str(error)) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _follow(process: subprocess.Popen, on_line: Callable[[str], None], deadline: float) -> str:
    report, unfinished = b"", b""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        selector.register(process.stderr, selectors.EVENT_READ)
        while selector.get_map():
            left = deadline - time.monotonic()
            if left <= 0:
                raise ProcessingFailed("timeout")
            for key, _events in selector.select(left):
                data = os.read(key.fd, 65536)
                if not data:
                    selector.unregister(key.fileobj)
                elif key.fileobj is process.stderr:
                    report = (report + data)[-REPORT_KEPT:]
                else:
                    *lines, unfinished = (unfinished + data).split(b"\n")
                    for line in lines:
                        on_line(line.decode("utf-8", "replace"))
    try:
        process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise ProcessingFailed("timeout") from None
    return report.decode("utf-8", "replace")


def _check(status: int, report: str) -> None:
    if status == 0:
        return
    detail = f"status {status}: {report[-500:].strip()}"
    if status < 0 or status in KILLED:
        raise ProcessingFailed("killed", detail)
    if status in MACHINE_ERRORS:
        raise ProcessingFailed("system_error", detail)
    raise Unreadable(detail)
