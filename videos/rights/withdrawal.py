"""Withdrawing a video for good: nothing of it stays but the lines of the register.

One transaction takes away all that the database holds and notes, in the register, the files to
erase; the worker erases them at once (videos.rights.erasure) and says so in the register only when
storage holds none any more. The addresses answer 410 Gone.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model
from wagtail.log_actions import LogContext
from wagtail.models import ModelLogEntry, PageLogEntry, ReferenceIndex, Revision

from community.models import Community, User
from videos import history
from videos.models import (
    CommentDocument,
    RightsEntry,
    TakedownRequest,
    VideoMedia,
    VideoPage,
    VideoSubmission,
    WithdrawnVideo,
)
from videos.models.rights import RightsEvent, TakedownState
from videos.models.submissions import SubmissionState
from videos.rights import messages, register
from videos.rights.locking import lock_video

ERASE_TASK = "videos.tasks.erase_withdrawn"

# Of a proposal, what is no word of its author and stays: whose it is, and when what happened.
KEPT = {
    "id",
    "owner",
    "community",
    "title",
    "state",
    "version",
    "charter_accepted_at",
    "charter_version",
    "created_at",
    "sent_at",
    "decided_at",
}


class AlreadyWithdrawn(Exception):
    """Somebody else, or a former click, has withdrawn this video."""


@dataclass
class Trace:
    """Where a video is: the rows of its files, and what storage holds of it."""

    media: list[VideoMedia] = field(default_factory=list)  # then only those that go
    files: list[str] = field(default_factory=list)  # names in the private storage
    folders: list[str] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)  # pieces on their way
    public_files: list[str] = field(default_factory=list)  # names in the public storage

    def to_erase(self) -> dict:
        """What the register keeps until the worker has erased it."""
        return {
            "media": [each.former_pk for each in self.media],
            "files": sorted(set(self.files)),
            "folders": self.folders,
            "uploads": self.uploads,
            "public_files": self.public_files,
        }


@transaction.atomic
def withdraw(
    *,
    page: VideoPage | None = None,
    submission: VideoSubmission | None = None,
    by: User | None,
    why: str,
) -> RightsEntry:
    """Take a video off the site and out of the database, and have its files erased.

    From its page or its proposal, published or never sent. `why`: `author`, `takedown`, `team`,
    `account` or `expired`; `by` is None when it happens by itself. Returns the line of the
    register that the erasure completes. Raises AlreadyWithdrawn.
    """
    submission, page = lock_video(page=page, submission=submission)
    if not page and (not submission or submission.state == SubmissionState.WITHDRAWN):
        raise AlreadyWithdrawn
    title = page.title if page else submission.title
    community = submission.community if submission else Community.for_site(page.get_site())
    page_number = page.pk if page else None
    trace = _trace(submission, page)
    pictures = _pictures(page) if page else []
    twins = _pages_of_the_same_file(submission, page)
    if page:
        _answer_requests(page, by)
    if submission:
        _blank(submission)
    if page:
        slugs = _slugs(page)
        _delete_page(page, by)
    for twin in twins:
        withdraw(page=twin, by=by, why=why)
    _delete_media(trace)
    _delete_pictures(pictures, trace)
    if page_number:
        _remember(slugs, page_number=page_number, community=community, trace=trace)
    entry = register.record(
        submission,
        event=RightsEvent.CONSENT_WITHDRAWN,
        actor=by,
        title=title,
        community=community,
        page_number=page_number,
        data={"why": why} | trace.to_erase(),
    )
    app.configure_task(ERASE_TASK).defer(entry_id=entry.pk)
    messages.queue("video_withdrawn", entry)
    return entry


# -- What there is ---------------------------------------------------------------------------------


def _trace(submission: VideoSubmission | None, page: VideoPage | None) -> Trace:
    """All the files of a video: shown now, proposed, replaced, on their way, attached, proved."""
    numbers, trace = set(), Trace()
    if page:
        numbers |= {page.media_id, page.described_media_id}
        for name in ("media", "described_media"):
            numbers |= set(_revisions_of(page).values_list(f"content__{name}", flat=True))
        brought = CommentDocument.objects.filter(comment__page=page)
        trace.files += brought.values_list("file", flat=True)
    if submission:
        numbers |= {submission.media_id, *submission.uploads.values_list("media", flat=True)}
        trace.uploads = [each.hex for each in submission.uploads.values_list("pk", flat=True)]
        trace.files += submission.attachments.values_list("file", flat=True)
        trace.files += submission.proofs.values_list("file", flat=True)
    trace.media = list(VideoMedia.objects.filter(pk__in=numbers - {None}))
    return trace


def _pages_of_the_same_file(
    submission: VideoSubmission | None, page: VideoPage | None
) -> list[VideoPage]:
    """Other pages on which the team shows this very film: the same people are in it."""
    current = {page and page.media_id, submission and submission.media_id} - {None}
    pages = VideoPage.objects.filter(Q(media__in=current) | Q(described_media__in=current))
    return list(pages.exclude(pk=page.pk if page else None))


def _revisions_of(page: VideoPage):
    return Revision.objects.filter(
        base_content_type=page.get_base_content_type(), object_id=str(page.pk)
    )


def _pictures(page: VideoPage) -> list[int]:
    """The pictures that the team chose for this page, now or in the past: they may come from it."""
    numbers = {page.image_id, page.social_image_id}
    for name in ("image", "social_image"):
        numbers |= set(_revisions_of(page).values_list(f"content__{name}", flat=True))
    return list(numbers - {None})


def _slugs(page: VideoPage) -> set[str]:
    """Its address, and those from which the portal redirects to it since it was renamed."""
    old = Redirect.objects.filter(redirect_page=page).values_list("old_path", flat=True)
    return {page.slug} | {path.rstrip("/").rsplit("/", 1)[-1] for path in old}


# -- Taking it away --------------------------------------------------------------------------------


def _blank(submission: VideoSubmission) -> None:
    """Keep of a proposal that it was there, for its author; its words live no more but as a title
    in the register."""
    for rows in (
        submission.attachments,
        submission.proofs,
        submission.notes,
        submission.uploads,
    ):
        rows.all().delete()
    submission.levels.clear()
    for column in VideoSubmission._meta.concrete_fields:
        if column.name not in KEPT:
            setattr(submission, column.attname, column.get_default())
    submission.title = _("Withdrawn video")
    submission.state = SubmissionState.WITHDRAWN
    submission.decided_at = timezone.now()
    submission.save()
    _forget_names(ModelLogEntry.objects.for_instance(submission).exclude(action=history.ACTION))
    history.forget_words(submission)
    history.record(submission)


def _answer_requests(page: VideoPage, by: User | None) -> None:
    """Whoever asked for it gets what they asked for, by whatever way it came."""
    waiting = TakedownRequest.objects.select_for_update().filter(page=page).pending()
    for request in waiting.order_by("pk"):
        request.state, request.decided_by = TakedownState.ACCEPTED, by
        request.decided_at = timezone.now()
        request.save()
        messages.queue("takedown_accepted", request)


def _delete_page(page: VideoPage, by: User | None) -> None:
    """Delete a page with its revisions, reviews, comments, search entry and places in lists."""
    number, revisions = page.pk, _revisions_of(page)
    with LogContext(user=by):
        page.delete()
    revisions.delete()
    _forget_names(PageLogEntry.objects.filter(page_id=number))


def _delete_media(trace: Trace) -> None:
    """Delete the rows; their files are for the worker, whose failures are seen and tried again."""
    numbers = [each.pk for each in trace.media]
    used = VideoMedia.objects.filter(pk__in=numbers).exclude(
        pages=None, described_pages=None, submissions=None
    )
    still_used = set(used.values_list("pk", flat=True))
    trace.media = [each for each in trace.media if each.pk not in still_used]
    for media in trace.media:
        trace.folders += [f"originals/{media.uuid}", f"renditions/{media.uuid}"]
        names = [media.file.name, media.thumbnail.name, media.card.name]
        names += media.renditions.values_list("file", flat=True)
        trace.files += filter(None, names)
        _forget_names(ModelLogEntry.objects.for_instance(media))
        # Without names, the deletion of the row leaves storage alone: a failure there would be
        # raised after the commit, and nobody would know what is left.
        media.file = media.thumbnail = media.card = ""
        media.former_pk = media.pk
        media.delete()


def _delete_pictures(numbers: list[int], trace: Trace) -> None:
    for picture in get_image_model().objects.filter(pk__in=numbers):
        if ReferenceIndex.get_references_to(picture).exists():
            continue  # the team shows it elsewhere: it is not of this video alone
        made = picture.renditions.values_list("file", flat=True)
        trace.public_files += [picture.file.name, *made]
        picture.delete()


def _remember(slugs: set[str], *, page_number: int, community: Community, trace: Trace) -> None:
    """Keep what is needed to answer 410 at the addresses of the page and of its files."""
    for slug in slugs:
        WithdrawnVideo.objects.update_or_create(
            community=community,
            slug=slug,
            defaults={
                "page_number": page_number,
                "media_uuids": [each.uuid for each in trace.media],
            },
        )


def _forget_names(entries) -> None:
    """The journal of the admin keeps who did what and when, not the words of a video."""
    entries.update(label=_("Withdrawn video"), data={})
