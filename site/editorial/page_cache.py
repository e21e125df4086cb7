"""Which public pages may be kept, and what makes those that were kept be forgotten.

A change that shows calls `purge`. PostgreSQL tells every process at the commit of the change
(LISTEN/NOTIFY), and each of them counts the changes of each community: a page that was kept under
another count is made again. A process that has not heard PostgreSQL for two seconds keeps nothing.
"""

import logging
import os
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import NamedTuple

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from wagtail.models import Site

from community.context import current_community
from community.models import Community

logger = logging.getLogger(__name__)

CHANNEL = "pages_changed"
EVERYTHING = 0  # in place of a community's number
DEAF_AFTER = 2.0  # seconds without a word from PostgreSQL
HEARTBEAT = 0.5  # seconds between two questions to PostgreSQL, when nothing changes
# In the request's environ: what the layer that keeps pages is told, and that it is there.
MARK, LAYER = "entre_pairs.public", "entre_pairs.page_cache"
# A browser asks at each visit; a proxy may answer alone for a second.
CACHE_CONTROL = "public, max-age=0, s-maxage=1, must-revalidate"
OF_SOMEBODY = "private, no-cache"  # the same page, asked for by somebody who carries a cookie
# What may follow “?” in the address of a page that is kept; with anything else, it is made again.
PARAMETERS = {
    "theme", "niveau", "mot-cle", "tri", "sous-titres", "duree", "page", "apres", "avant",
    "passees", "collection", "type",
}  # fmt: skip

PERSONAL_COOKIES = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}


class Counts(NamedTuple):
    by_community: dict[int, int]

    def of(self, community: int) -> tuple[int, int]:
        return self.by_community.get(EVERYTHING, 0), self.by_community.get(community, 0)


class Changes:
    """How many changes of each community this process has heard of.

    A page is kept under the count read before it was made: one made from what was there before a
    change is never served after it.
    """

    def __init__(self):
        self._counts = defaultdict(int)
        self._lock = threading.Lock()
        self._process = 0
        self._heard_at = 0.0
        self._stopping = False

    def count(self, community: int) -> tuple[int, int] | None:
        """The count of a community; None when this process may have missed a change."""
        if time.monotonic() - self._heard_at > DEAF_AFTER or self._process != os.getpid():
            return None
        return Counts(self._counts).of(community)

    def snapshot(self) -> "Counts | None":
        """All counts as they are now, for a page whose community is not known yet."""
        if time.monotonic() - self._heard_at > DEAF_AFTER or self._process != os.getpid():
            return None
        with self._lock:
            return Counts(dict(self._counts))

    def note(self, community: int) -> None:
        with self._lock:
            self._counts[community] += 1

    def listen(self) -> None:
        """Have a thread of this process hear the changes, from now on. Costs nothing if it does."""
        if self._process == os.getpid():
            return
        with self._lock:
            if self._process == os.getpid():
                return
            self._process, self._heard_at = os.getpid(), 0.0
            self._stopping = False
            self._thread = threading.Thread(target=self._hear, name="page-changes", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Hear nothing more; returns once the connection is given back."""
        self._stopping = True
        self._thread.join()
        self._process = 0

    def _hear(self) -> None:
        while not self._stopping:
            try:
                with psycopg.connect(**_address(), autocommit=True) as conn:
                    conn.execute(f"LISTEN {CHANNEL}")
                    self.note(EVERYTHING)  # what happened meanwhile was not heard
                    while not self._stopping:
                        # The time is read before the question: an answer late is not news.
                        asked_at = time.monotonic()
                        conn.execute("SELECT 1")
                        self._note_all(conn.notifies(timeout=0))
                        self._heard_at = asked_at
                        self._note_all(conn.notifies(timeout=HEARTBEAT, stop_after=1))
            except psycopg.Error:
                logger.warning("pages are not kept: PostgreSQL does not tell the changes")
                time.sleep(1)

    def _note_all(self, notifications) -> None:
        for notification in notifications:
            self.note(int(notification.payload))


changes = Changes()


def _address() -> dict:
    """How to reach the database with a connection of our own, outside any pool."""
    known = connection.settings_dict
    options = known.get("OPTIONS", {})
    named = {
        "dbname": known["NAME"],
        "user": known["USER"],
        "password": known["PASSWORD"],
        "host": known["HOST"],
        "port": known["PORT"],
        "connect_timeout": 2,
    }
    tls = {name: value for name, value in options.items() if name.startswith("ssl")}
    return {name: str(value) for name, value in (named | tls).items() if value}


def purge(community: Community | None = None) -> None:
    """Have every process forget the pages of a community, or of all, when the change commits."""
    number = community.pk if community else EVERYTHING
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(number)])
    # Whoever made the change sees it at once, without waiting for PostgreSQL to tell.
    transaction.on_commit(lambda: changes.note(number))


def purge_page(page) -> None:
    """Forget the pages of the community that a page belongs to."""
    site = page.get_site()
    purge(Community.objects.filter(site=site).first() if site else None)


class Kept(NamedTuple):
    """What the layer that keeps pages is told of one."""

    community: int


def public_page(view: Callable) -> Callable:
    """Say that a view's answer is the same for everybody."""

    @wraps(view)
    def marked(request: HttpRequest, *args, **kwargs):
        request.is_public_page = True
        return view(request, *args, **kwargs)

    return marked


class PublicPages:
    """Middleware: gives public pages their ETag and Cache-Control, and says that they may be kept.

    Public: served by Wagtail, or by a view that says `public_page`; and nothing of the person was
    read to make it, neither session nor CSRF token. A page under restriction reads the session.
    """

    def __init__(self, get_response: Callable):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not _is_public(request, response):
            return response
        etag = f'"{sha256(response.content).hexdigest()[:24]}"'
        response.headers["ETag"] = etag
        patch_vary_headers(response, ["Accept-Encoding"])
        if PERSONAL_COOKIES & request.COOKIES.keys():
            response.headers.setdefault("Cache-Control", OF_SOMEBODY)
            return get_conditional_response(request, etag=etag, response=response)
        response.headers.setdefault("Cache-Control", CACHE_CONTROL)
        community = current_community(request) if _is_own_host(request) else None
        if community and LAYER in request.environ:
            request.environ[MARK] = Kept(community.pk)  # the layer compares the ETag
            return response
        return get_conditional_response(request, etag=etag, response=response)


def _is_public(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and response.status_code == 200
        and getattr(request, "is_public_page", False)
        and not response.streaming
        and not response.cookies
        and not request.session.accessed
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and "no-store" not in response.headers.get("Cache-Control", "")
    )


def _is_own_host(request: HttpRequest) -> bool:
    """Whether the name asked for is that of the community, not one that falls back on it."""
    site = Site.find_for_request(request)
    return bool(site) and request.get_host() in {site.hostname, f"{site.hostname}:{site.port}"}


def mark_served_page(request: HttpRequest) -> None:
    """A page of the tree is public, unless something of the person is read to make it."""
    request.is_public_page = not getattr(request, "is_preview", False)
