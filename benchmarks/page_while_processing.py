"""How long the portal's page takes while a video is being prepared on the same machine.

    make bench NAME=page_while_processing        ROUNDS=5 SECONDS=6

The small page of the benchmarks, asked for one at a time, on gunicorn with our configuration: with
nobody else at work, then while the portal's own processing encodes a clip again and again. Prints
the medians of interleaved rounds; its last line is the ratio of the p95 (goal: ≤ 1.3).
"""

import os
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from benchmarks.serving.servers import SERVERS, Running, free_port
from benchmarks.serving.stage import published_video
from benchmarks.slow_clients import OURS, latencies, p95

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SECONDS = float(os.environ.get("SECONDS", "6"))
SAMPLE = Path(__file__).parents[1] / "tests" / "media" / "landscape-h264-50fps.mp4"

ENCODE = """
import sys, tempfile
from pathlib import Path
from videos.processing import Limits, probe, transcode
source = Path(sys.argv[1])
found = probe(source, limits=Limits())
while True:
    with tempfile.TemporaryDirectory() as folder:
        transcode(source, output_dir=Path(folder), probe=found, progress=lambda percent: None)
        print("encoded", flush=True)
"""


@contextmanager
def processing():
    """The worker's own work, from its first encoding on, until the end of `with`."""
    worker = subprocess.Popen([sys.executable, "-c", ENCODE, SAMPLE], stdout=subprocess.PIPE)
    worker.stdout.readline()
    try:
        yield
    finally:
        worker.kill()  # ffmpeg dies with it
        worker.wait()


def main() -> None:
    with tempfile.TemporaryDirectory() as name, published_video(Path(name), 1024 * 1024):
        port = free_port()
        server = Running(SERVERS[OURS], port, Path(name)).wait_for("/bench/page/")
        try:
            alone, beside = [], []
            latencies(port, 1)  # warm
            for _ in range(ROUNDS):
                alone.append(latencies(port, SECONDS))
                with processing():
                    beside.append(latencies(port, SECONDS))
        finally:
            server.stop()
    figures = {
        title: (
            1000 * statistics.median(statistics.median(run) for run in runs),
            1000 * statistics.median(p95(run) for run in runs),
        )
        for title, runs in {"alone": alone, "while processing": beside}.items()
    }
    for title, (middle, high) in figures.items():
        print(f"{title:20} median {middle:6.1f} ms, p95 {high:6.1f} ms")
    print(
        f"p95 while processing ÷ alone: {figures['while processing'][1] / figures['alone'][1]:.2f}"
    )


if __name__ == "__main__":
    main()
