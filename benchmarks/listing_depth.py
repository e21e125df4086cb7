"""Whether a page of the list of videos costs the same at any depth, and at any size.

    make bench NAME=listing_depth        SIZES=10000,100000 ROUNDS=15

The whole answer of `/videos/`, in this process: page 1, page 400 (or the last but one of a smaller
list) by its key, and the last page, at each size, asked for in turn. Prints medians of processor
time; its last lines are the ratios (goal: ≤ 1.2).
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.serving.stage import published_video

SIZES = [int(size) for size in os.environ.get("SIZES", "10000,100000").split(",")]
ROUNDS = int(os.environ.get("ROUNDS", "15"))
DEEP = 400


def main() -> None:
    with tempfile.TemporaryDirectory() as name, published_video(Path(name), 1024 * 1024):
        measured = {size: measure(size) for size in SIZES}
    small, large = measured[SIZES[0]], measured[SIZES[-1]]
    for size, figures in measured.items():
        for title, seconds in figures.items():
            print(f"{size:8} videos, {title:10} {1000 * seconds:7.1f} ms")
    print(f"deep page ÷ page 1: {large['deep page'] / large['page 1']:.2f}")
    print(f"last page ÷ page 1: {large['last page'] / large['page 1']:.2f}")
    print(f"{SIZES[-1]} ÷ {SIZES[0]} videos: {large['page 1'] / small['page 1']:.2f}")


def measure(size: int) -> dict[str, float]:
    """Median seconds of each page, of a list of so many videos; they go afterwards."""
    from django.db import connection, transaction
    from django.test import Client

    from tests.crowd import multiply
    from videos import catalogue
    from videos.models import CatalogueEntry, VideoPage

    client = Client(headers={"host": "localhost"})
    with transaction.atomic():
        multiply(VideoPage.objects.get(), size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE videos_catalogueentry, videos_videopage, wagtailcore_page")
        assert CatalogueEntry.objects.count() == size
        pages = {"page 1": "/videos/", "deep page": deep(size), "last page": "/videos/?avant=fin"}
        taken = {title: [] for title in pages}
        for address in pages.values():
            assert client.get(address).status_code == 200  # warm
        for _ in range(ROUNDS):
            for title, address in pages.items():
                begun = time.perf_counter()
                client.get(address)
                taken[title].append(time.perf_counter() - begun)
        transaction.set_rollback(True)
    catalogue.rebuild()
    return {title: statistics.median(times) for title, times in taken.items()}


def deep(size: int) -> str:
    """The address of page 400, or of the last but one, by the key of the video before it."""
    from editorial.keyset import EPOCH
    from videos.models import CatalogueEntry
    from videos.models.pages import PER_PAGE

    place = min((DEEP - 1) * PER_PAGE, size - 2 * PER_PAGE)
    entry = CatalogueEntry.objects.order_by("-published_at", "-page")[place - 1]
    value = round((entry.published_at - EPOCH).total_seconds() * 1_000_000)
    return f"/videos/?apres={value}-{entry.page_id}-{place}"


if __name__ == "__main__":
    main()
