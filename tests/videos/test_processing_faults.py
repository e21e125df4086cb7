"""The machine is at fault: what is killed, missing or slow leaves nothing, and says so."""

import json
import math
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.videos.samples import MEDIA, ROOT, X264, clip, look, make
from videos.processing import Probe, ProcessingFailed, Refused, sandbox, transcode
from videos.processing.ffmpeg import run


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


def descendants(pid: int) -> list[int]:
    found = children(pid)
    return found + [pid for child in found for pid in descendants(child)]


def test_a_killed_ffmpeg_is_not_the_files_fault_and_leaves_nothing(tmp_path):
    others = children(os.getpid())  # of other tests of the same run

    def kill(percent):
        for pid in set(children(os.getpid())) - set(others):
            os.killpg(pid, signal.SIGKILL)

    with pytest.raises(ProcessingFailed) as failed:
        make(MEDIA / "no-audio.mp4", tmp_path, progress=kill)

    assert failed.value.code == "killed"
    assert os.listdir(tmp_path) == []


def test_giving_up_from_the_progress_stops_ffmpeg(tmp_path):
    others = children(os.getpid())

    def give_up(percent):
        if percent:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(MEDIA / "no-audio.mp4", tmp_path, progress=give_up)

    assert set(children(os.getpid())) <= set(others)
    assert os.listdir(tmp_path) == []


class LeaseLost(Exception):
    pass


def test_a_lost_lease_stops_ffmpeg(slow_ffmpeg, tmp_path):
    source = tmp_path / "source.mp4"
    source.touch()
    others, beats = children(os.getpid()), []

    def renew():
        beats.append(time.monotonic())
        if len(beats) == 3:
            raise LeaseLost

    with pytest.raises(LeaseLost):
        run([], source=source, seconds=60, alive=renew)

    assert beats[2] - beats[1] < 5
    assert set(children(os.getpid())) <= set(others)


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
    while int(worker.stdout.readline()) <= 6:  # until the encoding has begun
        pass
    started = descendants(worker.pid)
    worker.kill()
    worker.communicate()

    assert started
    assert all_end(started)
    assert [name[:6] for name in os.listdir(out)] == [".work-"]

    make(clip(tmp_path / "source.mp4", *X264), out)

    assert "180.mp4" in os.listdir(out)
    assert [name for name in os.listdir(out) if name.startswith(".")] == []


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


ON_A_SMALL_DISK = 'mount -t tmpfs -o size=150k none "$1" && shift && exec "$@"'


def on_a_small_disk(folder: Path, *command) -> subprocess.CompletedProcess:
    """Run with a disk of 150 kB mounted there, that only it sees."""
    alone = ["unshare", "--user", "--map-root-user", "--mount", "/bin/sh", "-c", ON_A_SMALL_DISK]
    return subprocess.run(
        [*alone, "sh", folder, *command], capture_output=True, text=True, cwd=ROOT
    )


def test_a_full_disk_is_the_machines_fault(tmp_path):
    if not shutil.which("unshare") or on_a_small_disk(tmp_path, "true").returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    code = (
        "import sys, json, os; from pathlib import Path; from videos.processing import *\n"
        "source, out = map(Path, sys.argv[1:])\n"
        "found = probe(source, limits=Limits())\n"
        "try: transcode(source, output_dir=out, probe=found, progress=lambda percent: None)\n"
        "except ProcessingFailed as failure: print(json.dumps([failure.code, os.listdir(out)]))"
    )

    done = on_a_small_disk(tmp_path, sys.executable, "-c", code, MEDIA / "no-audio.mp4", tmp_path)

    code, left = json.loads(done.stdout)
    assert code in {"system_error", "storage"}
    assert left == []
