"""What reviewers are told by e-mail: that a video waits for them."""

from django.urls import reverse
from wagtail.users.models import UserProfile

from community.models import User
from editorial.mail import send_message
from videos import review


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
        return reverse("proposal_review", args=[submission.pk])
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _wants_mail(person: User) -> bool:
    profile = UserProfile.objects.filter(user=person).first()
    return profile is None or profile.submitted_notifications
