"""A worker that dies in the middle of a video, and the one that takes over."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection, connections
from procrastinate.contrib.django import app

from community.models import User
from portal import database, tasks
from tests.e2e.conftest import run_jobs
from tests.processes import ROOT, environment, start
from tests.videos.steps import sent
from videos.models.media import MediaState, private_storage
from videos.models.submissions import SubmissionState


def wait_for(submission, state: MediaState, *, percent: int = 0) -> None:
    deadline = time.monotonic() + 60
    media = submission.media
    while time.monotonic() < deadline:
        media.refresh_from_db()
        if media.state == state and media.progress >= percent:
            return
        time.sleep(0.02)
    raise AssertionError(f"{media.state}, {media.progress} %")


def let_time_pass() -> None:
    """An hour without a sign of life from the workers that were killed."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 h'")
        cursor.execute("UPDATE videos_videomedia SET lease_expires_at = now() - interval '1 h'")
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE status = 'todo'")


def in_a_thread(coroutine) -> None:
    with ThreadPoolExecutor(1) as thread:  # this one has Playwright's event loop
        thread.submit(asyncio.run, coroutine).result()


async def retry_stalled_jobs() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        async with worker_app.open_async():
            await tasks.retry_stalled_jobs.func(SimpleNamespace(app=worker_app), timestamp=0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("state", "percent"),
    [(MediaState.PROBING, 0), (MediaState.PROCESSING, 1), (MediaState.PROCESSING, 60)],
)
def test_a_video_whose_worker_was_killed_is_prepared_by_another(live_community, state, percent):
    teacher = User.objects.create_user("lea@ac-lille.fr")
    submission = sent(teacher, live_community, "webcam-no-duration.webm")
    worker = start("manage.py", "procrastinate", "worker")
    wait_for(submission, state, percent=percent)

    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    run_jobs()
    submission.refresh_from_db()
    assert submission.state == SubmissionState.RECEIVED  # nobody knows yet that it died
    let_time_pass()
    in_a_thread(retry_stalled_jobs())
    run_jobs()

    submission.refresh_from_db()
    assert submission.state == SubmissionState.IN_REVIEW
    assert submission.media.is_ready
    assert submission.media.attempts == 2


@pytest.mark.django_db(transaction=True)
def test_a_preparation_killed_at_any_step_goes_on(live_community):
    teacher = User.objects.create_user("lea@ac-lille.fr")
    submission = sent(teacher, live_community, "no-audio.mp4")
    media = submission.media

    script = [sys.executable, "-m", "tests.e2e.dying_preparation", str(media.pk), "12"]
    done = subprocess.run(
        script,
        cwd=ROOT,
        env=environment() | {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"},
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr
    states = json.loads(done.stdout.splitlines()[-1])
    assert {"probing", "processing"} <= set(states) <= {"probing", "processing", "ready"}
    media.refresh_from_db()
    made = Path(private_storage().location) / "renditions" / str(media.uuid)
    assert media.is_ready
    assert [folder.name for folder in made.iterdir()] == [Path(media.folder).name]
    assert media.playable().file.size == media.playable().size


@pytest.mark.alone
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the database server is not ours")
@pytest.mark.django_db(transaction=True)
def test_a_database_that_restarts_does_not_stop_the_work(live_community):
    teacher = User.objects.create_user("lea@ac-lille.fr")
    submission = sent(teacher, live_community, "phone-portrait-hevc-gps.mov")
    worker = start("manage.py", "procrastinate", "worker")
    wait_for(submission, MediaState.PROCESSING, percent=20)

    connections.close_all()
    database.server.stop()
    database.server.join()
    worker.terminate()  # it ends, or is ended, and its supervisor starts it again
    worker.wait(timeout=60)
    let_time_pass()
    in_a_thread(retry_stalled_jobs())
    run_jobs()

    submission.refresh_from_db()
    assert submission.state == SubmissionState.IN_REVIEW
    assert submission.media.is_ready
