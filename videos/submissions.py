"""What happens to a proposal, from the first word saved to the team's decision."""

from pathlib import Path
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext, log

from community.eligibility import NotEligible, may_propose
from community.models import Community, User
from community.profiles import profile_of
from community.taxonomy import keywords_for, split_keywords
from videos import attachments, captions, catalogue, history, notices, posters, preparation
from videos.editing import NotEditable as NotEditable  # callers know it by this name
from videos.editing import editable
from videos.files import LocalFile
from videos.models import VideoIndexPage, VideoMedia, VideoPage, VideoSubmission
from videos.models.media import MediaState, original_path
from videos.models.rights import ImageRights
from videos.models.sheets import PracticeSheet
from videos.models.submissions import SubmissionState
from videos.refusals import explain
from videos.rights import ending, expiry, register, withdrawal
from videos.rights.locking import lock_video
from videos.uploads.file_names import clean_name


class FileMissing(Exception):
    """There is nothing to send: no file, or one that could not be prepared."""


class NotWithTheTeam(Exception):
    """There is nothing to take back: it is already public, decided, or never left."""


# What is kept while it is typed. In a draft only: elsewhere the declaration stays as it was made.
WORDS = {
    "title",
    "description",
    "credit",
    "theme",
    "keywords",
    "place",
    "academie",
    *PracticeSheet.SHEET_PARTS,
    "captions",
    "captions_choice",
    "poster_moment",
}
DECLARATION = {field.name for field in ImageRights._meta.fields}

# What the page says in the author's own fields, whatever the team writes beside.
SHARED = ["description", "credit", "theme", "place", "academie", *PracticeSheet.SHEET_PARTS]


# Sent, and not public yet: its author may take it back.
WITH_THE_TEAM = {
    SubmissionState.RECEIVED,
    SubmissionState.IN_REVIEW,
    SubmissionState.CHANGES_REQUESTED,
    SubmissionState.SCHEDULED,
}

# The author's file has not reached the team yet.
UNDER_WAY = {
    SubmissionState.DRAFT,
    SubmissionState.RECEIVED,
    SubmissionState.REFUSED,
    SubmissionState.FAILED,
}


def create_draft(*, owner: User, community: Community) -> VideoSubmission:
    """Create an empty proposal, so that what is typed and sent has a place from the start.

    Raises NotEligible when this member may not propose here.
    """
    _check_eligible(owner, community)
    return VideoSubmission.objects.create(owner=owner, community=community)


@transaction.atomic
def autosave(
    submission: VideoSubmission, *, values: dict, levels=None, rights_are_whole: bool = False
) -> VideoSubmission:
    """Keep what is being typed, however incomplete; what is not in `values` stays.

    Nothing is declared yet: rights and charter are dated when the proposal is sent, and a
    declaration that changes must be signed again. A public video keeps the one that it was
    published under until the new one is whole.
    Raises NotEditable when the author may not change it now.
    """
    locked = editable(submission)
    is_public = locked.state == SubmissionState.PUBLISHED
    kept = WORDS | (DECLARATION if rights_are_whole or not is_public else set())
    changed = {name: value for name, value in values.items() if name in kept}
    declared = [name for name in DECLARATION & changed.keys()]
    if not is_public and any(getattr(locked, name) != changed[name] for name in declared):
        locked.rights_declared_at = locked.charter_accepted_at = None
    for name, value in changed.items():
        setattr(locked, name, value)
    locked.save()
    if levels is not None:
        locked.levels.set(levels)
    return locked


@transaction.atomic
def save_words(submission: VideoSubmission, *, levels) -> VideoSubmission:
    """Save what the author typed and declared, whatever becomes of the file.

    The declaration and the charter are dated at each saving: it is made again with the words.
    Raises NotEligible when it is a first saving by a member who may not propose here.
    """
    if not submission.pk:
        _check_eligible(submission.owner, submission.community)
    else:
        current = editable(submission)
        # The file may have arrived, or the team decided, since the form was opened.
        for name in ("media_id", "page_id", "state", "reason", "sent_at", "decided_at"):
            setattr(submission, name, getattr(current, name))
    submission.rights_declared_at = submission.charter_accepted_at = timezone.now()
    submission.save()
    submission.levels.set(levels)
    return submission


def sign(submission: VideoSubmission) -> None:
    """Date the declaration of rights and the charter: the author agrees to both, as they are now.

    The row must be locked by `editable`, in the transaction that sends it.
    """
    submission.rights_declared_at = submission.charter_accepted_at = timezone.now()
    submission.charter_version = submission.community.charter_version
    submission.save()


def reach(submission: VideoSubmission, *, step: str) -> None:
    """Remember where its author is, to take it up again there."""
    VideoSubmission.objects.filter(pk=submission.pk).update(step=step)


@transaction.atomic
def take_file(submission: VideoSubmission, *, file: UploadedFile) -> VideoMedia:
    """Take a file sent in one piece, by a page without JavaScript, and prepare it at once.

    Raises NotEditable, OSError when storage refuses.
    """
    return _take(editable(submission), file)


def _take(locked: VideoSubmission, file: UploadedFile) -> VideoMedia:
    media = _new_media(locked, name=file.name, size=file.size, uuid=uuid4())
    media.file.save("original", file, save=False)
    return _attach(locked, media)


@transaction.atomic
def attach_file(
    submission: VideoSubmission, *, path: Path, name: str, size: int, uuid: UUID | None = None
) -> VideoMedia:
    """Take a file that has arrived whole: keep it in private storage, and prepare it at once.

    The file is moved rather than copied when private storage is on the same disk. May be called
    again with the same `uuid` after a death between the move and the commit: the file is then
    found where it was moved. `size` is in bytes.
    Raises NotEditable when the proposal takes no file now, OSError when storage refuses.
    """
    locked = editable(submission)
    media = _new_media(locked, name=name, size=size, uuid=uuid or uuid4())
    if not path.exists() and media.file.storage.exists(original_path(media)):
        media.file.name = original_path(media)
    else:
        with LocalFile(path) as file:
            media.file.save("original", file, save=False)
    return _attach(locked, media)


@transaction.atomic
def send(submission: VideoSubmission, *, file: UploadedFile | None = None) -> None:
    """Send a proposal: with a file to prepare, or with the one that it has already.

    The row is locked: of two clicks, the second finds it sent and raises NotEditable.
    Raises FileMissing when there is no file that could be prepared.
    """
    locked = editable(submission)
    if file:
        _take(locked, file)
    if locked.needs_a_file:
        raise FileMissing(locked)
    locked.sent_at = timezone.now()
    locked.step = ""
    locked.version += 1
    register.declare(locked)
    if locked.poster_moment is not None:
        posters.choose_moment(locked.media, moment=locked.poster_moment)
    if locked.media.is_ready:
        send_to_review(locked)
    else:
        _set_state(locked, SubmissionState.RECEIVED)


def _check_eligible(owner: User, community: Community) -> None:
    """Guard the doors by which a proposal begins; one that exists may always be finished."""
    if not may_propose(owner, community):
        raise NotEligible


def _new_media(submission: VideoSubmission, *, name: str, size: int, uuid: UUID) -> VideoMedia:
    name = clean_name(name) or _("video without a name")
    return VideoMedia(
        uuid=uuid,
        title=submission.title or name,
        collection=submission.community.media_collection,
        uploaded_by_user=submission.owner,
        original_name=name,
        size=size,
        poster_moment=submission.poster_moment,
    )


def _attach(submission: VideoSubmission, media: VideoMedia) -> VideoMedia:
    media.save()
    previous, submission.media = submission.media, media
    if submission.state in {SubmissionState.REFUSED, SubmissionState.FAILED}:
        submission.state, submission.reason = SubmissionState.DRAFT, ""
    submission.save()
    if previous and not _was_shown(previous, submission):
        previous.delete()
    preparation.queue(media)
    return media


def _was_shown(media: VideoMedia, submission: VideoSubmission) -> bool:
    """Whether a page, or a former revision of the proposal's own, shows this file."""
    if media.pages.exists() or not submission.page:
        return media.pages.exists()
    return submission.page.revisions.filter(content__media=media.pk).exists()


@transaction.atomic
def file_is_prepared(media: VideoMedia) -> None:
    """Move on the proposals that wait for this file: to the review, or back to their author.

    May be called again: a proposal that has moved on is left alone.
    """
    for submission in media.submissions.select_for_update().filter(state=SubmissionState.RECEIVED):
        if media.state == MediaState.READY:
            send_to_review(submission)
        elif media.state == MediaState.REFUSED:
            _set_state(
                submission,
                SubmissionState.REFUSED,
                reason=explain(media.refusal_code, media.refusal_figures),
            )
        elif media.state == MediaState.FAILED:
            _set_state(submission, SubmissionState.FAILED)


@transaction.atomic
def prepare_again(media: VideoMedia) -> bool:
    """Start a failed preparation again, for the proposals that it stopped too.

    Return whether there was anything to start: another editor may have done it.
    """
    if not preparation.relaunch(media):
        return False
    for submission in media.submissions.filter(state=SubmissionState.FAILED):
        submission.state = SubmissionState.RECEIVED  # they know that we are at it: no message
        submission.save(update_fields=["state"])
    return True


@transaction.atomic
def send_to_review(submission: VideoSubmission) -> VideoPage:
    """Write the draft page from the author's words, and start or resume the team's review."""
    with LogContext(user=submission.owner):
        page = _draft_page(submission)
        workflow_state = page.current_workflow_state
        submission.page = page
        captions.hand_over(submission)
        _set_state(submission, SubmissionState.IN_REVIEW)
        if workflow_state and workflow_state.status == workflow_state.STATUS_NEEDS_CHANGES:
            workflow_state.resume(user=submission.owner)
        elif not workflow_state:
            # Without a requester: Wagtail would write to them about an admin they cannot open.
            page.get_workflow().start(page, user=None)
    return page


def ask_for_changes(submission: VideoSubmission, *, reason: str) -> None:
    """Hand the proposal back, in the words that the team may have corrected meanwhile."""
    _take_words(submission, submission.page.get_latest_revision_as_object())
    _set_state(submission, SubmissionState.CHANGES_REQUESTED, reason=reason)


def decline(submission: VideoSubmission, *, reason: str) -> None:
    """Say no, with the reason. A version that is already public stays public."""
    _set_state(submission, SubmissionState.DECLINED, reason=reason)
    if submission.page.live:
        give_up_new_version(submission)


def give_up_new_version(submission: VideoSubmission) -> None:
    """Go back to what everybody sees: the words and the file of the public page."""
    page = submission.page
    submission.media = page.media
    _take_words(submission, page)
    captions.take_back(submission)
    attachments.take_back(submission)
    submission.state = SubmissionState.PUBLISHED
    submission.save()
    page.save_revision(changed=False)
    page.has_unpublished_changes = False
    page.save(update_fields=["has_unpublished_changes"])


@transaction.atomic
def take_back(submission: VideoSubmission, *, by: User) -> VideoSubmission:
    """Out of the queue, at its author's wish: the review ends, words and file are kept.

    It is a draft again; when a version is public, that one stays and the new one is given up.
    The row is locked: of an author who takes it back and an editor who decides, one wins.
    Raises NotWithTheTeam when there is nothing to take back any more.
    """
    locked, page = lock_video(submission=submission)
    if not locked or locked.state not in WITH_THE_TEAM:
        raise NotWithTheTeam(submission)
    if page:
        _end_review(page, by=by)
    if page and page.live:
        give_up_new_version(locked)
        history.record(locked, gave_up=True)
    else:
        locked.assignee = locked.assigned_at = None
        _set_state(locked, SubmissionState.DRAFT)
    return locked


@transaction.atomic
def erase(submission: VideoSubmission, *, by: User) -> None:
    """Erase a proposal at its author's wish: words, file, page and all that was made of it.

    One that was never sent disappears; of the others, the register of rights keeps its lines.
    """
    locked, page = lock_video(submission=submission)
    if not locked:
        return  # a second click
    if page or locked.rights_entries.exists():
        withdrawal.withdraw(submission=locked, by=by, why="author")
        return
    media = locked.media
    history.forget(locked)
    locked.delete()  # the pieces of a file on its way are swept within the hour
    if media and not media.pages.exists():
        media.delete()


def _end_review(page: VideoPage, *, by: User | None) -> None:
    """Cancel the review and the hour of publication of a page, with a line in its log."""
    if workflow_state := page.current_workflow_state:
        workflow_state.cancel(user=by)
    if page.revisions.exclude(approved_go_live_at=None).update(approved_go_live_at=None):
        draft = page.get_latest_revision_as_object()
        draft.go_live_at = None
        draft.save_revision(user=by)
    log(page, "videos.withdraw", user=by)


def _take_words(submission: VideoSubmission, page: VideoPage) -> None:
    submission.title = Truncator(page.title).chars(120)
    for name in SHARED:
        setattr(submission, name, getattr(page, name))
    submission.keywords = ", ".join(map(str, page.keywords.all()))
    submission.levels.set(page.levels.all())


def page_published(page: VideoPage) -> None:
    """The page is public, in the team's last words: tell its author, the first time."""
    submission = page.submission
    if submission:
        expiry.apply(page, submission)
        _sign(page, submission)
    if submission and submission.state != SubmissionState.PUBLISHED:
        if submission.state in UNDER_WAY and submission.media != page.media:
            return  # the public version was touched up: the author's newer file goes on
        _take_words(submission, page)
        if submission.media_id == page.media_id:
            submission.media = page.media  # one object: what indexes the page reads its captions
            captions.hand_over(submission, approved=True)
            captions.take_back(submission)
        attachments.publish(submission)
        _set_state(submission, SubmissionState.PUBLISHED)


def schedule(submission: VideoSubmission) -> None:
    """The team has accepted it, for an hour to come."""
    _set_state(submission, SubmissionState.SCHEDULED)


def back_to_review(submission: VideoSubmission) -> None:
    """The team takes it again: its hour was given up, or it was off the site."""
    submission.refresh_from_db()
    _set_state(submission, SubmissionState.IN_REVIEW)


def _sign(page: VideoPage, submission: VideoSubmission) -> None:
    """Tie a page to the profile of its author, who may have made it during the review."""
    profile = profile_of(submission.owner, submission.community)
    if profile and not page.contributor_id:
        VideoPage.objects.filter(pk=page.pk).update(contributor=profile)
        catalogue.record(page)


def page_unpublished(page: VideoPage) -> None:
    submission = page.submission
    if submission and expiry.was_reached(page, submission):
        ending.record_end(submission, page)
    elif submission and not (submission.state in UNDER_WAY and submission.media != page.media):
        _set_state(submission, SubmissionState.UNPUBLISHED, reason=submission.reason)


def _draft_page(submission: VideoSubmission) -> VideoPage:
    """Create the draft, or bring it up to date with what the author corrected."""
    page = submission.page.get_latest_revision_as_object() if submission.page else VideoPage()
    if page.summary == _summary_of(page.description):  # a summary that the team wrote stays
        page.summary = _summary_of(submission.description)
    page.title = submission.title
    for name in SHARED:
        setattr(page, name, getattr(submission, name))
    page.media = submission.media
    page.expire_at = expiry.hour(page, submission)
    page.owner = submission.owner
    page.contributor = profile_of(submission.owner, submission.community)
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
    """Record the state, its line of history and the message to the author, all at once."""
    submission.state = state
    submission.reason = reason
    if state in {SubmissionState.CHANGES_REQUESTED, SubmissionState.DECLINED}:
        submission.decided_at = timezone.now()
    submission.save()
    history.record(submission)
    notices.tell_author(submission, state)
