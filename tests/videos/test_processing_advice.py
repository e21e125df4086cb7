import pytest
from django.utils import translation

from tests.videos.samples import MEDIA, X264, clip, make
from videos.processing import advice
from videos.refusals import advise

NOISE = "noise=alls=12:allf=t"  # what a real sensor adds: nothing is ever quite still


def codes(output) -> list[str]:
    return [warning["code"] for warning in output.warnings]


def warned(tmp_path, *options, **described) -> list[dict]:
    source = clip(tmp_path / "source.mkv", *X264, "-c:a", "flac", *options, **described)
    return list(make(source, tmp_path / "out").warnings)


def test_a_video_without_a_track_or_with_a_silent_one_is_accepted_and_flagged(tmp_path):
    assert codes(make(MEDIA / "no-audio.mp4", tmp_path)) == ["no_sound"]
    assert [w["code"] for w in warned(tmp_path, sound="anullsrc")] == ["no_sound"]


def test_a_very_low_sound_is_said(tmp_path):
    (warning,) = warned(tmp_path, sound="sine=f=440,volume=-20dB")

    assert warning["code"] == "low_sound"
    assert warning["found"] == pytest.approx(-41.8, abs=0.5)


def test_a_saturated_sound_is_said_even_after_a_phone_compressed_it(tmp_path):
    shout = "sine=f=440,volume=30dB,asoftclip=type=hard"

    for codec in ("flac", "aac"):
        (warning,) = warned(tmp_path, "-c:a", codec, sound=shout)

        assert warning["code"] == "clipped_sound"
        assert warning["share"] > 0.1


def test_a_black_beginning_is_said_with_its_length(tmp_path):
    black = "drawbox=c=black:t=fill:enable='lt(t,2)'"

    (warning,) = warned(tmp_path, "-vf", black, seconds=4)

    assert warning == {"code": "black_picture", "share": 0.5, "seconds": 2.0}


def test_a_picture_that_stops_is_said_with_its_length(tmp_path):
    stops = "trim=0:1,tpad=stop_mode=clone:stop_duration=4"

    (warning,) = warned(tmp_path, "-vf", stops, seconds=5)

    assert warning["code"] == "frozen_picture"
    assert warning["seconds"] == pytest.approx(4, abs=0.3)


def test_a_camera_that_does_not_move_is_not_frozen(tmp_path):
    board = f"color=c=gray:s=320x180:r=25,drawgrid=w=40:h=40:c=white,{NOISE}"

    assert warned(tmp_path, "-crf", "18", picture=board, seconds=4) == []


def test_a_dark_room_is_said_and_a_white_page_on_black_is_not(tmp_path):
    dark = f"testsrc2=s=320x180:r=25,eq=brightness=-0.38:contrast=0.2:saturation=0.2,{NOISE}"
    page = f"color=c=black:s=320x180:r=25,drawbox=w=120:h=120:c=white:t=fill,{NOISE}"

    assert [w["code"] for w in warned(tmp_path, picture=dark)] == ["dark_picture"]
    assert warned(tmp_path, picture=page) == []


def test_each_advice_is_said_in_a_sentence():
    warnings = [
        {"code": "no_sound"},
        {"code": "low_sound", "found": -41.8},
        {"code": "clipped_sound", "share": 0.02},
        {"code": "dark_picture", "found": 40},
        {"code": "black_picture", "share": 0.5, "seconds": 2.0},
        {"code": "frozen_picture", "share": 0.8, "seconds": 64.2},
    ]

    with translation.override("en"):
        sentences = advise(warnings)

    assert len(sentences) == len(warnings)
    assert "-42 LUFS" in sentences[1]
    assert "1 min 4 s" in sentences[5]
    assert [sentence for sentence in sentences if "%(" in sentence] == []
    assert advise([{"code": "of tomorrow"}]) == []


def test_a_film_frozen_to_its_end_counts_to_its_end():
    report = "[freezedetect @ 0x1] lavfi.freezedetect.freeze_start: 2\n"

    assert advice.on_picture(report, "", 10.0) == [
        {"code": "frozen_picture", "share": 0.8, "seconds": 8.0}
    ]


def test_a_film_that_is_all_black_is_said_once_and_still_has_its_pictures(tmp_path):
    source = clip(tmp_path / "black.mp4", *X264, picture="color=black:s=320x180:r=25")

    output = make(source, tmp_path / "out")

    (warning,) = output.warnings
    assert warning["code"] == "black_picture"
    assert warning["share"] > 0.95
    assert (tmp_path / "out" / "poster.jpg").exists()
