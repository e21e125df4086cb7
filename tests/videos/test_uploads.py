"""The upload server, request by request: tus 1.0.0, as the protocol says it."""

import base64
import hashlib
import os
import shutil
import socket
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from community.models import User
from community.models.communities import MEGABYTE
from tests.factories import VideoMediaFactory, VideoPageFactory
from tests.videos.steps import proposal
from videos import tasks
from videos.models import Upload, VideoMedia
from videos.models.submissions import SubmissionState
from videos.uploads import lifecycle, pieces, views

pytestmark = pytest.mark.django_db

VIDEO = bytes(range(256)) * 40  # not a video: nobody looks inside while it arrives
SIZE = len(VIDEO)
PIECE = "application/offset+octet-stream"
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def tus(**headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {"Tus-Resumable": "1.0.0"} | named


def metadata(**values):
    return ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items()
    )


def checksum(algorithm, body):
    digest = hashlib.new(algorithm, body).digest()
    return f"{algorithm} {base64.b64encode(digest).decode()}"


def create(client, submission, *, length=SIZE, body=b"", **headers):
    return client.post(
        reverse("upload_create", args=[submission.pk]),
        body,
        content_type=PIECE,
        headers=tus(Upload_Length=str(length), **headers),
    )


def begin(client, submission, **options):
    """Begin an upload; return its address."""
    return create(client, submission, **options)["Location"]


def patch(client, address, body, *, offset, **headers):
    headers = tus(Upload_Offset=str(offset), Content_Type=PIECE, **headers)
    return client.patch(address, body, content_type=PIECE, headers=headers)


def head(client, address):
    return client.head(address, headers=tus())


def offset(client, address):
    return int(head(client, address)["Upload-Offset"])


@contextmanager
def away(folder):
    """Have a folder of the storage refuse everything, as a disk that was unmounted."""
    aside = folder.with_name(f"{folder.name}-aside")
    if folder.exists():
        folder.rename(aside)
    folder.write_bytes(b"")
    yield
    folder.unlink()
    if aside.exists():
        aside.rename(folder)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    return settings.UPLOAD_ROOT


@pytest.fixture
def submission(teacher, community):
    return proposal(teacher, community)


@pytest.fixture
def member(as_user, teacher):
    """The client of the teacher who proposes."""
    return as_user(teacher)


# A whole upload


def test_a_file_arrives_in_pieces(member, submission):
    created = create(member, submission, Upload_Metadata=metadata(filename="dictée.mp4"))
    first = patch(member, created["Location"], VIDEO[:4000], offset=0)
    asked = head(member, created["Location"])
    last = patch(member, created["Location"], VIDEO[4000:], offset=4000)
    after = head(member, created["Location"])

    statuses = [response.status_code for response in (created, first, asked, last, after)]
    assert statuses == [201, 204, 200, 204, 200]
    assert first["Upload-Offset"] == asked["Upload-Offset"] == "4000"
    assert asked["Upload-Length"] == str(SIZE)
    assert asked["Upload-Metadata"] == metadata(filename="dictée.mp4")
    assert asked["Cache-Control"] == "no-store"
    assert last["Upload-Offset"] == after["Upload-Offset"] == str(SIZE)


def test_a_file_that_has_arrived_belongs_to_its_proposal(
    member, submission, folder, django_capture_on_commit_callbacks
):
    address = begin(member, submission, Upload_Metadata=metadata(filename="dictée.mp4"))

    with django_capture_on_commit_callbacks(execute=True):
        patch(member, address, VIDEO, offset=0)

    submission.refresh_from_db()
    assert submission.media.file.read() == VIDEO
    assert submission.media.original_name == "dictée.mp4"
    assert submission.media.size == SIZE
    assert list(folder.iterdir()) == []


def test_the_first_bytes_may_come_with_the_creation(member, submission):
    created = create(member, submission, body=VIDEO[:4000])

    assert (created.status_code, created["Upload-Offset"]) == (201, "4000")
    assert offset(member, created["Location"]) == 4000


def test_a_whole_file_may_come_with_the_creation(member, submission):
    created = create(member, submission, body=VIDEO)

    submission.refresh_from_db()
    assert (created.status_code, created["Upload-Offset"]) == (201, str(SIZE))
    assert submission.media.file.read() == VIDEO


def test_a_repeated_last_request_changes_nothing(member, submission):
    address = begin(member, submission)
    patch(member, address, VIDEO, offset=0)

    again = patch(member, address, b"", offset=SIZE)

    assert (again.status_code, again["Upload-Offset"]) == (204, str(SIZE))
    assert VideoMedia.objects.count() == 1


def test_a_server_says_what_it_can_do(client, community):
    response = client.options(reverse("upload", args=[uuid4()]))

    assert response.status_code == 204
    assert response["Tus-Version"] == response["Tus-Resumable"] == "1.0.0"
    assert response["Tus-Extension"] == (
        "creation,creation-with-upload,expiration,termination,checksum"
    )
    assert response["Tus-Checksum-Algorithm"] == "sha1,md5,sha256"
    assert response["Tus-Max-Size"] == str(community.max_bytes)


# Headers


@pytest.mark.parametrize("version", ["", "0.2.2", "1.0.1"])
@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE"])
def test_another_version_of_the_protocol_is_refused(member, submission, method, version):
    address = begin(member, submission)

    response = member.generic(
        method, address, VIDEO, PIECE, headers={"Tus-Resumable": version, "Upload-Offset": "0"}
    )

    assert response.status_code == 412
    assert response["Tus-Version"] == "1.0.0"
    assert offset(member, address) == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "12.5"}, 400),
        ({"Upload-Length": "١٢"}, 400),
        ({"Upload-Length": ""}, 400),
        ({"Upload-Length": "9" * 30}, 400),
        ({"Upload-Length": "9" * 18}, 413),
        ({"Upload-Length": "0"}, 400),
        ({"Upload-Defer-Length": "1"}, 400),
        ({"Upload-Defer-Length": "2"}, 400),
        ({"Upload-Length": "10", "Upload-Concat": "partial"}, 400),
        ({"Upload-Length": "10", "Upload-Checksum": "crc32 AAAA"}, 400),
        ({"Upload-Length": "10", "Upload-Metadata": "filename not-base64"}, 400),
        ({"Upload-Length": "10", "Upload-Metadata": "a YQ==,a Yg=="}, 400),
        ({"Upload-Length": "10", "Upload-Metadata": ", ,"}, 400),
        ({"Upload-Length": "10", "Transfer-Encoding": "chunked"}, 411),
    ],
)
def test_a_creation_that_cannot_be_understood_creates_nothing(member, submission, headers, status):
    address = reverse("upload_create", args=[submission.pk])

    response = member.post(address, b"", PIECE, headers=tus() | headers)

    assert response.status_code == status
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert not Upload.objects.exists()


@pytest.mark.parametrize("sent", ["", "-1", "abc", "1e3", "0x10", "٣"])
def test_an_offset_must_be_a_number(member, submission, sent):
    address = begin(member, submission)

    assert patch(member, address, VIDEO, offset=sent).status_code == 400
    assert offset(member, address) == 0


def test_a_piece_says_its_type(member, submission):
    address = begin(member, submission)

    response = member.patch(
        address, VIDEO, content_type="video/mp4", headers=tus(Upload_Offset="0")
    )

    assert response.status_code == 415
    assert offset(member, address) == 0


def test_a_piece_says_its_size(member, submission):
    address = begin(member, submission)

    response = patch(member, address, VIDEO, offset=0, Transfer_Encoding="chunked")

    assert response.status_code == 411
    assert offset(member, address) == 0


def test_a_network_that_lets_only_post_through_is_served(member, submission):
    address = begin(member, submission)

    response = member.post(
        address,
        VIDEO[:4000],
        content_type=PIECE,
        headers=tus(Upload_Offset="0", X_HTTP_Method_Override="PATCH"),
    )

    assert (response.status_code, response["Upload-Offset"]) == (204, "4000")


def test_a_method_that_changes_nothing_cannot_hide_one_that_does(member, submission):
    address = begin(member, submission)

    response = member.get(address, headers=tus(X_HTTP_Method_Override="DELETE"))

    assert response.status_code == 405
    assert response["Allow"] == "HEAD, PATCH, DELETE, OPTIONS"
    assert offset(member, address) == 0


# Who


def test_a_visitor_is_told_to_sign_in_where_a_page_can_read_it(client, member, submission):
    address = begin(member, submission)
    visitor = Client()

    created = create(visitor, submission)
    appended = patch(visitor, address, VIDEO, offset=0)

    assert (created.status_code, appended.status_code) == (401, 401)
    assert created["Tus-Resumable"] == "1.0.0"


def test_somebody_elses_upload_does_not_exist(member, submission):
    address = begin(member, submission)
    other = Client()
    other.force_login(
        User.objects.create_user("paul@ac-lyon.fr"), settings.AUTHENTICATION_BACKENDS[0]
    )

    statuses = [
        create(other, submission).status_code,
        head(other, address).status_code,
        patch(other, address, VIDEO, offset=0).status_code,
        other.delete(address, headers=tus()).status_code,
    ]

    assert statuses == [404, 404, 404, 404]
    assert offset(member, address) == 0


def test_an_upload_exists_only_in_its_community(member, submission, other_community):
    address = begin(member, submission)

    response = member.head(address, headers=tus(Host="devoirs-faits.localhost"))

    assert response.status_code == 404


def test_a_request_without_its_csrf_token_is_refused(teacher, submission):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(teacher, BACKEND)
    strict.cookies["csrftoken"] = token = "a" * 32

    refused = create(strict, submission)
    created = create(strict, submission, X_CSRFToken=token)
    address = created["Location"]

    assert (refused.status_code, created.status_code) == (403, 201)
    assert patch(strict, address, VIDEO, offset=0).status_code == 403
    assert patch(strict, address, VIDEO[:10], offset=0, X_CSRFToken=token).status_code == 204
    assert strict.delete(address, headers=tus()).status_code == 403


@pytest.mark.parametrize("state", [SubmissionState.IN_REVIEW, SubmissionState.DECLINED])
def test_a_proposal_that_takes_no_file_says_so(member, submission, state):
    address = begin(member, submission)
    type(submission).objects.filter(pk=submission.pk).update(state=state)

    created = create(member, submission)
    appended = patch(member, address, VIDEO, offset=0)

    assert (created.status_code, appended.status_code) == (409, 409)
    # With this header, a conflict is about the offset: a client may go on from there.
    assert "Upload-Offset" not in {*created.headers, *appended.headers}
    assert offset(member, address) == 0


# Pieces


@pytest.mark.parametrize("wrong", [0, 3999, 4001, SIZE, SIZE + 1])
def test_a_piece_that_is_not_the_next_one_changes_nothing(member, submission, wrong):
    address = begin(member, submission, body=VIDEO[:4000])

    response = patch(member, address, VIDEO[:10], offset=wrong)

    assert (response.status_code, response["Upload-Offset"]) == (409, "4000")
    assert offset(member, address) == 4000


def test_more_bytes_than_announced_are_refused_unwritten(member, submission):
    address = begin(member, submission, body=VIDEO[:4000])

    response = patch(member, address, VIDEO[4000:] + b"more", offset=4000)

    assert response.status_code == 413
    assert offset(member, address) == 4000


def test_a_creation_cannot_hold_more_than_it_announces(member, submission):
    response = create(member, submission, length=10, body=VIDEO)

    assert response.status_code == 413
    assert not Upload.objects.exists()


@pytest.mark.parametrize("algorithm", ["sha1", "md5", "sha256"])
def test_a_piece_is_verified_when_its_checksum_is_sent(member, submission, algorithm):
    address = begin(member, submission)

    response = patch(member, address, VIDEO, offset=0, Upload_Checksum=checksum(algorithm, VIDEO))

    submission.refresh_from_db()
    assert response.status_code == 204
    assert submission.media.file.read() == VIDEO


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (checksum("sha1", b"something else"), 460),
        ("sha1 ", 460),
        ("crc32 AAAA", 400),
        ("sha1 not-base64", 400),
        ("", 400),
        ("shake_128 AAAA", 400),
    ],
)
def test_a_damaged_piece_changes_nothing(member, submission, folder, sent, status):
    address = begin(member, submission, body=VIDEO[:4000])

    response = patch(member, address, VIDEO[4000:], offset=4000, Upload_Checksum=sent)

    assert response.status_code == status
    assert offset(member, address) == 4000
    assert [file.stat().st_size for file in folder.iterdir()] == [4000]


def test_a_piece_costs_the_same_queries_whatever_its_size(
    member, submission, django_assert_num_queries
):
    address = begin(member, submission)

    for start, end in [(0, 1), (1, 9000)]:
        with django_assert_num_queries(6):
            patch(member, address, VIDEO[start:end], offset=start)


# Limits


def test_a_file_too_heavy_is_refused_with_both_figures(member, submission, community):
    community.max_megabytes = 3
    community.save()

    refused = create(member, submission, length=3 * MEGABYTE + 1)
    accepted = create(member, submission, length=3 * MEGABYTE)

    assert (refused.status_code, accepted.status_code) == (413, 201)
    assert "4 " in refused.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "3 " in refused.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_what_a_member_has_waiting_is_limited(member, teacher, submission, community):
    community.max_member_megabytes = 3
    community.save()
    second = proposal(teacher, community)
    begin(member, submission, length=2 * MEGABYTE)

    refused = create(member, second, length=MEGABYTE + 1)
    accepted = create(member, second, length=MEGABYTE)

    assert (refused.status_code, accepted.status_code) == (413, 201)


def test_a_file_that_takes_another_s_place_does_not_count_twice(member, submission, community):
    community.max_member_megabytes = 3
    community.save()
    begin(member, submission, length=2 * MEGABYTE)

    assert create(member, submission, length=3 * MEGABYTE).status_code == 201


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (SubmissionState.DRAFT, 413),
        (SubmissionState.IN_REVIEW, 413),
        (SubmissionState.CHANGES_REQUESTED, 413),
        (SubmissionState.DECLINED, 201),
        (SubmissionState.UNPUBLISHED, 201),
    ],
)
def test_what_has_arrived_counts_until_it_is_settled(
    member, teacher, submission, community, state, status
):
    community.max_member_megabytes = 3
    community.save()
    media = VideoMediaFactory(uploaded_by_user=teacher, size=2 * MEGABYTE)
    earlier = proposal(teacher, community)
    type(earlier).objects.filter(pk=earlier.pk).update(media=media, state=state)

    assert create(member, submission, length=2 * MEGABYTE).status_code == status


def test_what_is_published_does_not_count(member, teacher, submission, community, video_index):
    community.max_member_megabytes = 3
    community.save()
    page = VideoPageFactory(parent=video_index)
    VideoMedia.objects.filter(pk=page.media_id).update(uploaded_by_user=teacher, size=2 * MEGABYTE)
    earlier = proposal(teacher, community)
    type(earlier).objects.filter(pk=earlier.pk).update(
        media=page.media, state=SubmissionState.PUBLISHED
    )

    assert create(member, submission, length=2 * MEGABYTE).status_code == 201


def test_a_file_larger_than_the_free_disk_is_refused_at_once(member, submission, community, folder):
    folder.mkdir()
    community.max_megabytes = community.max_member_megabytes = 2**31 - 1
    community.save()

    response = create(member, submission, length=shutil.disk_usage(folder).total)

    assert response.status_code == 507
    assert response["Retry-After"] == "30"
    assert not Upload.objects.exists()


# One upload per proposal


def test_the_same_file_goes_on_where_it_stopped(member, submission):
    sent = metadata(fingerprint="sha256-abc")
    address = begin(member, submission, body=VIDEO[:4000], Upload_Metadata=sent)

    again = create(member, submission, Upload_Metadata=sent)

    assert (again.status_code, again["Location"]) == (201, address)
    assert again["Upload-Offset"] == "4000"


def test_bytes_sent_with_a_creation_that_goes_on_are_not_written_twice(member, submission):
    sent = metadata(fingerprint="sha256-abc")
    address = begin(member, submission, body=VIDEO[:4000], Upload_Metadata=sent)

    again = create(member, submission, body=VIDEO[:5000], Upload_Metadata=sent)

    assert (again["Location"], again["Upload-Offset"]) == (address, "4000")


@pytest.mark.parametrize(
    ("first", "second", "length"),
    [
        ("abc", "def", SIZE),
        ("abc", "abc", SIZE + 1),
        ("", "", SIZE),
        ("abc", "", SIZE),
    ],
)
def test_another_file_takes_the_place_of_the_first(
    member, submission, first, second, length, django_capture_on_commit_callbacks, folder
):
    older = begin(member, submission, Upload_Metadata=metadata(fingerprint=first))

    with django_capture_on_commit_callbacks(execute=True):
        newer = begin(
            member, submission, length=length, Upload_Metadata=metadata(fingerprint=second)
        )

    assert newer != older
    assert head(member, older).status_code == 404
    assert patch(member, older, VIDEO, offset=0).status_code == 404
    assert head(member, newer).status_code == 200
    assert len(list(folder.iterdir())) == 1


def test_an_upload_whose_file_was_lost_begins_again(member, submission, folder):
    sent = metadata(fingerprint="abc")
    lost = begin(member, submission, Upload_Metadata=sent)
    shutil.rmtree(folder)
    folder.mkdir()

    assert head(member, lost).status_code == 404
    assert head(member, begin(member, submission, Upload_Metadata=sent)).status_code == 200


def test_a_fingerprint_may_be_anything(member, submission):
    sent = f"fingerprint {base64.b64encode(bytes(range(256)) * 2).decode()}"

    first = begin(member, submission, Upload_Metadata=sent)

    assert begin(member, submission, Upload_Metadata=sent) == first


def test_the_database_keeps_one_active_upload_per_proposal(member, teacher, submission):
    begin(member, submission)

    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.create(
            owner=teacher, submission=submission, length=1, expires_at=timezone.now()
        )


def test_a_file_received_leaves_room_for_another(member, submission):
    begin(member, submission, body=VIDEO)

    second = create(member, submission, body=VIDEO[::-1])

    submission.refresh_from_db()
    assert second.status_code == 201
    assert submission.media.file.read() == VIDEO[::-1]


# The end


def test_an_upload_can_be_given_up(member, submission, folder, django_capture_on_commit_callbacks):
    address = begin(member, submission, body=VIDEO[:4000])

    with django_capture_on_commit_callbacks(execute=True):
        response = member.delete(address, headers=tus())

    assert response.status_code == 204
    assert head(member, address).status_code == 404
    assert list(folder.iterdir()) == []


def test_a_file_received_is_not_given_up_as_an_upload(member, submission):
    address = begin(member, submission, body=VIDEO)

    response = member.delete(address, headers=tus())

    submission.refresh_from_db()
    assert response.status_code == 409
    assert submission.media.file.read() == VIDEO


def expire(**since):
    Upload.objects.update(expires_at=timezone.now() - timedelta(**since))


def age(file, **since):
    moment = (timezone.now() - timedelta(**since)).timestamp()
    os.utime(file, (moment, moment))


def test_each_piece_gives_two_more_days(member, submission):
    address = begin(member, submission)
    Upload.objects.update(expires_at=timezone.now() + timedelta(minutes=1))

    response = patch(member, address, VIDEO[:4000], offset=0)

    upload = Upload.objects.get()
    assert upload.expires_at - timezone.now() > timedelta(hours=47)
    assert response["Upload-Expires"] == upload.expires_at.strftime("%a, %d %b %Y %H:%M:%S GMT")


def test_an_upload_that_waited_too_long_is_gone(member, submission):
    address = begin(member, submission, body=VIDEO[:4000])
    expire(seconds=1)

    assert head(member, address).status_code == 410
    assert patch(member, address, VIDEO[4000:], offset=4000).status_code == 410
    assert begin(member, submission) != address


def test_what_was_abandoned_is_swept(
    member, submission, folder, django_capture_on_commit_callbacks
):
    address = begin(member, submission, body=VIDEO[:4000])
    expire(seconds=1)
    for file in folder.iterdir():
        age(file, hours=49)

    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep_uploads(timestamp=0)

    assert head(member, address).status_code == 404
    assert not Upload.objects.exists()
    assert list(folder.iterdir()) == []


def test_a_file_still_being_written_is_never_swept(member, submission, folder):
    begin(member, submission, body=VIDEO[:4000])
    expire(seconds=1)

    tasks.sweep_uploads(timestamp=0)

    assert Upload.objects.count() == len(list(folder.iterdir())) == 1


def test_files_that_belong_to_nobody_are_swept_once_they_are_old(member, submission, folder):
    begin(member, submission, body=VIDEO[:4000])
    for name, hours in [(uuid4().hex, 2), ("reste", 2), (uuid4().hex, 0)]:
        (folder / name).write_bytes(b"x")
        age(folder / name, hours=hours)

    tasks.sweep_uploads(timestamp=0)

    assert len(list(folder.iterdir())) == 2


def test_an_upload_that_became_a_video_is_forgotten_and_the_video_stays(member, submission):
    begin(member, submission, body=VIDEO)
    expire(seconds=1)

    tasks.sweep_uploads(timestamp=0)

    submission.refresh_from_db()
    assert not Upload.objects.exists()
    assert submission.media.file.read() == VIDEO


def test_sweeping_where_nothing_was_ever_sent_does_nothing(db):
    tasks.sweep_uploads(timestamp=0)


# Faults


def test_storage_away_keeps_everything_for_a_retry(member, submission, folder):
    address = begin(member, submission, body=VIDEO[:4000])

    with away(folder):
        statuses = [
            head(member, address).status_code,
            patch(member, address, VIDEO[4000:], offset=4000).status_code,
            create(member, submission).status_code,
        ]
        tasks.sweep_uploads(timestamp=0)
    expired_meanwhile = Upload.objects.exists()
    response = patch(member, address, VIDEO[4000:], offset=4000)

    submission.refresh_from_db()
    assert statuses == [503, 503, 503]
    assert expired_meanwhile
    assert response.status_code == 204
    assert submission.media.file.read() == VIDEO


@pytest.mark.parametrize("retry", ["head", "patch", "sweep"])
def test_private_storage_away_at_the_last_byte_is_finished_later(member, submission, retry):
    address = begin(member, submission)

    with away(settings.PRIVATE_MEDIA_ROOT / "originals"):
        statuses = [
            patch(member, address, VIDEO, offset=0).status_code,
            head(member, address).status_code,  # 200 would say that the video is safe
        ]
        expire(hours=1)
        tasks.sweep_uploads(timestamp=0)
        Upload.objects.update(expires_at=timezone.now() + lifecycle.KEPT)
    if retry == "head":
        head(member, address)
    elif retry == "patch":
        patch(member, address, b"", offset=SIZE)
    else:
        tasks.sweep_uploads(timestamp=0)

    submission.refresh_from_db()
    assert statuses == [503, 503]
    assert submission.media.file.read() == VIDEO
    assert offset(member, address) == SIZE


def test_a_server_that_died_after_moving_the_file_is_finished_later(member, submission, folder):
    address = begin(member, submission, body=VIDEO[:4000])
    upload = Upload.objects.get()
    pieces.write(upload.pk, offset=4000, chunks=[VIDEO[4000:]])
    with pieces.path_of(upload.pk).open("rb") as whole:
        storages["private"].save(f"originals/{upload.pk}/original", whole)
    pieces.remove(upload.pk)

    assert offset(member, address) == SIZE
    submission.refresh_from_db()
    assert submission.media.file.read() == VIDEO


def test_a_proposal_sent_meanwhile_leaves_a_whole_file_to_be_forgotten(
    member, submission, folder, django_capture_on_commit_callbacks
):
    address = begin(member, submission)
    pieces.write(Upload.objects.get().pk, offset=0, chunks=[VIDEO])
    type(submission).objects.filter(pk=submission.pk).update(state=SubmissionState.IN_REVIEW)

    asked = head(member, address)
    expire(hours=1)
    for file in folder.iterdir():
        age(file, hours=49)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.sweep_uploads(timestamp=0)

    assert asked.status_code == 409
    assert not Upload.objects.exists()
    assert list(folder.iterdir()) == []


def test_a_file_without_a_name_gets_one(member, submission):
    begin(member, submission, body=VIDEO)

    submission.refresh_from_db()
    assert submission.media.original_name != ""


def test_nothing_personal_is_logged(member, teacher, submission, folder, caplog):
    address = begin(
        member, submission, Upload_Metadata=metadata(filename="Anniversaire de Zoé Martin.mp4")
    )
    with away(folder):
        patch(member, address, VIDEO, offset=0)
    patch(member, address, VIDEO, offset=7)

    assert "storage refuses an upload" in caplog.text
    assert "Zoé" not in caplog.text
    assert teacher.email not in caplog.text


def test_a_network_that_falls_silent_is_given_up(member, teacher, submission, monkeypatch):
    """gunicorn gives us the connection: a body that stops coming must not hold a thread."""
    monkeypatch.setattr(views, "SILENCE_SECONDS", 0.1)
    address = begin(member, submission)
    ours, theirs = socket.socketpair()
    theirs.sendall(VIDEO[:4000])
    request = RequestFactory().patch(
        address,
        content_type=PIECE,
        headers=tus(Upload_Offset="0", Content_Type=PIECE),
        CONTENT_LENGTH=str(SIZE),
        **{"wsgi.input": ours.makefile("rb", buffering=0), "gunicorn.socket": ours},
    )
    request.user = teacher

    response = views.upload(request, uuid=Upload.objects.get().pk)
    for end in (ours, theirs):
        end.close()

    assert response.status_code == 408
    assert offset(member, address) == 4000
