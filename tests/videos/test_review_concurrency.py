"""Two people at the same instant, with real transactions: exactly one is obeyed."""

from threading import Barrier, Thread

import pytest
from django.db import connections

from community.models import Community, User
from home.opening import open_community
from tests.conftest import plan
from tests.videos.steps import decide_accessibility, prepared, sent
from videos import review, submissions
from videos.models import VideoPage, VideoReviewTaskState, VideoSubmission
from videos.models.review import CheckPoint, Outcome
from videos.models.submissions import SubmissionState

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting():
    community = Community.objects.first() or open_community(plan())
    teacher = User.objects.create_user("lea@ac-lille.fr")
    submission = prepared(sent(teacher, community))
    decide_accessibility(submission.page)
    return submission


def at_once(*acts) -> list:
    """Run each in a thread and a connection of its own; return what each raised, or None."""
    ready, raised = Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        try:
            ready.wait(timeout=30)
            act()
        except Exception as refused:
            raised[number] = refused
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive()
    return raised


def editor_number(number, community):
    person = User.objects.create_user(f"redaction{number}@example.org")
    person.groups.add(community.editors)
    return person


def current_state(submission):
    return VideoPage.objects.get(pk=submission.page_id).current_workflow_task_state


def test_of_two_decisions_at_once_exactly_one_is_taken(waiting):
    first, second = (editor_number(number, waiting.community) for number in (1, 2))
    states = [current_state(waiting) for _ in range(2)]

    raised = at_once(
        lambda: review.approve(states[0], user=first, checklist=list(CheckPoint)),
        lambda: review.decline(states[1], user=second, comment="Hors sujet."),
    )

    assert sorted(type(each) for each in raised if each) == [review.AlreadyDecided]
    waiting.refresh_from_db()
    state = VideoReviewTaskState.objects.get()
    if raised[0] is None:
        expected = (Outcome.PUBLISHED, SubmissionState.PUBLISHED, True)
    else:
        expected = (Outcome.DECLINED, SubmissionState.DECLINED, False)
    assert (state.outcome, waiting.state, VideoPage.objects.get().live) == expected


def test_of_a_decision_and_a_taking_back_exactly_one_is_done(waiting):
    editor = editor_number(1, waiting.community)
    state = current_state(waiting)
    proposal = VideoSubmission.objects.get(pk=waiting.pk)

    raised = at_once(
        lambda: review.approve(state, user=editor, checklist=list(CheckPoint)),
        lambda: submissions.take_back(proposal, by=proposal.owner),
    )

    assert sum(each is None for each in raised) == 1
    waiting.refresh_from_db()
    assert VideoPage.objects.get().live == (waiting.state == SubmissionState.PUBLISHED)


def test_two_identical_clicks_publish_once(waiting):
    editor = editor_number(1, waiting.community)
    states = [current_state(waiting) for _ in range(2)]

    raised = at_once(
        *(
            lambda state=state: review.approve(state, user=editor, checklist=list(CheckPoint))
            for state in states
        )
    )

    assert sum(each is None for each in raised) == 1
    assert VideoPage.objects.get().live
