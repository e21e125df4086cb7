"""Files of the videos, sent to whom may watch them, whole or by ranges (RFC 9110, section 14)."""

import re
from collections.abc import Iterator
from typing import BinaryIO
from uuid import UUID

from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from videos.access import is_public, may_watch
from videos.captions import serialise
from videos.models import VideoMedia

CHUNK = 64 * 1024


@require_safe
def video(request: HttpRequest, uuid: UUID) -> HttpResponse:
    media = _watchable(request, uuid)
    rendition = media.playable()
    if not rendition:
        raise Http404
    return _send(request, media, rendition.file, "video/mp4")


@require_safe
def poster(request: HttpRequest, uuid: UUID) -> HttpResponse:
    media = _watchable(request, uuid)
    return _send(request, media, media.thumbnail, "image/jpeg")


@require_safe
def card(request: HttpRequest, uuid: UUID) -> HttpResponse:
    media = _watchable(request, uuid)
    return _send(request, media, media.card, "image/jpeg")


@require_safe
def captions(request: HttpRequest, uuid: UUID) -> HttpResponse:
    media = _watchable(request, uuid)
    if not media.captions:
        raise Http404
    response = HttpResponse(serialise(media.captions), content_type="text/vtt; charset=utf-8")
    return _mark(response, media)


def _watchable(request: HttpRequest, uuid: UUID) -> VideoMedia:
    """Return the media, or 404: whoever may not watch it does not learn that it exists."""
    media = get_object_or_404(VideoMedia, uuid=uuid)
    if not may_watch(request.user, media):
        raise Http404
    return media


def _send(request: HttpRequest, media: VideoMedia, file: FieldFile, kind: str) -> HttpResponse:
    if not file:
        raise Http404
    storage: Storage = file.storage
    size = storage.size(file.name)
    etag = f'"{media.uuid.hex}-{storage.get_modified_time(file.name).timestamp():.0f}-{size}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        response = _ranged(request, file, size, etag)
        response["Content-Type"] = kind
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    return _mark(response, media)


def _mark(response: HttpResponse, media: VideoMedia) -> HttpResponse:
    """Let anyone keep a public file, but ask at each use: it may be withdrawn at any time."""
    response["Cache-Control"] = "no-cache" if is_public(media) else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _ranged(request: HttpRequest, file: FieldFile, size: int, etag: str) -> HttpResponse:
    asked = request.headers.get("Range", "")
    if request.headers.get("If-Range", etag) != etag:
        asked = ""  # the file changed since: the whole new one
    try:
        span = parse_range(asked, size)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = span or (0, size - 1)
    response = StreamingHttpResponse(
        _read(file.storage.open(file.name), start, end), status=206 if span else 200
    )
    response["Content-Length"] = str(end - start + 1)
    if span:
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def parse_range(header: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte asked for, or None when the whole file must be sent.

    Several ranges, or another unit, are answered by the whole file, as RFC 9110 allows.
    Raises ValueError when the range lies outside the file (416).
    """
    match = re.fullmatch(r"bytes=(\d*)-(\d*)", header.strip())
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        start, end = max(size - int(last), 0), size - 1
        if int(last) == 0:
            raise ValueError("an empty suffix")
    else:
        start, end = int(first), min(int(last or size - 1), size - 1)
        if last and int(last) < int(first):
            return None  # malformed: ignored
    if start >= size:
        raise ValueError("beyond the end")
    return start, end


def _read(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        left = end - start + 1
        while left > 0 and (data := file.read(min(CHUNK, left))):
            left -= len(data)
            yield data
