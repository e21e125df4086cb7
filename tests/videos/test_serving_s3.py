"""The private storage at an S3 provider: a real server on loopback, the portal's real addresses."""

from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

from portal import health

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def provider():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def s3(provider, settings):
    account = {"access_key": "key", "secret_key": "secret"}
    boto3.client(
        "s3",
        endpoint_url=provider,
        aws_access_key_id=account["access_key"],
        aws_secret_access_key=account["secret_key"],
        region_name="us-east-1",
    ).create_bucket(Bucket="videos")
    settings.SENDFILE = "s3"
    options = {"bucket_name": "videos", "endpoint_url": provider, "region_name": "us-east-1"}
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "videos.storage.PrivateS3Storage",
            "OPTIONS": options | account,
        }
    }
    return storages["private"]


@pytest.fixture
def stored(s3, published_video):
    """A published video whose file is at the provider."""
    name = published_video.media.playable().file.name
    assert s3.save(name, ContentFile(b"0123456789")) == name
    return published_video


def fetch(address: str, method: str = "GET", **headers):
    with urlopen(Request(address, method=method, headers=headers)) as response:
        return response.status, response.headers, response.read()


def test_whoever_may_watch_is_sent_to_an_address_signed_for_five_minutes(client, stored):
    response = client.get(stored.media.url)

    assert response.status_code == 302
    assert response["Cache-Control"] == "private, no-store"
    signed = parse_qs(urlsplit(response["Location"]).query)
    assert signed["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    assert signed["X-Amz-Expires"] == ["300"]


def test_that_address_sends_the_file_whole_or_by_ranges(client, stored):
    address = client.get(stored.media.url)["Location"]

    status, headers, body = fetch(address)
    assert (status, body) == (200, b"0123456789")
    assert headers["Content-Type"] == "video/mp4"
    assert headers["Cache-Control"] == "no-cache"

    status, headers, body = fetch(address, Range="bytes=2-4")
    assert (status, body) == (206, b"234")
    assert headers["Content-Range"] == "bytes 2-4/10"


def test_a_head_request_is_signed_as_one(client, stored):
    address = client.head(stored.media.url)["Location"]

    status, headers, body = fetch(address, "HEAD")

    assert (status, headers["Content-Length"], body) == (200, "10", b"")
    assert address != client.get(stored.media.url)["Location"]


def test_a_download_keeps_its_readable_name(client, stored):
    _, headers, _ = fetch(client.get(stored.media.download_url)["Location"])

    assert headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''La%20dict%C3%A9e%20n%C3%A9goci%C3%A9e.mp4"
    )


def test_no_address_is_signed_for_whoever_may_not_watch(client, stored):
    stored.unpublish()

    assert client.get(stored.media.url).status_code == 404


def test_a_file_that_is_not_there_is_missing_as_on_a_disk(s3):
    with pytest.raises(FileNotFoundError):
        s3.open("renditions/none.mp4")
    with pytest.raises(FileNotFoundError):
        s3.size("renditions/none.mp4")
    assert not s3.exists("renditions/none.mp4")
    s3.delete("renditions/none.mp4")


def test_two_files_of_one_name_are_both_kept(s3):
    first = s3.save("originals/a/original", ContentFile(b"1"))
    second = s3.save("originals/a/original", ContentFile(b"2"))

    assert first != second
    assert s3.open(first).read() == b"1"


def test_a_provider_that_is_away_is_a_storage_failure(client, s3, settings):
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "videos.storage.PrivateS3Storage",
            "OPTIONS": settings.STORAGES["private"]["OPTIONS"]
            | {"endpoint_url": "http://127.0.0.1:1"},
        }
    }

    with pytest.raises(OSError):
        storages["private"].save("a", ContentFile(b"1"))
    assert health._storage() == "unwritable"
