"""The real supervisor, gunicorn and PostgreSQL, around a portal of a few lines."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]

MANAGE = """
import os, sys, time

sys.path.insert(0, "site")
from portal import database

if sys.argv[1] == os.environ.get("FAILING"):
    sys.exit(3)
if sys.argv[1] == "procrastinate":
    database.ensure_running()
    os.spawnlp(os.P_NOWAIT, "sleep", "sleep", "300")
    if os.environ.get("FORKING"):
        os.fork()
    time.sleep(300)
"""
WSGI = """
def application(environ, start_response):
    start_response("200 OK", [])
    return [environ["PATH_INFO"].encode()]
"""


WORKERS = 2  # one for the videos, one for the rest; each has a child


class Launch:
    def __init__(self, folder: Path, **environment: str):
        self.folder = folder
        self.output = folder.parent / "output.txt"
        with open(self.output, "w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "portal.launch"],
                cwd=folder,
                env=os.environ | {"PYTHONPATH": "site", "PORT": str(free_port())} | environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def wait_until_ready(self):
        deadline = time.monotonic() + 60
        while "Ctrl-C" not in self.said() or self.names_of_all().count("sleep") < WORKERS:
            assert self.process.poll() is None and time.monotonic() < deadline, self.said()
            time.sleep(0.05)

    def said(self) -> str:
        return self.output.read_text()

    def names(self) -> set[str]:
        return set(self.names_of_all())

    def names_of_all(self) -> list[str]:
        return [process.info["name"] for process in self.remaining()]

    def remaining(self) -> list[psutil.Process]:
        return [p for p in psutil.process_iter(["name"]) if str(self.folder) in command_line(p)]


def command_line(process: psutil.Process) -> str:
    try:
        return f"{' '.join(process.cmdline())} {process.cwd()}"
    except psutil.Error:
        return ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def launch(tmp_path, monkeypatch):
    """Launch the supervisor of a clone in which only the portal itself is false."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    clone = tmp_path / "clone"
    (clone / "site" / "portal").mkdir(parents=True)
    for name in ("__init__.py", "launch.py", "database.py", "postgres.py"):
        shutil.copy(ROOT / "site" / "portal" / name, clone / "site" / "portal" / name)
    shutil.copy(ROOT / "gunicorn.conf.py", clone)
    (clone / "site" / "portal" / "wsgi.py").write_text(WSGI)
    (clone / "manage.py").write_text(MANAGE)
    launched = []

    def launch(**environment):
        launched.append(Launch(clone, **environment))
        return launched[-1]

    yield launch
    for one in launched:
        for process in one.remaining():
            process.terminate()
        one.process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_without_complaint(launch, number):
    launch = launch(FORKING="1")
    launch.wait_until_ready()
    assert {"postgres", "sleep"} <= launch.names()

    launch.process.send_signal(number)

    assert launch.process.wait(timeout=30) == 0
    assert launch.remaining() == []
    assert "Traceback" not in launch.said()


INTERRUPTED_START = """
import os, signal
from portal import launch

launch._on_signals(launch._stop_now)
known = []
try:
    with launch.undisturbed():
        os.kill(os.getpid(), signal.SIGINT)
        known.append("the process is known")
except launch.Stopped:
    print(*known)
"""


def test_a_signal_while_a_process_starts_waits_until_it_is_known():
    """Ctrl-C at that instant left a worker and PostgreSQL behind."""
    said = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_START],
        env=os.environ | {"PYTHONPATH": "site"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout == "the process is known\n"


def test_a_worker_that_dies_is_named_and_stops_the_rest(launch):
    launch = launch()
    launch.wait_until_ready()
    [worker] = [p for p in launch.remaining() if "--queues=video" in command_line(p)]

    worker.kill()

    assert launch.process.wait(timeout=30) == 1
    assert "Arrêt : le traitement des vidéos s’est interrompu (code -9)." in launch.said()
    assert launch.names() <= {"sleep"}  # the child of the dead one


def test_a_preparation_that_fails_stops_everything(launch):
    launch = launch(FAILING="make_ready")

    assert launch.process.wait(timeout=30) == 1
    assert launch.said() == "La préparation de la base a échoué : la raison est ci-dessus.\n"
    assert launch.remaining() == []


def test_a_wrong_database_is_said_in_one_sentence(launch):
    launch = launch(DATABASE_URL="postgresql://aline:secret@127.0.0.1:1/portail")

    assert launch.process.wait(timeout=30) == 1
    assert launch.said() == (
        "DATABASE_URL ne convient pas (127.0.0.1, base « portail ») : "
        "aucun serveur ne répond à cette adresse.\n"
    )
    assert not (launch.folder / "var").exists()
