"""Who may do what on the review screen: each person × each action, never another community's."""

import pytest
from django.urls import reverse

from community.models import User
from tests.videos.steps import prepared, sent
from videos import review
from videos.models import VideoPage
from videos.models.review import CheckPoint
from videos.models.submissions import SubmissionState
from videos.review import notes as review_notes

pytestmark = pytest.mark.django_db

CHECKED = {
    "checks": "1",
    "checklist": list(CheckPoint),
    "captions_decision": "no_speech",
    "audio_description": "not_needed",
    "audio_description_reason": "Tout est dit.",
    "reject-comment": "Plus près.",
    "decline-comment": "Hors sujet.",
}
ALLOWED = ["editor", "manager", "administrator"]
REFUSED = [
    "visitor",
    "member",
    "author",
    "newsletter_manager",
    "other_editor",
    "author_who_edits",
    "author_who_administers",
]
ACTIONS = [
    "look",
    "approve",
    "schedule",
    "preview-reject",
    "reject",
    "decline",
    "save",
    "take",
    "tick",
    "presence",
    "add_note",
    "change_note",
    "captions",
]


@pytest.fixture
def waiting(teacher, community):
    submission = prepared(sent(teacher, community))
    submission.captions = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nBonjour\n"
    submission.save()
    return submission


@pytest.fixture
def people(waiting, community, editor, other_editor, newsletter_manager, administrator):
    """Return a function that makes a person of a role; None for a visitor."""

    def person(role):
        author = waiting.owner
        if role == "author_who_edits":
            author.groups.add(community.editors)
        if role == "author_who_administers":
            author.is_superuser = True
            author.save()
        if role.startswith("author"):
            return author
        made = {
            "visitor": lambda: None,
            "member": lambda: User.objects.create_user("noa@ac-lille.fr"),
            "manager": lambda: _manager(community),
            "editor": lambda: editor,
            "other_editor": lambda: other_editor,
            "newsletter_manager": lambda: newsletter_manager,
            "administrator": lambda: administrator,
        }
        return made[role]()

    return person


def _manager(community):
    person = User.objects.create_user("responsable@example.org", "entre-pairs")
    person.groups.add(community.managers)
    return person


def do(client, submission, action):
    page = VideoPage.objects.get(pk=submission.page_id)
    seen = {
        "task_state": page.current_workflow_task_state.pk,
        "revision": page.latest_revision_id,
    }
    screen = reverse("proposal_review", args=[submission.pk])
    if action == "look":
        return client.get(screen)
    if action == "captions":
        return client.get(reverse("proposal_captions", args=[submission.pk]))
    if action in {"tick", "presence"}:
        return client.post(reverse(f"proposal_{action}", args=[submission.pk]), seen | CHECKED)
    if action == "add_note":
        address = reverse("proposal_note_add", args=[submission.pk])
        return client.post(address, {"text": "Ajoutée"})
    if action == "change_note":
        note = submission.notes.first()
        address = reverse("proposal_note", args=[submission.pk, note.pk])
        return client.post(address, {"text": "Changée"})
    typed = {"publish_at": "2099-01-01T10:00"} if action == "schedule" else {}
    return client.post(screen, CHECKED | seen | typed | {"action": action})


def footprint(submission):
    """All that an action could change."""
    submission.refresh_from_db()
    page = VideoPage.objects.get(pk=submission.page_id)
    state = page.workflow_states.get().current_task_state.specific
    return (
        submission.state,
        submission.assignee_id,
        page.live,
        page.latest_revision_id,
        state.status,
        state.checklist,
        sorted(submission.notes.values_list("text", flat=True)),
    )


@pytest.mark.parametrize("role", REFUSED)
def test_who_does_not_review_finds_nothing_and_changes_nothing(
    client, as_user, waiting, editor, people, role
):
    review_notes.add(waiting, by=editor, text="Entre nous", moment=3, for_author=False)
    person = people(role)
    if person:
        as_user(person)
    before = footprint(waiting)

    for action in ACTIONS:
        response = do(client, waiting, action)

        assert response.status_code in {302, 404}, action
        assert "Entre nous" not in response.content.decode(), action
        assert footprint(waiting) == before, action


@pytest.mark.parametrize("role", ALLOWED)
def test_who_reviews_does_all_of_it(client, as_user, waiting, editor, people, role):
    review_notes.add(waiting, by=editor, text="Entre nous", moment=3, for_author=False)
    as_user(people(role))

    for action in ["look", "preview-reject", "presence", "captions"]:
        assert do(client, waiting, action).status_code == 200, action
    for action in ["save", "take", "tick", "add_note", "change_note"]:
        before = footprint(waiting)
        assert do(client, waiting, action).status_code in {200, 204, 302}, action
        assert action == "tick" or footprint(waiting) != before, action
    do(client, waiting, "approve")

    assert footprint(waiting)[0] == SubmissionState.PUBLISHED


def test_an_author_never_decides_whatever_the_door(waiting, community):
    author = waiting.owner
    author.groups.add(community.editors)
    author.is_superuser = True
    author.save()
    page = VideoPage.objects.get(pk=waiting.page_id)
    state = page.current_workflow_task_state

    assert state.task.specific.get_actions(page, author) == []
    assert not page.permissions_for_user(author).can_publish()
    for action in ("approve", "reject", "decline"):
        with pytest.raises(review.OwnVideo):
            state.task.specific.on_action(
                state, author, action, comment="Moi", checklist=list(CheckPoint)
            )
    waiting.refresh_from_db()
    assert waiting.state == SubmissionState.IN_REVIEW


def test_an_author_publishes_their_own_by_no_list_nor_editor(client, as_user, waiting, community):
    author = waiting.owner
    author.is_superuser = True
    author.save()
    as_user(author)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    client.post(f"{bulk}?id={waiting.page_id}&next=/admin/", {})
    client.post(
        f"{bulk}?id={waiting.page.get_parent().pk}&next=/admin/", {"include_descendants": "on"}
    )

    assert not VideoPage.objects.get(pk=waiting.page_id).live


def test_no_list_publishes_what_is_incomplete(client, as_user, administrator, waiting):
    review.decline(
        waiting.page.current_workflow_task_state, user=administrator, comment="Hors sujet."
    )
    as_user(administrator)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = client.post(f"{bulk}?id={waiting.page_id}&next=/admin/", {})

    assert response.status_code == 302
    assert not VideoPage.objects.get(pk=waiting.page_id).live
