"""Public pages are kept in front of Django, and forgotten as soon as they are no longer true."""

import gzip
import http.client
import io
import sys
import threading
import time
from collections.abc import Iterator

import brotli
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from editorial.page_cache import CACHE_CONTROL, changes, purge
from portal.page_cache import MAX_AGE, PageCache
from tests.factories import VideoPageFactory
from tests.processes import Web
from videos.models import VideoIndexPage

pytestmark = pytest.mark.django_db

# PostgreSQL tells a change at its commit: a test that rolls back tells nothing.
for_good = pytest.mark.django_db(transaction=True)
KEPT = True


class Counted:
    """Django, with how many times it was asked."""

    def __init__(self):
        self.application, self.times = get_wsgi_application(), 0

    def __call__(self, environ, start_response):
        self.times += 1
        return self.application(environ, start_response)


class Visitor:
    def __init__(self):
        self.django = Counted()
        self.cache = PageCache(self.django)

    def ask(self, path="/", host="testserver", method="GET", **more):
        told = {}
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": host,
            "SERVER_NAME": host,
            "SERVER_PORT": "80",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": None,
        } | more
        before = self.django.times

        def start_response(status, headers, exc_info=None):
            told["status"], told["headers"] = int(status[:3]), dict(headers)

        pieces = self.cache(environ, start_response)
        body = b"".join(pieces)
        if hasattr(pieces, "close"):
            pieces.close()
        return told["status"], told["headers"], body, self.django.times == before

    def was_kept(self, path="/", **more) -> bool:
        return self.ask(path, **more)[3]


@pytest.fixture(scope="module")
def listening(django_db_setup):
    """The thread that hears the changes, stopped before the database is dropped."""
    changes.listen()
    yield
    changes.stop()


@pytest.fixture
def visitor(community, listening) -> Iterator[Visitor]:
    wait_until(lambda: changes.count(community.pk) is not None)
    # As Django's own client does: a request that ends must not close the test's connection.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Visitor()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def wait_until(true, seconds=5.0):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_page_is_made_once_and_then_costs_no_query(visitor):
    visitor.ask("/")

    with CaptureQueriesContext(
        connection,
    ) as queries:
        status, headers, body, kept = visitor.ask("/")

    assert (status, kept, len(queries)) == (200, KEPT, 0)
    assert headers["Cache-Control"] == CACHE_CONTROL
    assert "Set-Cookie" not in headers
    assert headers["Vary"] == "Accept-Encoding"
    assert b"</html>" in body


def test_each_browser_gets_the_page_in_an_encoding_it_reads(visitor):
    plain = visitor.ask("/")[2]

    for accepted, decode, encoding in [
        ("gzip, deflate, br", brotli.decompress, "br"),
        ("gzip", gzip.decompress, "gzip"),
        ("br;q=0, gzip", gzip.decompress, "gzip"),
    ]:
        _, headers, body, kept = visitor.ask("/", HTTP_ACCEPT_ENCODING=accepted)
        assert kept
        assert headers["Content-Encoding"] == encoding
        assert headers["Content-Length"] == str(len(body))
        assert decode(body) == plain


@pytest.mark.parametrize("first", ["", "gzip"])
def test_a_browser_that_has_the_page_is_told_so(visitor, first):
    etag = visitor.ask("/", HTTP_ACCEPT_ENCODING=first)[1]["ETag"]

    for condition in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        status, headers, body, _ = visitor.ask("/", HTTP_IF_NONE_MATCH=condition)
        assert (status, body) == (304, b"")
        assert headers["ETag"].startswith(etag[:20])
    assert visitor.ask("/", HTTP_IF_NONE_MATCH='"older"')[0] == 200


def test_head_says_what_get_would(visitor):
    _, of_get, body, _ = visitor.ask("/")

    status, of_head, nothing, kept = visitor.ask("/", method="HEAD")

    assert (status, nothing, kept) == (200, b"", KEPT)
    assert of_head == of_get


@pytest.mark.parametrize(
    "request_headers",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "a=b; csrftoken=abc"},
        {"HTTP_AUTHORIZATION": "Basic abc"},
        {"HTTP_RANGE": "bytes=0-9"},
        {"HTTP_X_REQUESTED_WITH": "fetch"},
        {"method": "POST", "wsgi.errors": sys.stderr},
    ],
)
def test_what_may_concern_a_person_always_reaches_the_portal(visitor, request_headers):
    visitor.ask("/")

    assert not visitor.was_kept("/", **request_headers)


@pytest.mark.parametrize(
    "path",
    ["/proposer/", "/connexion/", "/recherche/?q=a", "/mon-espace/", "/nulle-part/", "/admin/"],
)
def test_what_is_of_a_person_wrong_or_a_redirect_is_never_kept(visitor, path):
    visitor.ask(path)

    assert not visitor.was_kept(path)


def test_each_host_has_its_own_pages_and_a_host_that_is_nobody_s_has_none(visitor, other_community):
    pages = {
        host: visitor.ask("/", host=host) for host in ("testserver", "devoirs-faits.localhost")
    }
    kept = {host: visitor.ask("/", host=host) for host in pages}

    assert "Classe à 12".encode() in kept["testserver"][2]
    assert b"Devoirs Faits" in kept["devoirs-faits.localhost"][2]
    assert all(answer[3] for answer in kept.values())
    visitor.ask("/", host="un-autre.example.org")
    assert not visitor.was_kept("/", host="un-autre.example.org")


def rename(video):
    video.title = "Autrement"
    video.save_revision().publish()


def change(kind, video, community):
    if kind == "published":
        rename(video)
    elif kind == "unpublished":
        video.unpublish()
    elif kind == "deleted":
        video.delete()
    elif kind == "private":
        PageViewRestriction.objects.create(page=video, restriction_type="login")
    elif kind == "community renamed":
        community.name = "Autrement"
        community.save()
    elif kind == "theme renamed":
        theme = community.themes.first()
        theme.label = "Autrement"
        theme.save()
    elif kind == "moved":
        video.move(video.get_parent(), pos="first-child")


@for_good
@pytest.mark.parametrize(
    "kind",
    [
        "published", "unpublished", "deleted", "private", "community renamed", "theme renamed",
        "moved",
    ],
)  # fmt: skip
def test_a_change_that_shows_is_seen_at_the_next_request(visitor, community, kind):
    video = VideoPageFactory(parent=VideoIndexPage.objects.first(), title="D’abord")
    address = video.get_url_parts()[2]
    assert visitor.ask(address)[0] == 200
    assert visitor.was_kept(address)

    change(kind, video, community)

    status, _, body, kept = visitor.ask(address)
    assert not kept
    expected = {"unpublished": 404, "deleted": 404, "private": 302}
    assert status == expected.get(kind, 200)
    if kind in ("published", "community renamed", "theme renamed"):
        assert b"Autrement" in body


def test_a_page_under_restriction_is_never_kept(visitor):
    video = VideoPageFactory(parent=VideoIndexPage.objects.first())
    PageViewRestriction.objects.create(page=video, restriction_type="password", password="a")
    address = video.get_url_parts()[2]

    assert not any(visitor.was_kept(address) for _ in range(3))


@for_good
def test_a_change_that_is_undone_forgets_nothing(visitor, community):
    visitor.ask("/")

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        purge(community)
        raise ZeroDivisionError

    assert visitor.was_kept("/")


@for_good
def test_a_page_made_before_a_change_is_not_kept_after_it(visitor, community):
    """The page was being made from what was there before, when the change committed."""
    made, changed = threading.Event(), threading.Event()
    inner = visitor.cache.application

    def slow(environ, start_response):
        pieces = inner(environ, start_response)
        made.set()
        changed.wait(5)
        return pieces

    visitor.cache.application = slow

    def ask():
        visitor.ask()
        connection.close()

    late = threading.Thread(target=ask)
    late.start()
    made.wait(5)
    purge(community)
    changed.set()
    late.join()
    visitor.cache.application = inner

    assert not visitor.was_kept("/")


def test_thousands_of_addresses_take_bounded_memory_and_push_no_page_out(visitor):
    visitor.cache = PageCache(visitor.django, megabytes=1)
    visitor.ask("/")

    for number in range(60):
        visitor.ask(f"/videos/?page={number}")
        visitor.ask(f"/videos/?inconnu={number}")

    assert visitor.cache.choices.bytes <= visitor.cache.choices.most_bytes
    assert len(visitor.cache.choices) < 60
    assert visitor.was_kept("/")
    assert not visitor.was_kept("/videos/?inconnu=1")


def test_the_same_choices_in_another_order_are_the_same_page(visitor):
    visitor.ask("/videos/?theme=francais&niveau=cp")

    assert visitor.was_kept("/videos/?niveau=cp&theme=francais")


def test_a_page_is_never_older_than_a_minute(visitor, monkeypatch):
    visitor.ask("/")
    now = time.monotonic()
    monkeypatch.setattr("portal.page_cache.time.monotonic", lambda: now + MAX_AGE + 1)
    monkeypatch.setattr(changes, "_heard_at", now + MAX_AGE + 1)

    assert not visitor.was_kept("/")


def test_nothing_is_kept_while_postgresql_is_not_heard(visitor, monkeypatch):
    visitor.ask("/")
    monkeypatch.setattr(type(changes), "count", lambda self, community: None)

    assert not visitor.was_kept("/")


@for_good
def test_many_at_once_all_get_the_whole_page(visitor):
    whole = visitor.ask("/")[2]
    answers = []
    threads = [
        threading.Thread(target=lambda: answers.append(visitor.ask("/")[2])) for _ in range(16)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(answers) == {whole}


def read(web, path="/", **headers) -> http.client.HTTPResponse:
    asked = http.client.HTTPConnection("127.0.0.1", web.port, timeout=30)
    asked.request("GET", path, headers={"Host": "testserver"} | headers)
    answer = asked.getresponse()
    answer.body = answer.read()
    asked.close()
    return answer


@for_good
def test_two_processes_forget_what_a_third_changes(community):
    video = VideoPageFactory(parent=VideoIndexPage.objects.first(), title="Partout")
    address = video.get_url_parts()[2]
    with Web() as one, Web() as two:
        for web in (one, two):
            read(web)
        time.sleep(1)
        for web in (one, two):
            assert read(web, address).status == 200
            assert b"Partout" in read(web, "/videos/").body

        video.unpublish()
        time.sleep(0.2)

        assert [read(web, address).status for web in (one, two)] == [404, 404]
        assert [b"Partout" in read(web, "/videos/").body for web in (one, two)] == [False, False]
