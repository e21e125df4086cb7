"""Decisions of the team on a proposal. Imported while Wagtail's models load: no model up here.

Every door (the review screen, the page editor, its modal, the dashboard) ends here, so the rules
are here: who may decide, on what, and only once. Rows are locked in one order everywhere, the
proposal first, then the review.
"""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

DECISION_FIELDS = [
    "captions_decision",
    "audio_description",
    "audio_description_reason",
    "described_media",
]


class DecisionRefused(PermissionDenied):
    """A decision that cannot be taken; its text says why, and what to do."""


class ReasonMissing(DecisionRefused):
    """A refusal without its reason: the author could do nothing with it."""


class OwnVideo(DecisionRefused):
    """Nobody decides on their own video, whatever their rights."""


class AlreadyDecided(DecisionRefused):
    """Another person decided first, or the author withdrew it."""


class ChangedMeanwhile(DecisionRefused):
    """What would be decided on is no longer what the person has seen."""


class NotPublishable(DecisionRefused):
    """Something is missing; `problems` says what, a sentence each."""

    def __init__(self, problems: Iterable[str]):
        self.problems = [str(problem) for problem in problems]
        super().__init__(" ".join(self.problems))


def publish_approved(workflow_state, user=None):
    """End of the review: publish, without asking the reviewer for a right on the tree.

    Page permissions go down the whole tree: giving *publish* to reviewers would let them skip
    the review. Set as WAGTAIL_FINISH_WORKFLOW_ACTION. A page whose hour is to come is scheduled.
    """
    page = workflow_state.content_object.specific
    revision = page.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
    revision.refresh_from_db()
    if revision.approved_go_live_at:
        _tell_scheduled(page)


def is_own(page, user) -> bool:
    """Whether a person made a video: the owner of its page or of its proposal."""
    if not user.pk:
        return False
    return page.owner_id == user.pk or page.submissions.filter(owner=user).exists()


@transaction.atomic
def approve(
    task_state,
    *,
    user,
    comment: str = "",
    checklist: Iterable[str] = (),
    decisions: dict | None = None,
    publish_at: datetime | None = None,
    seen_revision: int | None = None,
) -> None:
    """Publish, now or at `publish_at`; the author is told by the publication.

    The register of rights says who verified them: that is one of the points of the checklist.
    `decisions` are those of accessibility (`DECISION_FIELDS`); without them, the page's own hold.
    `seen_revision` is the number of the revision that the person has watched.
    Raises DecisionRefused, and changes nothing, when a rule forbids it.
    """
    from videos.models.review import CheckPoint, Outcome
    from videos.models.rights import RightsEvent
    from videos.rights import register

    task_state, page, submission = _claim(task_state, user=user, seen_revision=seen_revision)
    checklist = _ticked(checklist)
    if unchecked := [point.label for point in CheckPoint if point not in checklist]:
        raise NotPublishable(
            _("Still to be checked: “%(point)s”.") % {"point": label} for label in unchecked
        )
    draft = page.get_latest_revision_as_object()
    if publish_at and publish_at <= timezone.now():
        publish_at = None
    changed = _set_decisions(draft, decisions) | (draft.go_live_at != publish_at)
    draft.go_live_at = publish_at
    if problems := draft.publication_problems():
        raise NotPublishable(problems)
    if changed:
        _save_draft(draft, user)
    task_state.checklist = checklist
    if submission:
        register.record(submission, event=RightsEvent.VERIFIED, actor=user, page=page)
    outcome = Outcome.SCHEDULED if publish_at else Outcome.PUBLISHED
    _record(task_state, page, submission, outcome=outcome, user=user)
    task_state.approve(user=user, comment=comment)


@transaction.atomic
def request_changes(
    task_state,
    *,
    user,
    comment: str,
    reasons: Iterable[str] = (),
    checklist: Iterable[str] | None = None,
    decisions: dict | None = None,
    seen_revision: int | None = None,
) -> None:
    """Hand the proposal back to its author, with what to change and the remarks meant for them.

    `comment` is all that the author reads; `reasons` are the names of those it was made from.
    """
    from videos import submissions
    from videos.models.review import Outcome
    from videos.review import notes as review_notes

    task_state, page, submission = _claim(task_state, user=user, seen_revision=seen_revision)
    notes = review_notes.to_send(submission) if submission else []
    if not comment.strip() and not notes:
        raise ReasonMissing(
            _("Say what to change: choose a reason, write a few words or place a remark.")
        )
    comment = comment.strip() or notes_only()
    _keep_work(task_state, page, user=user, checklist=checklist, decisions=decisions)
    if submission:
        review_notes.send(submission)
    _record(task_state, page, submission, outcome=Outcome.CHANGES, user=user, reasons=list(reasons))
    task_state.reject(user=user, comment=comment)
    if submission:
        submissions.ask_for_changes(submission, reason=comment)


@transaction.atomic
def decline(
    task_state,
    *,
    user,
    comment: str,
    reasons: Iterable[str] = (),
    checklist: Iterable[str] | None = None,
    decisions: dict | None = None,
    seen_revision: int | None = None,
) -> None:
    """End the review without publication. Wagtail only cancels, and would blank the comment."""
    from videos import submissions
    from videos.models.review import Outcome

    task_state, page, submission = _claim(task_state, user=user, seen_revision=seen_revision)
    if not comment.strip():
        raise ReasonMissing(_("Say why: choose a reason or write a few words."))
    _keep_work(task_state, page, user=user, checklist=checklist, decisions=decisions)
    _record(
        task_state, page, submission, outcome=Outcome.DECLINED, user=user, reasons=list(reasons)
    )
    task_state.workflow_state.cancel(user=user)
    type(task_state).objects.filter(pk=task_state.pk).update(comment=comment.strip())
    if submission:
        submissions.decline(submission, reason=comment.strip())


@transaction.atomic
def keep(
    task_state,
    *,
    user,
    checklist: Iterable[str],
    decisions: dict | None = None,
    seen_revision: int | None = None,
) -> None:
    """Keep what was verified so far, without a decision; the accessibility decisions too."""
    task_state, page, _submission = _claim(task_state, user=user, seen_revision=seen_revision)
    _keep_work(task_state, page, user=user, checklist=checklist, decisions=decisions)


@transaction.atomic
def cancel_schedule(page, *, user=None, problems: Iterable[str] = ()) -> None:
    """Give up the hour of a publication: the video goes back to the team's review.

    Also when `problems` forbid it at its hour. Raises OwnVideo, or AlreadyDecided when nothing is
    scheduled.
    """
    from videos import submissions

    page = type(page).objects.get(pk=page.pk)
    submission = _lock_submission(page)
    if user and is_own(page, user):
        raise OwnVideo(_own_video())
    if not page.scheduled_revision:
        raise AlreadyDecided(_("This video is not scheduled any more."))
    page.revisions.update(approved_go_live_at=None)
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = None
    _save_draft(draft, user)
    log(page, "videos.unschedule", user=user, data={"problems": [str(each) for each in problems]})
    if not draft.current_workflow_state:
        draft.get_workflow().start(draft, user=user)
    if submission:
        submissions.back_to_review(submission)


@transaction.atomic
def unpublish(page, *, user, reason: str) -> None:
    """Take a public video off the site; publishing it again goes through the review."""
    from videos import submissions

    page = type(page).objects.get(pk=page.pk)
    submission = _lock_submission(page)
    page.refresh_from_db()
    if not reason.strip():
        raise ReasonMissing(_("Say why: choose a reason or write a few words."))
    if not page.live:
        raise AlreadyDecided(_("This video is not on the site any more."))
    log(page, "videos.unpublish", user=user, data={"comment": reason.strip()})
    if submission:
        submission.reason = reason.strip()
        submission.save(update_fields=["reason"])
    page.unpublish(user=user)
    if submission and page.workflow_in_progress:  # a new version is still to be decided on
        submissions.back_to_review(submission)


@transaction.atomic
def review_again(page, *, user) -> None:
    """Start a review of a video that is off the site: the only way back to the public."""
    from videos import submissions

    page = type(page).objects.get(pk=page.pk)
    submission = _lock_submission(page)
    if submission and submission.state not in closed_states():
        raise AlreadyDecided(_("The state of this proposal has changed meanwhile."))
    if not page.current_workflow_state:
        page.get_workflow().start(page, user=user)
    if submission:
        submissions.back_to_review(submission)


def closed_states() -> set[str]:
    """What may be reviewed once more: what the team itself has put aside."""
    from videos.models.submissions import SubmissionState

    return {SubmissionState.UNPUBLISHED, SubmissionState.DECLINED}


def notes_only() -> str:
    """What an author reads when the team wrote remarks and nothing else."""
    return _("Our remarks are placed on the moments of your video.")


def _claim(task_state, *, user, seen_revision: int | None):
    """Lock a review that is under way; return it with its page and its proposal, all fresh.

    Of two people who decide at once, the second waits here, then is told.
    """
    from wagtail.models import TaskState

    page = task_state.workflow_state.content_object
    submission = _lock_submission(page)
    # Nothing joined: PostgreSQL would read the joined rows as they were before the wait.
    held = TaskState.objects.select_for_update().filter(pk=task_state.pk).first()
    if not held:
        raise AlreadyDecided(_taken_back())
    state = type(task_state).objects.get(pk=task_state.pk)
    page = page.specific_class.objects.get(pk=page.pk)
    if is_own(page, user):
        raise OwnVideo(_own_video())
    if not state.task.specific.may_decide(user):
        raise DecisionRefused(_("You are not of the team that reviews these videos."))
    if submission and submission.is_out_of_reach:
        raise AlreadyDecided(_taken_back())
    if state.status != state.STATUS_IN_PROGRESS:
        raise AlreadyDecided(_already_decided(state))
    if seen_revision and page.latest_revision_id != seen_revision:
        raise ChangedMeanwhile(
            _(
                "This video has been changed since you opened it, so nothing was decided: here is "
                "its latest version. What you typed is kept."
            )
        )
    return state, page, submission


def _lock_submission(page):
    """Lock the proposal of a page, or return None when the team made the page."""
    from videos.models import VideoSubmission

    return VideoSubmission.objects.select_for_update().filter(page=page).first()


def _taken_back() -> str:
    return _("Its author has taken this proposal back: there is nothing to decide any more.")


def _own_video() -> str:
    return _("This is your own video: a colleague has to decide.")


def _already_decided(state) -> str:
    return _("%(name)s has already decided: %(outcome)s. Nothing was changed.") % {
        "name": state.finished_by or _("Somebody"),
        "outcome": state.outcome_words,
    }


def _ticked(checklist: Iterable[str]) -> list[str]:
    from videos.models.review import CheckPoint

    checklist = set(checklist)
    return [point.value for point in CheckPoint if point.value in checklist]


def _keep_work(task_state, page, *, user, checklist, decisions) -> None:
    if checklist is not None:
        task_state.checklist = _ticked(checklist)
        task_state.save(update_fields=["checklist"])
    if decisions:
        draft = page.get_latest_revision_as_object()
        if _set_decisions(draft, decisions):
            _save_draft(draft, user)


def _set_decisions(draft, decisions: dict | None) -> bool:
    """Write the accessibility decisions on a draft; return whether something changed."""
    changed = {
        name: value for name, value in (decisions or {}).items() if getattr(draft, name) != value
    }
    for name, value in changed.items():
        setattr(draft, name, value)
    return bool(changed)


def _save_draft(draft, user) -> None:
    if not draft.live:
        draft.save()
    draft.save_revision(user=user, log_action=True)


def _record(task_state, page, submission, *, outcome, user, reasons=()) -> None:
    """Write the decision down, with what is needed to say later what has changed since."""
    task_state.outcome = outcome
    task_state.reasons = list(reasons)
    task_state.save(update_fields=["outcome", "reasons", "checklist"])
    data = {"task_state": task_state.pk, "outcome": str(outcome)}
    data["revision"] = type(page).objects.values_list("latest_revision", flat=True).get(pk=page.pk)
    if submission:
        data |= {"version": submission.version} | fingerprint(submission)
    log(page, f"videos.{outcome}", user=user, data=data)


def fingerprint(submission) -> dict:
    """What no revision of the page holds: which captions and documents were sent.

    Digests and numbers only, so that nothing of an erased video stays in the log.
    """
    captions = submission.captions or (submission.media.captions if submission.media else "")
    documents = submission.attachments.proposed().values_list("uuid", flat=True)
    return {
        "captions": sha256(captions.encode()).hexdigest() if captions else "",
        "documents": sorted(str(uuid) for uuid in documents),
    }


def _tell_scheduled(page) -> None:
    from videos import submissions

    if page.submission:
        submissions.schedule(page.submission)
