"""What tus 1.0.0 says in its headers: read strictly, refused in words. Knows nothing of files."""

import base64
import binascii
import hashlib
import re
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

VERSION = "1.0.0"
EXTENSIONS = ["creation", "creation-with-upload", "expiration", "termination", "checksum"]
ALGORITHMS = ["sha1", "md5", "sha256"]
PIECE_TYPE = "application/offset+octet-stream"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
# Kept, and given back in a header: servers limit the length of a line to about this.
LONGEST_METADATA = 8 * 1024

_NUMBER = re.compile(r"[0-9]{1,18}")
_KEY = re.compile(r"[!-+\--~]+")  # visible ASCII, without the comma


class Refusal(Exception):
    """The answer to a request that is not granted: a sentence for the person who sends.

    `reason` is for whoever writes a client; `headers` go with the answer.
    """

    def __init__(self, status: int, sentence: str, *, reason: str | None = None, **headers: str):
        super().__init__(status, reason)
        self.status = status
        self.sentence = sentence
        self.reason = reason
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def as_response(self) -> HttpResponse:
        return HttpResponse(
            self.sentence,
            status=self.status,
            reason=self.reason,
            content_type="text/plain; charset=utf-8",
            headers=self.headers,
        )


class Checksum(NamedTuple):
    """What the client computed for one piece: the name of the algorithm, the digest."""

    algorithm: str
    digest: bytes

    def begin(self):
        return hashlib.new(self.algorithm, usedforsecurity=False)


def misunderstanding(status: int, reason: str, **headers: str) -> Refusal:
    """A request that a page of ours never sends: an old one, or another program's."""
    return Refusal(
        status,
        _(
            "This page and the portal no longer understand each other. Reload the page, then "
            "choose your video again."
        ),
        reason=reason,
        **headers,
    )


def method_of(request: HttpRequest) -> str:
    """Return the method asked for: some networks let only GET and POST through.

    A safe method stays one, since Django checks no CSRF token on it.
    """
    override = request.headers.get("X-HTTP-Method-Override", "").strip().upper()
    if not override or (request.method in SAFE_METHODS and override not in SAFE_METHODS):
        return request.method
    return override


def check_version(request: HttpRequest) -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise misunderstanding(412, "Tus-Resumable must be 1.0.0", Tus_Version=VERSION)


def body_size(request: HttpRequest) -> int:
    """Return the size of the body in bytes. One of unknown size could not be checked in advance."""
    if "Transfer-Encoding" in request.headers:
        raise misunderstanding(411, "Content-Length Required")
    return _number(request.META.get("CONTENT_LENGTH") or "0", "Content-Length")


def check_is_piece(request: HttpRequest) -> None:
    if request.content_type != PIECE_TYPE:
        raise misunderstanding(415, f"Content-Type must be {PIECE_TYPE}")


def upload_offset(request: HttpRequest) -> int:
    return _number(request.headers.get("Upload-Offset", ""), "Upload-Offset")


def upload_length(request: HttpRequest) -> int:
    """Return the size announced, in bytes. It must be known: limits are checked beforehand."""
    for unsupported in ("Upload-Defer-Length", "Upload-Concat"):
        if unsupported in request.headers:
            raise misunderstanding(400, f"{unsupported} is not supported")
    return _number(request.headers.get("Upload-Length", ""), "Upload-Length")


def _number(text: str, name: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise misunderstanding(400, f"{name} must be a whole number")
    return int(text)


def upload_metadata(request: HttpRequest) -> dict[str, bytes]:
    header = request.headers.get("Upload-Metadata", "")
    try:
        return parse_metadata(header)
    except ValueError as error:
        raise misunderstanding(400, f"Upload-Metadata: {error}") from error


def parse_metadata(header: str) -> dict[str, bytes]:
    """Read “key base64,key base64,key”. Raises ValueError when it is malformed."""
    if len(header) > LONGEST_METADATA:
        raise ValueError("too long")
    values = {}
    for pair in header.split(",") if header.strip() else []:
        key, _space, value = pair.strip(" ").partition(" ")
        if not _KEY.fullmatch(key):
            raise ValueError("a key must be visible ASCII")
        if key in values:
            raise ValueError("a key is given twice")
        values[key] = _from_base64(value)
    return values


def upload_checksum(request: HttpRequest) -> Checksum | None:
    header = request.headers.get("Upload-Checksum")
    if header is None:
        return None
    algorithm, _space, value = header.partition(" ")
    if algorithm not in ALGORITHMS:
        raise misunderstanding(400, "Upload-Checksum: unknown algorithm")
    try:
        return Checksum(algorithm, _from_base64(value))
    except ValueError as error:
        raise misunderstanding(400, f"Upload-Checksum: {error}") from error


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("not base64") from None
