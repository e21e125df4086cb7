"""`manage.py process_video`, as support runs it: no page, no database."""

import json
import os
import subprocess
import sys

import pytest

from tests.videos.samples import MEDIA, ROOT, X264, clip


def process(*arguments, **environment) -> subprocess.CompletedProcess:
    """In a process of its own, with a database that does not answer."""
    nowhere = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}
    return subprocess.run(
        [sys.executable, "manage.py", "process_video", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | nowhere | {"DJANGO_SETTINGS_MODULE": "portal.settings.dev"} | environment,
    )


def verdict(done: subprocess.CompletedProcess) -> dict:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_a_video_is_accepted_with_all_that_was_made_of_it(tmp_path):
    done = process(MEDIA / "no-audio.mp4", "--output", tmp_path / "new" / "folder")
    said = verdict(done)

    assert said["accepted"] is True
    assert said["duration"] == pytest.approx(8, abs=0.2)
    assert (said["width"], said["height"]) == (640, 272)
    assert said["loudness"] is None
    assert [warning["code"] for warning in said["warnings"]] == ["no_sound"]
    assert [(r["width"], r["height"]) for r in said["renditions"]] == [(640, 272), (564, 240)]
    for rendition in said["renditions"]:
        size = os.path.getsize(rendition["path"])
        assert rendition["bit_rate"] == pytest.approx(size * 8 / said["duration"], rel=0.01)
    made = set(os.listdir(tmp_path / "new" / "folder"))
    assert made >= {"poster.jpg", "poster.webp", "card.jpg", "card.webp", "storyboard.jpg"}
    percents = [int(line.removesuffix(" %")) for line in done.stderr.splitlines()]
    assert (percents[0], percents[-1]) == (0, 100)
    assert percents == sorted(percents)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("too-long-2m20.mp4", "too_long"),
        ("truncated.mp4", "unreadable"),
        ("playlist-attack.mp4", "not_a_video"),
        ("html-named-video.mp4", "not_a_video"),
        ("audio-only.mp4", "no_picture"),
    ],
)
def test_a_refusal_is_a_verdict_said_in_french(name, reason, tmp_path):
    said = verdict(process(MEDIA / name, "--output", tmp_path))

    assert (said["accepted"], said["reason"]) == (False, reason)
    assert set(said) == {"accepted", "reason", "message"}
    assert "vidéo" in said["message"]
    assert os.listdir(tmp_path) == []


def test_the_limit_of_a_community_may_be_given(tmp_path):
    source = clip(tmp_path / "clip.mp4", *X264, sound=None, seconds=8)

    said = verdict(process(source, "--output", tmp_path / "out", "--max-seconds", "4"))

    assert said["reason"] == "too_long"
    assert "la limite est de 4\u00a0s" in said["message"]


@pytest.mark.parametrize(
    ("file", "output", "environment"),
    [
        ("missing.mp4", "out", {}),
        (".", "out", {}),
        (MEDIA / "no-audio.mp4", "file/out", {}),
        (MEDIA / "no-audio.mp4", "out", {"FFMPEG_BINARY": "/nowhere/ffmpeg"}),
    ],
    ids=["missing file", "a folder", "unwritable", "no ffmpeg"],
)
def test_a_fault_of_the_machine_is_no_verdict(file, output, environment, tmp_path):
    (tmp_path / "file").touch()

    done = process(tmp_path / file, "--output", tmp_path / output, **environment)

    assert done.returncode != 0
    assert done.stdout == ""
    assert done.stderr.splitlines()[-2].startswith("CommandError: ")
    assert "Traceback" not in done.stderr
