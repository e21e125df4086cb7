"""Do as a newcomer: clone, `make run`, open the portal, Ctrl-C, again. Exit 1 on any trouble."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIRST_START = 8 * 60  # seconds, without a package cache
SECOND_START = 60
STOP = 60


class Trouble(Exception):
    """`make run` did not do what it promises."""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="entre-pairs-") as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        for name, limit in {"first": FIRST_START, "second": SECOND_START}.items():
            seconds = start_and_stop(clone, limit)
            print(f"make run, {name} start: /sante/ answered after {seconds:.1f} s", flush=True)


def start_and_stop(clone: Path, limit: float) -> float:
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "MAKEFLAGS")}
    started = time.monotonic()
    # A group of its own receives the signal as a whole, as from a terminal.
    make = subprocess.Popen(
        ["make", "run"], cwd=clone, env=environment | {"PORT": str(port)}, start_new_session=True
    )
    try:
        while not is_healthy(port):
            if make.poll() is not None:
                raise Trouble(f"make run ended by itself, with code {make.returncode}.")
            if time.monotonic() - started > limit:
                raise Trouble(f"/sante/ does not answer 200 after {limit} s.")
            time.sleep(0.2)
        return time.monotonic() - started
    finally:
        if make.poll() is None:
            os.killpg(make.pid, signal.SIGINT)
        make.wait(STOP)
        check_nothing_remains(clone)


def is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("localhost", port, timeout=10)
    try:
        connection.request("GET", "/sante/")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def check_nothing_remains(clone: Path) -> None:
    remaining = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if str(clone) in f"{command} {os.readlink(process / 'cwd')}":
                remaining.append(command)
        except OSError:
            continue
    if remaining:
        raise Trouble(f"Ctrl-C left processes behind: {remaining}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    try:
        main()
    except (Trouble, subprocess.SubprocessError) as trouble:
        sys.exit(f"Fresh clone: {trouble}")
