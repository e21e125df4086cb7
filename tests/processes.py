"""The portal's processes, started for a test as in production: on its database and its files."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]


def database_url() -> str:
    """The address of the test's database."""
    database = connection.settings_dict
    host = quote(str(database["HOST"]), safe="")
    account = database["USER"] + (f":{database['PASSWORD']}" if database["PASSWORD"] else "")
    return f"postgres://{account}@{host}:{database['PORT']}/{database['NAME']}"


def environment() -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
    }


def start(*command: str, **changes: str) -> subprocess.Popen:
    """Start a Python command of the portal, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment() | changes,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


class Web:
    """gunicorn with our configuration, on a port of its own."""

    def __init__(self, app: str = "", **changes: str):
        self.app = [app] if app else []  # another application than the portal
        self.changes = changes  # of the environment
        self.port = _free_port()
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *failure):
        self.kill()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = ["-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", "--workers", "1"]
        self.process = start(*command, *self.app, **self.changes)
        deadline = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None, "gunicorn does not start"
            assert time.monotonic() < deadline, "gunicorn does not answer"
            time.sleep(0.1)

    def kill(self) -> None:
        """End it as a power cut does, with its workers."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def worker_pids(self) -> list[int]:
        """The processes that serve the requests."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in found.read_text().split()]

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", "/sante/")
            connection.getresponse().read()
        except OSError:
            return False
        finally:
            connection.close()
        return True


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
