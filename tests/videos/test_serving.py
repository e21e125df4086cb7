"""Who may read the files of a video, and how players read them."""

import pytest
from wagtail.models import PageViewRestriction

from tests.factories import VideoPageFactory
from videos.serving.sending import parse_range

pytestmark = pytest.mark.django_db

CAPTIONS = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<script>alert(1)</script>Bonjour\n"


@pytest.fixture
def draft(video_index, teacher, community):
    page = VideoPageFactory(parent=video_index, live=False, first_published_at=None)
    page.media.uploaded_by_user = teacher
    page.media.collection = community.media_collection
    page.media.captions = CAPTIONS
    page.media.save()
    return page


def files(page):
    media = page.media
    return [media.url, media.poster_url, media.card_url, media.captions_url]


def test_no_file_of_a_draft_is_reachable_by_a_visitor(client, draft):
    assert [client.get(url).status_code for url in files(draft)] == [404] * 4


def test_the_author_and_the_team_watch_a_draft(as_user, draft, teacher, editor, administrator):
    for person in (teacher, editor, administrator):
        client = as_user(person)
        assert [client.get(url).status_code for url in files(draft)] == [200] * 4


def test_another_community_s_editor_and_another_teacher_do_not(
    as_user, draft, other_editor, django_user_model
):
    stranger = django_user_model.objects.create_user("autre@ac-lille.fr")

    for person in (other_editor, stranger):
        client = as_user(person)
        assert [client.get(url).status_code for url in files(draft)] == [404] * 4


def test_publishing_and_unpublishing_take_effect_on_the_next_request(client, draft):
    draft.save_revision().publish()
    assert client.get(draft.media.url).status_code == 200

    draft.refresh_from_db()
    draft.unpublish()

    assert [client.get(url).status_code for url in files(draft)] == [404] * 4


def test_a_page_for_members_only_keeps_its_files(client, published_video):
    PageViewRestriction.objects.create(page=published_video, restriction_type="login")

    assert client.get(published_video.media.url).status_code == 404


def test_the_whole_file_is_sent_with_what_players_need(client, published_video):
    response = client.get(published_video.media.url)

    assert b"".join(response.streaming_content) == b"0123456789"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Length"] == "10"


@pytest.mark.parametrize(
    ("asked", "status", "body", "content_range"),
    [
        ("bytes=0-", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=5-99", 206, b"56789", "bytes 5-9/10"),
        ("bytes=-3", 206, b"789", "bytes 7-9/10"),
        ("bytes=-99", 206, b"0123456789", "bytes 0-9/10"),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("bytes=4-2", 200, b"0123456789", None),
        ("lines=0-1", 200, b"0123456789", None),
    ],
)
def test_a_range_is_answered_by_its_bytes(
    client, published_video, asked, status, body, content_range
):
    response = client.get(published_video.media.url, headers={"range": asked})

    assert response.status_code == status
    assert b"".join(response.streaming_content) == body
    assert response.get("Content-Range") == content_range


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=-0"])
def test_a_range_outside_the_file_is_not_satisfiable(client, published_video, asked):
    response = client.get(published_video.media.url, headers={"range": asked})

    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */10"


def test_a_range_of_an_older_file_gets_the_whole_new_one(client, published_video):
    response = client.get(
        published_video.media.url, headers={"range": "bytes=2-4", "if-range": '"older"'}
    )

    assert response.status_code == 200


def test_a_file_already_held_is_not_sent_again(client, published_video):
    etag = client.get(published_video.media.url)["ETag"]

    response = client.get(published_video.media.url, headers={"if-none-match": etag})

    assert response.status_code == 304


def test_captions_are_served_without_their_markup(client, draft):
    draft.save_revision().publish()

    text = client.get(draft.media.captions_url).content.decode()

    assert text.startswith("WEBVTT")
    assert "Bonjour" in text
    assert "<script>" not in text


def test_parse_range_names_first_and_last_byte():
    assert parse_range("bytes=2-4", 10) == (2, 4)
    assert parse_range("", 10) is None
