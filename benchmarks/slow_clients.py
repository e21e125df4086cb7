"""Which server keeps answering when telephones on weak networks hold it.

For each server, in turn and several times over: the latency of a small page alone, then with 50
slow readers of a video and 20 slow uploaders (50 kB/s each), then beside heavy pages; its
throughput; its memory, threads and database connections; and how much of an upload that is cut
reaches the application. Prints medians; the last line is the ratio that decides.

    make bench NAME=slow_clients        ROUNDS=3 ONLY="gevent" READERS=250 POOL=0 …

Each server shares its database connections in a pool (8 a process); POOL=0 gives a connection to
each thread or greenlet instead.
"""

import contextlib
import http.client
import os
import socket
import statistics
import tempfile
import time
from pathlib import Path
from threading import Event, Thread

import psycopg

from benchmarks.serving.servers import SERVERS, Running, free_port
from benchmarks.serving.stage import published_video, server

ROUNDS = int(os.environ.get("ROUNDS", "2"))
ONLY = os.environ.get("ONLY", "")
POOL = os.environ.get("POOL", "8")

READERS = int(os.environ.get("READERS", "50"))
UPLOADERS = int(os.environ.get("UPLOADERS", "20"))
OURS = "gunicorn gthread 256"
SPEED = 50_000  # bytes per second, each
VIDEO_BYTES = 40_000_000
UPLOAD_BYTES = 10_000_000
CUT_AFTER = 1_000_000
PATIENCE = 5.0  # seconds before a page counts as timed out
SECONDS = 8.0


def ask(port: int, address: str) -> float:
    """Seconds that an answer takes, on a connection of its own; infinite when it times out."""
    begun = time.perf_counter()
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", address)
        connection.getresponse().read()
        connection.close()
    except (OSError, http.client.HTTPException):
        return float("inf")
    return time.perf_counter() - begun


def latencies(port: int, seconds: float) -> list[float]:
    """What a person who asks for a small page twenty times a second waits, each time."""
    taken, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        taken.append(ask(port, "/bench/page/"))
        time.sleep(0.05)
    return taken


def throughput(port: int, seconds: float = 3.0, clients: int = 8) -> float:
    """Pages per second that eight hurried clients get."""
    counts, end = [0] * clients, time.monotonic() + seconds

    def hurry(number: int) -> None:
        while time.monotonic() < end:
            counts[number] += ask(port, "/bench/page/") != float("inf")

    run_all([Thread(target=hurry, args=[number]) for number in range(clients)])
    return sum(counts) / seconds


def run_all(threads: list[Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class SlowClients:
    """Readers and uploaders at 50 kB/s, from `with` to its end."""

    def __init__(self, port: int, video: str, *, readers: int, uploaders: int):
        self.port, self.video, self.over = port, video, Event()
        self.threads = [Thread(target=self.read) for _ in range(readers)]
        self.threads += [Thread(target=self.upload, args=[n]) for n in range(uploaders)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        time.sleep(3)
        return self

    def __exit__(self, *exception):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def connect(self) -> socket.socket:
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32 * 1024)
        client.settimeout(60)
        client.connect(("127.0.0.1", self.port))
        return client

    def read(self) -> None:
        with contextlib.suppress(OSError), self.connect() as client:
            client.sendall(
                f"GET {self.video} HTTP/1.1\r\nHost: bench\r\nRange: bytes=0-\r\n\r\n".encode()
            )
            client.settimeout(0.2)
            while not self.over.wait(0.2):
                with contextlib.suppress(TimeoutError):
                    client.recv(SPEED // 5)

    def upload(self, number: int) -> None:
        with contextlib.suppress(OSError), self.connect() as client:
            client.sendall(patch(f"slow-{number}"))
            while not self.over.wait(0.2):
                client.sendall(b"x" * (SPEED // 5))


def patch(name: str) -> bytes:
    return (
        f"PATCH /bench/sink/{name}/ HTTP/1.1\r\nHost: bench\r\n"
        f"Content-Type: application/offset+octet-stream\r\nContent-Length: {UPLOAD_BYTES}\r\n\r\n"
    ).encode()


def kept_of_a_cut_upload(port: int, folder: Path) -> float:
    """Share of the bytes sent before the network went away that the application has."""
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(patch("cut") + b"x" * CUT_AFTER)
        time.sleep(1)
    time.sleep(1)
    part = folder / "cut.part"
    return part.stat().st_size / CUT_AFTER if part.exists() else 0.0


def database_connections(watcher: psycopg.Connection) -> int:
    return watcher.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'bench'"
    ).fetchone()[0]


def measure(name: str, video: str, folder: Path, watcher: psycopg.Connection) -> dict[str, float]:
    for part in folder.glob("*.part"):
        part.unlink()
    running = Running(SERVERS[name], free_port(), folder, DATABASE_POOL=POOL).wait_for(
        "/bench/page/"
    )
    try:
        throughput(running.port, seconds=1)  # warm
        alone = latencies(running.port, SECONDS / 2)
        speed_alone = throughput(running.port)
        with SlowClients(running.port, video, readers=READERS, uploaders=UPLOADERS):
            during = latencies(running.port, SECONDS)
            speed_during = throughput(running.port)
            held = database_connections(watcher)
            memory, threads = running.megabytes(), running.threads()
        time.sleep(1)
        kept = kept_of_a_cut_upload(running.port, folder)
        end = Event()

        def insist() -> None:
            while not end.is_set():
                ask(running.port, "/bench/heavy/")

        insisting = [Thread(target=insist) for _ in range(3)]
        for thread in insisting:
            thread.start()
        beside_heavy = latencies(running.port, SECONDS / 2)
        end.set()
        for thread in insisting:
            thread.join()
    finally:
        running.stop()
    return {
        "alone ms": 1000 * statistics.median(alone),
        "alone p95": 1000 * p95(alone),
        "slow ms": 1000 * statistics.median(during),
        "slow p95": 1000 * p95(during),
        "timed out %": 100 * during.count(float("inf")) / len(during),
        "heavy p95": 1000 * p95(beside_heavy),
        "pages/s": speed_alone,
        "pages/s slow": speed_during,
        "MB": memory,
        "threads": threads,
        "DB conn.": held,
        "cut kept %": 100 * kept,
    }


def p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


def main() -> None:
    names = [name for name in SERVERS if ONLY in name]
    figures: dict[str, list[dict]] = {name: [] for name in names}
    with (
        tempfile.TemporaryDirectory() as folder,
        published_video(Path(folder), VIDEO_BYTES) as video,
        server() as watcher,
    ):
        for _ in range(ROUNDS):
            for name in names:
                figures[name].append(measure(name, video, Path(folder), watcher))
                print(name, {k: round(v, 1) for k, v in figures[name][-1].items()}, flush=True)
    medians = {
        name: {title: statistics.median(run[title] for run in runs) for title in runs[0]}
        for name, runs in figures.items()
    }
    titles = list(next(iter(medians.values())))
    print(f"\n{'':22}" + "".join(f"{title:>13}" for title in titles))
    for name, values in medians.items():
        print(f"{name:22}" + "".join(f"{value:13.1f}" for value in values.values()))
    for name, v in medians.items():
        print(
            f"{name}: small page beside {READERS} slow readers and {UPLOADERS} slow uploaders "
            f"÷ alone: median {v['slow ms'] / v['alone ms']:.2f}, "
            f"p95 {v['slow p95'] / v['alone p95']:.2f}"
        )
    ours = medians.get(OURS)
    if ours:
        print(f"{OURS}, p95: {ours['slow p95'] / ours['alone p95']:.2f} (goal: at most 1.5)")


if __name__ == "__main__":
    main()
