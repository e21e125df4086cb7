"""The review screen: watched, checked, decided on, by one person at a time."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.users.models import UserProfile

from tests.factories import VideoMediaFactory
from tests.videos.steps import (
    decide,
    decide_accessibility,
    prepared,
    send_notices,
    sent,
    tell_reviewers,
)
from videos import notices, review, submissions
from videos.models import DecisionReason, VideoPage, VideoReviewTaskState
from videos.models.media import MediaState
from videos.models.review import CheckPoint, Outcome
from videos.models.rights import RightsEvent
from videos.models.submissions import SubmissionState
from videos.review import notes as review_notes

pytestmark = pytest.mark.django_db

CHECKED = {
    "checks": "1",
    "checklist": list(CheckPoint),
    "captions_decision": "no_speech",
    "audio_description": "not_needed",
    "audio_description_reason": "Tout est dit.",
}


@pytest.fixture
def waiting(teacher, community):
    return prepared(sent(teacher, community))


def screen(submission) -> str:
    return reverse("proposal_review", args=[submission.pk])


def seen(submission) -> dict:
    """What the screen's form says of what is on it."""
    page = VideoPage.objects.get(pk=submission.page_id)
    return {
        "task_state": page.current_workflow_task_state.pk,
        "revision": page.latest_revision_id,
    }


def post(client, submission, action, **typed):
    data = CHECKED | seen(submission) | {"action": action} | typed
    response = client.post(screen(submission), data)
    submission.refresh_from_db()
    if submission.page_id:
        submission.page = VideoPage.objects.get(pk=submission.page_id)
    return response


def send(client, submission, action, **typed):
    """Both steps of a refusal: the message is read, then sent."""
    typed = {f"{action}-{name}": value for name, value in typed.items()}
    preview = post(client, submission, f"preview-{action}", **typed)
    read = preview.context["letter"]["read"]
    return preview, post(client, submission, action, read=read, **typed)


def test_all_that_a_decision_needs_is_on_one_screen(as_user, waiting, editor):
    waiting.media.warnings = [{"code": "dark_picture", "found": 40}]
    waiting.media.save()
    waiting.captions = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nBonjour\n"
    waiting.save()

    page = as_user(editor).get(screen(waiting)).content.decode()

    assert waiting.media.renditions.get().url in page
    assert reverse("proposal_captions", args=[waiting.pk]) in page
    assert "L’image est très sombre" in page
    assert "Bonjour" in page
    assert "Personne ne peut être reconnu" in page
    assert "Trois élèves, une seule feuille." in page
    assert page.count('name="checklist"') == len(CheckPoint)


@pytest.mark.parametrize("count", [1, 6])
def test_the_screen_costs_the_same_whatever_its_history(
    as_user, teacher, community, waiting, editor, count, django_assert_max_num_queries
):
    for number in range(count):
        review_notes.add(waiting, by=editor, text="Ici", moment=number, for_author=True)
        prepared(sent(teacher, community))
    for _ in range(count):
        decide(waiting, editor, "reject", comment="Plus près.")
        submissions.send(waiting)
        waiting.refresh_from_db()
    client = as_user(editor)
    client.get(screen(waiting))

    with django_assert_max_num_queries(70):
        client.get(screen(waiting))


def test_what_is_typed_by_an_author_is_shown_as_text(as_user, teacher, community, editor):
    waiting = prepared(sent(teacher, community))
    draft = waiting.page.get_latest_revision_as_object()
    decide(waiting, editor, "reject", comment="Plus près.")
    waiting.title = "<script>alert(1)</script>"
    waiting.description = "<img src=x onerror=alert(1)>"
    waiting.save()
    submissions.send(waiting)

    page = as_user(editor).get(screen(waiting)).content.decode()

    assert draft.title != waiting.title
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_everything_checked_the_video_is_published_and_the_next_one_opened(
    as_user, waiting, teacher, community, editor
):
    following = prepared(sent(teacher, community))

    response = post(as_user(editor), waiting, "approve")

    assert response.url == screen(following)
    assert waiting.state == SubmissionState.PUBLISHED
    assert waiting.page.live
    assert waiting.page.audio_description_reason == "Tout est dit."
    state = VideoReviewTaskState.objects.get(revision__object_id=str(waiting.page_id))
    assert state.outcome == Outcome.PUBLISHED
    assert set(state.checklist) == set(CheckPoint)


@pytest.mark.parametrize(
    "missing",
    [
        {"checklist": [point for point in CheckPoint if point != CheckPoint.RIGHTS]},
        {"captions_decision": ""},
        {"captions_decision": "checked"},
        {"audio_description": ""},
        {"audio_description_reason": " "},
        {"audio_description": "present"},
    ],
    ids=str,
)
def test_nothing_is_published_while_something_is_unchecked(as_user, waiting, editor, missing):
    response = post(as_user(editor), waiting, "approve", **missing)

    assert response.status_code == 422
    assert response.context["problems"] != []
    assert not waiting.page.live
    assert waiting.state == SubmissionState.IN_REVIEW


def test_captions_that_exist_may_be_checked(as_user, waiting, editor):
    waiting.captions = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nBonjour\n"
    waiting.save()

    post(as_user(editor), waiting, "approve", captions_decision="checked")

    assert waiting.page.live


def test_a_version_with_audio_description_comes_from_the_community_s_library(
    as_user, waiting, community, other_community, editor
):
    elsewhere = VideoMediaFactory(collection=other_community.media_collection)
    described = VideoMediaFactory(collection=community.media_collection)
    client = as_user(editor)
    choice = {"audio_description": "present", "audio_description_reason": ""}

    refused = post(client, waiting, "approve", described_media=elsewhere.pk, **choice)
    assert refused.status_code == 422
    post(client, waiting, "approve", described_media=described.pk, **choice)

    assert waiting.page.live
    assert waiting.page.described_media == described


def test_ticks_are_kept_at_once(as_user, waiting, editor):
    address = reverse("proposal_tick", args=[waiting.pk])
    client = as_user(editor)

    response = client.post(address, seen(waiting) | {"checklist": ["sound", "unknown", "title"]})

    assert response.status_code == 204
    page = client.get(screen(waiting))
    assert page.context["publication_form"].initial["checklist"] == ["sound", "title"]


def test_half_of_a_review_is_kept_for_later(as_user, waiting, editor):
    client = as_user(editor)
    half = {"checklist": ["sound"], "audio_description": "", "audio_description_reason": ""}

    post(client, waiting, "save", **half)

    kept = client.get(screen(waiting)).context["publication_form"].initial
    assert kept["checklist"] == ["sound"]
    assert kept["captions_decision"] == "no_speech"


def test_decisions_survive_the_author_s_correction(as_user, waiting, editor):
    client = as_user(editor)
    post(client, waiting, "save")
    decide(waiting, editor, "reject", comment="Plus près.")
    waiting.title = "La dictée, corrigée"
    waiting.save()
    submissions.send(waiting)
    waiting.refresh_from_db()

    kept = client.get(screen(waiting)).context["publication_form"].initial

    assert kept["audio_description_reason"] == "Tout est dit."
    assert kept["checklist"] == []  # another version: to be verified again


def test_a_refusal_is_read_before_it_leaves(as_user, waiting, community, editor):
    reason = DecisionReason.objects.create(
        community=community, action="reject", label="Son", words="Le son est faible."
    )
    client = as_user(editor)
    typed = {"reasons": [reason.pk], "comment": "Et merci."}

    preview, response = send(client, waiting, "reject", **typed)

    assert "Le son est faible.\n\nEt merci." in preview.context["letter"]["body"]
    assert response.status_code == 302
    assert waiting.state == SubmissionState.CHANGES_REQUESTED
    assert waiting.reason == "Le son est faible.\n\nEt merci."
    assert waiting.page.workflow_states.get().current_task_state.specific.reasons == ["Son"]


def test_what_is_read_is_what_is_sent(
    as_user, waiting, editor, mailoutbox, django_capture_on_commit_callbacks
):
    client = as_user(editor)
    review_notes.add(waiting, by=editor, text="Plus près ici", moment=12, for_author=True)
    review_notes.add(waiting, by=editor, text="Doute sur l’auteur", moment=3, for_author=False)

    preview, _response = send(client, waiting, "reject", comment="Presque !")
    notices.send(submissions.history.latest(waiting).number)

    message = preview.context["letter"]
    received = mailoutbox[-1]
    assert received.to == [waiting.owner.email]
    assert (received.subject, received.body.strip()) == (message["subject"], message["body"])
    assert "Plus près ici" in received.body
    assert "Doute" not in received.body


def test_a_message_changed_after_it_was_read_is_shown_again(as_user, waiting, editor):
    client = as_user(editor)
    preview = post(client, waiting, "preview-decline", **{"decline-comment": "Hors sujet."})
    read = preview.context["letter"]["read"]

    response = post(client, waiting, "decline", read=read, **{"decline-comment": "Autre chose."})

    assert response.status_code == 422
    assert "Autre chose." in response.context["letter"]["body"]
    assert waiting.state == SubmissionState.IN_REVIEW


def test_a_refusal_without_a_word_is_not_sent(as_user, waiting, editor):
    client = as_user(editor)

    for action in ("preview-reject", "preview-decline", "reject", "decline"):
        response = post(client, waiting, action, **{"reject-comment": " "})
        assert response.status_code == 422
    assert waiting.state == SubmissionState.IN_REVIEW


def test_remarks_alone_may_ask_for_changes(as_user, waiting, editor):
    review_notes.add(waiting, by=editor, text="Plus près ici", moment=12, for_author=True)

    send(as_user(editor), waiting, "reject")

    assert waiting.state == SubmissionState.CHANGES_REQUESTED
    assert waiting.reason != ""


def test_reasons_of_another_community_are_not_offered(as_user, waiting, other_community, editor):
    foreign = DecisionReason.objects.create(
        community=other_community, action="reject", label="Ailleurs", words="Ailleurs."
    )
    client = as_user(editor)

    assert "Ailleurs" not in client.get(screen(waiting)).content.decode()
    response = post(client, waiting, "preview-reject", **{"reject-reasons": [foreign.pk]})
    assert response.status_code == 422


# Two people, or the same proposal changed meanwhile.


def test_the_second_of_two_editors_is_told_and_keeps_what_was_typed(
    as_user, waiting, editor, administrator
):
    on_screen = seen(waiting)
    decide(waiting, administrator, "decline", comment="Hors sujet.")

    response = as_user(editor).post(
        screen(waiting),
        CHECKED | on_screen | {"action": "preview-reject", "reject-comment": "Mon long texte"},
    )
    sent_anyway = as_user(editor).post(
        screen(waiting),
        CHECKED | on_screen | {"action": "reject", "reject-comment": "Mon long texte"},
    )

    assert "Mon long texte" in response.content.decode()
    assert sent_anyway.status_code == 409
    assert str(administrator) in sent_anyway.content.decode()
    assert "Mon long texte" in sent_anyway.content.decode()
    waiting.refresh_from_db()
    assert waiting.state == SubmissionState.DECLINED
    assert waiting.reason == "Hors sujet."


def test_a_decision_on_what_was_corrected_meanwhile_is_refused(as_user, waiting, editor):
    on_screen = seen(waiting)
    draft = waiting.page.get_latest_revision_as_object()
    draft.title = "Corrigée par une autre"
    draft.save_revision()

    response = as_user(editor).post(
        screen(waiting), CHECKED | on_screen | {"action": "approve", "comment": "Bravo"}
    )

    assert response.status_code == 409
    assert "Bravo" in response.content.decode()
    assert "Corrigée par une autre" in response.content.decode()
    waiting.page.refresh_from_db()
    assert not waiting.page.live


def test_a_decision_on_an_earlier_sending_is_refused(as_user, waiting, editor):
    on_screen = seen(waiting)
    decide(waiting, editor, "reject", comment="Plus près.")
    submissions.send(waiting)

    response = as_user(editor).post(screen(waiting), CHECKED | on_screen | {"action": "approve"})

    assert response.status_code == 409
    waiting.page.refresh_from_db()
    assert not waiting.page.live


def test_a_decision_on_a_proposal_taken_back_is_refused_in_words(as_user, waiting, editor):
    on_screen = seen(waiting)
    submissions.take_back(waiting, by=waiting.owner)

    response = as_user(editor).post(screen(waiting), CHECKED | on_screen | {"action": "approve"})

    assert response.status_code == 409
    assert "repris" in response.content.decode()
    waiting.page.refresh_from_db()
    assert not waiting.page.live


def test_each_knows_who_else_has_it_open(as_user, client, waiting, editor, administrator):
    as_user(administrator).get(screen(waiting))

    page = as_user(editor).get(screen(waiting))
    ping = client.post(reverse("proposal_presence", args=[waiting.pk]), seen(waiting))

    assert page.context["others"] == [str(administrator)]
    assert ping.json()["others"] == [str(administrator)]
    assert ping.json()["changed"] == ""


def test_an_open_screen_learns_that_it_was_decided(as_user, waiting, editor, administrator):
    on_screen = seen(waiting)
    decide(waiting, administrator, "decline", comment="Hors sujet.")

    ping = as_user(editor).post(reverse("proposal_presence", args=[waiting.pk]), on_screen)

    assert ping.json()["changed"] != ""


# At an hour to come, off the site, and again.


def test_a_video_is_published_at_the_hour_chosen(as_user, waiting, editor, client):
    at = timezone.localtime() + timedelta(days=2)
    hour = at.strftime("%Y-%m-%dT%H:%M")

    post(as_user(editor), waiting, "schedule", publish_at=hour)
    client.logout()

    assert waiting.state == SubmissionState.SCHEDULED
    assert not waiting.page.live
    assert waiting.goes_live_at == at.replace(second=0, microsecond=0)
    assert client.get(waiting.media.url).status_code == 404
    _let_the_hour_come(waiting)
    assert waiting.state == SubmissionState.PUBLISHED
    assert waiting.page.live


def _let_the_hour_come(submission):
    revisions = submission.page.revisions.exclude(approved_go_live_at=None)
    revision = revisions.get()
    past = timezone.now() - timedelta(minutes=1)
    revision.approved_go_live_at = past
    revision.content["go_live_at"] = past.isoformat()
    revision.save()
    call_command("publish_scheduled")
    submission.refresh_from_db()
    submission.page = VideoPage.objects.get(pk=submission.page_id)


@pytest.mark.parametrize("hour", ["", "hier", "2020-01-01T10:00"])
def test_an_hour_that_cannot_be_is_refused(as_user, waiting, editor, hour):
    response = post(as_user(editor), waiting, "schedule", publish_at=hour)

    assert response.status_code == 422
    assert waiting.state == SubmissionState.IN_REVIEW


def test_a_publication_to_come_may_be_given_up(as_user, waiting, editor):
    client = as_user(editor)
    hour = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    post(client, waiting, "schedule", publish_at=hour)

    client.post(screen(waiting), {"action": "unschedule"})

    waiting.refresh_from_db()
    assert waiting.state == SubmissionState.IN_REVIEW
    assert waiting.goes_live_at is None
    assert post(client, waiting, "approve").status_code == 302
    assert waiting.page.live


def test_wagtail_s_own_button_gives_up_the_hour_too(as_user, waiting, editor):
    client = as_user(editor)
    hour = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    post(client, waiting, "schedule", publish_at=hour)
    revision = waiting.page.scheduled_revision

    client.post(
        reverse("wagtailadmin_pages:revisions_unschedule", args=[waiting.page_id, revision.pk])
    )

    waiting.refresh_from_db()
    assert waiting.state == SubmissionState.IN_REVIEW
    assert waiting.goes_live_at is None


def test_what_is_not_publishable_at_its_hour_goes_back_and_stops_no_other(
    as_user, waiting, teacher, community, editor
):
    other = prepared(sent(teacher, community))
    client = as_user(editor)
    hour = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    for submission in (waiting, other):
        post(client, submission, "schedule", publish_at=hour)
    waiting.media.state = MediaState.FAILED
    waiting.media.save()

    _let_the_hour_come(waiting)
    _let_the_hour_come(other)

    waiting.refresh_from_db()
    assert waiting.state == SubmissionState.IN_REVIEW
    assert not waiting.page.live
    assert other.page.live


def test_the_public_version_stays_until_the_new_one_is_approved(as_user, waiting, editor, client):
    staff = as_user(editor)
    post(staff, waiting, "approve")
    submissions.autosave(waiting, values={"title": "La dictée, deuxième version"})
    waiting.refresh_from_db()
    submissions.send(waiting)
    waiting.refresh_from_db()

    assert "La dictée négociée" in client.get(waiting.page.url).content.decode()
    edit = staff.get(reverse("wagtailadmin_pages:edit", args=[waiting.page_id]))
    assert 'name="action-publish"' not in edit.content.decode()
    post(staff, waiting, "approve")

    assert waiting.page.title == "La dictée, deuxième version"


def test_a_video_is_taken_off_with_a_reason_and_comes_back_by_a_review(
    as_user, waiting, editor, client
):
    staff = as_user(editor)
    post(staff, waiting, "approve")

    assert staff.post(screen(waiting), {"action": "unpublish"}).status_code == 422
    staff.post(screen(waiting), {"action": "unpublish", "unpublish-comment": "Un nom s’entend."})

    waiting.refresh_from_db()
    assert waiting.state == SubmissionState.UNPUBLISHED
    assert waiting.reason == "Un nom s’entend."
    page = VideoPage.objects.get(pk=waiting.page_id)
    assert not page.live
    assert not page.permissions_for_user(editor).can_publish()
    staff.post(screen(waiting), {"action": "review-again"})
    post(staff, waiting, "approve")
    assert waiting.page.live
    assert waiting.state == SubmissionState.PUBLISHED


# What is said of the past.


def test_the_history_says_who_decided_what_and_what_was_told(as_user, waiting, editor):
    client = as_user(editor)
    review_notes.add(waiting, by=editor, text="Plus près ici", moment=12, for_author=True)
    send(client, waiting, "reject", comment="Filmez de plus près.")
    submissions.send(waiting)
    waiting.refresh_from_db()
    post(client, waiting, "approve", comment="Très bien.")

    events = client.get(screen(waiting)).context["history"]

    decisions = [event for event in events if event.verified]
    assert [(event.version, event.by) for event in decisions] == [
        (2, str(editor)),
        (1, str(editor)),
    ]
    published, changes = decisions
    assert published.note == "Très bien."
    assert changes.message == "Filmez de plus près."
    assert [note.text for note in changes.notes_sent] == ["Plus près ici"]


def test_what_has_changed_since_is_marked(as_user, waiting, editor):
    client = as_user(editor)
    send(client, waiting, "reject", comment="Un titre plus précis.")
    submissions.autosave(
        waiting,
        values={
            "title": "La dictée négociée en CP <b>",
            "captions": "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nBonjour\n",
        },
    )
    waiting.refresh_from_db()
    submissions.send(waiting)

    page = client.get(screen(waiting))

    marked = {change.label: change.words for change in page.context["changes"]}
    assert marked["titre"] == "La dictée négociée<ins> en CP &lt;b&gt;</ins>"
    assert "Sous-titres" in marked
    assert len(marked) == 2


def test_a_first_sending_has_nothing_to_compare_with(as_user, waiting, editor):
    assert as_user(editor).get(screen(waiting)).context["changes"] is None


def test_reviews_from_before_have_no_checklist_and_are_still_told(as_user, waiting, editor):
    decide(waiting, editor, "reject", comment="Plus près.")
    VideoReviewTaskState.objects.update(outcome="", checklist=[], reasons=[])
    PageLogEntry.objects.filter(action__startswith="videos.").delete()
    submissions.send(waiting)

    page = as_user(editor).get(screen(waiting))

    assert page.status_code == 200
    assert [event.message for event in page.context["history"]] == ["Plus près."]
    assert page.context["changes"] == []


def test_a_page_published_without_decisions_stays_public(published_video, editor, client):
    VideoPage.objects.update(captions_decision="", audio_description="")

    assert client.get(published_video.url).status_code == 200
    page = VideoPage.objects.get(pk=published_video.pk)
    assert page.publication_problems() != []
    decide_accessibility(page)
    assert VideoPage.objects.get(pk=page.pk).publication_problems() != []
    assert page.get_latest_revision_as_object().publication_problems() == []


# The queue, and who is told.


def test_the_neighbours_follow_the_filters_of_the_list(as_user, teacher, community, editor):
    first, second, third = (prepared(sent(teacher, community)) for _ in range(3))
    theme = community.themes.last()
    type(first).objects.filter(pk__in=[first.pk, third.pk]).update(theme=theme)
    client = as_user(editor)

    plain = client.get(screen(second)).context["queue"]
    filtered = client.get(screen(first) + f"?theme={theme.pk}").context["queue"]

    assert (plain.previous, plain.following) == (screen(first), screen(third))
    assert filtered.following == screen(third) + f"?theme={theme.pk}"
    assert filtered.waiting == 2


def test_reviewers_are_told_of_an_arrival_and_nobody_else(
    teacher,
    community,
    editor,
    other_editor,
    newsletter_manager,
    administrator,
    mailoutbox,
    django_capture_on_commit_callbacks,
):
    teacher.groups.add(community.editors)  # an author who is of the team

    with django_capture_on_commit_callbacks(execute=True):
        waiting = prepared(sent(teacher, community))
    tell_reviewers()

    assert [message.to for message in mailoutbox] == [[editor.email]]
    assert screen(waiting) in mailoutbox[0].body


def test_who_asked_not_to_be_told_is_not(teacher, community, editor, mailoutbox):
    UserProfile.objects.create(user=editor, submitted_notifications=False)

    prepared(sent(teacher, community))
    tell_reviewers()

    assert mailoutbox == []


def test_nobody_is_told_of_what_is_decided_already(waiting, editor, mailoutbox):
    decide(waiting, editor, "decline", comment="Hors sujet.")

    tell_reviewers()

    assert mailoutbox == []


def test_wagtail_writes_nothing_to_the_author(
    waiting, editor, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        decide(waiting, editor, "reject", comment="Plus près.")
    send_notices()

    assert {message.to[0] for message in mailoutbox} == {waiting.owner.email}
    assert [message for message in mailoutbox if "/admin/" in message.body] == []


def test_the_register_says_who_verified_the_rights(waiting, editor):
    decide(waiting, editor, "approve")

    assert waiting.rights_entries.get(event=RightsEvent.VERIFIED).actor == editor.email


def test_the_rules_hold_without_a_screen(waiting, editor):
    state = waiting.page.current_workflow_task_state

    with pytest.raises(review.NotPublishable):
        review.approve(state, user=editor)
    with pytest.raises(review.NotPublishable):
        review.approve(state, user=editor, checklist=["rights", "rights"])
