"""The team reads contributions: shows them, or refuses with a reason that their author reads."""

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from community.models import User
from tests.factories import VideoPageFactory
from videos import conversation
from videos.conversation import AlreadyDecided, effects, messages, moderation
from videos.models import Comment, DecisionReason, VideoIndexPage
from videos.models.conversation import CommentState

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(published_video, teacher) -> Comment:
    return conversation.write(
        page=published_video, author=teacher, signature="Léa M.", text="Essayé avec une ardoise."
    )


def deliver() -> None:
    """Send what is queued about contributions."""
    for job in ProcrastinateJob.objects.filter(task_name=effects.TASK, status="todo"):
        effects.send(**job.args)


def screen(comment) -> str:
    return reverse("contributions_admin:decide", args=[comment.pk])


def test_a_contribution_is_read_then_shown_and_its_author_told(
    client, as_user, waiting, published_video, editor, teacher, mailoutbox
):
    admin = as_user(editor)
    page = admin.get(screen(waiting)).content.decode()
    assert "Essayé avec une ardoise." in page

    admin.post(screen(waiting), {"publish": "1", "seen": moderation.mark(waiting)})

    waiting.refresh_from_db()
    assert (waiting.state, waiting.decided_by) == (CommentState.PUBLISHED, editor)
    assert "ardoise" in client.get(published_video.url).content.decode()
    deliver()
    assert [message.to for message in mailoutbox] == [[teacher.email]]
    assert f"{published_video.full_url}#contribution-{waiting.pk}" in mailoutbox[0].body


def test_a_refusal_says_why_in_the_words_kept_ready_or_in_others(
    as_user, waiting, editor, teacher, mailoutbox
):
    ready = DecisionReason.objects.filter(action="refuse").first()

    as_user(editor).post(screen(waiting), {"refuse": "1", "chosen": ready.pk, "reason": ""})

    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == (CommentState.REFUSED, ready.words)
    deliver()
    assert ready.words in mailoutbox[0].body
    assert "Essayé avec une ardoise." in mailoutbox[0].body


def test_a_refusal_without_a_word_is_not_one(as_user, waiting, editor):
    answer = as_user(editor).post(screen(waiting), {"refuse": "1", "chosen": "", "reason": " "})

    assert answer.status_code == 422
    waiting.refresh_from_db()
    assert waiting.state == CommentState.PENDING


def test_the_second_editor_is_told_who_decided(as_user, waiting, editor):
    conversation.publish(waiting, by=editor)

    answer = as_user(editor).post(screen(waiting), {"publish": "1"}, follow=True)

    assert str(editor) in answer.content.decode()
    with pytest.raises(AlreadyDecided):
        conversation.publish(waiting, by=editor)


def test_what_was_changed_since_it_was_read_is_not_decided_on(waiting, editor, teacher):
    seen = moderation.mark(waiting)
    conversation.edit(waiting, by=teacher, text="Autre chose", signature="Léa")

    with pytest.raises(AlreadyDecided):
        conversation.publish(waiting, by=editor, seen=seen)


def test_the_next_one_follows(as_user, waiting, published_video, editor, teacher):
    second = conversation.write(
        page=published_video, author=teacher, signature="Léa M.", text="Une deuxième."
    )

    answer = as_user(editor).post(screen(waiting), {"publish": "1", "next": "1"})

    assert answer.url == screen(second)


def test_a_reply_is_told_to_whom_it_answers_and_never_to_oneself(
    published_video, waiting, editor, teacher, mailoutbox
):
    first = conversation.publish(waiting, by=editor)
    paul = User.objects.create_user("paul@ac-lyon.fr")
    reply = conversation.write(
        page=published_video, author=paul, signature="Paul", text="Et en CP ?", parent=first
    )
    conversation.publish(reply, by=editor)
    own = conversation.write(
        page=published_video, author=teacher, signature="Léa", text="Oui.", parent=first
    )
    conversation.publish(own, by=editor)

    deliver()

    told = [message.to[0] for message in mailoutbox if "Et en CP ?" in message.body]
    assert told == [teacher.email]
    assert [message.to[0] for message in mailoutbox].count(teacher.email) == 3  # two are online


def test_nothing_is_mailed_of_what_was_taken_off_before_the_message_left(
    published_video, waiting, editor, mailoutbox
):
    first = conversation.publish(waiting, by=editor)
    paul = User.objects.create_user("paul@ac-lyon.fr")
    reply = conversation.write(
        page=published_video, author=paul, signature="Paul", text="Des mots durs", parent=first
    )
    conversation.take_off(conversation.publish(reply, by=editor), by=editor, reason="Non.")

    deliver()

    to_others = [message.body for message in mailoutbox if message.to != [paul.email]]
    assert not any("Des mots durs" in body for body in to_others)
    assert [message.to for message in mailoutbox].count([paul.email]) == 1  # why, nothing else


def test_whoever_is_answered_is_told_once(published_video, waiting, editor, teacher, mailoutbox):
    first = conversation.publish(waiting, by=editor)
    paul = User.objects.create_user("paul@ac-lyon.fr")
    reply = conversation.write(
        page=published_video, author=paul, signature="Paul", text="Et en CP ?", parent=first
    )
    conversation.publish(reply, by=editor)
    conversation.edit(reply, by=paul, text="Et au CP ?", signature="Paul")
    conversation.publish(reply, by=editor)

    jobs = ProcrastinateJob.objects.filter(task_name=effects.TASK)

    assert [job.args["kind"] for job in jobs].count(messages.ANSWERED) == 1


def test_another_name_is_another_thing_to_read(waiting, editor, teacher):
    seen = moderation.mark(waiting)
    conversation.edit(waiting, by=teacher, text=waiting.text, signature="Zoé, élève de CP")

    with pytest.raises(AlreadyDecided):
        conversation.publish(waiting, by=editor, seen=seen)


def test_another_community_s_contributions_do_not_exist(
    as_user, waiting, other_editor, other_community
):
    admin = as_user(other_editor)

    assert admin.get(screen(waiting)).status_code == 404
    assert admin.post(screen(waiting), {"publish": "1"}).status_code == 404
    listed = admin.get(reverse("contributions_admin:index")).content.decode()
    assert "ardoise" not in listed


def test_a_member_never_opens_the_list(as_user, teacher):
    assert as_user(teacher).get(reverse("contributions_admin:index")).status_code == 302


def test_what_waits_is_counted_on_the_dashboard(as_user, waiting, editor):
    page = as_user(editor).get(reverse("wagtailadmin_home")).content.decode()

    assert reverse("contributions_admin:index") + "?state=pending" in page


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_costs_the_same_for_one_and_for_many(
    as_user, home, editor, teacher, count, django_assert_max_num_queries
):
    index = VideoIndexPage.objects.child_of(home).get()
    for number in range(count):
        page = VideoPageFactory(parent=index)
        conversation.write(page=page, author=teacher, signature="Léa", text=f"Texte {number}")
    admin = as_user(editor)
    admin.get(reverse("contributions_admin:index"))

    with django_assert_max_num_queries(20):
        admin.get(reverse("contributions_admin:index"))
