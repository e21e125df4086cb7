"""The upload server, request by request: tus 1.0.0, as the protocol says it."""

import base64

import pytest
from django.urls import reverse

from tests.videos.steps import proposal

pytestmark = pytest.mark.django_db

VIDEO = bytes(range(256)) * 40  # not a video: nobody looks inside while it arrives
SIZE = len(VIDEO)


def tus(**headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"Tus-Resumable": "1.0.0"} | named


def metadata(**values):
    return ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items()
    )


def create(client, submission, *, length=SIZE, body=b"", **headers):
    return client.post(
        reverse("upload_create", args=[submission.pk]),
        body,
        content_type="application/offset+octet-stream",
        headers=tus(Upload_Length=str(length), **headers),
    )


def begin(client, submission, **options):
    """Begin an upload; return its address."""
    return create(client, submission, **options)["Location"]


def patch(client, address, body, *, offset, **headers):
    return client.patch(
        address,
        body,
        content_type="application/offset+octet-stream",
        headers=tus(Upload_Offset=str(offset), **headers),
    )


def head(client, address):
    return client.head(address, headers=tus())


@pytest.fixture
def submission(teacher, community):
    return proposal(teacher, community)


def test_a_file_arrives_in_pieces(as_user, teacher, submission):
    client = as_user(teacher)

    created = create(client, submission, Upload_Metadata=metadata(filename="dictée.mp4"))
    first = patch(client, created["Location"], VIDEO[:4000], offset=0)
    asked = head(client, created["Location"])
    last = patch(client, created["Location"], VIDEO[4000:], offset=4000)
    after = head(client, created["Location"])

    assert [r.status_code for r in (created, first, asked, last, after)] == [
        201, 204, 200, 204, 200,
    ]  # fmt: skip
    assert first["Upload-Offset"] == asked["Upload-Offset"] == "4000"
    assert asked["Upload-Length"] == str(SIZE)
    assert asked["Upload-Metadata"] == metadata(filename="dictée.mp4")
    assert asked["Cache-Control"] == "no-store"
    assert last["Upload-Offset"] == after["Upload-Offset"] == str(SIZE)
    submission.refresh_from_db()
    assert submission.media.file.read() == VIDEO
    assert submission.media.original_name == "dictée.mp4"
