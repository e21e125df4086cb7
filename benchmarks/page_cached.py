"""A public page kept in front of Django, against a bare Django view, on the same server.

    make bench NAME=page_cached        ROUNDS=5 SECONDS=3

Both are served by gunicorn with our configuration. Four connections ask without rest, as browsers
do (compressed), for one and then the other, in interleaved rounds. Prints the medians of requests
per second, which the client limits, and of the server's processor per request; its last line is
how many pages the processor time of one bare view makes (goal: ≥ 1.2).
"""

import http.client
import os
import statistics
import tempfile
import threading
import time
from pathlib import Path

from benchmarks.serving.servers import SERVERS, Running, free_port
from benchmarks.serving.stage import published_video
from benchmarks.slow_clients import OURS

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("SECONDS", "3"))
CONNECTIONS = 4
HEADERS = {"Host": "localhost", "Accept-Encoding": "gzip, br"}
ADDRESSES = {"page from memory": "/", "bare Django view": "/bench/bare/"}


def answers(port: int, address: str) -> int:
    """How many whole answers four connections get in `SECONDS`."""
    counts, until = [], time.monotonic() + SECONDS

    def ask() -> None:
        connection, count = http.client.HTTPConnection("localhost", port, timeout=10), 0
        while time.monotonic() < until:
            connection.request("GET", address, headers=HEADERS)
            answer = connection.getresponse()
            assert answer.read() and answer.status == 200, answer.status
            count += 1
        counts.append(count)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def main() -> None:
    with tempfile.TemporaryDirectory() as name, published_video(Path(name), 1024 * 1024):
        port = free_port()
        server = Running(SERVERS[OURS], port, Path(name)).wait_for("/bench/bare/")
        rates = {title: [] for title in ADDRESSES}
        costs = {title: [] for title in ADDRESSES}
        try:
            for address in ADDRESSES.values():
                answers(port, address)
            for _ in range(ROUNDS):
                for title, address in ADDRESSES.items():
                    before = server.cpu_seconds()
                    count = answers(port, address)
                    costs[title].append((server.cpu_seconds() - before) / count)
                    rates[title].append(count / SECONDS)
        finally:
            server.stop()
    for title in ADDRESSES:
        print(
            f"{title:18} {statistics.median(rates[title]):7.0f} req/s, "
            f"{1000 * statistics.median(costs[title]):.2f} ms of processor each"
        )
    ours, bare = (statistics.median(costs[title]) for title in ADDRESSES)
    print(f"page from memory ÷ bare Django view: {bare / ours:.2f}")


if __name__ == "__main__":
    main()
