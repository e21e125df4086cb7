import ctypes
import json
import math
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

import imageio_ffmpeg
import pytest
from PIL import Image, ImageStat

from videos.processing import (
    Limits,
    Probe,
    ProcessingFailed,
    Refused,
    probe,
    sandbox,
    transcode,
)
from videos.processing.ffmpeg import run
from videos.processing.sandbox import confined

ROOT = Path(__file__).parents[2]
MEDIA = ROOT / "tests" / "media"
ACCEPTED = {
    "phone-portrait-hevc-gps.mov": {"size": (720, 1280), "duration": 15.6, "fps": 25},
    "landscape-h264-50fps.mp4": {"size": (1280, 720), "duration": 13.7, "fps": 25},
    "webcam-no-duration.webm": {"size": (640, 272), "duration": 10.0, "fps": 25},
    "no-audio.mp4": {"size": (640, 272), "duration": 8.0, "fps": 25},
}
PRIVATE = (b"iPhone", b"Apple", b"48.8566", b"2.3522", b"location", b"x264", b"Lavf", b"Lavc")


def ffmpeg(*arguments) -> str:
    """The real thing, unrestricted: makes the sources and measures the results."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-hide_banner", "-y", *arguments]
    done = subprocess.run([str(a) for a in command], capture_output=True, text=True)
    return done.stderr


def clip(output, *options, picture="testsrc2=s=320x180:r=25", sound="sine=f=440", seconds=3.2):
    """A short generated clip."""
    inputs = ["-f", "lavfi", "-i", picture]
    inputs += ["-f", "lavfi", "-i", sound] if sound else []
    ffmpeg(*inputs, "-t", seconds, *options, output)
    assert output.exists()
    return output


def look(path, **limits) -> Probe:
    return probe(path, limits=Limits(**limits))


def make(path, output_dir):
    return transcode(path, output_dir=output_dir, probe=look(path), progress=lambda percent: None)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The outputs of an accepted sample, made once."""
    outputs = {}

    def output_of(name):
        if name not in outputs:
            outputs[name] = make(MEDIA / name, tmp_path_factory.mktemp("made"))
        return outputs[name]

    return output_of


# -- Accepted ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_sample_is_recognised_by_its_content(name):
    found = look(MEDIA / name)

    assert (found.width, found.height) == ACCEPTED[name]["size"]
    assert found.duration == pytest.approx(ACCEPTED[name]["duration"], abs=0.05)
    assert found.has_audio == (name != "no-audio.mp4")
    assert Probe(**json.loads(json.dumps(asdict(found)))) == found


@pytest.mark.parametrize("name", ACCEPTED)
def test_the_served_video_plays_everywhere(name, made):
    output = made(name)
    report = ffmpeg("-i", output.video, "-f", "null", "-")
    picture = re.search(r"Video: .*", report)[0]
    expected = ACCEPTED[name]

    assert "h264 (High)" in picture
    assert "yuv420p(tv, bt709, progressive)" in picture
    assert f"{output.width}x{output.height} [SAR 1:1" in picture
    assert (output.width, output.height) == expected["size"]
    assert f"{expected['fps']} fps" in picture
    assert output.duration == pytest.approx(expected["duration"], abs=0.2)
    assert output.size == output.video.stat().st_size
    assert ("Audio: aac (LC)" in report) == (name != "no-audio.mp4")
    assert "Display Matrix" not in report


@pytest.mark.parametrize("name", ACCEPTED)
def test_the_served_video_can_start_before_it_is_all_there(name, made):
    content = made(name).video.read_bytes()

    assert 0 < content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize("name", ACCEPTED)
def test_nothing_of_the_camera_or_the_place_is_served(name, made):
    output = made(name)
    report = ffmpeg("-i", output.video)

    for path in (output.video, output.poster, output.poster_card):
        content = path.read_bytes()
        assert [word for word in PRIVATE if word in content] == []
    for word in ("creation_time", "location", "title", "encoder", "make", "model"):
        assert f"{word} " not in report


@pytest.mark.parametrize("name", [name for name in ACCEPTED if name != "no-audio.mp4"])
def test_the_sound_has_the_usual_loudness(name, made):
    assert loudness(made(name).video) == pytest.approx(-16, abs=1.5)


def loudness(path) -> float:
    report = ffmpeg("-i", path, "-map", "0:a", "-af", "ebur128", "-f", "null", "-")
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", report)[-1])


@pytest.mark.parametrize("name", ACCEPTED)
def test_the_pictures_fit_the_page_and_the_card(name, made):
    output = made(name)

    with Image.open(output.poster) as poster, Image.open(output.poster_card) as card:
        assert (poster.format, poster.size) == ("JPEG", ACCEPTED[name]["size"])
        assert (card.format, card.size) == ("JPEG", (640, 360))
        assert ImageStat.Stat(poster.convert("L")).mean[0] > 24


def test_progress_goes_from_0_to_100_and_never_back(tmp_path):
    source, told = MEDIA / "no-audio.mp4", []

    transcode(source, output_dir=tmp_path, probe=look(source), progress=told.append)

    assert told[0] == 0
    assert told[-1] == 100
    assert told == sorted(set(told))


def test_doing_it_again_replaces_the_files_and_leaves_no_other(tmp_path):
    source = clip(tmp_path / "source.mp4")

    first = make(source, tmp_path / "out")
    second = make(source, tmp_path / "out")

    assert asdict(first) | {"size": 0} == asdict(second) | {"size": 0}
    assert sorted(os.listdir(tmp_path / "out")) == ["card.jpg", "poster.jpg", "video.mp4"]


def test_a_served_video_that_comes_back_is_not_encoded_again(made, tmp_path):
    source = made("webcam-no-duration.webm").video

    again = make(source, tmp_path)

    assert look(source).is_servable
    assert packets(again.video) == packets(source)


def packets(path) -> list[str]:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-i", path, "-c", "copy", "-f", "framecrc", "-"]
    output = subprocess.run(command, capture_output=True, text=True).stdout
    return [line for line in output.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(
    "name", ["-y.mp4", "a%03d.mp4", "concat:x|y", "cours d'été 🎬.mov", "x.m3u8", "no extension"]
)
def test_the_name_of_the_file_does_not_matter(name, tmp_path):
    shutil.copy(MEDIA / "no-audio.mp4", tmp_path / name)

    assert look(tmp_path / name).duration == 8


# -- Unusual, and accepted -----------------------------------------------------------------------


def test_odd_sizes_become_even(tmp_path):
    source = clip(tmp_path / "odd.webm", picture="testsrc=s=321x181:r=25", sound=None)

    output = make(source, tmp_path / "out")

    assert (look(source).width, look(source).height) == (321, 181)
    assert (output.width, output.height) == (320, 180)


def test_wide_pixels_become_square(tmp_path):
    source = clip(tmp_path / "wide.mp4", "-vf", "setsar=4/3", picture="testsrc2=s=240x180:r=25")

    output = make(source, tmp_path / "out")

    assert (output.width, output.height) == (320, 180)
    assert "[SAR 1:1" in ffmpeg("-i", output.video)


@pytest.mark.parametrize(
    ("rate", "expected"), [("60", "30 fps"), ("60000/1001", "29.97 fps"), ("48", "24 fps")]
)
def test_fast_pictures_are_slowed_by_a_whole_number(rate, expected, tmp_path):
    source = clip(tmp_path / "fast.mp4", picture=f"testsrc2=s=320x180:r={rate}", sound=None)

    output = make(source, tmp_path / "out")

    assert expected in ffmpeg("-i", output.video)


def test_an_irregular_rate_becomes_constant(tmp_path):
    irregular = ("-vf", "select='not(mod(n,3))+gt(mod(n,50),25)'", "-fps_mode", "vfr")
    source = clip(tmp_path / "irregular.mp4", *irregular, seconds=4)

    output = make(source, tmp_path / "out")

    assert not look(source).constant_fps
    assert look(output.video).constant_fps
    assert "30 fps" in ffmpeg("-i", output.video)
    assert output.duration == pytest.approx(look(source).duration, abs=0.2)


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_high_dynamic_range_is_brought_to_ordinary_screens(transfer, tmp_path):
    source = clip(
        tmp_path / "hdr.mp4",
        *("-vf", "format=yuv420p10le", "-c:v", "libx265", "-preset", "ultrafast"),
        *("-x265-params", f"colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc"),
        picture="color=c=0x808080:s=320x180:r=25",
        sound=None,
    )

    output = make(source, tmp_path / "out")

    assert look(source).is_hdr
    assert "yuv420p(tv, bt709, progressive)" in ffmpeg("-i", output.video)
    with Image.open(output.poster) as poster:
        assert 90 < ImageStat.Stat(poster.convert("L")).mean[0] < 235


def test_a_full_range_mjpeg_avi_is_accepted(tmp_path):
    source = clip(tmp_path / "camera.avi", "-c:v", "mjpeg", "-c:a", "pcm_s16le")

    output = make(source, tmp_path / "out")

    assert look(source).container == "avi"
    assert "yuv420p(tv, bt709" in ffmpeg("-i", output.video)


def test_a_camcorder_transport_stream_is_accepted(tmp_path):
    source = clip(tmp_path / "camcorder.mts", "-f", "mpegts", "-c:v", "libx264", "-c:a", "ac3")

    output = make(source, tmp_path / "out")

    assert look(source).container == "mpegts"
    assert output.duration == pytest.approx(3.2, abs=0.2)


def test_the_first_track_that_can_be_decoded_is_heard(tmp_path):
    two_tracks = ("-map", "0:v", "-map", "1:a", "-map", "1:a", "-c:a:0", "wmav2", "-c:a:1", "aac")
    source = clip(tmp_path / "tracks.mkv", *two_tracks)

    found = look(source)

    assert (found.audio_stream, found.audio_codec) == (2, "aac")
    assert "Audio: aac" in ffmpeg("-i", make(source, tmp_path / "out").video)


def test_a_broken_track_leaves_a_video_without_sound(tmp_path):
    source = clip(tmp_path / "broken.mkv", "-c:a", "flac")
    content = source.read_bytes()
    broken = tmp_path / "broken-sound.mkv"
    broken.write_bytes(content.replace(b"\xff\xf8", b"\0\0"))  # the mark of each FLAC frame

    assert look(source).has_audio
    assert not look(broken).has_audio


def test_a_silent_track_stays_silent(tmp_path):
    source = clip(tmp_path / "silent.mp4", sound="anullsrc")

    output = make(source, tmp_path / "out")

    assert output.loudness is None
    assert loudness(output.video) < -60


def test_a_very_low_sound_is_raised_with_measure(tmp_path):
    source = clip(tmp_path / "low.mp4", sound="sine=f=440,volume=-40dB", seconds=4)

    output = make(source, tmp_path / "out")

    assert loudness(output.video) == pytest.approx(output.loudness + 24, abs=1.5)


def test_the_poster_is_not_black_when_the_film_is_not_all_black(tmp_path):
    late = "drawbox=c=black:t=fill:enable='lt(t,3.6)'"
    source = clip(tmp_path / "late.mp4", "-vf", late, seconds=4)

    output = make(source, tmp_path / "out")

    with Image.open(output.poster) as poster:
        assert ImageStat.Stat(poster.convert("L")).mean[0] > 24


def test_a_portrait_card_shows_the_whole_picture(tmp_path):
    source = clip(tmp_path / "portrait.mp4", picture="color=c=red:s=180x320:r=25", sound=None)

    card = Image.open(make(source, tmp_path / "out").poster_card).convert("RGB")

    assert card.getpixel((320, 4))[0] > 200
    assert card.getpixel((320, 356))[0] > 200
    assert 20 < card.getpixel((20, 180))[0] < 190


# -- Refused -------------------------------------------------------------------------------------


def refusal(path, **limits) -> tuple[str, dict]:
    with pytest.raises(Refused) as refused:
        look(path, **limits)
    return refused.value.code, refused.value.figures


@pytest.mark.parametrize(
    ("name", "code", "figures"),
    [
        ("too-long-2m20.mp4", "too_long", {"found": 140.0, "limit": 120}),
        ("truncated.mp4", "unreadable", {}),
        ("playlist-attack.mp4", "not_a_video", {}),
        ("html-named-video.mp4", "not_a_video", {}),
        ("audio-only.mp4", "no_picture", {}),
    ],
)
def test_a_bad_sample_is_refused_with_a_reason(name, code, figures):
    assert refusal(MEDIA / name) == (code, figures)


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "empty.mp4").touch()

    assert refusal(tmp_path / "empty.mp4") == ("empty", {})


def test_a_picture_is_not_a_video(tmp_path):
    Image.new("RGB", (64, 64)).save(tmp_path / "picture.jpg")

    assert refusal(tmp_path / "picture.jpg") == ("not_a_video", {})


def test_a_song_with_a_cover_has_no_picture(tmp_path):
    Image.new("RGB", (64, 64)).save(tmp_path / "cover.jpg")
    song = tmp_path / "song.m4a"
    ffmpeg(
        *("-f", "lavfi", "-i", "sine", "-i", tmp_path / "cover.jpg", "-t", "4"),
        *("-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v", "attached_pic", song),
    )

    assert refusal(song) == ("no_picture", {})


def test_the_limits_are_the_communitys_with_some_grace():
    clip_of_8_seconds = MEDIA / "no-audio.mp4"

    assert look(clip_of_8_seconds, max_seconds=5).duration == 8
    assert refusal(clip_of_8_seconds, max_seconds=4.9) == ("too_long", {"found": 8, "limit": 4.9})
    assert refusal(clip_of_8_seconds, min_seconds=9) == ("too_short", {"found": 8, "limit": 9})


def test_a_clip_under_three_seconds_is_too_short(tmp_path):
    source = clip(tmp_path / "short.mp4", seconds=2)

    assert refusal(source) == ("too_short", {"found": 2.0, "limit": 3})


def test_a_huge_picture_is_refused_before_it_is_decoded(tmp_path):
    source = clip(tmp_path / "huge.mp4", picture="color=s=4200x64:r=5", sound=None)

    assert refusal(source) == ("too_large_picture", {"found": 4200, "limit": 4096})


def test_a_codec_that_is_not_on_the_list_is_never_decoded(tmp_path):
    source = clip(tmp_path / "magic.avi", "-c:v", "magicyuv", sound=None)

    assert refusal(source) == ("unsupported_codec", {"found": "magicyuv"})


def test_a_file_cut_short_is_refused_even_when_its_beginning_plays(tmp_path):
    source = clip(tmp_path / "whole.mp4", "-movflags", "+faststart", seconds=6)
    content = source.read_bytes()
    source.write_bytes(content[: len(content) // 2])

    code, figures = refusal(source)

    assert code == "unreadable"
    assert figures["found"] < figures["announced"]


def test_a_file_full_of_noise_is_refused(tmp_path):
    source = clip(tmp_path / "noise.mp4", "-movflags", "+faststart")
    content = source.read_bytes()
    start = content.index(b"mdat") + 4
    source.write_bytes(content[:start] + bytes(len(content) - start))

    assert refusal(source) == ("unreadable", {})


# -- Attacks -------------------------------------------------------------------------------------

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


PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:8\n#EXTINF:8.0,\n{}\n#EXT-X-ENDLIST\n"
CONCAT = "ffconcat version 1.0\nfile {}\n"
DASH = '<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>{}</BaseURL></MPD>'
HTML = '<html><video src="{}"></video></html>'


@pytest.mark.parametrize("text", [PLAYLIST, CONCAT, DASH, HTML])
@pytest.mark.parametrize("head", ["", "\0\0\0\x14ftyp", "RIFF0000AVI "])
def test_a_file_that_names_another_never_reaches_it(head, text, secret, tmp_path):
    attack = tmp_path / "attack.mp4"
    attack.write_text(head + text.format(secret))
    watch = Watch(secret)

    code, _ = refusal(attack)

    assert code == ("unreadable" if head else "not_a_video")
    assert not watch.was_opened


@pytest.mark.parametrize(
    ("text", "options"),
    [(PLAYLIST, ["-f", "hls", "-extension_picky", "0"]), (CONCAT, ["-safe", "0", "-f", "concat"])],
)
def test_the_attack_is_real_and_the_watch_sees_it(text, options, secret, tmp_path):
    attack = tmp_path / "attack.mp4"
    attack.write_text(text.format(secret))
    watch = Watch(secret)

    ffmpeg(*options, "-i", attack)

    assert watch.was_opened


def test_ffmpeg_runs_nice_limited_and_without_network():
    told = {"RLIMIT_CPU": 7, "RLIMIT_FSIZE": 4096, "RLIMIT_CORE": 0}
    script = "nice; ulimit -t; ulimit -f; ulimit -c; tail -n +3 /proc/net/dev"

    shell = confined(["/bin/sh", "-c", script], limits=told)
    nice, seconds, blocks, core, *devices = subprocess.check_output(shell, text=True).splitlines()

    assert (nice, seconds, blocks, core) == ("19", "7", "8", "0")
    if sandbox() != "none":
        assert [device.split(":")[0].strip() for device in devices] == ["lo"]


def test_processing_knows_nothing_of_django():
    code = "import sys, videos.processing; print('django' in sys.modules)"

    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT) == b"False\n"


# -- The machine is at fault ---------------------------------------------------------------------


@pytest.fixture
def slow_ffmpeg(tmp_path, monkeypatch):
    """An ffmpeg that never ends, with a child of its own; it writes who they are."""
    script = tmp_path / "slow-ffmpeg"
    script.write_text("#!/bin/sh\nsleep 60 & echo $$ $!\nwait\n")
    script.chmod(0o755)
    monkeypatch.setenv("FFMPEG_BINARY", str(script))


def test_a_run_that_lasts_is_killed_with_its_children(slow_ffmpeg, tmp_path):
    source = tmp_path / "source.mp4"
    source.touch()
    told = []

    with pytest.raises(ProcessingFailed) as failed:
        run([], source=source, seconds=1, on_line=told.append)

    assert failed.value.code == "timeout"
    if sandbox() != "bwrap":  # inside it, numbers are not ours
        assert all_end(map(int, told[0].split()))


def all_end(pids) -> bool:
    pids, deadline = list(pids), time.monotonic() + 5
    while any(map(is_running, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not any(map(is_running, pids))


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def children(pid: int) -> list[int]:
    lists = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(child) for text in lists for child in text.split()]


def test_a_killed_ffmpeg_is_not_the_files_fault_and_leaves_nothing(tmp_path):
    source = MEDIA / "no-audio.mp4"
    others = children(os.getpid())  # of other tests of the same run

    def kill(percent):
        for pid in set(children(os.getpid())) - set(others):
            os.killpg(pid, signal.SIGKILL)

    with pytest.raises(ProcessingFailed) as failed:
        transcode(source, output_dir=tmp_path, probe=look(source), progress=kill)

    assert failed.value.code == "killed"
    assert os.listdir(tmp_path) == []


def test_giving_up_from_the_progress_stops_ffmpeg(tmp_path):
    source = MEDIA / "no-audio.mp4"
    others = children(os.getpid())

    def give_up(percent):
        if percent:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        transcode(source, output_dir=tmp_path, probe=look(source), progress=give_up)

    assert set(children(os.getpid())) <= set(others)
    assert os.listdir(tmp_path) == []


def test_a_killed_worker_takes_ffmpeg_with_it_and_can_start_again(tmp_path):
    source = MEDIA / "phone-portrait-hevc-gps.mov"
    code = (
        "import sys; from pathlib import Path; from videos.processing import *\n"
        "source, out = map(Path, sys.argv[1:])\n"
        "transcode(source, output_dir=out, probe=probe(source, limits=Limits()),"
        " progress=lambda percent: print(percent, flush=True))"
    )
    out = tmp_path / "out"
    worker = subprocess.Popen(
        [sys.executable, "-c", code, source, out], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    while int(worker.stdout.readline()) <= 8:  # until the encoding has begun
        pass
    started = descendants(worker.pid)
    worker.kill()
    worker.communicate()

    assert started
    assert all_end(started)
    assert [name[:6] for name in os.listdir(out)] == [".work-"]

    make(clip(tmp_path / "source.mp4"), out)

    assert sorted(os.listdir(out)) == ["card.jpg", "poster.jpg", "video.mp4"]


def descendants(pid: int) -> list[int]:
    found = children(pid)
    return found + [pid for child in found for pid in descendants(child)]


def test_a_source_that_went_away_is_said(tmp_path):
    source = Path(shutil.copy(MEDIA / "no-audio.mp4", tmp_path))
    found = look(source)
    source.unlink()

    with pytest.raises(ProcessingFailed) as unmade:
        transcode(source, output_dir=tmp_path, probe=found, progress=lambda percent: None)
    with pytest.raises(ProcessingFailed) as unseen:
        look(source)

    assert unmade.value.code == unseen.value.code == "no_source"


def test_a_missing_ffmpeg_is_said(monkeypatch):
    monkeypatch.setenv("FFMPEG_BINARY", "/nowhere/ffmpeg")

    with pytest.raises(ProcessingFailed) as failed:
        look(MEDIA / "no-audio.mp4")

    assert failed.value.code == "no_ffmpeg"


def test_a_film_broken_in_its_middle_is_the_files_fault(tmp_path):
    source = MEDIA / "no-audio.mp4"
    longer = Probe(**asdict(look(source)) | {"duration": 20.0})

    with pytest.raises(Refused) as refused:
        transcode(source, output_dir=tmp_path, probe=longer, progress=lambda percent: None)

    assert refused.value.code == "unreadable"
    assert math.isclose(refused.value.figures["found"], 8.0, abs_tol=0.1)
