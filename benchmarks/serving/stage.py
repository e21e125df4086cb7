"""A community with one published video, in a database and a folder for the benchmarks alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import django
import psycopg
from django.core.management import call_command

from portal import database

NAME = "bench_serving"


@contextmanager
def published_video(folder: Path, size: int) -> Iterator[str]:
    """Give the address of a public video of so many bytes; its file lies under `folder`."""
    database.ensure_running()
    address = database.configuration()
    os.environ["DATABASE_URL"] = (
        f"postgres://{address['USER']}@{quote(str(address['HOST']), safe='')}"
        f":{address['PORT']}/{NAME}?application_name=bench"
    )
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.serving.settings"
    os.environ["TEST_FILES"] = str(folder)
    with server() as administrator:
        known = administrator.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
        if not known.fetchone():
            administrator.execute(f"CREATE DATABASE {NAME}")
    django.setup()
    call_command("migrate", verbosity=0)
    page = publish(size)
    yield page.media.url
    media = page.media
    page.delete()
    media.delete()


def publish(size: int):
    """Publish a video whose file is so many bytes of noise, in a community opened if need be."""
    from community.models import Community
    from home.opening import CommunityPlan, open_community
    from tests.factories import VideoPageFactory
    from videos.models import VideoIndexPage

    if not Community.objects.exists():
        plan = CommunityPlan(
            slug="banc",
            name="Banc",
            hostname="localhost",
            port=80,
            event_kinds=[],
            themes=[("francais", "Français", "", "")],
        )
        open_community(plan)
    page = VideoPageFactory(parent=VideoIndexPage.objects.get(), slug=f"video-{os.getpid()}")
    block = os.urandom(1024 * 1024)
    with open(page.media.playable().file.path, "wb") as file:
        for _ in range(size // len(block)):
            file.write(block)
    return page


def server() -> psycopg.Connection:
    """The server itself, to make a database and to count its connections."""
    address = database.server
    return psycopg.connect(
        dbname="postgres",
        user="entre_pairs",
        host=str(address.socket_folder),
        port=database.postgres.PORT,
        autocommit=True,
    )
