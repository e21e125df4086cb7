"""What happens to a proposal, from the first word saved to the team's decision."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator, slugify
from wagtail.log_actions import LogContext

from community.models import Community
from community.taxonomy import keywords_for, split_keywords
from editorial.mail import send_message
from videos import preparation
from videos.models import VideoIndexPage, VideoMedia, VideoPage, VideoSubmission
from videos.models.media import MediaState
from videos.models.submissions import SubmissionState
from videos.refusals import explain


class NotEditable(Exception):
    """The team or the worker has the proposal: its author cannot change it now."""


@transaction.atomic
def save_words(submission: VideoSubmission, *, levels) -> VideoSubmission:
    """Save what the author typed and declared, before and whatever becomes of the file.

    The declaration and the charter are dated at each saving: it is made again with the words.
    """
    if submission.pk:
        current = VideoSubmission.objects.select_for_update().get(pk=submission.pk)
        if not current.can_be_edited:
            raise NotEditable(current)
    submission.rights_declared_at = submission.charter_accepted_at = timezone.now()
    submission.save()
    submission.levels.set(levels)
    return submission


@transaction.atomic
def send(submission: VideoSubmission, *, file: UploadedFile | None) -> None:
    """Send a proposal: with a file to prepare, or as it is when only its words changed.

    The row is locked: of two clicks, the second finds it sent and raises NotEditable.
    """
    locked = VideoSubmission.objects.select_for_update().get(pk=submission.pk)
    if not locked.can_be_edited or not (file or locked.media):
        raise NotEditable(locked)
    locked.sent_at = timezone.now()
    if not file:
        send_to_review(locked)
        return
    locked.media = _receive(locked, file)
    _set_state(locked, SubmissionState.RECEIVED)


def _receive(submission: VideoSubmission, file: UploadedFile) -> VideoMedia:
    """Keep the original in private storage and queue its preparation."""
    media = VideoMedia(
        title=submission.title,
        collection=submission.community.media_collection,
        uploaded_by_user=submission.owner,
        original_name=file.name[-255:],
    )
    media.file.save("original", file, save=False)
    media.save()
    preparation.queue(media)
    return media


@transaction.atomic
def file_is_prepared(media: VideoMedia) -> None:
    """Move on the proposals that wait for this file: to the review, or back to their author.

    May be called again: a proposal that has moved on is left alone.
    """
    for submission in media.submissions.select_for_update().filter(state=SubmissionState.RECEIVED):
        if media.state == MediaState.READY:
            send_to_review(submission)
        elif media.state == MediaState.REFUSED:
            reason = explain(media.refusal_code, media.refusal_figures)
            _set_state(submission, SubmissionState.REFUSED, reason=reason)
        elif media.state == MediaState.FAILED:
            _set_state(submission, SubmissionState.FAILED)


@transaction.atomic
def send_to_review(submission: VideoSubmission) -> VideoPage:
    """Write the draft page from the author's words, and start or resume the team's review."""
    with LogContext(user=submission.owner):
        page = _draft_page(submission)
        workflow_state = page.current_workflow_state
        submission.page = page
        _set_state(submission, SubmissionState.IN_REVIEW)
        if workflow_state and workflow_state.status == workflow_state.STATUS_NEEDS_CHANGES:
            workflow_state.resume(user=submission.owner)
        elif not workflow_state:
            # Without a requester: Wagtail would write to them about an admin they cannot open.
            page.get_workflow().start(page, user=None)
    return page


def ask_for_changes(submission: VideoSubmission, *, reason: str) -> None:
    """Hand the proposal back, in the words that the team may have corrected meanwhile."""
    page = submission.page.get_latest_revision_as_object()
    submission.title = Truncator(page.title).chars(120)
    submission.description = page.description
    submission.credit = page.credit
    submission.theme = page.theme
    submission.keywords = ", ".join(map(str, page.keywords.all()))
    submission.levels.set(page.levels.all())
    _set_state(submission, SubmissionState.CHANGES_REQUESTED, reason=reason)


def decline(submission: VideoSubmission, *, reason: str) -> None:
    _set_state(submission, SubmissionState.DECLINED, reason=reason)


def page_published(page: VideoPage) -> None:
    """The page is public: tell its author, the first time."""
    submission = page.submission
    if submission and submission.state != SubmissionState.PUBLISHED:
        _set_state(submission, SubmissionState.PUBLISHED)


def page_unpublished(page: VideoPage) -> None:
    if page.submission:
        _set_state(page.submission, SubmissionState.UNPUBLISHED)


def _draft_page(submission: VideoSubmission) -> VideoPage:
    """Create the draft, or bring it up to date with what the author corrected."""
    page = submission.page.get_latest_revision_as_object() if submission.page else VideoPage()
    if page.summary == _summary_of(page.description):  # a summary that the team wrote stays
        page.summary = _summary_of(submission.description)
    page.title = submission.title
    page.description = submission.description
    page.credit = submission.credit
    page.theme = submission.theme
    page.media = submission.media
    page.owner = submission.owner
    if not page.pk:
        page.live = False
        page.has_unpublished_changes = True
        # Never empty (a title may be all emoji), never taken.
        page.slug = f"{slugify(submission.title)[:80] or 'video'}-{submission.media.uuid.hex[:6]}"
        index = video_index_of(submission.community)
        index.add_child(instance=page)
    page.levels = submission.levels.all()
    page.keywords = keywords_for(submission.community, split_keywords(submission.keywords))
    page.full_clean()
    if not page.live:
        page.save()
    page.save_revision(user=submission.owner, log_action=True)
    return page


def _summary_of(description: str) -> str:
    return Truncator(description).chars(200)


def video_index_of(community: Community) -> VideoIndexPage:
    return VideoIndexPage.objects.child_of(community.site.root_page).get()


def _set_state(submission: VideoSubmission, state: SubmissionState, *, reason: str = "") -> None:
    """Record the state and write to the author, once the transaction is done."""
    submission.state = state
    submission.reason = reason
    if state in {SubmissionState.CHANGES_REQUESTED, SubmissionState.DECLINED}:
        submission.decided_at = timezone.now()
    submission.save()
    transaction.on_commit(lambda: _tell_author(submission))


def _tell_author(submission: VideoSubmission) -> None:
    if not submission.owner:
        return  # the account was deleted; the page stays
    community = submission.community
    send_message(
        f"videos/email/{submission.state}",
        to=submission.owner.email,
        community=community,
        submission=submission,
        my_videos_url=community.root_url + reverse("my_videos"),
        edit_url=community.root_url + reverse("submission_edit", args=[submission.pk]),
    )
