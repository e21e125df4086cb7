"""What reviewers are told by e-mail: that a video waits for them. Jobs, one a person."""

from django.urls import reverse
from procrastinate.contrib.django import app
from wagtail.users.models import UserProfile

from community.models import User
from editorial.mail import send_message
from videos import review
from videos.models import VideoReviewTaskState

TASK = "videos.tasks.tell_reviewer"


def announce(task_state, *, sender=None) -> None:
    """Have each reviewer of the community told that a video waits for them.

    Not the administrators who are in no group, nor the author, nor who sends it, nor those who
    asked Wagtail not to be told. Queued by the transaction that starts the review.
    """
    page = task_state.workflow_state.content_object.specific
    groups = task_state.task.specific.groups.all()
    reviewers = User.objects.filter(groups__in=groups, is_active=True).distinct()
    for person in reviewers.exclude(pk=getattr(sender, "pk", None)):
        if not review.is_own(page, person) and _wants_mail(person):
            app.configure_task(TASK).defer(review_id=task_state.pk, person_id=person.pk)


def tell(review_id: int, person_id: int) -> None:
    """Tell one reviewer of one review, unless it has ended meanwhile."""
    state = VideoReviewTaskState.objects.filter(pk=review_id, status="in_progress").first()
    person = User.objects.filter(pk=person_id, is_active=True).first()
    community = state and state.task.specific.community
    if not person or not community:
        return
    page = state.workflow_state.content_object.specific
    submission = page.submission
    send_message(
        "videos/email/team_arrived",
        to=person.email,
        community=community,
        title=page.title,
        again=bool(submission and submission.version > 1),
        review_url=community.root_url + _address(page, submission),
    )


def _address(page, submission) -> str:
    """Where a page is decided on: its review, or its editor when the team made it."""
    if submission:
        return reverse("proposal_review", args=[submission.pk])
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _wants_mail(person: User) -> bool:
    profile = UserProfile.objects.filter(user=person).first()
    return profile is None or profile.submitted_notifications
