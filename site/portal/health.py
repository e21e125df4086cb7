"""`/sante/`: whether the portal can do its work, for whoever watches it."""

import shutil
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from procrastinate.contrib.django.models import ProcrastinateJob

LATE = timedelta(minutes=15)
LEAST_FREE_BYTES = 1024**3


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 with the state of database, queue and storage, or 503 when one is out of order."""
    states = {"database": _database(), "queue": _queue(), "storage": _storage()}
    healthy = all(state == "ok" for state in states.values())
    return JsonResponse(
        {"status": "ok" if healthy else "error", **states}, status=200 if healthy else 503
    )


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "unreachable"
    return "ok"


def _queue() -> str:
    """Late when a job has been waiting for too long: there is no worker, or too few."""
    try:
        waiting = ProcrastinateJob.objects.filter(
            status="todo", procrastinateevent__at__lt=timezone.now() - LATE
        ).exclude(scheduled_at__gt=timezone.now() - LATE)
        return "late" if waiting.exists() else "ok"
    except DatabaseError:
        return "unreachable"


def _storage() -> str:
    try:
        storage = storages["private"]
        storage.delete(storage.save("health/probe", ContentFile(b"ok")))
        # Also when the videos are kept elsewhere: what is on its way passes by our disk.
        settings.PRIVATE_MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(settings.PRIVATE_MEDIA_ROOT).free
    except OSError:
        return "unwritable"
    if free < LEAST_FREE_BYTES:
        return "almost full"
    return "ok"
