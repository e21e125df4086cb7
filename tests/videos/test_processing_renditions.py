import json
import os
import re
import shutil
import time
from dataclasses import asdict

import pytest
from PIL import ImageStat

from tests.videos.samples import (
    MEDIA,
    ODD,
    X264,
    Expected,
    changing_shape,
    clip,
    ffmpeg,
    frame,
    look,
    loudness,
    make,
    packets,
)
from videos.processing import Probe

SAMPLES = {
    "phone-portrait-hevc-gps.mov": Expected((720, 1280), seconds=15.6),
    "landscape-h264-50fps.mp4": Expected((1280, 720), seconds=13.7),
    "webcam-no-duration.webm": Expected((640, 272), seconds=10.0),
    "no-audio.mp4": Expected((640, 272), seconds=8.0, has_sound=False),
}
LADDERS = {
    "phone-portrait-hevc-gps.mov": ["720.mp4", "480.mp4", "240.mp4"],
    "landscape-h264-50fps.mp4": ["720.mp4", "480.mp4", "240.mp4"],
    "webcam-no-duration.webm": ["272.mp4", "240.mp4"],
    "no-audio.mp4": ["272.mp4", "240.mp4"],
}
PRIVATE = (b"iPhone", b"Apple", b"48.8566", b"2.3522", b"location", b"Ma classe")
ENCODERS = (b"x264", b"x265", b"Lavf", b"Lavc", b"Handler")
TOLD = {"major_brand", "minor_version", "compatible_brands", "vendor_id"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The outputs of an accepted sample, made once."""
    outputs = {}

    def output_of(name):
        if name not in outputs:
            outputs[name] = make(MEDIA / name, tmp_path_factory.mktemp("made"))
        return outputs[name]

    return output_of


def check_plays_everywhere(output, expected: Expected, folder):
    """Decode every rendition whole, and look at all that a player relies on."""
    best = output.renditions[0]
    assert (best.width, best.height) == expected.size
    assert output.duration == pytest.approx(expected.seconds, abs=0.2)
    for rendition in output.renditions:
        strict = ("-xerror", "-err_detect", "explode", "-i", rendition.path)
        report = ffmpeg(*strict, "-af", "ebur128", "-f", "null", "-")
        picture = re.search(r"Stream #0:0.*Video: .*", report)[0]
        assert "h264 (High)" in picture
        assert "yuv420p(tv, bt709, progressive)" in picture
        assert f"{rendition.width}x{rendition.height} [SAR 1:1" in picture
        assert f" {expected.fps} fps" in picture
        assert "Conversion failed" not in report
        assert "Display Matrix" not in report
        told = report.partition("Output #0")[0]
        assert set(re.findall(r"^ +(\w+) +: ", told, re.MULTILINE)) <= TOLD
        content = rendition.path.read_bytes()
        assert [word for word in (*PRIVATE, *ENCODERS) if word in content] == []
        assert 0 < content.index(b"moov") < content.index(b"mdat")
        found = look(rendition.path)
        assert found.constant_fps
        assert found.rotation == 0
        assert found.duration == pytest.approx(expected.seconds, abs=0.2)
        assert found.has_audio == expected.has_sound
        assert rendition.size == len(content)
        assert rendition.bit_rate == pytest.approx(len(content) * 8 / output.duration, rel=0.01)
        if expected.has_sound:
            assert "Audio: aac (LC)" in report
            assert "48000 Hz, stereo" in report
            assert float(re.findall(r"I:\s+(-?[\d.]+) LUFS", report)[-1]) == pytest.approx(
                -16, abs=1
            )
        picture = frame(rendition.path, expected.seconds / 2, folder / "middle.png")
        assert sum(ImageStat.Stat(picture).stddev) > 30


# -- The samples ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_recognised_by_its_content(name):
    found = look(MEDIA / name)

    assert (found.width, found.height) == SAMPLES[name].size
    assert found.duration == pytest.approx(SAMPLES[name].seconds, abs=0.05)
    assert found.has_audio == SAMPLES[name].has_sound
    assert Probe(**json.loads(json.dumps(asdict(found)))) == found


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_plays_everywhere(name, made, tmp_path):
    check_plays_everywhere(made(name), SAMPLES[name], tmp_path)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_served_in_several_sizes(name, made):
    assert [rendition.path.name for rendition in made(name).renditions] == LADDERS[name]


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_of_the_camera_or_the_place_is_in_a_picture(name, made):
    folder = made(name).renditions[0].path.parent

    pictures = [path for path in folder.iterdir() if path.suffix != ".mp4"]

    assert len(pictures) == 8
    for path in pictures:
        content = path.read_bytes()
        assert [word for word in (*PRIVATE, b"Exif", b"Lavc") if word in content] == []


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "no-audio.mp4"])
def test_an_ordinary_video_gets_no_advice(name, made):
    assert made(name).warnings == ()


def test_a_phone_on_a_weak_network_has_a_light_video(made):
    for name in ("phone-portrait-hevc-gps.mov", "landscape-h264-50fps.mp4"):
        best, _middle, light = made(name).renditions

        assert light.bit_rate < 400_000
        assert best.bit_rate < 2_500_000


# -- Odd sources ---------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ODD, ids=lambda source: source.__name__)
def test_an_odd_source_plays_everywhere(source, tmp_path):
    made = make(source(tmp_path), tmp_path / "out")

    check_plays_everywhere(made, ODD[source], tmp_path)


def test_full_high_definition_is_kept_and_never_enlarged(tmp_path):
    picture = "testsrc2=s=1920x1080:r=5"
    source = clip(tmp_path / "hd.mp4", *X264, picture=picture, seconds=3)

    output = make(source, tmp_path / "out")

    assert [(r.width, r.height) for r in output.renditions] == [
        (1920, 1080),
        (1280, 720),
        (854, 480),
        (426, 240),
    ]
    check_plays_everywhere(output, Expected((1920, 1080), "5", 3), tmp_path)


def test_a_picture_over_full_high_definition_is_reduced_to_it(tmp_path):
    picture = "testsrc2=s=1440x2560:r=2"
    source = clip(tmp_path / "tall.mp4", *X264, picture=picture, seconds=3, sound=None)

    best = make(source, tmp_path / "out").renditions[0]

    assert (best.width, best.height, best.path.name) == (1080, 1920, "1080.mp4")


def test_a_phone_turned_midway_is_shown_whole(tmp_path):
    output = make(changing_shape(tmp_path), tmp_path / "out")
    before = frame(output.renditions[0].path, 1, tmp_path / "before.png")
    after = frame(output.renditions[0].path, 3, tmp_path / "after.png")

    assert max(before.getpixel((10, 90))) > 100
    assert max(after.getpixel((10, 90))) < 20
    assert max(after.getpixel((160, 90))) > 100


@pytest.mark.parametrize(("degrees", "corner"), [(90, "left"), (-90, "right")])
def test_a_turned_video_is_shown_upright(degrees, corner, tmp_path):
    """A red corner drawn top left; turned, it is bottom left or top right."""
    marked = ("-vf", "drawbox=w=60:h=60:c=red:t=fill")
    picture = "color=gray:s=320x180:r=25"
    film = clip(tmp_path / "film.mp4", *X264, *marked, picture=picture, sound=None)
    source = tmp_path / "turned.mov"
    ffmpeg("-display_rotation", degrees, "-i", film, "-c", "copy", source)

    output = make(source, tmp_path / "out")

    assert look(source).rotation == -degrees % 360
    image = frame(output.renditions[0].path, 1, tmp_path / "frame.png")
    red, green, _blue = image.getpixel((20, 300) if corner == "left" else (160, 20))
    assert red > 180 and green < 80


@pytest.mark.parametrize(
    ("rate", "expected"), [("60", "30 fps"), ("60000/1001", "29.97 fps"), ("48", "24 fps")]
)
def test_fast_pictures_are_slowed_by_a_whole_number(rate, expected, tmp_path):
    picture = f"testsrc2=s=320x180:r={rate}"
    source = clip(tmp_path / "fast.mp4", *X264, picture=picture, sound=None)

    output = make(source, tmp_path / "out")

    assert expected in ffmpeg("-i", output.renditions[0].path)


def test_the_picture_waits_for_its_time_and_stays_with_its_sound(tmp_path):
    """White from the second 2 on, as the sound of that moment: the gap stays under 60 ms."""
    flash = "color=black:s=320x180:r=25,drawbox=c=white:t=fill:enable='gte(t,2)'"
    beep = "sine=f=880,volume='gte(t,2)':eval=frame"
    source = clip(tmp_path / "clap.mkv", *X264, picture=flash, sound=beep, seconds=4)
    late = tmp_path / "late.mkv"
    shifted = ("-i", source, "-itsoffset", "0.5", "-i", source, "-map", "1:v", "-map", "0:a")
    ffmpeg(*shifted, "-c", "copy", late)

    video = make(late, tmp_path / "out").renditions[0].path
    seen = ffmpeg("-i", video, "-vf", "blackdetect=d=0.1", "-f", "null", "-")
    heard = ffmpeg("-i", video, "-af", "silencedetect=d=0.1:n=-40dB", "-f", "null", "-")

    assert float(re.search(r"black_end:([\d.]+)", seen)[1]) == pytest.approx(2.5, abs=0.06)
    assert float(re.search(r"silence_end: ([\d.]+)", heard)[1]) == pytest.approx(2, abs=0.06)


# -- Light and colours ---------------------------------------------------------------------------

HDR = "setparams=color_primaries=bt2020:color_trc={0}:colorspace=bt2020nc:range=tv"


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
@pytest.mark.parametrize(
    ("signal", "expected"), [(0.38, 107), (0.0, 16), ("white", 202)], ids=["grey", "black", "white"]
)
def test_mid_grey_stays_mid_grey_out_of_high_dynamic_range(signal, expected, transfer, tmp_path):
    """BT.2408: a grey card is 38 % of the signal in PQ and HLG, white paper 58 % and 75 %.

    An ordinary camera puts the same card at 41 % (106 of 255).
    """
    if signal == "white":
        signal = 0.58 if transfer == "smpte2084" else 0.75
    level = round(64 + 876 * signal)
    grey = f"format=yuv420p10le,geq=lum={level}:cb=512:cr=512,{HDR.format(transfer)}"
    options = ("-vf", grey, "-c:v", "libx265", "-preset", "ultrafast", "-x265-params")
    told = f"colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc"
    source = clip(
        tmp_path / "hdr.mp4", *options, told, picture="color=s=64x64:r=5", sound=None, seconds=3
    )

    video = make(source, tmp_path / "out").renditions[0].path

    assert look(source).is_hdr
    assert luma(video) == pytest.approx(expected, abs=4)


@pytest.mark.parametrize("colour", ["0x808080", "0xc02020", "0x2020c0", "0x20a040"])
def test_ordinary_colours_stay_as_they_were(colour, tmp_path):
    source = clip(tmp_path / "sd.mp4", *X264, picture=f"color={colour}:s=64x64:r=5", sound=None)

    video = make(source, tmp_path / "out").renditions[0].path

    wanted = tuple(int(colour[at : at + 2], 16) for at in (2, 4, 6))
    shown = frame(video, 1, tmp_path / "shown.png").getpixel((32, 32))
    assert shown == pytest.approx(wanted, abs=6)


def luma(video) -> float:
    told = ffmpeg(
        "-i", video, "-vf", "signalstats,metadata=print", "-frames:v", "3", "-f", "null", "-"
    )
    return float(re.findall(r"YAVG=([\d.]+)", told)[-1])


# -- Sound ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sound",
    [
        "sine=f=440,volume=-12dB",
        "sine=f=440,volume=12dB",
        "anoisesrc=c=pink:a=0.2",
        # Peaks far above the rest: the gain wants a limiter, which takes loudness away.
        "anoisesrc=c=pink:a=0.05,volume='if(lt(mod(t,1),0.02),8,1)':eval=frame",
        "aevalsrc='0.5*sin(880*t)|0.01*sin(660*t)'",
    ],
    ids=["low", "loud", "noise", "claps", "one-sided"],
)
def test_any_sound_comes_to_the_same_loudness(sound, tmp_path):
    source = clip(tmp_path / "sound.mkv", *X264, "-c:a", "flac", sound=sound, seconds=5)

    output = make(source, tmp_path / "out")
    report = ffmpeg("-i", output.renditions[0].path, "-af", "ebur128=peak=true", "-f", "null", "-")

    assert loudness(output.renditions[0].path) == pytest.approx(-16, abs=1)
    assert float(re.findall(r"Peak:\s+(-?[\d.]+) dBFS", report)[-1]) <= 0.5
    assert output.loudness == pytest.approx(loudness(source), abs=0.5)


def test_a_very_low_sound_is_raised_with_measure(tmp_path):
    source = clip(tmp_path / "low.mp4", *X264, sound="sine=f=440,volume=-40dB", seconds=4)

    output = make(source, tmp_path / "out")

    best = output.renditions[0].path
    assert loudness(best) == pytest.approx(output.loudness + 24, abs=1)


def test_the_first_track_that_can_be_decoded_is_heard(tmp_path):
    two_tracks = ("-map", "0:v", "-map", "1:a", "-map", "1:a", "-c:a:0", "wmav2", "-c:a:1", "aac")
    source = clip(tmp_path / "tracks.mkv", *X264, *two_tracks)

    found = look(source)

    assert (found.audio_stream, found.audio_codec) == (2, "aac")


def test_a_broken_track_leaves_a_video_without_sound(tmp_path):
    source = clip(tmp_path / "broken.mkv", *X264, "-c:a", "flac")
    content = source.read_bytes()
    broken = tmp_path / "broken-sound.mkv"
    broken.write_bytes(content.replace(b"\xff\xf8", b"\0\0"))  # the mark of each FLAC frame

    assert look(source).has_audio
    assert not look(broken).has_audio


def test_a_silent_track_stays_silent(tmp_path):
    source = clip(tmp_path / "silent.mp4", *X264, sound="anullsrc")

    output = make(source, tmp_path / "out")

    assert output.loudness is None
    assert loudness(output.renditions[0].path) < -60


# -- How it goes ---------------------------------------------------------------------------------


def test_progress_goes_from_0_to_100_never_back_and_moves_while_it_encodes(made, tmp_path):
    told = []

    make(MEDIA / "webcam-no-duration.webm", tmp_path, progress=told.append)

    assert told[0] == 0
    assert told[-1] == 100
    assert told == sorted(set(told))
    assert len([percent for percent in told if 10 < percent < 90]) >= 3


def test_a_sign_of_life_is_given_all_along(tmp_path):
    beats = []

    make(MEDIA / "no-audio.mp4", tmp_path, alive=lambda: beats.append(time.monotonic()))

    assert max(b - a for a, b in zip(beats, beats[1:], strict=False)) < 5


def test_doing_it_again_gives_the_same_files_and_leaves_no_other(tmp_path):
    source = clip(tmp_path / "source.mp4", *X264)

    first = make(source, tmp_path / "out")
    contents = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    second = make(source, tmp_path / "out")

    assert first == second
    assert contents == {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert sorted(os.listdir(tmp_path / "out")) == [
        "180.mp4",
        *("card.jpg", "card.webp", "poster.jpg", "poster.webp"),
        *("proposal-1.jpg", "proposal-2.jpg", "proposal-3.jpg", "storyboard.jpg"),
    ]


def test_a_served_video_that_comes_back_is_not_encoded_again(made, tmp_path):
    source = made("webcam-no-duration.webm").renditions[0].path

    again = make(source, tmp_path)

    assert look(source).is_servable
    assert packets(again.renditions[0].path) == packets(source)
    assert again.renditions[1].path.name == "240.mp4"
    check_plays_everywhere(again, SAMPLES["webcam-no-duration.webm"], tmp_path)


def test_a_servable_video_with_a_fault_inside_is_mended(made, tmp_path):
    content = bytearray(made("no-audio.mp4").renditions[0].path.read_bytes())
    middle = (content.index(b"mdat") + len(content)) // 2
    content[middle : middle + 64] = bytes(range(64))
    source = tmp_path / "scratched.mp4"
    source.write_bytes(content)

    output = make(source, tmp_path / "out")

    assert look(source).is_servable
    check_plays_everywhere(output, SAMPLES["no-audio.mp4"], tmp_path)


@pytest.mark.parametrize(
    "name", ["-y.mp4", "a%03d.mp4", "concat:x|y", "cours d'été 🎬.mov", "x.m3u8", "no extension"]
)
def test_the_name_of_the_file_does_not_matter(name, tmp_path):
    shutil.copy(MEDIA / "no-audio.mp4", tmp_path / name)

    assert look(tmp_path / name).duration == 8
