"""A worker that dies in the middle of a video, and the one that takes over."""

import asyncio
import os
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from community.models import User
from portal import tasks
from tests.e2e.conftest import run_jobs
from tests.processes import start
from tests.videos.steps import sent
from videos.models.media import MediaState
from videos.models.submissions import SubmissionState


def start_worker() -> subprocess.Popen:
    return start("manage.py", "procrastinate", "worker")


async def retry_stalled_jobs() -> None:
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        async with worker_app.open_async():
            await tasks.retry_stalled_jobs.func(SimpleNamespace(app=worker_app), timestamp=0)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_video_whose_worker_was_killed_is_prepared_by_another(live_community):
    teacher = User.objects.create_user("lea@ac-lille.fr")
    submission = sent(teacher, live_community, "phone-portrait-hevc-gps.mov")
    worker = start_worker()
    deadline = time.monotonic() + 60
    while submission.media.state != MediaState.PROCESSING and time.monotonic() < deadline:
        time.sleep(0.05)
        submission.media.refresh_from_db()
    assert submission.media.state == MediaState.PROCESSING

    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    run_jobs()
    submission.refresh_from_db()
    assert submission.state == SubmissionState.RECEIVED  # nobody knows yet that it died
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 h'")
    with ThreadPoolExecutor(1) as thread:  # this one has Playwright's event loop
        thread.submit(asyncio.run, retry_stalled_jobs()).result()
    run_jobs()

    submission.refresh_from_db()
    assert submission.state == SubmissionState.IN_REVIEW
    assert submission.media.is_ready
    assert submission.media.attempts == 2
