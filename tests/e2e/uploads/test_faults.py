"""What the world does to an upload: servers killed, disks full, networks that die."""

import hashlib
import os
import random
import resource
import shutil
import subprocess
import time
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connections
from django.urls import reverse

from portal import database
from tests.e2e.uploads.sending import Sender
from tests.processes import Web
from tests.videos.steps import proposal
from videos.models import Upload, VideoMedia

pytestmark = pytest.mark.django_db(transaction=True)

MEGABYTE = 1024 * 1024
VIDEO = random.Random(5).randbytes(4 * MEGABYTE + 11)
SIZE = len(VIDEO)


def file_of(address: str, root: Path | None = None) -> Path:
    """The file of an upload, where the server writes it."""
    folder = root / "private" / "uploads" if root else settings.UPLOAD_ROOT
    return folder / UUID(address.strip("/").rpartition("/")[2]).hex


def wait_until(condition) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def received(submission, root: Path | None = None) -> bytes:
    submission.refresh_from_db()
    folder = root / "private" if root else settings.PRIVATE_MEDIA_ROOT
    return (folder / submission.media.file.name).read_bytes()


def send_the_rest(sender, address) -> int:
    offset = sender.offset(address)
    return sender.patch(address, VIDEO[offset:], offset=offset).status


# Processes and networks


def test_a_web_process_killed_in_a_piece_loses_nothing_that_was_written(teacher, submission):
    with Web() as web:
        sender = Sender(web, teacher)
        address = sender.create(submission, length=SIZE)
        stalled = sender.open_patch(address, offset=0, size=SIZE)
        stalled.sendall(VIDEO[: 2 * MEGABYTE])
        wait_until(lambda: file_of(address).stat().st_size == 2 * MEGABYTE)

        web.kill()
        stalled.close()
        web.start()

        assert sender.offset(address) == 2 * MEGABYTE
        assert send_the_rest(sender, address) == 204
    assert received(submission) == VIDEO
    assert VideoMedia.objects.filter(uploaded_by_user=teacher).count() == 1


def test_a_connection_cut_in_a_piece_keeps_what_arrived(sender, submission):
    address = sender.create(submission, length=SIZE)
    cut = sender.open_patch(address, offset=0, size=SIZE)
    cut.sendall(VIDEO[:1_234_567])
    cut.close()

    wait_until(lambda: sender.offset(address) == 1_234_567)

    assert send_the_rest(sender, address) == 204
    assert received(submission) == VIDEO


def test_a_piece_stuck_on_a_dead_network_holds_nobody_and_then_changes_nothing(sender, submission):
    address = sender.create(submission, length=SIZE)
    stuck = sender.open_patch(address, offset=0, size=SIZE)
    stuck.sendall(VIDEO[:MEGABYTE])
    wait_until(lambda: sender.offset(address) == MEGABYTE)

    other = sender.patch(address, VIDEO[MEGABYTE : 2 * MEGABYTE], offset=MEGABYTE)
    stuck.sendall(b"\x00" * (SIZE - MEGABYTE))
    late = stuck.recv(100)
    stuck.close()

    assert other.status == 204
    assert late.startswith(b"HTTP/1.1 409 ")
    assert sender.offset(address) == 2 * MEGABYTE
    assert send_the_rest(sender, address) == 204
    assert received(submission) == VIDEO


def test_two_clients_of_one_upload_end_with_the_right_file(sender, submission):
    """Each asks where the server stands, sends a piece from there, and asks again when refused."""
    address = sender.create(submission, length=SIZE)

    def send(seed):
        chance, refused = random.Random(seed), 0
        while (offset := sender.offset(address)) < SIZE:
            end = offset + chance.randrange(1, 400_000)
            refused += sender.patch(address, VIDEO[offset:end], offset=offset).status == 409
        return refused

    with ThreadPoolExecutor(4) as clients:
        refused = sum(clients.map(send, range(4)))

    assert hashlib.sha256(received(submission)).digest() == hashlib.sha256(VIDEO).digest()
    assert refused > 0  # else they never met, and this proves nothing
    assert VideoMedia.objects.count() == 1


def test_creations_at_the_same_instant_leave_one_upload_and_no_error(sender, submission):
    def create(number):
        return sender.create(submission, length=SIZE, metadata=f"fingerprint {'abcd' * number}")

    with ThreadPoolExecutor(8) as clients:
        addresses = list(clients.map(create, range(1, 9)))

    alive = [address for address in addresses if sender.request("HEAD", address).status == 200]
    assert len(set(addresses)) == 8
    assert len(alive) == Upload.objects.count() == 1


def test_the_total_of_a_member_holds_against_creations_at_the_same_instant(
    sender, teacher, community
):
    community.max_member_megabytes = 9
    community.save()
    drafts = [proposal(teacher, community) for _ in range(6)]

    def create(draft):
        address = reverse("upload_create", args=[draft.pk])
        return sender.request("POST", address, {"Upload-Length": str(SIZE)}).status

    with ThreadPoolExecutor(6) as clients:
        statuses = list(clients.map(create, drafts))

    assert sorted(statuses) == [201, 201, 413, 413, 413, 413]


def test_the_last_byte_seen_by_many_requests_makes_one_video(sender, submission):
    address = sender.create(submission, length=SIZE)
    sender.patch(address, VIDEO[:-1], offset=0)

    with ThreadPoolExecutor(8) as clients:
        answers = list(
            clients.map(
                lambda _: sender.patch(address, VIDEO[-1:], offset=SIZE - 1).status, range(8)
            )
        )

    assert sorted(answers) == [204, *[409] * 7]
    assert received(submission) == VIDEO
    assert VideoMedia.objects.count() == 1


@pytest.mark.alone
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="the database server is not ours")
def test_a_database_that_restarts_during_a_piece_loses_nothing(sender, submission):
    address = sender.create(submission, length=SIZE)
    piece = sender.open_patch(address, offset=0, size=SIZE)
    piece.sendall(VIDEO[: 2 * MEGABYTE])
    wait_until(lambda: file_of(address).stat().st_size == 2 * MEGABYTE)

    connections.close_all()
    database.server.stop()
    database.server.join()
    piece.sendall(VIDEO[2 * MEGABYTE :])
    answer = piece.recv(100)
    piece.close()

    assert answer.split()[1] in {b"204", b"500"}  # as the database was back, or not yet
    assert sender.offset(address) == SIZE
    assert received(submission) == VIDEO


def test_a_slow_sender_holds_no_connection_to_the_database(sender, submission):
    address = sender.create(submission, length=SIZE)
    slow = [sender.open_patch(address, offset=0, size=SIZE) for _ in range(40)]

    answer = sender.request("HEAD", address)  # the pool has fewer connections than that
    for connection in slow:
        connection.close()

    assert answer.status == 200


# Storage


@contextmanager
def small_disk(folder: Path, megabytes: int):
    """Mount a disk of a few megabytes; skip where that is not permitted."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small disk is not permitted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_keeps_what_arrived_and_the_upload_goes_on_once_there_is_room(
    teacher, submission, tmp_path
):
    disk = tmp_path / "disk"
    with small_disk(disk, megabytes=6), Web(TEST_FILES=str(disk)) as web:
        sender = Sender(web, teacher)
        address = sender.create(submission, length=SIZE)
        (disk / "ballast").write_bytes(b"\0" * 3 * MEGABYTE)

        full = sender.patch(address, VIDEO, offset=0)
        kept = sender.offset(address)
        still_full = sender.patch(address, VIDEO[kept:], offset=kept)
        refused = sender.request(
            "POST", reverse("upload_create", args=[submission.pk]), {"Upload-Length": str(SIZE)}
        )
        (disk / "ballast").unlink()

        assert (full.status, still_full.status, refused.status) == (507, 507, 507)
        assert full.headers["Retry-After"] == "30"
        assert 2 * MEGABYTE < kept < SIZE
        assert send_the_rest(sender, address) == 204
        assert received(submission, disk) == VIDEO


def test_a_piece_with_a_checksum_on_a_full_disk_changes_nothing(teacher, submission, tmp_path):
    disk = tmp_path / "disk"
    digest = hashlib.sha1(VIDEO).digest()
    checksum = {"Upload-Checksum": f"sha1 {b64encode(digest).decode()}"}
    with small_disk(disk, megabytes=10), Web(TEST_FILES=str(disk)) as web:
        sender = Sender(web, teacher)
        address = sender.create(submission, length=SIZE)
        (disk / "ballast").write_bytes(b"\0" * 7 * MEGABYTE)

        full = sender.patch(address, VIDEO, offset=0, **checksum)
        kept = sender.offset(address)
        (disk / "ballast").unlink()

        assert (full.status, kept) == (507, 0)
        assert sender.patch(address, VIDEO, offset=0, **checksum).status == 204
        assert received(submission, disk) == VIDEO


def test_a_quota_that_is_reached_keeps_what_arrived(teacher, submission):
    with Web() as web:
        sender = Sender(web, teacher)
        address = sender.create(submission, length=SIZE)
        limit_files(web, 2 * MEGABYTE)

        refused = sender.patch(address, VIDEO, offset=0)
        kept = sender.offset(address)
        limit_files(web, resource.RLIM_INFINITY)

        assert (refused.status, kept) == (507, 2 * MEGABYTE)
        assert send_the_rest(sender, address) == 204
    assert received(submission) == VIDEO


def limit_files(web: Web, size: int) -> None:
    """Have the system refuse the server any file larger than this, as a quota does."""
    for pid in web.worker_pids():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
