"""The two addresses of the upload server: where an upload begins, and one for each."""

import contextlib
from collections.abc import Callable, Iterator
from uuid import UUID

from django.db.models import F
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date

from community.context import current_community
from videos.models import Upload, VideoSubmission
from videos.slow_clients import let_go_of_the_database
from videos.submissions import NotEditable
from videos.uploads import failures, lifecycle, pieces, protocol
from videos.uploads.failures import Cut
from videos.uploads.protocol import Checksum, Refusal

# A sender that says nothing for so long has gone; its thread is for others.
SILENCE_SECONDS = 30
# Of a body that comes with a refused request. Beyond, its sender finds the connection closed.
HEARD_OUT_BYTES = 16 * 1024 * 1024


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
                if not request.user.is_authenticated:
                    raise failures.signed_out()
                response = handlers[method](request, **address)
            else:
                raise protocol.misunderstanding(405, "Method Not Allowed", Allow=allowed)
        except Refusal as refusal:
            response = _refuse(request, refusal)
        except failures.EXPECTED as failure:
            response = _refuse(request, failures.in_words(failure))
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


def _create(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an upload, with its first bytes when the request holds some."""
    submission = VideoSubmission.objects.get(
        pk=pk, owner=request.user, community=current_community(request)
    )
    length = protocol.upload_length(request)
    metadata = protocol.upload_metadata(request)
    checksum = protocol.upload_checksum(request)
    size = protocol.body_size(request)
    if size:
        protocol.check_is_piece(request)
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
    checksum = protocol.upload_checksum(request)
    size = protocol.body_size(request)
    arrived = lifecycle.offset_of(upload)
    if offset != arrived:
        raise failures.overtaken(arrived)
    _check_fits(offset, size, upload.length)
    if not upload.media_id and not upload.submission.can_take_file:
        raise NotEditable(upload.submission)
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
        raise failures.expired()
    return upload


def _check_fits(offset: int, size: int, length: int) -> None:
    if offset + size > length:
        raise failures.beyond_length()


def _take(
    request: HttpRequest, upload: Upload, *, offset: int, size: int, checksum: Checksum | None
) -> int:
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


def _refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer, after the body that came with the request: a sender that is cut reads no answer."""
    if refusal.status != 408:  # that one is silent already
        _expect_a_slow_client(request)
        heard = 0
        with contextlib.suppress(OSError):
            while heard < HEARD_OUT_BYTES and (chunk := request.read(pieces.CHUNK)):
                heard += len(chunk)
    return refusal.as_response()


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
