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
# Each codec that we take, under the name that ffmpeg gives it, and who decodes it.
VIDEO_CODECS = {
    **{name: (name,) for name in ("h264", "hevc", "vp8", "vp9", "mpeg4", "h263", "mjpeg")},
    "av1": ("libdav1d",),
}
AUDIO_CODECS = {
    **{name: (name,) for name in ("aac", "vorbis", "ac3", "eac3", "alac", "flac")},
    **{f"pcm_{kind}": (f"pcm_{kind}",) for kind in ("u8", "s16le", "s16be", "s24le", "s24be")},
    **{f"pcm_{kind}": (f"pcm_{kind}",) for kind in ("s32le", "f32le", "alaw", "mulaw")},
    "mp3": ("mp3float", "mp3"),
    "opus": ("opus", "libopus"),
    "amr_nb": ("amrnb",),
    "amr_wb": ("amrwb",),
}
DECODERS = [name for names in (VIDEO_CODECS | AUDIO_CODECS).values() for name in names]
MAX_PIXELS = 4096 * 4096
MAX_STREAMS = 64  # a phone writes five

# The same memory and the same bytes on a large machine, which prepares several videos at once.
THREADS = ("-threads", "4")

REPORT_KEPT = 256 * 1024
MEMORY = 4 * 1024**3  # addressed: between 2 and 3 for 4K in HDR, of which 1 is used
OPEN_FILES = 64
BEAT = 2.0  # seconds between two signs of life
# ffmpeg leaves with 256 - errno: these errors are the machine's, not the file's.
# EIO, EAGAIN (no thread left), ENOMEM, ENFILE, EMFILE, ENOSPC
MACHINE_ERRORS = {256 - errno for errno in (5, 11, 12, 23, 24, 28)}
TOO_MANY_STREAMS = "Number of streams exceeds max_streams"  # told as a lack of memory
MOSTLY_BROKEN = 69  # ffmpeg's own: most of the pictures could not be decoded
# So does bwrap with 128 + signal when what it ran was killed; 255 is ffmpeg asked to stop.
KILLED = {128 + number for number in (6, 7, 9, 11, 15, 24, 25)} | {255}


class Unreadable(Exception):
    """ffmpeg itself gave up on the file."""

    def __init__(self, detail: str, status: int = 0):
        super().__init__(detail)
        self.status = status


def reading(container: str, *options: str, name: str = SOURCE) -> list[str]:
    """The arguments that open a file as this container, and as nothing else.

    The source by default; else a file that we made, by its name in the writable folder.
    """
    return [
        *("-protocol_whitelist", "file,pipe"),
        *("-format_whitelist", DEMUXERS[container]),
        *("-codec_whitelist", ",".join(DECODERS)),
        *("-max_pixels", str(MAX_PIXELS)),
        *("-max_streams", str(MAX_STREAMS)),
        *THREADS,
        *options,
        *("-f", container, "-i", name),
    ]


def run(
    arguments: list[str],
    *,
    source: Path,
    seconds: float,
    on_line: Callable[[str], None] = lambda line: None,
    alive: Callable[[], None] = lambda: None,
    writable: Path | None = None,
    max_bytes: int = 1024**2,
) -> str:
    """Run ffmpeg on the source and return its report; each line of its output goes to `on_line`.

    The source is handed over as an open file: its name is never seen by ffmpeg. `alive` is called
    every two seconds; what it or `on_line` raises kills ffmpeg, and comes out of here.
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
                report = _follow(process, on_line, alive, time.monotonic() + seconds)
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


def _follow(
    process: subprocess.Popen,
    on_line: Callable[[str], None],
    alive: Callable[[], None],
    deadline: float,
) -> str:
    report, unfinished = b"", b""
    next_beat = 0.0
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        selector.register(process.stderr, selectors.EVENT_READ)
        while selector.get_map():
            now = time.monotonic()
            if now >= deadline:
                raise ProcessingFailed("timeout")
            if now >= next_beat:
                alive()
                next_beat = now + BEAT
            for key, _events in selector.select(min(deadline, next_beat) - now):
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
    if status in MACHINE_ERRORS and TOO_MANY_STREAMS not in report:
        raise ProcessingFailed("system_error", detail)
    raise Unreadable(detail, status)
