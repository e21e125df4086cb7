from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils import timezone
from procrastinate.contrib.django import app

from portal import health, tasks

pytestmark = pytest.mark.django_db


def test_a_portal_in_order_says_so(client):
    response = client.get("/sante/")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "database": "ok",
        "queue": "ok",
        "storage": "ok",
    }


def test_a_job_that_nobody_takes_is_told(client, monkeypatch):
    app.configure_task("videos.tasks.process_video", queue="video").defer(media_id=1)
    monkeypatch.setattr(health, "LATE", -timedelta(minutes=1))

    response = client.get("/sante/")

    assert response.status_code == 503
    assert response.json()["queue"] == "late"


def test_storage_that_cannot_be_written_is_told(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError("read-only")

    monkeypatch.setattr(FileSystemStorage, "_save", refuse)

    response = client.get("/sante/")

    assert response.status_code == 503
    assert response.json()["storage"] == "unwritable"


def test_addresses_never_proved_are_forgotten_and_members_kept(teacher, django_user_model):
    old = timezone.now() - timedelta(days=3)
    create = django_user_model.objects.create_user
    create("jamais-venue@example.org", date_joined=old)
    create("venue@example.org", date_joined=old, last_login=old)

    tasks.tidy_up(timestamp=0)

    left = django_user_model.objects.values_list("email", flat=True)
    assert sorted(left) == [teacher.email, "venue@example.org"]
