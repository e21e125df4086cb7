"""What the public finds of captions, of their absence, and of audio description."""

import pytest
from django.forms import modelform_factory
from django.urls import reverse

from tests.factories import VideoMediaFactory, VideoPageFactory
from tests.videos.files import CAPTIONS, fill, watched_addresses
from tests.videos.steps import prepared, proposal, sent
from videos.access import find
from videos.models import VideoPage
from videos.page_forms import VideoPageForm

PENDING = CAPTIONS.replace("Bonjour", "Bonsoir")


def page_text(client, page) -> str:
    return client.get(page.get_url_parts()[2]).content.decode()


def test_a_video_without_speech_says_so_on_its_page_and_its_card(published_video, client):
    assert published_video.is_without_speech
    assert 'class="hint"' in page_text(client, published_video)
    assert "card__captions" in client.get("/videos/").content.decode()


def test_a_video_with_captions_is_not_said_to_be_without_speech(published_video, client):
    published_video.media.captions = CAPTIONS
    published_video.media.save()

    assert not VideoPage.objects.get().is_without_speech
    page = page_text(client, published_video)
    assert 'kind="captions"' in page and 'srclang="fr"' in page
    assert "Bonjour" in page  # the transcript


def test_the_filter_keeps_only_real_captions(published_video, video_index, client):
    captioned = VideoPageFactory(parent=video_index)
    captioned.media.captions = CAPTIONS
    captioned.media.save()

    page = client.get(video_index.url, {"sous-titres": "1"})

    assert list(page.context["videos"]) == [captioned]


@pytest.fixture
def described(published_video):
    media = fill(VideoMediaFactory())
    published_video.described_media = media
    published_video.audio_description = "present"
    published_video.save()
    return media


def test_the_described_version_is_public_with_its_page(published_video, described, client):
    best = reverse("media_rendition", args=[described.uuid, 720])
    assert best in page_text(client, published_video)
    assert {client.get(url).status_code for url in watched_addresses(described)} == {200}
    # Under the name of the page that offers it.
    assert "La%20dict" in client.get(described.download_url)["Content-Disposition"]


@pytest.mark.parametrize(
    "change", [{"live": False}, {"audio_description": "not_needed"}, {"described_media": None}]
)
def test_the_described_version_is_private_otherwise(published_video, described, client, change):
    VideoPage.objects.filter(pk=published_video.pk).update(**change)

    assert {client.get(url).status_code for url in watched_addresses(described)} == {404}


def test_a_described_version_that_is_not_ready_is_not_offered(published_video, described, client):
    described.state = "processing"
    described.save()

    assert str(described.uuid) not in page_text(client, published_video)


def test_access_costs_one_query(described, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert find(described.uuid).is_public


def test_the_described_version_is_chosen_in_the_community(
    published_video, community, other_community, administrator
):
    own = VideoMediaFactory(collection=community.media_collection)
    VideoMediaFactory(collection=other_community.media_collection)
    form_class = modelform_factory(
        VideoPage, form=VideoPageForm, fields=["theme", "levels", "keywords", "described_media"]
    )

    form = form_class(
        instance=published_video, parent_page=published_video.get_parent(), for_user=administrator
    )

    assert list(form.fields["described_media"].queryset) == [own]


def test_captions_to_come_are_for_their_author_and_the_team(
    teacher, community, editor, other_editor, client, as_user
):
    submission = prepared(sent(teacher, community))
    media = submission.media
    media.captions, submission.captions = CAPTIONS, PENDING
    media.save()
    submission.save()
    url = f"{media.captions_url}?proposees=1"

    assert client.get(url).status_code == 404
    assert as_user(other_editor).get(url).status_code == 404
    for person in (teacher, editor):
        answer = as_user(person).get(url)
        assert "Bonsoir" in answer.content.decode()
        assert answer["Cache-Control"] == "private, no-store"


def test_the_public_never_reads_captions_to_come(published_video, teacher, community, client):
    submission = proposal(teacher, community, captions=PENDING)
    submission.media = published_video.media
    submission.state = "in_review"
    submission.save()
    published_video.media.captions = CAPTIONS
    published_video.media.save()

    url = published_video.media.captions_url
    assert "Bonjour" in client.get(url).content.decode()
    assert client.get(f"{url}?proposees=1").status_code == 404
