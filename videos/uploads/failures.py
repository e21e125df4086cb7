"""What may go wrong while a file arrives, as the answer that the client acts upon.

A 5xx asks it to try again: all is kept. A 409 with `Upload-Offset` says where to go on; without
that header there is no going on. Any other 4xx ends the upload.
"""

import errno
import logging

from django.utils.translation import gettext as _

from videos.models import Upload, VideoSubmission
from videos.submissions import NotEditable
from videos.uploads.lifecycle import NoRoom, Received
from videos.uploads.pieces import Damaged, Overtaken, Vanished
from videos.uploads.protocol import Refusal

logger = logging.getLogger(__name__)

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
RETRY_SECONDS = 30


class Cut(Exception):
    """The body ended before its announced size: the connection was lost."""


NOT_THERE = (VideoSubmission.DoesNotExist, Upload.DoesNotExist, Vanished)
EXPECTED = (*NOT_THERE, Cut, Damaged, NotEditable, NoRoom, Overtaken, Received, OSError)


def in_words(failure: Exception) -> Refusal:
    """Return the answer for one of the `EXPECTED` failures."""
    if isinstance(failure, OSError):
        return _storage(failure)
    if isinstance(failure, NOT_THERE):
        return Refusal(404, _("This upload no longer exists. Choose your video again."))
    if isinstance(failure, Overtaken):
        return overtaken(failure.size)
    if isinstance(failure, NotEditable):
        return Refusal(
            409,
            _("This proposal has been sent: the team has it now. You will receive a message."),
        )
    if isinstance(failure, Received):
        return Refusal(
            409, _("Your video has arrived already. To replace it, choose another file.")
        )
    if isinstance(failure, Damaged):
        return Refusal(
            460,
            _("A part of your video was damaged on its way. It must be sent again."),
            reason="Checksum Mismatch",
        )
    if isinstance(failure, Cut):
        return Refusal(
            408,
            _("The connection was lost. What has arrived is kept: the upload will resume there."),
        )
    return _no_room()


def overtaken(size: int) -> Refusal:
    """A piece that does not begin where the file ends, at `size` bytes."""
    return Refusal(
        409,
        _("This part of your video had arrived already. The upload resumes by itself."),
        Upload_Offset=str(size),
    )


def expired() -> Refusal:
    return Refusal(
        410, _("This upload waited for too long: it was deleted. Choose your video again.")
    )


def beyond_length() -> Refusal:
    return Refusal(
        413,
        _("This file is larger than it was when you chose it. Choose it again."),
        reason="Beyond Upload-Length",
    )


def signed_out() -> Refusal:
    return Refusal(
        401,
        _(
            "Your session has ended. Sign in again in another tab: the upload will resume where "
            "it stopped."
        ),
    )


def _storage(failure: OSError) -> Refusal:
    logger.error("storage refuses an upload: %s", failure)
    if failure.errno in FULL:
        return _no_room()
    return Refusal(
        503,
        _(
            "Our storage does not answer at the moment. Nothing is lost: the upload will resume "
            "by itself."
        ),
        Retry_After=str(RETRY_SECONDS),
    )


def _no_room() -> Refusal:
    return Refusal(
        507,
        _("We have no room left at the moment. Nothing is lost: the upload will resume by itself."),
        Retry_After=str(RETRY_SECONDS),
    )
