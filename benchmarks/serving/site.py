"""The site that the benchmarks of serving measure: four addresses, a real database, our sender."""

import os
import time
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse, UnreadablePostError
from django.urls import path

from portal import database

FILES = Path(os.environ["FILES"])


def configure() -> None:
    address = database.configuration()
    address["OPTIONS"] = address.get("OPTIONS", {}) | {"application_name": "bench"}
    settings.configure(
        SECRET_KEY="benchmark",
        ALLOWED_HOSTS=["*"],
        DATABASES={"default": address},
        ROOT_URLCONF=__name__,
        MIDDLEWARE=["django.middleware.security.SecurityMiddleware"],
        STORAGES={
            "private": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": FILES},
            }
        },
        SENDFILE=os.environ.get("SENDFILE", "portal"),
        USE_TZ=True,
    )
    django.setup()


def ask_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def page(request):
    """A small page: one query, a few kilobytes."""
    ask_the_database()
    return HttpResponse("<p>Entre pairs</p>" * 200)


def heavy(request):
    """A heavy page, such as a listing of the admin: 100 ms of processor."""
    ask_the_database()
    until = time.thread_time() + 0.1
    while time.thread_time() < until:
        sum(range(1000))
    return HttpResponse("heavy")


def video(request):
    from videos.serving.sending import send

    ask_the_database()
    return send(request, "video.mp4", content_type="video/mp4", cache_control="no-cache")


def sink(request, name):
    """Keep what arrives, also when the rest never does, as an upload in pieces must."""
    ask_the_database()
    connection.close()
    with open(FILES / f"{name}.part", "ab", buffering=0) as file:
        try:
            while piece := request.read(64 * 1024):
                file.write(piece)
        except (UnreadablePostError, OSError):
            pass
    return HttpResponse(status=204)


urlpatterns = [
    path("page/", page),
    path("heavy/", heavy),
    path("video.mp4", video),
    path("sink/<str:name>/", sink),
]

if not settings.configured:
    configure()
application = get_wsgi_application()
