"""« Demander le retrait »: anybody asks, the team decides, once."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import VideoPageFactory
from tests.videos.steps import decide, prepared, sent
from videos import tasks
from videos.models import RightsEntry, TakedownRequest, VideoPage
from videos.models.rights import RightsEvent, TakedownState
from videos.models.submissions import SubmissionState
from videos.rights import takedowns

pytestmark = pytest.mark.django_db


def address(page) -> str:
    return reverse("takedown_ask", args=[page.pk])


def ask(client, page, *, waits=True, **changes):
    """Fill the form as a person does: its traps are answered after a while."""
    opened = client.get(address(page)).context["form"].initial["opened"]
    if waits:
        from django.core import signing

        with_past = signing.TimestampSigner(salt="editorial.forms")
        with_past.timestamp = lambda: signing.b62_encode(int(timezone.now().timestamp()) - 60)
        opened = with_past.sign("")
    data = {"reason": "myself", "words": "", "email": "", "website": "", "opened": opened}
    return client.post(address(page), data | changes)


def run_messages():
    from procrastinate.contrib.django.models import ProcrastinateJob

    for job in ProcrastinateJob.objects.filter(task_name="videos.tasks.send_rights_message"):
        tasks.send_rights_message(**job.args)


def test_each_video_leads_to_the_request(client, published_video):
    page = client.get(published_video.url).content.decode()

    assert address(published_video) in page
    assert client.get(address(published_video)).status_code == 200


@pytest.mark.parametrize("reason", ["myself", "child"])
def test_a_person_in_it_hides_it_at_once(client, published_video, reason):
    answer = ask(client, published_video, reason=reason)

    assert answer.status_code == 302
    assert client.get(published_video.url).status_code == 404
    assert client.get(published_video.media.url).status_code == 404
    assert published_video.title not in client.get("/videos/").content.decode()
    assert published_video.title not in client.get("/").content.decode()
    assert published_video.slug not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("reason", ["author", "copyright", "other"])
def test_any_other_reason_leaves_it_until_a_decision(client, published_video, reason):
    ask(client, published_video, reason=reason)

    assert TakedownRequest.objects.get().state == TakedownState.PENDING
    assert client.get(published_video.url).status_code == 200


def test_whoever_asks_the_team_and_the_author_are_told_at_once(
    client, teacher, community, editor, mailoutbox
):
    page = prepared(sent(teacher, community)).page
    decide(page.submission, editor, "approve")
    mailoutbox.clear()

    ask(client, page, email="parent@example.org", words="À la dixième seconde.")
    run_messages()

    told = {message.to[0]: message for message in mailoutbox}
    assert set(told) == {"parent@example.org", community.contact_address, teacher.email}
    assert page.title in told["parent@example.org"].subject
    decision = reverse("takedowns:decide", args=[TakedownRequest.objects.get().pk])
    assert decision in told[community.contact_address].body
    assert "dixième" not in told[teacher.email].body


def test_no_address_is_needed(client, published_video, mailoutbox):
    ask(client, published_video)
    run_messages()

    assert [message.to for message in mailoutbox] == [["equipe@classe.example.org"]]


def test_the_request_is_in_the_register(client, published_video):
    ask(client, published_video)

    entry = RightsEntry.objects.get(event=RightsEvent.TAKEDOWN_ASKED)
    assert (entry.page_number, entry.actor) == (published_video.pk, "")
    assert entry.data["reason"] == "myself"


def test_a_reason_must_be_chosen(client, published_video):
    answer = ask(client, published_video, reason="")

    assert answer.status_code == 422
    assert not TakedownRequest.objects.exists()


@pytest.mark.parametrize(
    "trap", [{"website": "http://spam.example"}, {"opened": ""}, {"opened": ":forged:stamp"}]
)
def test_a_robot_is_thanked_and_changes_nothing(client, published_video, trap):
    answer = ask(client, published_video, **trap)

    assert answer.status_code == 302
    assert not TakedownRequest.objects.exists()


def test_an_answer_given_at_once_is_a_robot_s(client, published_video):
    ask(client, published_video, waits=False)

    assert not TakedownRequest.objects.exists()


def test_one_network_cannot_send_hundreds(client, published_video):
    answers = [ask(client, published_video, reason="other").status_code for _ in range(21)]

    assert answers == [302] * 20 + [429]


def test_nobody_s_mailbox_is_flooded_through_us(client, published_video):
    for _ in range(6):
        ask(client, published_video, reason="other", email="cible@example.org")

    assert TakedownRequest.objects.filter(email="cible@example.org").count() == 5
    assert TakedownRequest.objects.count() == 6


def test_what_is_typed_is_shown_as_text(client, published_video, as_user, editor):
    ask(client, published_video, reason="other", words="<script>alert(1)</script>")

    address = reverse("takedowns:decide", args=[TakedownRequest.objects.get().pk])
    assert "<script>alert(1)" not in as_user(editor).get(address).content.decode()


def test_after_two_refusals_a_person_looks_first(client, published_video, editor):
    for _ in range(2):
        ask(client, published_video)
        takedowns.refuse(TakedownRequest.objects.pending().get(), by=editor, answer="Personne.")

    ask(client, published_video)

    assert TakedownRequest.objects.pending().get().hidden_at is None
    assert client.get(published_video.url).status_code == 200


def test_the_team_still_sees_what_is_hidden(client, published_video, as_user, editor):
    ask(client, published_video)

    team = as_user(editor)
    assert team.get(published_video.url).status_code == 200
    assert team.get(published_video.media.url).status_code == 200


def test_a_draft_cannot_be_asked_about(client, video_index):
    draft = VideoPageFactory(parent=video_index, live=False)

    assert client.get(address(draft)).status_code == 404


def test_a_video_of_another_community_cannot_be_asked_about(client, other_community):
    from videos.submissions import video_index_of

    page = VideoPageFactory(parent=video_index_of(other_community))

    assert client.get(address(page)).status_code == 404


def test_a_withdrawn_video_answers_that_it_is_gone(client, published_video, editor):
    ask(client, published_video)
    takedowns.accept(TakedownRequest.objects.get(), by=editor)

    assert client.get(address(published_video)).status_code == 410


# -- The decision ----------------------------------------------------------------------------------


@pytest.fixture
def asked(client, published_video) -> TakedownRequest:
    ask(client, published_video, email="parent@example.org")
    return TakedownRequest.objects.get()


def decision(asked) -> str:
    return reverse("takedowns:decide", args=[asked.pk])


def test_the_oldest_that_waits_comes_first(as_user, editor, client, published_video, video_index):
    ask(client, published_video, reason="other")
    ask(client, VideoPageFactory(parent=video_index), reason="other")
    first, second = TakedownRequest.objects.order_by("pk")
    TakedownRequest.objects.filter(pk=second.pk).update(
        created_at=timezone.now() - timedelta(days=2)
    )

    page = as_user(editor).get(reverse("takedowns:index"))

    assert list(page.context["object_list"]) == [second, first]


def test_another_community_s_team_neither_sees_nor_decides(as_user, other_editor, asked):
    client = as_user(other_editor)

    listed = client.get(reverse("takedowns:index"))
    assert list(listed.context["object_list"]) == []
    assert client.get(decision(asked)).status_code == 404
    assert client.post(decision(asked), {"accept": "1"}).status_code == 404
    asked.refresh_from_db()
    assert asked.state == TakedownState.PENDING


def test_the_newsletter_s_manager_decides_nothing(as_user, newsletter_manager, asked):
    assert as_user(newsletter_manager).get(decision(asked)).status_code in {302, 403, 404}
    as_user(newsletter_manager).post(decision(asked), {"accept": "1"})

    asked.refresh_from_db()
    assert asked.state == TakedownState.PENDING


def test_a_refusal_says_why(as_user, editor, asked):
    answer = as_user(editor).post(decision(asked), {"refuse": "1", "answer": "  "})

    assert answer.status_code == 422
    asked.refresh_from_db()
    assert asked.state == TakedownState.PENDING


def test_refused_it_is_shown_again_and_the_person_is_told(
    as_user, client, editor, asked, published_video, mailoutbox
):
    as_user(editor).post(decision(asked), {"refuse": "1", "answer": "On ne voit que des mains."})
    run_messages()
    client.logout()

    assert client.get(published_video.url).status_code == 200
    assert client.get(published_video.media.url).status_code == 200
    told = [message for message in mailoutbox if message.to == ["parent@example.org"]]
    assert "On ne voit que des mains." in told[-1].body


def test_accepted_it_is_gone_and_the_person_is_told(
    as_user, client, editor, asked, published_video, mailoutbox
):
    as_user(editor).post(decision(asked), {"accept": "1", "answer": "Merci."})
    run_messages()
    client.logout()

    assert client.get(published_video.url).status_code == 410
    assert "parent@example.org" in [to for message in mailoutbox for to in message.to]


def test_a_second_request_keeps_it_hidden(client, editor, asked, published_video):
    page = VideoPage.objects.get(pk=published_video.pk)
    second = takedowns.ask(page=page, reason="child")

    takedowns.refuse(asked, by=editor, answer="Non.")
    assert client.get(published_video.url).status_code == 404

    takedowns.refuse(second, by=editor, answer="Non.")
    assert client.get(published_video.url).status_code == 200


def test_of_two_decisions_the_second_is_told_and_changes_nothing(as_user, editor, asked):
    client = as_user(editor)
    client.get(decision(asked))
    takedowns.refuse(asked, by=editor, answer="Non.")

    answer = client.post(decision(asked), {"accept": "1"}, follow=True)

    asked.refresh_from_db()
    assert asked.state == TakedownState.REFUSED and asked.page.live
    assert str(editor) in re.sub(r"\s+", " ", answer.content.decode())


def test_a_hidden_video_keeps_its_state_and_its_review(client, teacher, community, editor):
    submission = prepared(sent(teacher, community))
    decide(submission, editor, "approve")
    page = submission.page

    ask(client, page)
    takedowns.refuse(TakedownRequest.objects.get(), by=editor, answer="Non.")

    submission.refresh_from_db()
    assert submission.state == SubmissionState.PUBLISHED
    assert client.get(page.url).status_code == 200


def test_the_editor_cannot_show_a_hidden_video_by_its_privacy(asked, published_video, editor):
    page = VideoPage.objects.get(pk=published_video.pk)

    assert not page.permissions_for_user(editor).can_set_view_restrictions()
