import contextlib
import ctypes
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.videos.samples import MEDIA, ROOT, X264, clip, ffmpeg, font_attached, look, make
from videos.processing import ProcessingFailed, Refused, sandbox
from videos.processing.sandbox import confined

IN_OPEN, IN_NONBLOCK = 0x20, 0o4000


class Watch:
    """Has anybody opened this file? The kernel notes it; needs no luck with timing."""

    def __init__(self, path):
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.descriptor = self.libc.inotify_init1(IN_NONBLOCK)
        assert self.libc.inotify_add_watch(self.descriptor, os.fsencode(path), IN_OPEN) > 0

    @property
    def was_opened(self) -> bool:
        try:
            return bool(os.read(self.descriptor, 4096))
        except BlockingIOError:
            return False


@pytest.fixture
def secret(tmp_path):
    """A real video that must not be reached through another file."""
    return Path(shutil.copy(MEDIA / "no-audio.mp4", tmp_path / "secret.mp4"))


def refusal(path) -> str:
    with pytest.raises(Refused) as refused:
        look(path)
    return refused.value.code


# -- Files that name others ----------------------------------------------------------------------

TEXTS = {
    "playlist": "#EXTM3U\n#EXT-X-TARGETDURATION:8\n#EXTINF:8.0,\n{}\n#EXT-X-ENDLIST\n",
    "concat": "ffconcat version 1.0\nfile {}\n",
    "dash": '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>{}</BaseURL></MPD>',
    "html": '<html><video src="{}"></video></html>',
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="file://{}"/></svg>',
    "ffmetadata": ";FFMETADATA1\ntitle={}\n",
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=video 5004 RTP/AVP 96\na=x:{}\n",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize(
    "head", ["", "\0\0\0\x14ftyp", "RIFF0000AVI ", "\x1a\x45\xdf\xa3"], ids=repr
)
def test_a_file_that_names_another_never_reaches_it(head, text, secret, tmp_path):
    attack = tmp_path / "attack.mp4"
    attack.write_bytes(head.encode("latin-1") + text.format(secret).encode())
    watch = Watch(secret)

    code = refusal(attack)

    assert code == ("unreadable" if head else "not_a_video")
    assert not watch.was_opened


@pytest.mark.parametrize(
    ("text", "options"),
    [
        (TEXTS["playlist"], ["-f", "hls", "-extension_picky", "0"]),
        (TEXTS["concat"], ["-safe", "0", "-f", "concat"]),
    ],
)
def test_the_attack_is_real_and_the_watch_sees_it(text, options, secret, tmp_path):
    attack = tmp_path / "attack.mp4"
    attack.write_text(text.format(secret))
    watch = Watch(secret)

    ffmpeg(*options, "-i", attack)

    assert watch.was_opened


def boxes(content: bytes, names: list[bytes]) -> list[int]:
    """Where each box begins, one inside the other."""
    places, at = [], 0
    for name in names:
        at = content.index(name, at) - 4
        places.append(at)
        at += 8
    return places


def grown(content: bytes, places: list[int], by: int) -> bytes:
    for at in places:
        size = int.from_bytes(content[at : at + 4], "big") + by
        content = content[:at] + size.to_bytes(4, "big") + content[at + 4 :]
    return content


def movie_elsewhere(folder: Path, secret: Path) -> Path:
    """A QuickTime movie whose track says that its pictures are in another file."""
    source = clip(folder / "reference.mov", *X264, sound=None)
    content = source.read_bytes()
    places = boxes(content, [b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"])
    path = b"V" + str(secret).replace("/", ":").encode()
    path += b"\0" * (len(path) % 2)
    record = (
        *(bytes(10), bytes([1]), b"V".ljust(27, b"\0"), bytes(12)),
        *(bytes([10]), b"secret.mp4".ljust(63, b"\0"), bytes(16)),
        *((0).to_bytes(2, "big"), (0).to_bytes(2, "big"), bytes(16)),
        *((2).to_bytes(2, "big"), len(path).to_bytes(2, "big"), path, b"\xff\xff\0\0"),
    )
    alias = b"alis" + bytes(4) + b"".join(record)
    entry = (4 + len(alias)).to_bytes(4, "big") + alias
    first = places[-1] + 16  # after the box's head, its version and its count
    old = int.from_bytes(content[first : first + 4], "big")
    changed = content[:first] + entry + content[first + old :]
    source.write_bytes(grown(changed, places, len(entry) - old))
    return source


def test_a_movie_whose_pictures_are_elsewhere_never_reaches_them(secret, tmp_path):
    source = movie_elsewhere(tmp_path, secret)
    watch = Watch(secret)

    with contextlib.suppress(Refused, ProcessingFailed):
        make(source, tmp_path / "out")

    assert not watch.was_opened


def test_such_a_movie_is_a_real_attack(secret, tmp_path):
    source = movie_elsewhere(tmp_path, secret)
    watch = Watch(secret)

    ffmpeg("-enable_drefs", "1", "-use_absolute_path", "1", "-i", source, "-f", "null", "-")

    assert watch.was_opened


# -- Files that cost -----------------------------------------------------------------------------


def test_ten_thousand_tracks_are_refused_at_once(tmp_path):
    source = clip(tmp_path / "tracks.mov", *X264, sound=None)
    content = source.read_bytes()
    moov, trak = boxes(content, [b"moov", b"trak"])
    size = int.from_bytes(content[trak : trak + 4], "big")
    more = content[trak : trak + size] * 10_000
    source.write_bytes(grown(content[:trak] + more + content[trak:], [moov], len(more)))
    began = time.process_time()

    assert refusal(source) == "unreadable"
    assert time.process_time() - began < 5


def test_a_picture_larger_than_it_says_is_never_given_its_memory(tmp_path):
    """The container says 320 × 180; each JPEG inside says 65,500 × 65,500: 12 GB a frame."""
    source = clip(tmp_path / "bomb.avi", "-c:v", "mjpeg", sound=None)
    size = bytes.fromhex("00b40140")
    content = source.read_bytes()
    head = content.index(b"\xff\xc0\x00\x11\x08") + 5
    assert content[head : head + 4] == size
    mark = b"\xff\xc0\x00\x11\x08"
    source.write_bytes(content.replace(mark + size, mark + bytes.fromhex("ffdcffdc")))

    assert refusal(source) == "unreadable"


def test_more_pictures_than_any_phone_films_are_refused(tmp_path):
    huge = "color=s=4096x4096:r=100"
    source = clip(tmp_path / "bomb.mp4", *X264, picture=huge, sound=None, seconds=0.35)

    with pytest.raises(Refused) as refused:
        look(source, min_seconds=0)

    assert refused.value.code == "too_heavy"
    assert refused.value.figures == {"found": 100}


def test_a_large_blank_film_that_weighs_nothing_is_only_a_film(tmp_path):
    source = clip(
        *(tmp_path / "blank.mp4", *X264), picture="color=s=4096x4096:r=2", sound=None, seconds=3
    )

    output = make(source, tmp_path / "out")

    assert source.stat().st_size < 100_000
    assert (output.renditions[0].width, output.renditions[0].height) == (1080, 1080)


def test_a_time_that_jumps_far_ahead_is_refused_and_never_filled(tmp_path):
    jump = ("-vf", "setpts='PTS+gt(N,40)*100000/TB'", "-fps_mode", "vfr", "-frames:v", "80")
    source = clip(tmp_path / "jump.mkv", *X264, *jump, sound=None, seconds=200_000)

    assert refusal(source) == "too_long"


def test_nothing_attached_to_a_file_is_ever_written(tmp_path):
    output = make(font_attached(tmp_path), tmp_path / "out")

    names = {path.suffix for path in output.renditions[0].path.parent.iterdir()}
    assert names == {".mp4", ".jpg", ".webp"}


# -- What ffmpeg is shut in ----------------------------------------------------------------------


def test_ffmpeg_runs_nice_limited_and_without_network():
    told = {"RLIMIT_CPU": 7, "RLIMIT_FSIZE": 4096, "RLIMIT_CORE": 0, "RLIMIT_AS": 2**30}
    script = "nice; ulimit -t; ulimit -f; ulimit -c; ulimit -v; tail -n +3 /proc/net/dev"

    shell = confined(["/bin/sh", "-c", script], limits=told)
    lines = subprocess.check_output(shell, text=True).splitlines()
    nice, seconds, blocks, core, memory, *devices = lines

    assert (nice, seconds, blocks, core, memory) == ("19", "7", "8", "0", str(2**20))
    if sandbox() != "none":
        assert [device.split(":")[0].strip() for device in devices] == ["lo"]


@pytest.mark.skipif(sandbox() != "bwrap", reason="bubblewrap is not installed")
def test_inside_bubblewrap_the_rest_of_the_machine_is_not_there(secret):
    script = f"cat {secret}; ls /home /root /etc/passwd {ROOT}; touch /usr/mine; ls /proc | wc -l"

    shell = confined(["/bin/sh", "-c", script], limits={"RLIMIT_CORE": 0})
    done = subprocess.run(shell, capture_output=True, text=True)

    assert done.stderr.count("No such file") >= 4
    assert "Read-only file system" in done.stderr or "Permission denied" in done.stderr
    processes = [line for line in done.stdout.split() if line.isdigit()]
    assert len(processes) == 1


def test_processing_knows_nothing_of_django():
    code = "import sys, videos.processing; print('django' in sys.modules)"

    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT) == b"False\n"
