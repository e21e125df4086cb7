"""The link that the team sends to somebody who has no account."""

from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.urls import reverse
from django.utils import timezone

from editorial.templatetags.dates import day
from tests.factories import VideoMediaFactory, VideoPageFactory
from tests.videos.files import fill
from videos import review_links

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(video_index, community):
    media = fill(VideoMediaFactory(collection=community.media_collection))
    return VideoPageFactory(
        parent=video_index, media=media, live=False, first_published_at=None, title="La dictée"
    )


def address(token: str) -> str:
    return reverse("review_link", args=[token])


def test_the_team_copies_it_from_the_page_s_editor(as_user, client, page, editor):
    html = as_user(editor).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    link = html.partition('id="review-link"')[2].partition('value="')[2].partition('"')[0]
    client.logout()

    assert link.startswith("http://testserver/relecture/")
    assert client.get(link).status_code == 200


def test_the_page_plays_the_video_and_says_until_when(client, page):
    token = review_links.token_for(page)

    response = client.get(address(token))
    html = response.content.decode()

    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in html
    assert "no-store" in response["Cache-Control"]
    assert "<h1>La dictée</h1>" in html
    assert day(timezone.now() + timedelta(days=7)) in html
    sources = [part.partition('"')[0] for part in html.split('src="')[1:] if "/medias/" in part]
    assert len(sources) == 3  # two sizes and the captions
    assert [client.get(source.replace("&amp;", "&")).status_code for source in sources] == [200] * 3


def test_the_storyboard_s_track_names_pictures_that_the_link_opens(client, page):
    token = review_links.token_for(page)

    track = client.get(page.media.storyboard_track_url, {"cle": token}).content.decode()
    picture = track.splitlines()[3].partition("#")[0]

    assert client.get(picture).status_code == 200


def test_a_link_of_seven_days_ago_says_that_it_has_ended(client, page):
    made_at = int((timezone.now() - timedelta(days=7, seconds=1)).timestamp())
    signer = Signer(salt="videos.review_link", sep=".")
    token = signer.sign_object([page.media.uuid.hex, page.pk, made_at])

    response = client.get(address(token))

    assert response.status_code == 410
    assert "<video" not in response.content.decode()
    assert "La dictée" not in response.content.decode()


def test_a_link_dies_with_its_media(client, page):
    token = review_links.token_for(page)
    media = page.media
    page.media = None
    page.save()

    media.delete()

    assert client.get(address(token)).status_code == 410


def test_a_link_made_before_the_video_was_taken_off_the_site_ends_with_that(client, page):
    token = review_links.token_for(page)
    page.save_revision().publish()
    page.refresh_from_db()
    assert client.get(address(token)).status_code == 200

    page.unpublish(log_action=True)

    assert client.get(address(token)).status_code == 410
    assert client.get(page.media.url, {"cle": token}).status_code == 404


@pytest.mark.parametrize("change", [str.upper, lambda token: token[:-1], lambda token: "x" + token])
def test_a_link_that_was_altered_is_unknown(client, page, change):
    token = change(review_links.token_for(page))

    assert client.get(address(token)).status_code == 404
    assert client.get(page.media.url, {"cle": token}).status_code == 404


def test_another_signature_of_the_portal_is_not_a_link(client, page):
    made_at = int(timezone.now().timestamp())
    token = Signer(salt="other", sep=".").sign_object([page.media.uuid.hex, page.pk, made_at])

    assert client.get(page.media.url, {"cle": token}).status_code == 404
