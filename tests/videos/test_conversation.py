"""Contributions: written by members, read by everybody once the community lets them show."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from community.models import CommentsModeration, Contributor, User
from tests.videos.documents import pdf
from videos import conversation
from videos.conversation import NotAllowed, reading, writing
from videos.models import Comment, CommentDocument, Report
from videos.models.conversation import CommentState

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_community(community):
    community.comments_moderation = CommentsModeration.AFTER
    community.save()
    return community


@pytest.fixture
def colleague(db) -> User:
    return User.objects.create_user("paul@ac-lyon.fr", first_name="Paul")


def written(page, author, text="Essayé avec une ardoise.", **more) -> Comment:
    return conversation.write(page=page, author=author, signature="Léa M.", text=text, **more)


def page_text(client, page) -> str:
    return client.get(page.url).content.decode()


def test_a_contribution_waits_for_the_team_where_it_reads_first(client, published_video, teacher):
    comment = written(published_video, teacher)

    assert comment.state == CommentState.PENDING
    assert "ardoise" not in page_text(client, published_video)


def test_a_contribution_shows_at_once_where_the_team_reads_afterwards(
    client, open_community, published_video, teacher
):
    comment = written(published_video, teacher)

    assert f'id="contribution-{comment.pk}"' in page_text(client, published_video)


def test_the_team_s_own_words_need_nobody(client, published_video, editor):
    assert written(published_video, editor).state == CommentState.PUBLISHED


def test_nobody_writes_where_contributions_are_closed(as_user, community, published_video, teacher):
    community.comments_moderation = CommentsModeration.CLOSED
    community.save()

    with pytest.raises(NotAllowed):
        written(published_video, teacher)
    page = as_user(teacher).get(reverse("contribute", args=[published_video.pk]))
    assert "<textarea" not in page.content.decode()


def test_a_second_click_writes_nothing_more(published_video, teacher):
    first = written(published_video, teacher)

    assert written(published_video, teacher) == first
    assert Comment.objects.count() == 1


def test_a_reply_to_a_reply_goes_under_the_first(
    open_community, published_video, teacher, colleague
):
    first = written(published_video, teacher)
    reply = written(published_video, colleague, "Et en CP ?", parent=first)
    again = written(published_video, teacher, "Oui, aussi.", parent=reply)

    assert (reply.parent, again.parent) == (first, first)
    [shown] = reading.shown_on(published_video).comments
    assert shown.shown_replies == [reply, again]


def test_what_is_not_online_cannot_be_answered(published_video, teacher, colleague):
    waiting = written(published_video, teacher)

    with pytest.raises(NotAllowed):
        written(published_video, colleague, "Moi aussi", parent=waiting)


def test_words_are_only_words_and_their_addresses_are_safe_links(
    client, open_community, published_video, teacher
):
    written(
        published_video,
        teacher,
        "<script>alert(1)</script> voir https://example.org/fiche?a=1&b=2 javascript:alert(1)",
    )

    page = page_text(client, published_video)
    assert "<script>alert(1)" not in page
    assert 'href="https://example.org/fiche?a=1&amp;b=2" rel="nofollow ugc noopener"' in page
    assert 'href="javascript' not in page


def test_the_author_of_the_video_is_named_as_such(
    client, open_community, published_video, teacher, community
):
    published_video.owner = teacher
    published_video.save()
    Contributor.objects.create(
        user=teacher, community=community, display_name="Léa", slug="lea", is_public=True
    )
    written(published_video, teacher)

    page = page_text(client, published_video)
    assert "auteur de la vidéo" in page or "author of the video" in page
    assert 'href="/contributeurs/lea/"' in page


def test_a_contribution_is_corrected_for_a_day_and_read_again(published_video, teacher, editor):
    comment = conversation.publish(written(published_video, teacher), by=editor)

    edited = conversation.edit(comment, by=teacher, text="Avec deux ardoises.", signature="Léa")
    assert (edited.state, edited.text) == (CommentState.PENDING, "Avec deux ardoises.")

    Comment.objects.update(created_at=timezone.now() - timedelta(hours=25))
    with pytest.raises(NotAllowed):
        conversation.edit(comment, by=teacher, text="Trop tard", signature="Léa")


def test_what_was_refused_is_corrected_whenever_its_author_wishes(published_video, teacher, editor):
    refused = conversation.refuse(
        written(published_video, teacher), by=editor, reason="Un élève est nommé."
    )
    Comment.objects.update(created_at=timezone.now() - timedelta(days=30))
    refused.refresh_from_db()

    edited = conversation.edit(refused, by=teacher, text="Sans le nom.", signature="Léa")

    assert (edited.state, edited.reason) == (CommentState.PENDING, "")


def test_what_was_refused_waits_for_the_team_again_whatever_the_rule(
    open_community, published_video, teacher, editor, administrator
):
    for author in (teacher, editor):
        taken_off = conversation.take_off(
            written(published_video, author, "Hors sujet"), by=administrator, reason="Non."
        )

        edited = conversation.edit(taken_off, by=author, text="Hors sujet", signature="Léa M.")

        assert (edited.state, edited.decided_by) == (CommentState.PENDING, None)


def test_a_correction_that_comes_too_late_keeps_its_words_on_the_page(
    as_user, published_video, teacher
):
    comment = written(published_video, teacher)
    Comment.objects.update(created_at=timezone.now() - timedelta(hours=25))

    answer = as_user(teacher).post(
        reverse("contribution_correct", args=[comment.pk]),
        {"text": "Mes nouveaux mots", "signature": "Léa"},
    )

    assert answer.status_code == 422
    assert "Mes nouveaux mots" in answer.content.decode()


def test_deleting_twice_does_nothing_more(as_user, published_video, teacher):
    comment = written(published_video, teacher)

    conversation.delete(comment, by=teacher)
    conversation.delete(comment, by=teacher)

    assert Comment.objects.count() == 0


def test_an_answer_to_what_has_gone_is_said_and_its_words_are_kept(
    as_user, open_community, published_video, teacher, colleague, editor
):
    first = written(published_video, colleague, "La première")
    address = f"{reverse('contribute', args=[published_video.pk])}?reponse-a={first.pk}"
    conversation.take_off(first, by=editor, reason="Non.")

    answer = as_user(teacher).post(address, {"text": "Ma réponse", "signature": "Léa"})

    assert answer.status_code == 422
    assert "Ma réponse" in answer.content.decode()
    assert Comment.objects.filter(author=teacher).count() == 0


def test_the_document_that_was_forgotten_is_not_dropped_in_silence(published_video, teacher):
    written(published_video, teacher, "Voici ma fiche")
    again = written(
        published_video, teacher, "Voici ma fiche", file=SimpleUploadedFile("fiche.pdf", pdf())
    )

    assert again.document.title == "fiche"


def test_who_was_signed_out_meanwhile_is_told_so_and_nothing_is_replaced(client, published_video):
    answer = client.post(
        reverse("contribute", args=[published_video.pk]),
        {"text": "Mes mots", "signature": "Léa"},
        headers={"X-Requested-With": "fetch"},
    )

    assert answer.status_code == 401


def test_what_was_reported_keeps_its_place_when_its_author_deletes_it(
    open_community, published_video, teacher, community
):
    comment = written(published_video, teacher, "Un élève est nommé : Zoé")
    report = Report.objects.create(community=community, comment=comment, reason="recognised")

    conversation.delete(comment, by=teacher)

    report.refresh_from_db()
    assert (report.comment.state, report.comment.text) == (CommentState.DELETED, "")
    assert reading.shown_on(published_video).comments == []


def test_deleted_its_words_are_gone_and_replies_stay(
    client, open_community, published_video, teacher, colleague
):
    first = written(published_video, teacher, "À oublier")
    written(published_video, colleague, "Merci quand même", parent=first)

    conversation.delete(first, by=teacher)

    page = page_text(client, published_video)
    assert "À oublier" not in page and "Léa M." in page and "Merci quand même" in page
    first.refresh_from_db()
    assert (first.text, first.signature, first.author) == ("", "", None)


def test_deleted_without_replies_nothing_is_left(open_community, published_video, teacher):
    conversation.delete(written(published_video, teacher), by=teacher)

    assert Comment.objects.count() == 0


def test_somebody_else_s_contribution_is_neither_corrected_nor_deleted(
    as_user, published_video, teacher, colleague
):
    comment = written(published_video, teacher)

    for act in (
        lambda: conversation.edit(comment, by=colleague, text="x", signature="x"),
        lambda: conversation.delete(comment, by=colleague),
    ):
        with pytest.raises(NotAllowed):
            act()
    client = as_user(colleague)
    address = reverse("contribution_correct", args=[comment.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"delete": "1"}).status_code == 404


def test_a_document_shows_as_long_as_its_contribution(
    client, as_user, open_community, published_video, teacher, colleague, editor
):
    file = SimpleUploadedFile("fiche.pdf", pdf())
    comment = written(published_video, teacher, file=file)
    address = comment.document.url

    assert client.get(address).status_code == 200
    assert "fiche" in page_text(client, published_video)
    conversation.take_off(comment, by=editor, reason="Une publicité.")
    assert client.get(address).status_code == 404
    assert as_user(colleague).get(address).status_code == 404
    assert as_user(teacher).get(address).status_code == 200
    assert as_user(editor).get(address).status_code == 200


def test_a_reply_is_hidden_with_what_it_answers_and_so_is_its_document(
    client, open_community, published_video, teacher, colleague, editor
):
    first = written(published_video, teacher, "La première")
    file = SimpleUploadedFile("zebre.pdf", pdf())
    reply = written(published_video, colleague, "La réponse", parent=first, file=file)
    community = open_community
    community.comments_moderation = CommentsModeration.BEFORE
    community.save()

    conversation.edit(first, by=teacher, text="Corrigée", signature="Léa M.")  # waits again

    assert "La réponse" not in page_text(client, published_video)
    assert client.get(reply.document.url).status_code == 404
    assert "zebre" not in client.get(reverse("resources")).content.decode()
    report = client.get(reverse("report"), {"contribution": reply.pk})
    assert report.status_code == 404
    conversation.publish(first, by=editor)
    assert client.get(reply.document.url).status_code == 200


def test_a_document_of_a_video_off_the_site_is_not_found(
    client, open_community, published_video, teacher
):
    comment = written(published_video, teacher, file=SimpleUploadedFile("fiche.pdf", pdf()))

    published_video.unpublish()

    assert client.get(comment.document.url).status_code == 404


def test_a_document_goes_with_the_contribution_that_is_deleted(
    open_community, published_video, teacher, django_capture_on_commit_callbacks
):
    comment = written(published_video, teacher, file=SimpleUploadedFile("fiche.pdf", pdf()))
    file = comment.document.file

    with django_capture_on_commit_callbacks(execute=True):
        conversation.delete(comment, by=teacher)

    assert CommentDocument.objects.count() == 0
    assert not file.storage.exists(file.name)


def test_a_wrong_document_is_refused_in_words_and_the_words_are_kept(
    as_user, published_video, teacher
):
    answer = as_user(teacher).post(
        reverse("contribute", args=[published_video.pk]),
        {
            "text": "Voici ma fiche",
            "signature": "Léa",
            "document": SimpleUploadedFile("fiche.pdf", b"MZ\x90\x00 not a pdf"),
        },
    )

    assert answer.status_code == 422
    assert "Voici ma fiche" in answer.content.decode()
    assert Comment.objects.count() == 0


@pytest.mark.parametrize(
    "sent",
    [
        {"text": "", "signature": "Léa"},
        {"text": "x" * 3001, "signature": "Léa"},
        {"text": "Bonjour", "signature": ""},
        {"text": "Bonjour", "signature": "lea@ac-lille.fr"},
        {"text": "   ", "signature": "Léa"},
    ],
)
def test_what_is_wrong_is_said_beside_its_field(as_user, published_video, teacher, sent):
    answer = as_user(teacher).post(reverse("contribute", args=[published_video.pk]), sent)

    assert answer.status_code == 422
    assert Comment.objects.count() == 0


def test_a_visitor_is_asked_to_sign_in(client, published_video):
    address = reverse("contribute", args=[published_video.pk])

    assert client.post(address, {"text": "Bonjour"}).status_code == 302
    fragment = client.get(address, headers={"X-Requested-With": "fetch"}).content.decode()
    assert "<form" not in fragment and "?next=" in fragment


def test_nobody_writes_under_a_video_that_is_not_public(
    as_user, published_video, teacher, other_community
):
    client = as_user(teacher)
    address = reverse("contribute", args=[published_video.pk])

    elsewhere = client.get(address, headers={"Host": "devoirs-faits.localhost"})
    assert elsewhere.status_code == 404
    published_video.unpublish()
    assert client.get(address).status_code == 404


def test_a_member_sees_where_each_of_their_contributions_is(
    as_user, published_video, teacher, colleague, editor
):
    written(published_video, teacher, "La mienne")
    written(published_video, colleague, "Une autre")
    refused = written(published_video, teacher, "Refusée")
    conversation.refuse(refused, by=editor, reason="Un élève est nommé.")

    page = as_user(teacher).get(reverse("my_contributions")).content.decode()

    assert "La mienne" in page and "Un élève est nommé." in page
    assert "Une autre" not in page


def test_too_many_in_a_day_wait_until_tomorrow(published_video, teacher, monkeypatch):
    monkeypatch.setattr(writing, "MOST_A_DAY", 2)
    written(published_video, teacher, "Un")
    written(published_video, teacher, "Deux")

    with pytest.raises(NotAllowed):
        written(published_video, teacher, "Trois")


@pytest.mark.parametrize("count", [1, 15])
def test_the_conversation_costs_the_same_whatever_its_length(
    open_community, published_video, teacher, colleague, django_assert_num_queries, count
):
    for number in range(count):
        first = written(published_video, teacher, f"Numéro {number}")
        written(published_video, colleague, f"Réponse {number}", parent=first)

    with django_assert_num_queries(3):
        shown = reading.shown_on(published_video)
    assert len(shown.comments) == count


def test_a_long_conversation_goes_on_in_a_page_of_its_own(
    client, open_community, published_video, teacher, monkeypatch
):
    monkeypatch.setattr(writing, "MOST_A_DAY", 100)
    for number in range(reading.SHOWN + 1):
        written(published_video, teacher, f"Numéro {number} !")

    assert "Numéro 0 !" not in page_text(client, published_video)
    more = client.get(reverse("contributions", args=[published_video.pk]), {"page": 2})
    assert "Numéro 0 !" in more.content.decode()
