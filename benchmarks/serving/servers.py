"""The servers that the benchmarks compare, each a process tree of its own on loopback."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
SITE = "portal.wsgi:application"  # with benchmarks.serving.settings
GUNICORN = [sys.executable, "-m", "gunicorn", SITE, "--bind", "127.0.0.1:{port}"]

# Two processes each, as in production.
SERVERS = {
    "gunicorn gthread 16": [*GUNICORN, "-w", "2", "-k", "gthread", "--threads", "16"],
    "gunicorn gthread 256": [*GUNICORN, "-w", "2", "-k", "gthread", "--threads", "256"],
    "gunicorn gevent": [*GUNICORN, "-w", "2", "-k", "gevent", "--no-sendfile"],
    "waitress 16": [
        *(sys.executable, "-m", "waitress", "--listen", "127.0.0.1:{port}", "--threads=16"),
        *("--connection-limit=1000", "--asyncore-use-poll", SITE),
    ],
    "granian 16": [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2"),
        *("--blocking-threads", "16", "--host", "127.0.0.1", "--port", "{port}", SITE),
    ],
}


class Running:
    """A server that answers, from its start to `stop()`."""

    def __init__(self, command: list[str], port: int, folder: Path, **environment: str):
        self.port = port
        self.errors = open(folder / "errors.txt", "a")  # noqa: SIM115 (until stop())
        self.process = subprocess.Popen(
            [word.format(port=port) for word in command],
            cwd=folder,  # gunicorn would read our gunicorn.conf.py at the root
            env=os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"} | environment,
            stdout=subprocess.DEVNULL,
            stderr=self.errors,
            start_new_session=True,
        )

    def wait_for(self, address: str) -> "Running":
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
                connection.request("GET", address)
                if connection.getresponse().status < 500:
                    return self
            time.sleep(0.1)
        self.stop()
        raise SystemExit(f"{self.process.args[:4]} does not answer: {self.errors_told()}")

    def members(self) -> list[psutil.Process]:
        main = psutil.Process(self.process.pid)
        return [main, *main.children(recursive=True)]

    def cpu_seconds(self) -> float:
        return sum(sum(member.cpu_times()[:2]) for member in self.members())

    def megabytes(self) -> float:
        """What the processes hold, shared pages counted once (PSS)."""
        return sum(member.memory_full_info().pss for member in self.members()) / 1e6

    def threads(self) -> int:
        return sum(member.num_threads() for member in self.members())

    def errors_told(self) -> str:
        return Path(self.errors.name).read_text()[-2000:]

    def stop(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.errors.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def find_nginx() -> str:
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or ""
