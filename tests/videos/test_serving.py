"""How players, browsers and people who download read the files of a video."""

from threading import Thread

import pytest
from django.db import connection
from django.test import RequestFactory
from django.utils.http import http_date, parse_http_date

from tests.videos.files import CAPTIONS, fill
from videos import storyboards
from videos.serving.sending import FileSpan, parse_range, readable_name, send

pytestmark = pytest.mark.django_db


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
        ("Bytes=2-4", 206, b"234", "bytes 2-4/10"),
        ("bytes=9-9", 206, b"9", "bytes 9-9/10"),
        ("bytes=0-1,4-5", 200, b"0123456789", None),
        ("bytes=4-2", 200, b"0123456789", None),
        ("lines=0-1", 200, b"0123456789", None),
        ("bytes=-", 200, b"0123456789", None),
        ("bytes=a-b", 200, b"0123456789", None),
        (f"bytes=0-{'9' * 5000}", 200, b"0123456789", None),
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


def test_a_range_goes_on_only_with_the_file_that_it_began_with(client, published_video):
    whole = client.get(published_video.media.url)
    later = http_date(parse_http_date(whole["Last-Modified"]) + 1)

    def status(if_range: str) -> int:
        headers = {"range": "bytes=2-4", "if-range": if_range}
        return client.get(published_video.media.url, headers=headers).status_code

    assert status(whole["ETag"]) == 206
    assert status(whole["Last-Modified"]) == 206
    assert status('"older"') == 200
    assert status(f"W/{whole['ETag']}") == 200
    assert status(later) == 200


def test_a_file_already_held_is_not_sent_again(client, published_video):
    whole = client.get(published_video.media.url)

    for condition in (
        {"if-none-match": whole["ETag"]},
        {"if-none-match": f'"other", {whole["ETag"]}'},
        {"if-modified-since": whole["Last-Modified"]},
        {"if-none-match": whole["ETag"], "range": "bytes=2-4"},
    ):
        response = client.get(published_video.media.url, headers=condition)
        assert response.status_code == 304
        assert response["ETag"] == whole["ETag"]
        assert response["Cache-Control"] == "no-cache"
        assert response.content == b""

    changed = {"if-none-match": '"older"', "if-modified-since": whole["Last-Modified"]}
    assert client.get(published_video.media.url, headers=changed).status_code == 200


def test_an_entity_tag_is_strong_and_stable(client, published_video):
    tags = {client.get(published_video.media.url)["ETag"] for _ in range(3)}
    tags.add(client.get(published_video.media.url, headers={"range": "bytes=0-1"})["ETag"])
    tags.add(client.head(published_video.media.url)["ETag"])

    [tag] = tags
    assert tag.startswith('"')


def test_a_head_request_tells_all_and_sends_nothing(client, published_video):
    response = client.head(published_video.media.url, headers={"range": "bytes=2-4"})

    assert response.status_code == 200
    assert response["Content-Length"] == "10"
    assert response["Accept-Ranges"] == "bytes"
    assert response.content == b""


def test_files_are_only_read(client, published_video):
    assert client.post(published_video.media.url).status_code == 405
    assert client.delete(published_video.media.url).status_code == 405


def test_each_address_sends_its_own_file(client, published_video):
    media = fill(published_video.media)
    expected = {
        media.poster_url: ("image/jpeg", b"poster.jpg"),
        media.poster_webp_url: ("image/webp", b"poster.webp"),
        media.card_url: ("image/jpeg", b"card.jpg"),
        media.card_webp_url: ("image/webp", b"card.webp"),
        media.storyboard_url: ("image/jpeg", b"storyboard.jpg"),
        media.proposal_urls[2]: ("image/jpeg", b"proposal-3.jpg"),
        media.url: ("video/mp4", b"video 0720"),
        f"/medias/{media.uuid}/video-240.mp4": ("video/mp4", b"video 0240"),
        f"/medias/{media.uuid}/video-480.mp4": ("video/mp4", b"video 0480"),
    }

    for url, (kind, body) in expected.items():
        response = client.get(url)
        assert (response["Content-Type"], response.getvalue()) == (kind, body), url


def test_a_portrait_is_called_by_its_width(client, published_video):
    media = published_video.media
    media.renditions.update(width=480, height=854)

    assert client.get(f"/medias/{media.uuid}/video-480.mp4").status_code == 200
    assert client.get(f"/medias/{media.uuid}/video-854.mp4").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "video-144.mp4",
        "affiche.webp",
        "proposition-1.jpg",
        "proposition-0.jpg",
        "apercus.jpg",
        "apercus.vtt",
        "sous-titres.vtt",
    ],
)
def test_what_a_media_lacks_is_not_found(client, published_video, path):
    assert client.get(f"/medias/{published_video.media.uuid}/{path}").status_code == 404


def test_the_storyboard_says_which_tile_shows_which_seconds(client, published_video):
    media = fill(published_video.media)

    response = client.get(media.storyboard_track_url)

    picture = media.storyboard_url
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "WEBVTT",
        "",
        "00:00:00.000 --> 00:00:02.000",
        f"{picture}#xywh=0,0,160,90",
        "",
        "00:00:02.000 --> 00:00:04.000",
        f"{picture}#xywh=160,0,160,90",
        "",
        "00:00:04.000 --> 00:00:06.000",
        f"{picture}#xywh=320,0,160,90",
        "",
        "00:00:06.000 --> 00:00:08.000",
        f"{picture}#xywh=0,90,160,90",
        "",
        "00:00:08.000 --> 00:00:09.300",
        f"{picture}#xywh=160,90,160,90",
    ]


def test_a_storyboard_of_over_an_hour_is_timed_too():
    board = {"interval": 1800.5, "columns": 1, "count": 3, "tile_width": 9, "tile_height": 16}

    text = storyboards.track(board, duration=None, address="a.jpg")

    assert "01:00:01.000 --> 01:30:01.500\na.jpg#xywh=0,32,9,16" in text


def test_captions_are_served_as_words_and_times_and_kept_until_they_change(client, published_video):
    media = published_video.media
    media.captions = CAPTIONS.replace("Bonjour", "<b onclick=alert(1)>Bonjour</b>")
    media.save()

    response = client.get(media.captions_url)

    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.content.decode() == CAPTIONS
    held = {"if-none-match": response["ETag"]}
    assert client.get(media.captions_url, headers=held).status_code == 304
    media.captions = CAPTIONS.replace("Bonjour", "Bonsoir")
    media.save()
    assert client.get(media.captions_url, headers=held).status_code == 200


def test_a_download_has_the_title_of_the_page(client, published_video):
    response = client.get(published_video.media.download_url)

    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''La%20dict%C3%A9e%20n%C3%A9goci%C3%A9e.mp4"
    )
    assert client.get(published_video.media.url).get("Content-Disposition") is None


def test_an_original_is_downloaded_under_the_name_it_came_with(
    as_user, published_video, editor, community
):
    media = fill(published_video.media)
    media.collection = community.media_collection
    media.save()

    response = as_user(editor).get(media.original_url)

    assert response.getvalue() == b"original"
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Ma%20dict%C3%A9e.MOV"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("La dictée négociée", "La dictée négociée.mp4"),
        ("Lire : pourquoi ? comment ?", "Lire pourquoi comment.mp4"),
        ("../../etc/passwd", "etc passwd.mp4"),
        ("C:\\élèves\\film", "C élèves film.mp4"),
        (" . ", "video.mp4"),
        ("", "video.mp4"),
        ("🎬 Ça tourne", "🎬 Ça tourne.mp4"),
        ("ligne\r\nSet-Cookie: a=b", "ligne Set-Cookie a=b.mp4"),
        ("gpj\u202e.exe", "gpj .exe.mp4"),
        ("é" * 500, "é" * 100 + ".mp4"),
    ],
)
def test_a_title_makes_a_harmless_file_name(title, name):
    assert readable_name(title, ".mp4") == name


def test_a_span_stops_where_it_must_however_it_is_read(tmp_path):
    path = tmp_path / "video.mp4"
    path.write_bytes(b"0123456789")

    with FileSpan(str(path), 2, 6) as span:
        assert [span.read(2), span.read(2), span.read(2), span.read(2)] == [b"23", b"45", b"6", b""]
    with FileSpan(str(path), 2, 6) as span:
        assert span.read() == b"23456"


def test_a_name_cannot_leave_the_private_storage(client, published_video):
    media = published_video.media
    type(media).objects.filter(pk=media.pk).update(thumbnail="../../../etc/passwd")

    assert client.get(media.poster_url).status_code in {400, 404}


def test_no_connection_waits_for_a_slow_reader(published_video):
    request = RequestFactory().get("/")
    name = published_video.media.playable().file.name
    seen = []

    def answer():  # in a thread of its own, as in production: the test's is in a transaction
        connection.ensure_connection()
        response = send(request, name, content_type="video/mp4", cache_control="no-cache")
        seen.extend([connection.connection, response.getvalue()])

    thread = Thread(target=answer)
    thread.start()
    thread.join()

    assert seen == [None, b"0123456789"]


def test_a_player_is_offered_what_its_screen_can_show(client, published_video):
    media = fill(published_video.media)

    html = client.get(published_video.url).content.decode()

    assert media.sources() == [
        (f"/medias/{media.uuid}/video-480.mp4", "(max-width: 40em)"),
        (f"/medias/{media.uuid}/video-720.mp4", ""),
    ]
    small, best = html.index("video-480.mp4"), html.index("video-720.mp4")
    assert small < best
    assert f'poster="{media.poster_webp_url}"' in html
    assert f'src="{media.captions_url}"' in html


def test_a_small_video_is_offered_whatever_the_screen(published_video):
    media = published_video.media
    media.renditions.update(width=426, height=240)

    assert media.sources() == [(f"/medias/{media.uuid}/video-240.mp4", "")]


def test_parse_range_names_first_and_last_byte():
    assert parse_range("bytes=2-4", 10) == (2, 4)
    assert parse_range("", 10) is None
