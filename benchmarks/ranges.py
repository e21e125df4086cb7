"""Fifty players that each read a video by ranges: from us, through nginx, from nginx alone.

Ranges of 1 MiB, which the goal speaks of and where asking costs most; and of 20 MiB, a whole clip,
which a player asks for at once. Prints MB/s, processor time and the wait for a range, medians of
interleaved rounds; then the p95 of a small page with fifty slow viewers ÷ alone. The last line is
the ratios (goal: ≥ 0.8 and ≥ 0.8, ≤ 1.5).

    make bench NAME=ranges        ROUNDS=5 SECONDS=6 …
"""

import contextlib
import http.client
import os
import random
import statistics
import tempfile
import time
from pathlib import Path
from threading import Thread

from benchmarks.serving.servers import SERVERS, Running, find_nginx, free_port
from benchmarks.serving.stage import published_video
from benchmarks.slow_clients import OURS, SlowClients, latencies, p95, throughput

ROUNDS = int(os.environ.get("ROUNDS", "3"))
SECONDS = float(os.environ.get("SECONDS", "5"))
READERS = 50
MIB = 1024 * 1024
VIDEO_MIB = 100
SIZES = [1, 20]  # MiB

NGINX = """
daemon off;
{user}
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/errors.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    keepalive_requests 1000000;
    upstream portal {{ server 127.0.0.1:{portal}; keepalive 16; }}
    server {{
        listen 127.0.0.1:{port};
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host $http_host;
        location / {{ proxy_pass http://portal; }}
        location /_private/ {{ internal; alias {folder}/private/; sendfile on; tcp_nopush on; }}
        location /plain/ {{ alias {folder}/private/; sendfile on; tcp_nopush on; }}
    }}
}}
"""


def read_ranges(port: int, address: str, size: int, end: float, waits: list[float]) -> None:
    """One player: ranges of so many bytes here and there, on one connection, read to their end."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    buffer = bytearray(MIB)
    while time.monotonic() < end:
        start = random.randrange(VIDEO_MIB * MIB - size)
        begun = time.perf_counter()
        headers = {"Range": f"bytes={start}-{start + size - 1}"}
        connection.request("GET", address, headers=headers)
        response = connection.getresponse()
        read = 0
        while piece := response.readinto(buffer):
            read += piece
        if response.status != 206 or read != size:
            raise SystemExit(f"{address}: {response.status}, {read} bytes")
        waits.append(time.perf_counter() - begun)
    connection.close()


def measure(servers: list[Running], address: str, size: int) -> dict[str, float]:
    port = servers[0].port
    cpu = sum(server.cpu_seconds() for server in servers)
    waits: list[float] = []
    begun = time.monotonic()
    players = [
        Thread(target=read_ranges, args=[port, address, size, begun + SECONDS, waits])
        for _ in range(READERS)
    ]
    for player in players:
        player.start()
    for player in players:
        player.join()
    taken = time.monotonic() - begun
    cpu = sum(server.cpu_seconds() for server in servers) - cpu
    return {
        "MB/s": len(waits) * size / 1e6 / taken,
        "CPU ms/MiB": 1000 * cpu / (len(waits) * size / MIB),
        "p50 ms": 1000 * statistics.median(waits),
        "p95 ms": 1000 * p95(waits),
    }


def pages_beside_viewers(port: int, video: str) -> dict[str, float]:
    """The wait for a small page, alone and while fifty viewers read at 50 kB/s."""
    alone = latencies(port, SECONDS)
    with SlowClients(port, video, readers=READERS, uploaders=0):
        beside = latencies(port, SECONDS)
    return {"alone p95": 1000 * p95(alone), "viewers p95": 1000 * p95(beside)}


def main() -> None:
    if not find_nginx():
        raise SystemExit("nginx is not installed: apt install nginx-light")
    user = "user root;" if os.geteuid() == 0 else ""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        video = stack.enter_context(published_video(folder, VIDEO_MIB * MIB))
        [file] = folder.glob("private/renditions/**/video.mp4")

        def start(command: list[str], port: int, ready: str, **environment: str) -> Running:
            server = Running(command, port, folder, **environment)
            stack.callback(server.stop)
            return server.wait_for(ready)

        ours = start(SERVERS[OURS], free_port(), "/bench/page/", DATABASE_POOL="8")
        behind = start(
            SERVERS[OURS], free_port(), "/bench/page/", DATABASE_POOL="8", SENDFILE="nginx"
        )
        port = free_port()
        plain = "/plain/" + str(file.relative_to(folder / "private"))
        (folder / "nginx.conf").write_text(
            NGINX.format(folder=folder, port=port, portal=behind.port, user=user)
        )
        command = [find_nginx(), "-c", f"{folder}/nginx.conf", "-e", f"{folder}/errors.log"]
        nginx = start(command, port, plain)
        contenders = {
            "our view, our server": ([ours], video),
            "our view, nginx sends": ([nginx, behind], video),
            "nginx alone": ([nginx], plain),
        }
        runs: dict[tuple, list[dict]] = {
            (title, size): [] for size in SIZES for title in contenders
        }
        pages: list[dict] = []
        for server in (ours, behind):
            throughput(server.port, seconds=1)  # warm
        for _ in range(ROUNDS):
            for size in SIZES:
                for title, (servers, address) in contenders.items():
                    runs[title, size].append(measure(servers, address, size * MIB))
            pages.append(pages_beside_viewers(ours.port, video))
    report(runs, pages)


def report(runs: dict[tuple, list[dict]], pages: list[dict]) -> None:
    medians = {
        key: {name: statistics.median(run[name] for run in each) for name in each[0]}
        for key, each in runs.items()
    }
    print(f"{'':32}" + "".join(f"{name:>12}" for name in medians["nginx alone", 1]))
    for (title, size), values in medians.items():
        line = "".join(f"{value:12.2f}" for value in values.values())
        print(f"{f'{title}, {size} MiB':32}{line}")
    page = {name: statistics.median(run[name] for run in pages) for name in pages[0]}
    print(
        f"small page: p95 {page['alone p95']:.1f} ms alone, "
        f"{page['viewers p95']:.1f} ms beside {READERS} slow viewers"
    )

    def ratio(title: str, size: int) -> str:
        return f"{medians[title, size]['MB/s'] / medians['nginx alone', size]['MB/s']:.2f}"

    ours, behind = "our view, our server", "our view, nginx sends"
    print(
        f"÷ nginx: our server {ratio(ours, 1)} (whole clips {ratio(ours, 20)}), X-Accel "
        f"{ratio(behind, 1)} (whole clips {ratio(behind, 20)}); page p95 with viewers ÷ alone "
        f"{page['viewers p95'] / page['alone p95']:.2f}"
    )


if __name__ == "__main__":
    main()
