"""What the list of videos costs, from no cache, beside a bare Django view of the same process.

    make bench NAME=listing_uncached     VIDEOS=1000 ROUNDS=30

24 cards, asked for in turn with a bare view through a Django without middleware. Processor time of
this process; its last line is the ratio (goal: ≤ 45, H in `performance.md`).
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.serving.stage import published_video

VIDEOS = int(os.environ.get("VIDEOS", "1000"))
ROUNDS = int(os.environ.get("ROUNDS", "30"))
PER_ROUND = 200  # bare views: one is too short to be timed alone


def main() -> None:
    with tempfile.TemporaryDirectory() as name, published_video(Path(name), 1024 * 1024):
        listing, bare, queries = measure()
    print(f"list of videos: {1000 * listing:.2f} ms of processor, {queries} queries")
    print(f"bare Django view: {1000 * bare:.3f} ms")
    print(f"list ÷ bare view: {listing / bare:.1f}")


def measure() -> tuple[float, float, int]:
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connection, transaction
    from django.test import Client, RequestFactory, override_settings
    from django.test.utils import CaptureQueriesContext

    from tests.crowd import multiply
    from videos import catalogue
    from videos.models import VideoPage

    client, factory = Client(headers={"host": "localhost"}), RequestFactory()
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="benchmarks.serving.site"):
        handler = WSGIHandler()

    def bare() -> None:
        for _ in range(PER_ROUND):
            handler(factory.get("/bench/bare/").environ, lambda status, headers: None)

    listings, bares = [], []
    with transaction.atomic():
        multiply(VideoPage.objects.get(), VIDEOS)
        client.get("/videos/")  # warm
        with CaptureQueriesContext(connection) as warm:
            assert client.get("/videos/").status_code == 200
        with override_settings(ROOT_URLCONF="benchmarks.serving.site"):
            bare()
            for _ in range(ROUNDS):
                listings.append(processor(lambda: client.get("/videos/")))
                bares.append(processor(bare) / PER_ROUND)
        transaction.set_rollback(True)
    catalogue.rebuild()
    return statistics.median(listings), statistics.median(bares), len(warm)


def processor(work) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
