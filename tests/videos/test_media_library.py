"""The team's own files: the same preparation, and no way round the review."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import VideoMediaFactory
from videos.models import VideoMedia

pytestmark = pytest.mark.django_db


def test_a_file_added_to_the_library_is_prepared(as_user, editor, community):
    as_user(editor).post(
        reverse("wagtailmedia:add", args=["video"]),
        {
            "title": "Générique",
            "file": SimpleUploadedFile("générique.mp4", b"x"),
            "collection": community.media_collection_id,
        },
    )

    media = VideoMedia.objects.get()
    assert media.original_name == "générique.mp4"
    assert ProcrastinateJob.objects.get().args == {"media_id": media.pk}


def test_the_file_of_a_media_is_not_replaced_there(as_user, editor, community):
    media = VideoMediaFactory(collection=community.media_collection)

    as_user(editor).post(
        reverse("wagtailmedia:edit", args=[media.pk]),
        {
            "title": "Autre titre",
            "file": SimpleUploadedFile("autre.mp4", b"other"),
            "collection": community.media_collection_id,
        },
    )

    before = media.file.name
    media.refresh_from_db()
    assert media.title == "Autre titre"
    assert media.file.name == before
    assert media.file.read() == b"original"


def test_captions_that_are_not_webvtt_are_refused_in_words(as_user, editor, community):
    media = VideoMediaFactory(collection=community.media_collection)

    response = as_user(editor).post(
        reverse("wagtailmedia:edit", args=[media.pk]),
        {
            "title": media.title,
            "captions": "Bonjour",
            "collection": community.media_collection_id,
        },
    )

    assert "WEBVTT" in response.context["form"].errors["captions"][0]


def test_one_chooses_only_among_the_files_of_one_s_community(
    as_user, editor, community, other_community
):
    VideoMediaFactory(title="Celui-ci", collection=community.media_collection)
    VideoMediaFactory(title="Autre-part", collection=other_community.media_collection)

    page = as_user(editor).get(reverse("wagtailmedia:chooser")).content.decode()

    assert "Celui-ci" in page
    assert "Autre-part" not in page
