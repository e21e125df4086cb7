"""What a public page costs to make: processor and queries, against a bare Django view.

    make bench NAME=page_uncached        NAME=home_uncached        ROUNDS=7

In one process, through all the middleware; interleaved rounds of each. Prints medians; the last
line is the ratio of the processor times.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.serving.stage import published_video

ROUNDS = int(os.environ.get("ROUNDS", "7"))
REQUESTS = 20


def compare(title: str, address_of) -> None:
    """Measure the page that `address_of(video)` names, and print what it costs."""
    with tempfile.TemporaryDirectory() as name, published_video(Path(name), 1024 * 1024):
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        from videos.models import VideoPage

        address = address_of(VideoPage.objects.order_by("-pk").first())
        client = Client(headers={"host": "localhost"})

        def cost(path: str) -> float:
            began = time.process_time()
            for _ in range(REQUESTS):
                assert client.get(path).status_code == 200
            return (time.process_time() - began) / REQUESTS

        cost(address), cost("/bench/bare/")  # warm
        ours, bare = [], []
        for _ in range(ROUNDS):
            ours.append(cost(address))
            bare.append(cost("/bench/bare/"))
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
    ours, bare = statistics.median(ours), statistics.median(bare)
    print(f"{title}: {1000 * ours:.1f} ms of processor, {len(queries)} queries")
    print(f"bare Django view: {1000 * bare:.2f} ms of processor")
    print(f"{title} ÷ bare Django view: {ours / bare:.1f}")
