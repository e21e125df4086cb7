"""The portal's own addresses, and three that the benchmarks of serving add."""

import time

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, UnreadablePostError
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from portal.urls import urlpatterns as portal_urls
from videos.slow_clients import let_go_of_the_database


def ask_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def page(request):
    """A small page: one query, a few kilobytes."""
    ask_the_database()
    return HttpResponse("<p>Entre pairs</p>" * 200)


def hello(request):
    """A bare view: what Django itself costs."""
    return HttpResponse("hello")


def heavy(request):
    """A heavy page, such as a listing of the admin: 100 ms of processor."""
    ask_the_database()
    until = time.thread_time() + 0.1
    while time.thread_time() < until:
        sum(range(1000))
    return HttpResponse("heavy")


@csrf_exempt
def sink(request, name):
    """Keep what arrives, also when the rest never does, as an upload in pieces must."""
    ask_the_database()
    let_go_of_the_database()
    with open(settings.TEST_FILES / f"{name}.part", "ab", buffering=0) as file:
        try:
            while piece := request.read(64 * 1024):
                file.write(piece)
        except (UnreadablePostError, OSError):
            pass
    return HttpResponse(status=204)


urlpatterns = [
    path("bench/page/", page),
    path("bench/hello/", hello),
    path("bench/heavy/", heavy),
    path("bench/sink/<str:name>/", sink),
    *portal_urls,
]
