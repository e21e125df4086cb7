"""Clients that we did not write, on the real server: the page's own in node, and another one."""

import json
import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from tusclient.client import TusClient

from tests.e2e.uploads.sending import signed_in
from tests.processes import ROOT, Web
from videos.models import Upload, VideoMedia

pytestmark = pytest.mark.django_db(transaction=True)

LIBRARY = ROOT / "site/portal/static/vendor/tus/tus.min.js"
SCRIPT = Path(__file__).with_name("tus_client.cjs")
VIDEO = random.Random(3).randbytes(3 * 1024 * 1024 + 17)

needs_node = pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "dictée.mp4"
    path.write_bytes(VIDEO)
    return path


@pytest.fixture
def page_client(web, teacher, submission, file, tmp_path):
    """Return a function that starts the page's client in node, as a browser's tab."""

    def start(**options) -> subprocess.Popen:
        asked = {
            "library": str(LIBRARY),
            "endpoint": web.address + reverse("upload_create", args=[submission.pk]),
            "headers": signed_in(teacher),
            "file": str(file),
            "metadata": {"filename": "dictée.mp4", "fingerprint": "sha256-abc"},
            "chunkSize": 512 * 1024,
            "memory": str(tmp_path / "localStorage.json"),
        }
        return subprocess.Popen(
            ["node", SCRIPT, json.dumps(asked | options)], stdout=subprocess.PIPE, text=True
        )

    return start


def result(tab: subprocess.Popen) -> dict:
    output, _ = tab.communicate(timeout=60)
    return json.loads(output)


def received(submission) -> bytes:
    submission.refresh_from_db()
    return submission.media.file.read()


@needs_node
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"chunkSize": None},
        {"chunkSize": 100_001},
        {"overridePatchMethod": True},
        {"uploadDataDuringCreation": True},
        {"uploadDataDuringCreation": True, "chunkSize": None},
    ],
    ids=str,
)
def test_the_page_s_client_sends_a_file(page_client, submission, options):
    sent = result(page_client(**options))

    assert sent["ended"] == "success", sent
    assert received(submission) == VIDEO
    assert submission.media.original_name == "dictée.mp4"
    assert all(status < 300 for _method, status in sent["requests"])


@needs_node
def test_the_page_s_client_goes_on_after_a_reload(page_client, submission):
    stopped = result(page_client(stopAt=0.4))

    resumed = result(page_client())

    assert resumed["url"] == stopped["url"]
    assert resumed["requests"][0] == ["HEAD", 200]
    assert len(resumed["requests"]) < 7  # it does not send again what has arrived
    assert received(submission) == VIDEO


@needs_node
def test_a_browser_that_has_forgotten_goes_on_too(page_client, submission):
    """The server recognises the file: its first piece is refused, then the client asks where."""
    stopped = result(page_client(stopAt=0.4))

    resumed = result(page_client(memory=None))

    assert resumed["url"] == stopped["url"]
    assert resumed["requests"][:3] == [["POST", 201], ["PATCH", 409], ["HEAD", 200]]
    assert received(submission) == VIDEO


@needs_node
def test_two_tabs_sending_the_same_file_end_with_one(page_client, submission):
    tabs = [
        page_client(memory=None, chunkSize=size, retryDelays=[0] * 50)
        for size in (64 * 1024, 100_001)
    ]

    ends = [result(tab) for tab in tabs]

    assert [end["ended"] for end in ends] == ["success", "success"], ends
    assert ends[0]["url"] == ends[1]["url"]
    assert received(submission) == VIDEO
    assert VideoMedia.objects.filter(uploaded_by_user=submission.owner).count() == 1


@needs_node
def test_the_page_s_client_gives_up_an_upload(page_client, submission):
    stopped = result(page_client(stopAt=0.4, terminate=True))

    assert ["DELETE", 204] in stopped["requests"]
    assert not Upload.objects.exists()


@needs_node
def test_the_page_s_client_shows_the_sentence_of_a_refusal(page_client, submission, community):
    community.max_megabytes = 1
    community.save()

    refused = result(page_client())

    assert (refused["ended"], refused["status"]) == ("error", 413)
    assert "4" in refused["body"]  # megabytes, rounded up
    assert refused["requests"] == [["POST", 413]]  # it does not insist


@needs_node
def test_the_page_s_client_begins_again_what_has_expired(page_client, submission):
    stopped = result(page_client(stopAt=0.4))
    Upload.objects.update(expires_at="2020-01-01T00:00Z")

    resumed = result(page_client())

    assert resumed["url"] != stopped["url"]
    assert received(submission) == VIDEO


@needs_node
def test_the_page_s_client_survives_the_servers_that_are_killed_under_it(
    page_client, teacher, submission
):
    chance = random.Random(11)
    with Web() as web:
        tab = page_client(
            endpoint=web.address + reverse("upload_create", args=[submission.pk]),
            chunkSize=40_001,
            retryDelays=[100] * 1000,
        )
        for share in (0.2, 0.5, 0.8):
            while arrived() < share * len(VIDEO):
                assert tab.poll() is None, tab.communicate()
            time.sleep(chance.uniform(0, 0.05))
            web.kill()
            web.start()
        sent = result(tab)

    assert sent["ended"] == "success", sent
    assert received(submission) == VIDEO
    assert VideoMedia.objects.filter(uploaded_by_user=teacher).count() == 1


def arrived() -> int:
    """How many bytes of the only upload are on the disk."""
    return sum(file.stat().st_size for file in settings.UPLOAD_ROOT.glob("*"))


@needs_node
def test_the_page_s_client_waits_until_storage_is_back(page_client, submission):
    tab = page_client(chunkSize=100_001, retryDelays=[50] * 100)
    folder, aside = settings.UPLOAD_ROOT, settings.UPLOAD_ROOT.with_name("aside")
    deadline = time.monotonic() + 30
    while not arrived():
        assert time.monotonic() < deadline, "nothing arrives"

    folder.rename(aside)
    folder.write_bytes(b"")  # in place of the folder: nobody, root included, writes there
    time.sleep(1)
    folder.unlink()
    aside.rename(folder)
    sent = result(tab)

    assert sent["ended"] == "success", sent
    assert 503 in [status for _method, status in sent["requests"]]
    assert received(submission) == VIDEO


@pytest.mark.parametrize("checksum", [False, True])
def test_another_client_sends_a_file(web, teacher, submission, file, checksum):
    client = TusClient(
        web.address + reverse("upload_create", args=[submission.pk]), headers=signed_in(teacher)
    )

    client.uploader(
        str(file),
        chunk_size=700_000,
        metadata={"filename": "dictée.mp4"},
        metadata_encoding="utf-8",
        upload_checksum=checksum,
    ).upload()

    assert received(submission) == VIDEO
    assert submission.media.original_name == "dictée.mp4"


def test_another_client_goes_on_where_it_stopped(web, teacher, submission, file):
    client = TusClient(
        web.address + reverse("upload_create", args=[submission.pk]), headers=signed_in(teacher)
    )
    first = client.uploader(str(file), chunk_size=700_000)
    first.upload_chunk()

    second = client.uploader(str(file), chunk_size=700_000, url=first.url)
    resumed_at = second.offset
    second.upload()

    assert resumed_at == 700_000
    assert received(submission) == VIDEO
