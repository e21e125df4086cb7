"""Public pages kept in memory, in front of Django: an answer without a query, in microseconds.

Only what `editorial.page_cache` marks as public is kept, for a minute at most: what depends on the
hour (« nouveau », an event that ends) is never older. A visitor with a session always has their
page made.
"""

import gzip
import time
from collections import OrderedDict
from threading import Lock
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

import brotli
from django.conf import settings

from editorial.page_cache import LAYER, MARK, PARAMETERS, PERSONAL_COOKIES, changes

MAX_AGE = 60  # seconds
LONGEST_QUERY = 200  # characters
OWN_ANSWER = {"HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_X_REQUESTED_WITH"}
COOKIES = tuple(f"{name}=" for name in PERSONAL_COOKIES)


class Entry(NamedTuple):
    """An answer as it was made, in each encoding, and the count of changes it was made under."""

    headers: list[tuple[str, str]]
    bodies: dict[str, bytes]  # by encoding; "" as it was made
    etag: str
    community: int
    count: tuple[int, int]
    made_at: float

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values())) + 2048


class Shelf:
    """Entries within a number of bytes: the one asked for longest ago leaves first."""

    def __init__(self, most_bytes: int):
        self.most_bytes, self.bytes = most_bytes, 0
        self._entries: OrderedDict[tuple, Entry] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: tuple) -> Entry | None:
        """The entry of a key, if it still holds."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            too_old = time.monotonic() - entry.made_at > MAX_AGE
            if too_old or changes.count(entry.community) != entry.count:
                self._remove(key)
                return None
            self._entries.move_to_end(key)
            return entry

    def put(self, key: tuple, entry: Entry) -> None:
        if entry.size > self.most_bytes // 8:
            return
        with self._lock:
            self._remove(key)
            self._entries[key] = entry
            self.bytes += entry.size
            while self.bytes > self.most_bytes:
                self._remove(next(iter(self._entries)))

    def _remove(self, key: tuple) -> None:
        if removed := self._entries.pop(key, None):
            self.bytes -= removed.size


class PageCache:
    """A WSGI application in front of another, which answers for it when it can.

    Addresses with something after “?” have a shelf of their own: whoever asks for thousands of
    them cannot push the pages that everybody reads out of memory.
    """

    def __init__(self, application, *, megabytes: int = 48):
        self.application = application
        self.pages = Shelf(megabytes * 1024 * 1024 * 2 // 3)
        self.choices = Shelf(megabytes * 1024 * 1024 // 3)

    def __call__(self, environ, start_response):
        key = key_of(environ)
        if key is None:
            return self.application(environ, start_response)
        changes.listen()
        shelf = self.choices if key.query else self.pages
        if entry := shelf.get(key):
            return answer(entry, environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD":
            return self.application(environ, start_response)
        return self._make(key, shelf, environ, start_response)

    def _make(self, key, shelf, environ, start_response):
        # Read before the page is made: which community it is of is known only afterwards.
        counts = changes.snapshot()
        environ[LAYER] = True
        made = {}

        def begin(status, headers, exc_info=None):
            if MARK not in environ:
                return start_response(status, headers, *([exc_info] if exc_info else []))
            made["headers"] = headers
            return None

        pieces = self.application(environ, begin)
        if not made:
            return pieces
        try:
            body = b"".join(pieces)
        finally:
            if hasattr(pieces, "close"):
                pieces.close()
        community = environ[MARK].community
        entry = make_entry(made["headers"], body, community, counts)
        if entry.count is not None:
            shelf.put(key, entry)
        return answer(entry, environ, start_response)


class Key(NamedTuple):
    scheme: str
    host: str
    path: str
    query: str


def key_of(environ) -> Key | None:
    """What names a page in memory; None for a request that must reach Django."""
    if settings.DEBUG or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return None
    cookies = environ.get("HTTP_COOKIE", "")
    if any(name in cookies for name in COOKIES):
        return None
    if OWN_ANSWER & environ.keys():
        return None
    scheme = environ.get("HTTP_X_FORWARDED_PROTO") or environ["wsgi.url_scheme"]
    host = environ.get("HTTP_HOST", "")
    query = environ.get("QUERY_STRING", "")
    if scheme not in ("http", "https") or len(host) > 255 or len(query) > LONGEST_QUERY:
        return None
    if query:
        query = canonical(query)
        if query is None:
            return None
    return Key(scheme, host, environ.get("PATH_INFO", ""), query)


def canonical(query: str) -> str | None:
    """The same choices always written the same way; None when one of them is unknown."""
    choices = parse_qsl(query, keep_blank_values=True)
    if not all(name in PARAMETERS for name, value in choices):
        return None
    return urlencode(sorted(choices, key=lambda choice: choice[0]))


def make_entry(headers, body: bytes, community: int, counts) -> Entry:
    kept = {"content-length", "etag", "vary"}
    etag = next(value for name, value in headers if name.lower() == "etag")
    return Entry(
        headers=[
            *((name, value) for name, value in headers if name.lower() not in kept),
            ("Vary", "Accept-Encoding"),
        ],
        bodies={
            "": body,
            "gzip": gzip.compress(body, 6, mtime=0),
            "br": brotli.compress(body, quality=5),
        },
        etag=etag.removeprefix("W/").strip('"'),
        community=community,
        count=counts.of(community) if counts else None,
        made_at=time.monotonic(),
    )


def answer(entry: Entry, environ, start_response) -> list[bytes]:
    encoding = encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
    etag = f'"{entry.etag}{"-" + encoding if encoding else ""}"'
    headers = [*entry.headers, ("ETag", etag)]
    if has(environ.get("HTTP_IF_NONE_MATCH", ""), entry.etag):
        start_response("304 Not Modified", [h for h in headers if h[0].lower() != "content-type"])
        return []
    body = entry.bodies[encoding]
    headers.append(("Content-Length", str(len(body))))
    if encoding:
        headers.append(("Content-Encoding", encoding))
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def encoding_for(accepted: str) -> str:
    """The smallest encoding that the browser takes; one that it refuses (`q=0`) is not offered."""
    offers = {}
    for offer in accepted.lower().split(","):
        name, _, parameters = offer.partition(";")
        offers[name.strip()] = parameters.replace(" ", "")
    for name in ("br", "gzip"):
        if name in offers and offers[name] not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            return name
    return ""


def has(condition: str, etag: str) -> bool:
    """Whether `If-None-Match` names the page, in whatever encoding the browser had it."""
    tags = (tag.strip().removeprefix("W/").strip('"') for tag in condition.split(","))
    return any(tag == "*" or tag.partition("-")[0] == etag for tag in tags if tag)
