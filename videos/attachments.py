"""The documents that go with a video, from the author's hands to the public page.

What an author adds or takes away shows when the team publishes, not before.
"""

import logging
from typing import IO, NamedTuple

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.models import Community, User
from videos import documents
from videos.editing import editable
from videos.models import Attachment, VideoSubmission
from videos.models.media import private_storage
from videos.uploads import quotas
from videos.uploads.file_names import clean_name
from videos.uploads.protocol import Refusal

logger = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
MAX_BYTES = 10 * MEGABYTE
MAX_COUNT = 5
# What a file chooser shows first.
ACCEPTED = ".pdf,.odt,.docx,.jpg,.jpeg,.png,.webp"

TOO_HEAVY = gettext_lazy(
    "This document weighs more than %(limit)s MB. Export it with lighter pictures, then choose it "
    "again."
)
TOO_MANY = gettext_lazy(
    "A video has %(limit)s documents at most. Remove one, then choose this one again."
)


@transaction.atomic
def add(submission: VideoSubmission, *, file: UploadedFile, by: User) -> Attachment:
    """Keep a document with a proposal, once its content has been checked.

    Raises documents.Refused with a sentence, NotEditable when the team has the proposal, OSError
    when storage refuses.
    """
    locked = editable(submission)
    if locked.attachments.proposed().count() >= MAX_COUNT:
        raise documents.Refused(TOO_MANY % {"limit": MAX_COUNT})
    try:
        received = receive(file, by=by, community=locked.community)
    except documents.Refused:
        logger.warning("A document was refused on proposal %s", locked.pk)
        raise
    attachment = Attachment(submission=locked, added_by=by, **received.described)
    attachment.file.save("document", File(received.file), save=False)
    attachment.size = attachment.file.size
    attachment.save()
    return attachment


class Received(NamedTuple):
    """A document that was checked: what a StoredDocument says of it, and the file to keep."""

    described: dict[str, str]
    file: IO[bytes]


def receive(file: UploadedFile, *, by: User, community: Community) -> Received:
    """Check a document that a member gives: its weight, what is inside, what they have waiting.

    Raises documents.Refused with a sentence.
    """
    if file.size > MAX_BYTES:
        raise documents.Refused(TOO_HEAVY % {"limit": MAX_BYTES // MEGABYTE})
    try:
        quotas.check_total(file.size, member=by, community=community)
    except Refusal as refusal:
        raise documents.Refused(refusal.sentence) from None
    document = documents.examine(file)
    name = clean_name(file.name) or _("document without a name")
    described = {
        "title": _title(name),
        "kind": document.kind,
        "content_type": document.content_type,
        "name": name,
    }
    return Received(described, document.file)


def _title(name: str) -> str:
    """A first title: the name of the file, without its ending, as words."""
    stem = name.rpartition(".")[0] or name
    return " ".join(stem.replace("_", " ").split())[:120]


@transaction.atomic
def rename(submission: VideoSubmission, *, titles: dict[str, str]) -> None:
    """Give titles to documents that are not public yet, by their mark (`uuid.hex`)."""
    for attachment in submission.attachments.filter(is_public=False):
        title = titles.get(attachment.uuid.hex, attachment.title)
        if title != attachment.title:
            attachment.title = title
            attachment.save(update_fields=["title"])


@transaction.atomic
def remove(submission: VideoSubmission, *, mark: str) -> None:
    """Take a document away. One that is public leaves the page when the team publishes again.

    Of an unknown mark (`uuid.hex`), does nothing: another tab has removed it. Raises NotEditable.
    """
    locked = editable(submission)
    for attachment in locked.attachments.proposed():
        if attachment.uuid.hex != mark:
            continue
        if attachment.is_public:
            attachment.is_removed = True
            attachment.save(update_fields=["is_removed"])
        else:
            attachment.delete()


@transaction.atomic
def publish(submission: VideoSubmission) -> None:
    """Show what the team has read: what was there when the proposal was last sent."""
    for attachment in submission.attachments.filter(is_removed=True):
        attachment.delete()
    read = submission.attachments.filter(is_public=False)
    if submission.sent_at:
        read = read.filter(created_at__lte=submission.sent_at)
    read.update(is_public=True)


@transaction.atomic
def take_back(submission: VideoSubmission) -> None:
    """Give up what the team has declined: back to the documents that everybody sees."""
    for attachment in submission.attachments.filter(is_public=False):
        attachment.delete()
    submission.attachments.update(is_removed=False)


def delete_file(attachment: Attachment) -> None:
    private_storage().delete(attachment.file.name)
