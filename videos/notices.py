"""What authors and the team are told by e-mail about what happens to a video.

A message to an author is a job, queued by the transaction that changes the proposal: a mail server
that is away loses nothing and blocks nobody, and nothing is said of a change that did not happen.
Those of one proposal leave in order. A worker that dies between the server's answer and its own
note may send one twice; never none.
"""

from datetime import datetime

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from editorial import messages as letters
from editorial.mail import send_message
from editorial.templatetags.dates import clock, day, hour
from videos import history, messages
from videos.failures import explain_failure
from videos.models import ReviewNote, VideoMedia, VideoSubmission
from videos.models.submissions import SubmissionState
from videos.preparation import community_of

TASK = "videos.tasks.tell_author"
REMEMBERED = 7 * 24 * 3600  # seconds during which a message is known to have left


def tell_author(submission: VideoSubmission, state: SubmissionState) -> None:
    """Write to the author about the state that the proposal has just entered, if there is one.

    Nothing leaves before the end of the transaction, nor to an account that was deleted.
    """
    event = history.latest(submission)
    if not submission.owner_id or not event or state not in messages.TOLD:
        return
    app.configure_task(TASK, lock=f"notice-{submission.pk}").defer(event=event.number)


def send(event_number: int) -> None:
    """Send the message of one event. Run again, it does nothing: see the note above."""
    key = f"videos.notice.{event_number}"
    found = history.find(event_number)
    if not found or cache.get(key):
        return
    submission, event = found
    if not submission.owner or not submission.owner.is_active:
        return
    letters.send(
        _kind(submission, event.state),
        to=submission.owner.email,
        community=submission.community,
        **_values(
            submission,
            event.state,
            reason=event.reason,
            notes=submission.notes.seen_by_author().filter(version=event.version),
        ),
    )
    cache.set(key, True, REMEMBERED)


def preview(
    submission: VideoSubmission,
    state: SubmissionState,
    *,
    reason: str = "",
    notes: list[ReviewNote] | None = None,
    at: datetime | None = None,
) -> tuple[str, str]:
    """Return the subject and the text that a decision would send, exactly.

    `notes`: the remarks that would go with it, those for the author of this version by default;
    `at`: the hour of publication that would be chosen.
    """
    if notes is None:
        notes = submission.notes.filter(for_author=True, version=submission.version)
    return letters.compose(
        _kind(submission, state),
        community=submission.community,
        **_values(submission, state, reason=reason, notes=notes, at=at),
    )


def _kind(submission: VideoSubmission, state: str) -> str:
    if state == SubmissionState.DECLINED and submission.page and submission.page.live:
        return messages.NEW_VERSION_DECLINED
    return messages.name_of(state)


def _values(submission, state, *, reason, notes, at=None) -> dict[str, str]:
    """The variables of the message of a state, as `videos.messages` declares them."""
    community = submission.community
    follow_url = community.root_url + reverse("submission_follow", args=[submission.pk])
    values = {"titre": submission.title or _("without a title"), "lien": follow_url}
    match state:
        case SubmissionState.REFUSED:
            values["raison"] = reason
        case SubmissionState.IN_REVIEW:
            values["delai"] = community.review_delay
        case SubmissionState.CHANGES_REQUESTED:
            values |= {"message": reason, "remarques": _in_words(notes)}
        case SubmissionState.DECLINED | SubmissionState.UNPUBLISHED:
            values["message"] = reason
        case SubmissionState.SCHEDULED:
            values["date"] = _in_full(at or submission.goes_live_at)
        case SubmissionState.PUBLISHED:
            values["adresse"] = submission.page.full_url if submission.page else ""
    return values


def _in_words(notes) -> str:
    """The remarks, one a line, each with its moment."""
    lines = [
        _("• at %(moment)s: %(text)s") % {"moment": clock(note.moment), "text": note.text}
        if note.moment is not None
        else _("• on the whole: %(text)s") % {"text": note.text}
        for note in notes
    ]
    return "\n".join([_("Moment by moment:"), *lines]) if lines else ""


def _in_full(at: datetime | None) -> str:
    """A day and an hour; what is said when nobody knows, which an author may read too."""
    if not at:
        return _("a date to come")
    return _("%(day)s at %(hour)s") % {"day": day(at), "hour": hour(at)}


def tell_team_of_failure(media: VideoMedia) -> None:
    """Say which video could not be prepared, why, and where to start it again."""
    community = community_of(media)
    if not community or not community.contact_address:
        return  # the admin's dashboard says it too
    send_message(
        "videos/email/team_failed",
        to=community.contact_address,
        community=community,
        media=media,
        reason=explain_failure(media.failure_code),
        admin_url=community.root_url + reverse("preparations:inspect", args=[media.pk]),
    )
