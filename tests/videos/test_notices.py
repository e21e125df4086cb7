"""What authors receive: each step, once, in the community’s words, whatever befalls the mail."""

from datetime import datetime
from smtplib import SMTPServerDisconnected
from zoneinfo import ZoneInfo

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from editorial import messages as letters
from editorial.models import MessageTemplate
from tests.videos.steps import decide, prepared, remark, send_notices, sent
from videos import messages, notices, submissions, tasks
from videos.models.submissions import SubmissionState

pytestmark = pytest.mark.django_db


class NoServer(BaseEmailBackend):
    """A mail server that is away."""

    def send_messages(self, email_messages):
        raise SMTPServerDisconnected("away")


@pytest.fixture
def waiting(teacher, community):
    return prepared(sent(teacher, community))


def waiting_jobs():
    return ProcrastinateJob.objects.filter(task_name=notices.TASK, status="todo").order_by("pk")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def address_of(submission) -> str:
    path = reverse("submission_follow", args=[submission.pk])
    return submission.community.root_url + path


def test_each_step_is_told_in_order(waiting, editor, teacher, mailoutbox):
    decide(waiting, editor, "reject", comment="Montrez l’affiche.")
    submissions.send(waiting)
    waiting.refresh_from_db()
    decide(waiting, editor, "approve")
    waiting.page.unpublish(user=editor)

    send_notices()

    assert [plain(message.subject) for message in mailoutbox] == [
        "Nous avons bien reçu votre vidéo « La dictée négociée »",
        "Votre vidéo « La dictée négociée » est entre les mains de l’équipe",
        "Votre vidéo « La dictée négociée » : quelques modifications avant publication",
        "Votre vidéo « La dictée négociée » est entre les mains de l’équipe",
        "Votre vidéo « La dictée négociée » est en ligne",
        "Votre vidéo « La dictée négociée » a été retirée du site",
    ]
    assert {tuple(message.to) for message in mailoutbox} == {(teacher.email,)}


def test_every_message_is_text_and_html_and_leads_somewhere(waiting, editor, mailoutbox):
    decide(waiting, editor, "reject", comment="Montrez l’affiche.")

    send_notices()

    for message in mailoutbox:
        (html,) = [content for content, kind in message.alternatives if kind == "text/html"]
        assert message.from_email == "Classe à 12 <bonjour@classe.example.org>"
        assert address_of(waiting) in message.body
        assert address_of(waiting) in html
        assert "{" not in message.subject + message.body


def test_changes_come_with_the_remarks_moment_by_moment(waiting, editor, mailoutbox):
    remark(waiting, "Montrez l’affiche <b>de plus près</b>.", moment=42.7, sent=False)
    remark(waiting, "Belle énergie.", moment=None, sent=False)
    remark(waiting, "Entre nous.", moment=3, for_author=False, sent=False)

    decide(waiting, editor, "reject", comment="Presque prête.")
    send_notices()

    message = mailoutbox[-1]
    assert (
        "Presque prête.\n\nMoment par moment :\n• dans l’ensemble : Belle énergie.\n"
        "• à 0:42 : Montrez l’affiche <b>de plus près</b>." in plain(message.body)
    )
    assert "&lt;b&gt;de plus près&lt;/b&gt;" in message.alternatives[0][0]
    assert "Entre nous" not in message.body


def test_a_message_without_remarks_has_no_hole(waiting, editor, mailoutbox):
    decide(waiting, editor, "reject", comment="Refilmez de plus près.")

    send_notices()

    assert "Moment par moment" not in mailoutbox[-1].body
    assert "\n\n\n" not in mailoutbox[-1].body


def test_a_reason_given_is_still_there_when_the_message_leaves_late(waiting, editor, mailoutbox):
    decide(waiting, editor, "reject", comment="Le son est trop faible.")
    submissions.send(waiting)
    waiting.refresh_from_db()
    assert waiting.reason == ""

    send_notices()

    (late,) = [each for each in mailoutbox if "modifications" in each.subject]
    assert "Le son est trop faible." in late.body


def test_a_declined_new_version_is_told_as_such(waiting, editor, mailoutbox):
    decide(waiting, editor, "approve")
    submissions.send(waiting)
    waiting.refresh_from_db()
    decide(waiting, editor, "decline", comment="La première est plus claire.")

    send_notices()

    assert "nouvelle version" in mailoutbox[-1].subject
    assert "La première est plus claire." in mailoutbox[-1].body


@pytest.mark.parametrize(
    ("state", "values"),
    [
        (SubmissionState.CHANGES_REQUESTED, {"reason": "Refilmez."}),
        (SubmissionState.DECLINED, {"reason": "Hors du sujet."}),
    ],
)
def test_the_preview_of_a_decision_is_what_leaves(waiting, editor, mailoutbox, state, values):
    remark(waiting, "Ici.", moment=12, sent=False)
    action = "decline" if state == SubmissionState.DECLINED else "reject"
    foreseen = notices.preview(waiting, state, **values)

    decide(waiting, editor, action, comment=values["reason"])
    send_notices()

    message = mailoutbox[-1]
    assert (message.subject, message.body.strip()) == foreseen


def test_the_preview_of_a_schedule_says_when(waiting):
    at = datetime(2027, 6, 3, 14, 30, tzinfo=ZoneInfo("Europe/Paris"))

    _subject, body = notices.preview(waiting, SubmissionState.SCHEDULED, at=at)

    assert "elle sera en ligne le 3 juin 2027 à 14 h 30." in plain(body)


def test_a_community_s_own_words_are_used(waiting, editor, mailoutbox):
    MessageTemplate.objects.create(
        community=waiting.community,
        name=messages.name_of(SubmissionState.DECLINED),
        subject="À propos de {titre}",
        body="Chère collègue,\n\n{message}\n\nÀ bientôt.",
    )

    decide(waiting, editor, "decline", comment="Une {autre} fois.")
    send_notices()

    assert mailoutbox[-1].subject == "À propos de La dictée négociée"
    assert mailoutbox[-1].body.strip() == "Chère collègue,\n\nUne {autre} fois.\n\nÀ bientôt."


def test_a_message_that_runs_twice_leaves_once(waiting, mailoutbox):
    for job in list(waiting_jobs()) * 2:
        tasks.tell_author(**job.args)

    assert len(mailoutbox) == 2


def test_a_mail_server_that_is_away_blocks_no_decision_and_loses_no_message(
    waiting, editor, mailoutbox, settings
):
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.NoServer"
    decide(waiting, editor, "approve")
    with pytest.raises(SMTPServerDisconnected):
        send_notices()
    assert waiting.page.live

    settings.EMAIL_BACKEND = working
    send_notices()

    assert "est en ligne" in mailoutbox[-1].subject


def test_a_change_that_did_not_happen_is_not_told(waiting, teacher):
    before = waiting_jobs().count()

    with pytest.raises(RuntimeError), transaction.atomic():
        submissions.decline(waiting, reason="Trop vite.")
        raise RuntimeError

    assert waiting_jobs().count() == before


def test_nothing_is_written_to_a_deleted_or_closed_account(waiting, editor, teacher, mailoutbox):
    teacher.is_active = False
    teacher.save()
    send_notices()
    assert mailoutbox == []

    teacher.delete()
    waiting.refresh_from_db()
    before = waiting_jobs().count()
    decide(waiting, editor, "approve")
    send_notices()

    assert waiting_jobs().count() == before
    assert mailoutbox == []


def test_the_jobs_hold_no_word_and_no_address(waiting, editor):
    decide(waiting, editor, "decline", comment="Hors du sujet.")

    for job in waiting_jobs():
        assert set(job.args) == {"event"}
        assert isinstance(job.args["event"], int)


@pytest.mark.parametrize("state", sorted(messages.TOLD))
def test_every_state_that_is_told_has_its_words(waiting, state):
    kind = letters.kind_named(messages.name_of(state))

    subject, body = notices.preview(waiting, state, reason="Une raison.")

    assert kind.when
    assert "La dictée négociée" in subject
    assert body.startswith("Bonjour,")
    assert "!" not in subject + body
