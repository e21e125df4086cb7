"""The portal's own gunicorn, as gunicorn.conf.py sets it, held by telephones on weak networks."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest
from django.db import connection

from tests.factories import VideoPageFactory
from tests.processes import database_url
from videos.models import VideoIndexPage

pytestmark = pytest.mark.alone

ROOT = Path(__file__).resolve().parents[2]
SLOW = 100
VIDEO_BYTES = 20_000_000  # more than the kernel keeps for a reader


@pytest.fixture
def page(live_community):
    index = VideoIndexPage.objects.child_of(live_community.site.root_page).get()
    page = VideoPageFactory(parent=index)
    Path(page.media.playable().file.path).write_bytes(b"x" * VIDEO_BYTES)
    return page


@pytest.fixture
def port(page):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env=os.environ
        | {
            "DATABASE_URL": f"{database_url()}?application_name=slow",
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        },
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), urlopen(f"http://127.0.0.1:{port}/robots.txt"):
            break
        time.sleep(0.1)
    yield port
    family = [*psutil.Process(server.pid).children(), psutil.Process(server.pid)]
    for process in family:
        process.kill()
    server.wait()


def test_a_hundred_slow_readers_hinder_nobody_and_hold_few_connections(page, port):
    with contextlib.ExitStack() as stack:
        readers = []
        for _ in range(SLOW):
            reader = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            reader.sendall(f"GET {page.media.url} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            readers.append(reader)
        for reader in readers:
            assert reader.recv(1000).startswith(b"HTTP/1.1 200")

        with urlopen(f"http://127.0.0.1:{port}/sante/", timeout=30) as answer:
            assert answer.status == 200
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'slow'")
            assert 1 <= cursor.fetchone()[0] <= 16


def test_connections_that_the_database_cut_are_replaced(port):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'slow'"
        )
        assert cursor.fetchall()

    with urlopen(f"http://127.0.0.1:{port}/sante/", timeout=30) as answer:
        assert answer.status == 200
