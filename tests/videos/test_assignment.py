"""Who treats a proposal, and what happens when two people want it."""

from threading import Barrier, Thread

import pytest
from django.db import connections
from wagtail.models import ModelLogEntry, PageLogEntry

from community.models import User
from tests.videos.steps import prepared, proposal, sent
from videos import assignment
from videos.models import VideoSubmission
from videos.models.submissions import SubmissionState

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(teacher, community):
    return prepared(sent(teacher, community))


@pytest.fixture
def colleague(community) -> User:
    person = User.objects.create_user("nour@example.org", "entre-pairs", first_name="Nour")
    person.groups.add(community.managers)
    return person


def test_an_editor_takes_then_releases_a_proposal(waiting, editor):
    taken = assignment.take(waiting, editor)

    assert taken.assignee == editor
    assert taken.assigned_at is not None

    released = assignment.release(waiting, editor)

    assert released.assignee is None
    assert released.assigned_at is None


def test_the_log_says_who_took_it_without_a_name(waiting, editor, colleague):
    assignment.take(waiting, editor)
    assignment.assign(waiting, colleague, by=editor)
    assignment.release(waiting, colleague)

    log = PageLogEntry.objects.filter(page=waiting.page_id, action__startswith="videos.")
    assert [(each.action, each.user, each.data) for each in log.order_by("pk")] == [
        ("videos.take", editor, {"from": None, "to": editor.pk}),
        ("videos.assign", editor, {"from": editor.pk, "to": colleague.pk}),
        ("videos.release", colleague, {"from": colleague.pk, "to": None}),
    ]


def test_what_has_no_page_yet_is_logged_too(teacher, community, editor):
    received = sent(teacher, community)

    assignment.take(received, editor)

    assert ModelLogEntry.objects.filter(action="videos.take", user=editor).count() == 1


def test_the_second_is_told_who_has_it_and_since_when(waiting, editor, colleague):
    taken = assignment.take(waiting, editor)

    with pytest.raises(assignment.AlreadyTaken) as refusal:
        assignment.take(waiting, colleague)

    assert refusal.value.holder == editor
    assert refusal.value.since == taken.assigned_at


def test_it_may_be_taken_over_knowingly(waiting, editor, colleague):
    assignment.take(waiting, editor)

    assert assignment.take(waiting, colleague, instead_of=editor).assignee == colleague


def test_it_is_not_taken_over_from_somebody_else_than_one_was_told(
    waiting, editor, colleague, administrator
):
    assignment.take(waiting, administrator)

    with pytest.raises(assignment.AlreadyTaken) as refusal:
        assignment.take(waiting, colleague, instead_of=editor)

    assert refusal.value.holder == administrator


def test_taking_it_twice_keeps_the_first_hour(waiting, editor):
    first = assignment.take(waiting, editor)

    assert assignment.take(waiting, editor).assigned_at == first.assigned_at


def test_nobody_releases_what_another_has(waiting, editor, colleague):
    assignment.take(waiting, editor)

    with pytest.raises(assignment.AlreadyTaken):
        assignment.release(waiting, colleague)

    waiting.refresh_from_db()
    assert waiting.assignee == editor


def test_an_absent_colleague_s_proposal_is_given_back_to_the_team(waiting, editor, colleague):
    assignment.take(waiting, colleague)

    assert assignment.assign(waiting, None, by=editor).assignee is None


@pytest.mark.parametrize("stranger", ["teacher", "other_editor", "newsletter_manager"])
def test_only_the_team_of_its_community_takes_or_is_given_it(request, waiting, editor, stranger):
    person = request.getfixturevalue(stranger)

    with pytest.raises(assignment.NotOfTheTeam):
        assignment.take(waiting, person)
    with pytest.raises(assignment.NotOfTheTeam):
        assignment.assign(waiting, person, by=editor)
    with pytest.raises(assignment.NotOfTheTeam):
        assignment.assign(waiting, editor, by=person)

    waiting.refresh_from_db()
    assert waiting.assignee is None


def test_a_closed_account_is_given_nothing(waiting, editor, colleague):
    colleague.is_active = False
    colleague.save()

    with pytest.raises(assignment.NotOfTheTeam):
        assignment.assign(waiting, colleague, by=editor)


def test_an_author_of_the_team_does_not_treat_their_own(waiting, teacher, community, editor):
    teacher.groups.add(community.editors)

    with pytest.raises(assignment.OwnProposal):
        assignment.take(waiting, teacher)
    with pytest.raises(assignment.OwnProposal):
        assignment.assign(waiting, teacher, by=editor)


@pytest.mark.parametrize(
    "state", [SubmissionState.DECLINED, SubmissionState.PUBLISHED, SubmissionState.WITHDRAWN]
)
def test_what_is_decided_or_withdrawn_is_not_taken(waiting, editor, state):
    VideoSubmission.objects.filter(pk=waiting.pk).update(state=state)

    with pytest.raises(assignment.NothingToTreat):
        assignment.take(waiting, editor)


def test_a_draft_is_not_taken(teacher, community, editor):
    with pytest.raises(assignment.NothingToTreat):
        assignment.take(proposal(teacher, community), editor)


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_at_once_one_takes_it_and_the_other_is_told(waiting, editor, colleague):
    start = Barrier(2)
    told, taken = [], []

    def run(person):
        try:
            start.wait(timeout=20)
            taken.append(assignment.take(waiting, person).assignee)
        except assignment.AlreadyTaken as refusal:
            told.append((person, refusal.holder))
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[person]) for person in (editor, colleague)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    (winner,) = taken
    loser = colleague if winner == editor else editor
    assert told == [(loser, winner)]
    waiting.refresh_from_db()
    assert waiting.assignee == winner
