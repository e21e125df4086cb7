"""« Ressources partagées »: the documents of a video, and those of a whole community."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from community.models import CommentsModeration, Theme
from tests.factories import VideoPageFactory
from tests.videos.documents import pdf
from videos import conversation
from videos.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def share(community, teacher):
    """Return a function by which a colleague shares a document under a video."""
    community.comments_moderation = CommentsModeration.AFTER
    community.save()

    def give(page, name):
        return conversation.write(
            page=page,
            author=teacher,
            signature="Léa M.",
            text=f"Voici {name}",
            file=SimpleUploadedFile(f"{name}.pdf", pdf()),
        )

    return give


def listed(client, **choices) -> str:
    return client.get(reverse("resources"), choices).content.decode()


def test_the_author_s_documents_and_the_others_are_gathered(
    client, share, published_video, community, teacher
):
    submission = teacher.submissions.create(community=community, title="x", page=published_video)
    Attachment.objects.create(
        submission=submission,
        title="La fiche de l’autrice",
        kind="pdf",
        content_type="application/pdf",
        name="fiche.pdf",
        size=2048,
        is_public=True,
    )
    share(published_video, "Affiche")

    for page in (client.get(published_video.url).content.decode(), listed(client)):
        assert "La fiche de l’autrice" in page and "Affiche" in page


def test_nothing_of_a_video_off_the_site_nor_of_a_hidden_contribution_is_listed(
    client, share, video_index, editor
):
    gone = VideoPageFactory(parent=video_index)
    share(gone, "Disparue")
    gone.unpublish()
    kept = VideoPageFactory(parent=video_index)
    hidden = share(kept, "Cachée")
    conversation.take_off(hidden, by=editor, reason="Publicité")

    assert "Disparue" not in listed(client) and "Cachée" not in listed(client)


def test_resources_are_chosen_by_theme_and_by_type(client, share, video_index, community):
    french, maths = Theme.objects.filter(community=community).order_by("pk")[:2]
    share(VideoPageFactory(parent=video_index, theme=french), "Lecture")
    share(VideoPageFactory(parent=video_index, theme=maths), "Calcul")

    assert "Lecture" in listed(client, theme=french.slug)
    assert "Calcul" not in listed(client, theme=french.slug)
    assert "Calcul" in listed(client, type="pdf")
    assert "Calcul" not in listed(client, type="odt")
    assert "Calcul" in listed(client, theme="inconnu", type="\x00")


def test_another_community_lists_its_own(client, share, published_video, other_community):
    share(published_video, "Affiche")

    page = client.get(reverse("resources"), headers={"Host": "devoirs-faits.localhost"})
    assert page.status_code == 200
    assert "Affiche" not in page.content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_costs_the_same_whatever_it_holds(
    client, share, video_index, count, django_assert_num_queries
):
    for number in range(count):
        share(VideoPageFactory(parent=video_index), f"Fiche {number}")
    listed(client)

    with django_assert_num_queries(9):
        listed(client)
