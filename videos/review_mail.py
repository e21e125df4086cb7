"""What the review writes: to the team when a video arrives, to its author when it is decided."""

from copy import copy

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from community.models import User
from editorial.mail import send_message
from videos import review, review_notes
from videos.models import VideoSubmission
from videos.models.submissions import SubmissionState


def tell_team_of_arrival(task_state, *, sender=None) -> None:
    """Tell each reviewer of the community that a video waits for them.

    Not the administrators who are in no group, nor the author, nor those who asked not to be.
    """
    task = task_state.task.specific
    page = task_state.workflow_state.content_object.specific
    submission, community = page.submission, task.community
    if not community:
        return
    reviewers = User.objects.filter(groups__in=task.groups.all(), is_active=True).distinct()
    for person in reviewers.exclude(pk=getattr(sender, "pk", None)):
        if review.is_own(page, person) or not _wants_mail(person):
            continue
        send_message(
            "videos/email/team_arrived",
            to=person.email,
            community=community,
            title=page.title,
            again=bool(submission and submission.version > 1),
            review_url=community.root_url + address_of(page, submission),
        )


def address_of(page, submission) -> str:
    """Where a page is decided on: its review, or its editor when the team made it."""
    if submission:
        return reverse("review:screen", args=[submission.pk])
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def preview(
    submission: VideoSubmission, state: SubmissionState, *, reason: str = ""
) -> tuple[str, str]:
    """Return the subject and the text that the author would receive, and change nothing.

    The remarks are handed over for the time of the composing: what is read is what will be sent.
    """
    with transaction.atomic():
        if state == SubmissionState.CHANGES_REQUESTED:
            review_notes.send(submission)
        try:
            return _compose(copy(submission), state, reason=reason)
        finally:
            transaction.set_rollback(True)


def _compose(submission: VideoSubmission, state: SubmissionState, *, reason: str):
    try:
        from videos import notices

        return notices.preview(submission, state, reason=reason)
    except AttributeError:  # until the branch `followup` is merged
        pass
    community = submission.community
    submission.state, submission.reason = state, reason
    submission.decided_at = timezone.now()
    text = render_to_string(
        f"videos/email/{state}.txt",
        {
            "submission": submission,
            "community": community,
            "my_videos_url": community.root_url + reverse("my_videos"),
            "edit_url": community.root_url + reverse("submission_edit", args=[submission.pk]),
        },
    )
    subject, _newline, body = text.strip().partition("\n")
    return subject.strip(), body.strip()


def _wants_mail(person: User) -> bool:
    profile = UserProfile.objects.filter(user=person).first()
    return profile is None or profile.submitted_notifications
