"""The two addresses of the upload server: where one begins, and one for each."""

import errno
import logging
from collections.abc import Callable, Iterator
from uuid import UUID

from django.db.models import F
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from community.context import current_community
from videos.models import Upload, VideoSubmission
from videos.slow_clients import let_go_of_the_database
from videos.submissions import NotEditable
from videos.uploads import lifecycle, pieces, protocol
from videos.uploads.protocol import Refusal

logger = logging.getLogger(__name__)

# A sender that says nothing for so long has gone; its thread is for others.
SILENCE_SECONDS = 30
# Of a body that comes with a refused request. Beyond, its sender finds the connection closed.
HEARD_OUT_BYTES = 16 * 1024 * 1024
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
RETRY_SECONDS = 30


class Cut(Exception):
    """The body ended before its announced size: the connection was lost."""


def endpoint(**handlers: Callable) -> Callable:
    """Return a view that speaks tus: one handler per method, every failure in words."""
    allowed = ", ".join([*handlers, "OPTIONS"])

    def view(request: HttpRequest, **address) -> HttpResponse:
        method = protocol.method_of(request)
        try:
            if method == "OPTIONS":
                response = _capabilities(request)
            elif method in handlers:
                protocol.check_version(request)
                _check_signed_in(request)
                response = _in_words(handlers[method], request, **address)
            else:
                raise protocol.misunderstanding(405, "Method Not Allowed", Allow=allowed)
        except Refusal as refusal:
            if refusal.status != 408:
                _hear_out(request)
            response = refusal.as_response()
        response["Tus-Resumable"] = protocol.VERSION
        response["Cache-Control"] = "no-store"
        return response

    return view


def _capabilities(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(status=204)
    response["Tus-Version"] = protocol.VERSION
    response["Tus-Extension"] = ",".join(protocol.EXTENSIONS)
    response["Tus-Checksum-Algorithm"] = ",".join(protocol.ALGORITHMS)
    if community := current_community(request):
        response["Tus-Max-Size"] = str(community.max_bytes)
    return response


def _check_signed_in(request: HttpRequest) -> None:
    if not request.user.is_authenticated:
        raise Refusal(
            401,
            _(
                "Your session has ended. Sign in again in another tab: the upload will resume "
                "where it stopped."
            ),
        )


def _in_words(handler: Callable, request: HttpRequest, **address) -> HttpResponse:
    """Call a handler, and turn what may go wrong into the answer that the client acts upon."""
    try:
        return handler(request, **address)
    except (VideoSubmission.DoesNotExist, Upload.DoesNotExist, pieces.Vanished):
        raise Refusal(404, _("This upload no longer exists. Choose your video again.")) from None
    except pieces.Overtaken as found:
        raise _overtaken(found.size) from None
    except pieces.Damaged:
        raise Refusal(
            460,
            _("A part of your video was damaged on its way. It must be sent again."),
            reason="Checksum Mismatch",
        ) from None
    except NotEditable:
        raise Refusal(
            409,
            _("This proposal has been sent: the team has it now. You will receive a message."),
        ) from None
    except lifecycle.Received:
        raise Refusal(
            409,
            _("Your video has arrived already. To replace it, choose another file."),
        ) from None
    except Cut:
        raise Refusal(
            408,
            _("The connection was lost. What has arrived is kept: the upload will resume there."),
        ) from None
    except lifecycle.NoRoom:
        raise _no_room() from None
    except OSError as failure:
        logger.error("uploads: storage refuses: %s", failure.strerror)
        if failure.errno in FULL:
            raise _no_room() from failure
        raise Refusal(
            503,
            _(
                "Our storage does not answer at the moment. Nothing is lost: the upload will "
                "resume by itself."
            ),
            Retry_After=str(RETRY_SECONDS),
        ) from failure


def _overtaken(size: int) -> Refusal:
    return Refusal(
        409,
        _("This part of your video had arrived already. The upload resumes by itself."),
        Upload_Offset=str(size),
    )


def _no_room() -> Refusal:
    return Refusal(
        507,
        _("We have no room left at the moment. Nothing is lost: the upload will resume by itself."),
        Retry_After=str(RETRY_SECONDS),
    )


def _create(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an upload, with its first bytes when the request holds some."""
    submission = VideoSubmission.objects.get(
        pk=pk, owner=request.user, community=current_community(request)
    )
    length = protocol.upload_length(request)
    metadata = protocol.upload_metadata(request)
    size = protocol.body_size(request)
    if size:
        protocol.check_is_piece(request)
        checksum = protocol.upload_checksum(request)
        _check_fits(0, size, length)
    upload = lifecycle.begin(
        submission,
        length=length,
        header=request.headers.get("Upload-Metadata", ""),
        metadata=metadata,
    )
    offset = lifecycle.offset_of(upload)
    if size and offset == 0:
        offset = _take(request, upload, offset=0, size=size, checksum=checksum)
    response = _answer(upload, offset, status=201)
    response["Location"] = reverse("upload", args=[upload.pk])
    return response


def _tell(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say how much has arrived. A file that is whole but not kept yet is kept first."""
    upload = _own_upload(request, uuid)
    offset = lifecycle.offset_of(upload)
    if offset == upload.length:
        lifecycle.finish(upload)
    response = _answer(upload, offset, status=200)
    response["Upload-Length"] = str(upload.length)
    if upload.metadata:
        response["Upload-Metadata"] = upload.metadata
    return response


def _append(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a piece, which must begin where the file ends."""
    upload = _own_upload(request, uuid)
    protocol.check_is_piece(request)
    offset = protocol.upload_offset(request)
    size = protocol.body_size(request)
    checksum = protocol.upload_checksum(request)
    arrived = lifecycle.offset_of(upload)
    if offset != arrived:
        raise _overtaken(arrived)
    _check_fits(offset, size, upload.length)
    if not upload.media_id and not upload.submission.can_take_file:
        raise NotEditable
    offset = _take(request, upload, offset=offset, size=size, checksum=checksum)
    return _answer(upload, offset, status=204)


def _terminate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    lifecycle.terminate(_own_upload(request, uuid))
    return HttpResponse(status=204)


create = endpoint(POST=_create)
upload = endpoint(HEAD=_tell, PATCH=_append, DELETE=_terminate)


def _own_upload(request: HttpRequest, uuid: UUID) -> Upload:
    """Return an upload of this member, in this community: any other one does not exist."""
    upload = Upload.objects.select_related("submission__community").get(
        pk=uuid,
        owner=request.user,
        submission__owner=F("owner"),
        submission__community=current_community(request),
    )
    if lifecycle.is_expired(upload):
        raise Refusal(
            410, _("This upload waited for too long: it was deleted. Choose your video again.")
        )
    return upload


def _check_fits(offset: int, size: int, length: int) -> None:
    if offset + size > length:
        raise Refusal(
            413,
            _("This file is larger than it was when you chose it. Choose it again."),
            reason="Beyond Upload-Length",
        )


def _take(request: HttpRequest, upload: Upload, *, offset: int, size: int, checksum) -> int:
    """Write the body at `offset`; return where the file now ends. Finish it when it is whole."""
    if size:
        try:
            chunks = _body(request, size)
            offset = pieces.write(upload.pk, offset=offset, chunks=chunks, checksum=checksum)
        finally:
            lifecycle.touch(upload)
    if offset == upload.length:
        lifecycle.finish(upload)
    return offset


def _body(request: HttpRequest, size: int) -> Iterator[bytes]:
    """Read the body as it comes, never whole. Raises Cut when it ends too early."""
    _expect_a_slow_client(request)
    while size:
        try:
            chunk = request.read(min(pieces.CHUNK, size))
        except UnreadablePostError:
            raise Cut from None
        if not chunk:
            raise Cut
        size -= len(chunk)
        yield chunk


def _hear_out(request: HttpRequest) -> None:
    """Read what comes with a refused request, so that the sender reads the answer."""
    _expect_a_slow_client(request)
    heard = 0
    try:
        while heard < HEARD_OUT_BYTES and (chunk := request.read(pieces.CHUNK)):
            heard += len(chunk)
    except OSError:
        pass  # the sender has gone


def _expect_a_slow_client(request: HttpRequest) -> None:
    """Hold no connection to the database while we wait, and do not wait for ever."""
    let_go_of_the_database()
    if connection := request.META.get("gunicorn.socket"):
        connection.settimeout(SILENCE_SECONDS)


def _answer(upload: Upload, offset: int, *, status: int) -> HttpResponse:
    response = HttpResponse(status=status)
    response["Upload-Offset"] = str(offset)
    if not upload.media_id:
        response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    return response
