"""Two people act on one video at the same moment, in real transactions: rights always win."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from wagtail.models import Page, Revision

from community.models import User
from tests.factories import VideoPageFactory
from tests.videos.steps import decide, decide_accessibility, prepared, sent
from videos import preparation, review, submissions
from videos.models import RightsEntry, TakedownRequest, VideoMedia, VideoPage, VideoSubmission
from videos.models.rights import RightsEvent, TakedownState
from videos.models.submissions import SubmissionState
from videos.rights import erasure, takedowns
from videos.rights.withdrawal import AlreadyWithdrawn, withdraw
from videos.submissions import video_index_of

pytestmark = pytest.mark.django_db(transaction=True)


REFUSALS = (
    AlreadyWithdrawn,
    takedowns.AlreadyDecided,
    review.DecisionRefused,
    submissions.NotEditable,
    ValidationError,
)


def at_once(*acts) -> list:
    """Start these together, each on a connection of its own; return results and refusals."""
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except REFUSALS as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def teacher(live_community) -> User:
    return User.objects.create_user("lea@ac-lille.fr", first_name="Léa")


def test_of_two_withdrawals_one_is_done_and_the_other_told(live_community, live_editor):
    page = VideoPageFactory(parent=video_index_of(live_community))

    results = at_once(
        lambda: withdraw(page=VideoPage(pk=page.pk), by=live_editor, why="team"),
        lambda: withdraw(page=VideoPage(pk=page.pk), by=live_editor, why="team"),
    )

    kinds = sorted(type(result).__name__ for result in results)
    assert kinds == ["AlreadyWithdrawn", "RightsEntry"]
    assert RightsEntry.objects.withdrawals().count() == 1


def test_of_two_decisions_one_is_taken_and_the_other_told(live_community, live_editor):
    page = VideoPageFactory(parent=video_index_of(live_community))
    asked = takedowns.ask(page=page, reason="child")

    results = at_once(
        lambda: takedowns.accept(asked, by=live_editor),
        lambda: takedowns.refuse(asked, by=live_editor, answer="Non."),
    )

    kinds = sorted(type(result).__name__ for result in results)
    assert kinds == ["AlreadyDecided", "TakedownRequest"]
    accepted = TakedownRequest.objects.get().state == TakedownState.ACCEPTED
    assert Page.objects.filter(pk=page.pk).exists() != accepted


def test_a_publication_never_brings_a_withdrawn_video_back(live_community, live_editor, teacher):
    for _ in range(3):
        submission = prepared(sent(teacher, live_community))
        revision = submission.page.latest_revision_id

        results = at_once(
            lambda pk=revision: Revision.objects.get(pk=pk).publish(skip_permission_checks=True),
            lambda one=submission: withdraw(submission=one, by=teacher, why="author"),
        )

        assert isinstance(results[1], RightsEntry)
        assert not Page.objects.filter(pk=submission.page_id).exists()
        assert not Revision.objects.filter(pk=revision).exists()
        submission.refresh_from_db()
        assert submission.state == SubmissionState.WITHDRAWN


def test_a_decision_and_a_withdrawal_leave_the_video_withdrawn(
    live_community, live_editor, teacher
):
    submission = prepared(sent(teacher, live_community))
    decide_accessibility(submission.page)

    def approve():
        try:
            decide(VideoSubmission.objects.get(pk=submission.pk), live_editor, "approve")
        except (AttributeError, Page.DoesNotExist, VideoSubmission.DoesNotExist, ValueError):
            return "nothing left to decide"  # read before the withdrawal, decided after it

    at_once(approve, lambda: withdraw(submission=submission, by=teacher, why="author"))

    assert not Page.objects.filter(pk=submission.page_id).exists()
    submission.refresh_from_db()
    assert submission.state == SubmissionState.WITHDRAWN


def test_sending_and_withdrawing_at_once_leave_it_withdrawn(live_community, live_editor, teacher):
    submission = prepared(sent(teacher, live_community))
    decide(submission, live_editor, "reject", comment="Le son.")

    at_once(
        lambda: submissions.send(VideoSubmission.objects.get(pk=submission.pk)),
        lambda: withdraw(submission=submission, by=teacher, why="author"),
    )

    submission.refresh_from_db()
    assert submission.state == SubmissionState.WITHDRAWN
    assert not Page.objects.filter(pk=submission.page_id).exists()


def test_a_preparation_that_ends_as_it_is_withdrawn_leaves_nothing(live_community, teacher):
    submission = sent(teacher, live_community, "landscape-h264-50fps.mp4")
    media = submission.media

    def prepare():
        try:
            preparation.prepare(media.pk)
        except (preparation.LeaseLost, preparation.TryLater):
            return None

    _made, entry = at_once(
        prepare, lambda: withdraw(submission=submission, by=teacher, why="author")
    )
    erasure.erase(entry.pk)

    assert not VideoMedia.objects.filter(pk=media.pk).exists()
    assert erasure.find_left(entry.data) == ""
    assert RightsEntry.objects.filter(event=RightsEvent.ERASED).count() == 1
