"""A file of the private storage, sent over HTTP: by us, by nginx, or by an S3 storage.

Conditions and ranges follow RFC 9110 (sections 13 and 14). Who may have the file is decided
before, and said here by `cache_control`. `settings.SENDFILE` names who sends:

- `portal`: our own server, from the disk;
- `nginx`: the proxy, told by X-Accel-Redirect, from the same disk (docs/nginx.conf);
- `s3`: the storage, by an address signed for five minutes.
"""

import io
import os
import re
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date
from django.utils.text import Truncator

from videos.slow_clients import let_go_of_the_database

BLOCK = 64 * 1024
SIGNED_FOR = 300  # seconds
INTERNAL_LOCATION = "/_private/"

# What file systems forbid, what would hide the real end of a name, and the controls.
UNSAFE_IN_NAMES = re.compile(
    r"""[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\\/:*?"<>|]+"""
)


def send(
    request: HttpRequest,
    name: str,
    *,
    content_type: str,
    cache_control: str,
    download_as: str = "",
) -> HttpResponse:
    """Answer with the file of this name in the private storage, offered as `download_as` if given.

    Raises Http404 when it is not there, as far as whoever sends can tell before it does.
    """
    if not name:
        raise Http404
    headers = {"Content-Type": content_type, "Cache-Control": cache_control}
    if download_as:
        headers["Content-Disposition"] = content_disposition_header(True, download_as)
    senders = {"portal": _send_ourselves, "nginx": _send_by_nginx, "s3": _send_by_storage}
    return senders[settings.SENDFILE](request, name, headers)


def readable_name(title: str, suffix: str = "") -> str:
    """Make a file name of a title: « La dictée négociée.mp4 », harmless on every system."""
    words, suffix = (" ".join(UNSAFE_IN_NAMES.sub(" ", part).split()) for part in (title, suffix))
    return (Truncator(words).chars(100, truncate="").strip(" .") or "video") + suffix[:10]


def _send_by_nginx(request: HttpRequest, name: str, headers: dict) -> HttpResponse:
    return HttpResponse(headers=headers | {"X-Accel-Redirect": INTERNAL_LOCATION + quote(name)})


def _send_by_storage(request: HttpRequest, name: str, headers: dict) -> HttpResponse:
    parameters = {f"Response{field.replace('-', '')}": value for field, value in headers.items()}
    address = storages["private"].url(
        name, parameters=parameters, expire=SIGNED_FOR, http_method=request.method
    )
    return HttpResponseRedirect(address, headers={"Cache-Control": "private, no-store"})


def _send_ourselves(request: HttpRequest, name: str, headers: dict) -> HttpResponse:
    path = storages["private"].path(name)
    try:
        file = os.stat(path)
    except FileNotFoundError:
        raise Http404 from None
    size, modified = file.st_size, int(file.st_mtime)
    etag = f'"{modified:x}-{size:x}"'  # as nginx writes it: the proxy may take over any time
    headers |= {"Accept-Ranges": "bytes", "ETag": etag, "Last-Modified": http_date(modified)}
    answer = get_conditional_response(request, etag, modified, HttpResponse(headers=headers))
    if answer.status_code != 200:
        return answer
    if request.method == "HEAD":
        answer.headers["Content-Length"] = str(size)
        return answer
    try:
        span = parse_range(_wanted_range(request, headers), size)
    except ValueError:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    start, end = span or (0, size - 1)
    if span:
        headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    headers["Content-Length"] = str(end - start + 1)
    let_go_of_the_database()
    return _FileAnswer(FileSpan(path, start, end), status=206 if span else 200, headers=headers)


def _wanted_range(request: HttpRequest, headers: dict) -> str:
    """The range asked for; none when it was of an older file: the whole new one is sent then."""
    validator = request.headers.get("If-Range", "")
    if validator and validator not in (headers["ETag"], headers["Last-Modified"]):
        return ""
    return request.headers.get("Range", "")


def parse_range(header: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte asked for, or None when the whole file must be sent.

    Several ranges, or another unit, are answered by the whole file, as RFC 9110 allows.
    Raises ValueError when the range lies outside the file (416).
    """
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", header.strip(), re.IGNORECASE)
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


class FileSpan(io.FileIO):
    """Bytes `start` to `end` of a file, both included. A server may send them by sendfile(2)."""

    def __init__(self, path: str, start: int, end: int):
        super().__init__(path)
        self.end = end
        self.seek(start)

    def read(self, size: int = -1) -> bytes:
        left = max(self.end + 1 - self.tell(), 0)
        return super().read(left if size < 0 else min(size, left))


class _FileAnswer(FileResponse):
    """A FileResponse that believes the headers it is given: it would count to the file's end."""

    block_size = BLOCK

    def set_headers(self, filelike):
        pass
