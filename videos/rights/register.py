"""The register of image rights: what was declared, proved, asked, ended. Only ever added to."""

import hashlib
from datetime import date

from django.db import transaction
from procrastinate.contrib.django import app

from community.models import Community, User
from videos.models import RightsEntry, VideoMedia, VideoPage, VideoSubmission
from videos.models.rights import ImageRights, RightsEvent
from videos.rights import expiry

# The version of the questions and of the words signed: a new one each time they change.
WORDING = "2026-11"
CHUNK = 1024 * 1024  # bytes
# A file up to this size is read while its author waits: less than half a second on a disk.
READ_AT_ONCE = 64 * 1024 * 1024  # bytes
FINGERPRINT_TASK = "videos.tasks.fingerprint_declared_file"


def record(
    submission: VideoSubmission | None,
    *,
    event: RightsEvent,
    actor: User | None = None,
    data: dict | None = None,
    page: VideoPage | None = None,
    **values,
) -> RightsEntry:
    """Add a line. `page` is enough for a video that the team made, which has no proposal.

    `actor` is kept by address: the line must say who, after the account is gone. Other `values`
    are columns of the entry, which else come from the proposal and its page.
    """
    page = page or (submission.page if submission else None)
    if "community" not in values:
        values["community"] = (
            submission.community if submission else Community.for_site(page.get_site())
        )
    values.setdefault("page_number", page.pk if page else None)
    values.setdefault("title", page.title if page else submission and submission.title)
    return RightsEntry.objects.create(
        submission=submission,
        event=event,
        actor=actor.email if actor else "",
        data=data or {},
        **values,
    )


@transaction.atomic
def declare(submission: VideoSubmission) -> RightsEntry | None:
    """Record what its author declares by sending a proposal; nothing when nothing is signed.

    The same declaration of the same sending is recorded once. A big file is read later, by the
    worker, which adds a line with its fingerprint.
    """
    if not submission.rights_are_declared:
        return None
    media = submission.media
    said = snapshot(submission) | {
        "version": submission.version,
        "media": str(media.uuid) if media else "",
        "proofs": list(submission.proofs.values_list("sha256", flat=True)),
    }
    last = submission.rights_entries.filter(event=RightsEvent.DECLARED, wording=WORDING).last()
    if last and last.data == said:
        return last
    known = known_fingerprint(media) if media else ""
    now = media and not known and media.size <= READ_AT_ONCE
    entry = record(
        submission,
        event=RightsEvent.DECLARED,
        actor=submission.owner,
        data=said,
        wording=WORDING,
        file_sha256=known or (_read(media) if now else ""),
        title=submission.title,
    )
    if media and not entry.file_sha256:
        app.configure_task(FINGERPRINT_TASK).defer(entry_id=entry.pk)
    submission.rights_reminded_days = None
    submission.save(update_fields=["rights_reminded_days"])
    expiry.bring_forward(submission)
    return entry


def add_fingerprint(entry_id: int) -> None:
    """Add the line that says which file a declaration is of. May be run again at any time.

    Raises OSError when storage refuses.
    """
    entry = RightsEntry.objects.select_related("submission").get(pk=entry_id)
    media = VideoMedia.objects.filter(uuid=entry.data["media"]).first()
    if not media or known_fingerprint(media):
        return  # withdrawn or replaced meanwhile, or done
    record(
        entry.submission,
        event=RightsEvent.DECLARED,
        data=entry.data | {"entry": entry.pk},
        wording=entry.wording,
        file_sha256=fingerprint(media),
        title=entry.title,
    )


def known_fingerprint(media: VideoMedia) -> str:
    """The SHA-256 of a file that the register has already read; empty otherwise."""
    entries = RightsEntry.objects.filter(event=RightsEvent.DECLARED, data__media=str(media.uuid))
    return entries.exclude(file_sha256="").values_list("file_sha256", flat=True).first() or ""


def fingerprint(media: VideoMedia) -> str:
    """The SHA-256 of a file as it was received, in hexadecimal."""
    digest = hashlib.sha256()
    with media.file.open("rb") as stored:
        for chunk in stored.chunks(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def snapshot(said: ImageRights) -> dict:
    """What is declared, as JSON holds it: days in ISO 8601."""
    values = {field.name: getattr(said, field.name) for field in ImageRights._meta.fields}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def _read(media: VideoMedia) -> str:
    try:
        return fingerprint(media)
    except OSError:
        return ""  # the worker tries again: an author does not wait for our storage
