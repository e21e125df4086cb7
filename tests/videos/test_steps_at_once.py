"""Two pages of the same author at the same time, in real transactions."""

from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from community.models import Community, User
from home.opening import open_community
from tests.conftest import plan
from tests.videos.documents import pdf
from tests.videos.steps import proposal
from videos import attachments, steps, submissions
from videos.documents import Refused
from videos.models import VideoSubmission
from videos.models.submissions import SubmissionState

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft() -> VideoSubmission:
    community = Community.objects.first() or open_community(plan())
    teacher = User.objects.create_user("lea@ac-lille.fr")
    draft = proposal(teacher, community)
    submissions.take_file(draft, file=SimpleUploadedFile("video.mp4", b"original"))
    return VideoSubmission.objects.get(pk=draft.pk)


def at_once(*acts) -> list[type]:
    """Run each in its own thread and transaction, all together; return what they raised."""
    ready, raised = Barrier(len(acts)), []

    def run(act):
        try:
            ready.wait(timeout=30)
            act()
        except Exception as problem:
            raised.append(type(problem))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return raised


def test_of_two_sendings_at_once_one_leaves_and_the_other_is_told(draft):
    raised = at_once(lambda: steps.send(draft), lambda: steps.send(draft))

    draft.refresh_from_db()
    assert raised == [submissions.NotEditable]
    assert (draft.version, draft.state) == (1, SubmissionState.RECEIVED)


def test_what_is_emptied_during_the_sending_is_either_sent_before_or_missed(draft):
    raised = at_once(
        lambda: steps.send(draft), lambda: submissions.autosave(draft, values={"title": ""})
    )

    draft.refresh_from_db()
    assert raised in ([steps.Incomplete], [submissions.NotEditable])
    assert (draft.title, draft.state) in {
        ("", SubmissionState.DRAFT),
        ("La dictée négociée", SubmissionState.RECEIVED),
    }


def test_a_proposal_never_has_more_documents_than_it_may_have(draft):
    def add():
        file = SimpleUploadedFile("fiche.pdf", pdf())
        attachments.add(draft, file=file, by=draft.owner)

    raised = at_once(*[add] * (attachments.MAX_COUNT + 2))

    assert raised == [Refused, Refused]
    assert draft.attachments.count() == attachments.MAX_COUNT
