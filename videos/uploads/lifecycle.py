"""An upload begins, grows, becomes the file of its proposal, or is forgotten.

Rows are locked in one order everywhere: the member, the proposal, the upload.
"""

import hashlib
import logging
import re
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from community.models import User
from videos import submissions
from videos.models import Upload, VideoMedia, VideoSubmission
from videos.models.media import original_path
from videos.uploads import pieces, quotas
from videos.uploads.file_names import clean_name
from videos.uploads.pieces import Vanished

logger = logging.getLogger(__name__)

KEPT = timedelta(hours=48)  # after the last piece
# A file written more recently may be one that a request is still writing, or just created.
UNTOUCHED_SECONDS = 3600


class NoRoom(Exception):
    """The disk cannot hold a file of this size now."""


class Received(Exception):
    """The file has arrived whole and belongs to its proposal: there is no upload to end."""


@transaction.atomic
def begin(
    submission: VideoSubmission, *, length: int, header: str, metadata: dict[str, bytes]
) -> Upload:
    """Create the upload of a proposal, or return the one that was interrupted.

    The same file (length and fingerprint) goes on; another one takes its place. `header` is the
    metadata as sent, which the protocol gives back.
    Raises NotEditable, Refusal (too heavy), NoRoom, OSError (storage).
    """
    # The total of a member is counted by one request at a time.
    member = User.objects.select_for_update(no_key=True).get(pk=submission.owner_id)
    submission = _lock_submission(submission.pk)
    if not submission.can_take_file:
        raise submissions.NotEditable(submission)
    fingerprint = _fingerprint(metadata.get("fingerprint", b""))
    current = submission.uploads.filter(media=None).first()
    if current and _is_same_file(current, length, fingerprint):
        return current
    if current:
        _forget(current)
    quotas.check_size(length, submission.community)
    quotas.check_total(length, member=member, community=submission.community)
    if pieces.free_bytes() < length:
        raise NoRoom
    upload = submission.uploads.create(
        owner=member,
        length=length,
        metadata=header,
        file_name=clean_name(metadata.get("filename", b"")),
        fingerprint=fingerprint,
        expires_at=timezone.now() + KEPT,
    )
    pieces.create(upload.pk)
    return upload


def is_expired(upload: Upload) -> bool:
    return not upload.media_id and upload.expires_at <= timezone.now()


def offset_of(upload: Upload) -> int:
    """Return how many bytes have arrived. Raises Vanished, or OSError when storage is away."""
    if upload.media_id:
        return upload.length
    try:
        return pieces.size_of(upload.pk)
    except Vanished:
        if _was_moved(upload):
            return upload.length
        raise


def touch(upload: Upload) -> None:
    """Push the expiry forward. Raises Vanished when the upload was ended meanwhile."""
    upload.expires_at = timezone.now() + KEPT
    if not Upload.objects.filter(pk=upload.pk).update(expires_at=upload.expires_at):
        raise Vanished


@transaction.atomic
def finish(upload: Upload) -> None:
    """Give the proposal its file, once the last byte is there. May be called again at any time.

    Raises Vanished, NotEditable, or OSError when storage refuses: all is kept for another try.
    """
    submission, locked = _lock(upload)
    if not locked.media_id:
        if offset_of(locked) != locked.length:
            return
        locked.media = submissions.attach_file(
            submission,
            path=pieces.path_of(locked.pk),
            name=locked.file_name,
            size=locked.length,
            uuid=locked.pk,
        )
        locked.save(update_fields=["media"])
        # Private storage took a copy, unless it could take the file itself.
        transaction.on_commit(partial(pieces.remove, locked.pk))
    upload.media = locked.media


@transaction.atomic
def terminate(upload: Upload) -> None:
    """End an upload at its owner's request. Raises Received, Vanished."""
    _submission, locked = _lock(upload)
    if locked.media_id:
        raise Received
    _forget(locked)


def sweep() -> None:
    """Finish what is whole, forget what was abandoned, delete the files that belong to nobody."""
    if not pieces.is_there():
        return  # the disk is away, or nothing was ever sent
    for upload in Upload.objects.filter(media=None):
        _finish_late(upload)
    for upload in Upload.objects.filter(expires_at__lte=timezone.now()):
        _forget_if_abandoned(upload)
    pieces.delete_strangers(untouched_seconds=UNTOUCHED_SECONDS, is_known=_is_known)


def _finish_late(upload: Upload) -> None:
    """Attach a file whose last byte arrived while storage was away, or as its server died."""
    try:
        if offset_of(upload) == upload.length:
            finish(upload)
    except (Vanished, submissions.NotEditable):
        pass  # it expires as the others do
    except OSError as failure:
        logger.warning("upload %s: not finished: %s", upload.pk, failure)


@transaction.atomic
def _forget_if_abandoned(upload: Upload) -> None:
    try:
        submission, locked = _lock(upload)
    except Vanished:
        return
    if locked.expires_at > timezone.now():
        return  # a piece has just arrived
    if not locked.media_id:
        try:
            if pieces.seconds_untouched(locked.pk) < UNTOUCHED_SECONDS:
                return
            if offset_of(locked) == locked.length and submission.can_take_file:
                return  # whole: storage will take it
        except Vanished:
            pass
    _forget(locked)


def _forget(upload: Upload) -> None:
    uuid = upload.pk
    upload.delete()
    transaction.on_commit(partial(pieces.remove, uuid))


def _lock(upload: Upload) -> tuple[VideoSubmission, Upload]:
    try:
        submission = _lock_submission(upload.submission_id)
        return submission, Upload.objects.select_for_update().get(pk=upload.pk)
    except (VideoSubmission.DoesNotExist, Upload.DoesNotExist):
        raise Vanished from None


def _lock_submission(pk: int) -> VideoSubmission:
    rows = VideoSubmission.objects.select_for_update(of=["self"])
    return rows.select_related("community").get(pk=pk)


def _is_same_file(upload: Upload, length: int, fingerprint: str) -> bool:
    """Whether the sender goes on with this upload, which is still there to be resumed."""
    if not fingerprint or is_expired(upload):
        return False
    if (upload.length, upload.fingerprint) != (length, fingerprint):
        return False
    try:
        offset_of(upload)
    except Vanished:
        return False
    return True


def _fingerprint(sent: bytes) -> str:
    """Keep what the browser sent as it is, when it can be kept; else a digest of it."""
    if re.fullmatch(rb"[!-~]{0,128}", sent):
        return sent.decode()
    return hashlib.sha256(sent).hexdigest()


def _was_moved(upload: Upload) -> bool:
    """Whether the file is in private storage already: its server died before it could say so."""
    name = original_path(VideoMedia(uuid=upload.pk))
    storage = storages["private"]
    return storage.exists(name) and storage.size(name) == upload.length


def _is_known(name: str) -> bool:
    try:
        return Upload.objects.filter(pk=UUID(name)).exists()
    except ValueError:
        return False
