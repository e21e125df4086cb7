"""docs/nginx.conf in a real nginx, with TLS, in front of the portal."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings as portal_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

from tests.factories import VideoPageFactory
from tests.videos.files import fill
from videos.models import VideoIndexPage

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
OPENSSL = shutil.which("openssl")

pytestmark = [
    pytest.mark.skipif(not NGINX, reason="nginx is not installed: apt install nginx-light"),
    pytest.mark.skipif(not OPENSSL, reason="openssl is not installed: apt install openssl"),
]

AROUND = """
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/errors.log;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/portal.conf;
}}
"""


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


class Nginx:
    def __init__(self, folder: Path, upstream: str):
        self.folder = folder
        self.port, self.plain_port = free_port(), free_port()
        subprocess.run(
            [
                *(OPENSSL, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
                *("-nodes", "-days", "1", "-subj", "/CN=localhost"),
                *("-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"),
            ],
            check=True,
            capture_output=True,
        )
        (folder / "static").mkdir()
        (folder / "portal.conf").write_text(self.our_configuration(upstream))
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
        self.process = subprocess.Popen(
            [NGINX, "-c", folder / "nginx.conf", "-e", folder / "errors.log"],
            stderr=subprocess.DEVNULL,
        )
        self.wait()

    def our_configuration(self, upstream: str) -> str:
        """The very file of docs/, with the addresses and paths of this test."""
        text = (ROOT / "docs" / "nginx.conf").read_text()
        for documented, here in {
            "server 127.0.0.1:8000;": f"server {upstream};",
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "listen 443 ssl": f"listen 127.0.0.1:{self.port} ssl",
            "/etc/ssl/entre-pairs/": f"{self.folder}/",
            "/var/cache/nginx/entre-pairs": f"{self.folder}/cache",
            "/var/log/nginx/": f"{self.folder}/",
            "/var/lib/entre-pairs/private/": f"{portal_settings.PRIVATE_MEDIA_ROOT}/",
            "/var/lib/entre-pairs/media/": f"{portal_settings.MEDIA_ROOT}/",
            "/srv/entre-pairs/var/static/": f"{self.folder}/static/",
        }.items():
            assert documented in text
            text = text.replace(documented, here)
        return re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)

    def wait(self) -> None:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                return socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
        raise AssertionError((self.folder / "errors.log").read_text())

    def ask(self, path: str, method: str = "GET", **headers) -> Answer:
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=20, context=ssl._create_unverified_context()
        )
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=fields)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def page(live_community):
    index = VideoIndexPage.objects.child_of(live_community.site.root_page).get()
    page = VideoPageFactory(parent=index, title="La dictée négociée")
    fill(page.media)
    return page


@pytest.fixture
def portal(transactional_db):
    """The portal alone: Django's own server for tests would also publish the media folder."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietUpstream)
    server.set_app(get_wsgi_application())
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


class QuietUpstream(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def nginx(page, portal, settings, tmp_path):
    settings.SENDFILE = "nginx"
    nginx = Nginx(tmp_path, portal)
    yield nginx
    nginx.stop()


def test_nginx_sends_what_the_portal_would(nginx, page, client, settings):
    url = page.media.url
    etag = nginx.ask(url).headers["ETag"]
    date = nginx.ask(url).headers["Last-Modified"]
    asked = [
        {},
        {"Range": "bytes=0-"},
        {"Range": "bytes=2-4"},
        {"Range": "bytes=5-99"},
        {"Range": "bytes=-3"},
        {"Range": "bytes=-99"},
        {"Range": "bytes=10-"},
        {"Range": "bytes=0-1,4-5"},
        {"Range": "bytes=2-4", "If-Range": etag},
        {"Range": "bytes=2-4", "If-Range": '"older"'},
        {"Range": "bytes=2-4", "If-Range": date},
        {"Range": "bytes=2-4", "If-Range": formatdate(0, usegmt=True)},
        {"If-None-Match": etag},
        {"If-None-Match": '"older"'},
        {"If-Modified-Since": date},
        {"If-Modified-Since": formatdate(0, usegmt=True)},
        {"Range": "bytes=2-4", "If-None-Match": etag},
    ]
    told = ["ETag", "Last-Modified", "Cache-Control", "X-Content-Type-Options"]

    through_nginx = [nginx.ask(url, **headers) for headers in asked]
    settings.SENDFILE = "portal"
    by_the_portal = [client.get(url, headers=headers) for headers in asked]

    for headers, theirs, ours in zip(asked, through_nginx, by_the_portal, strict=True):
        assert theirs.status == ours.status_code, headers
        assert theirs.headers.get("Content-Range") == ours.get("Content-Range"), headers
        if theirs.status in {200, 206}:
            assert theirs.body == b"".join(ours.streaming_content), headers
            assert theirs.headers["Content-Type"] == ours["Content-Type"] == "video/mp4"
            for name in told:
                assert theirs.headers[name] == ours[name], name


def test_a_head_request_tells_all_and_sends_nothing(nginx, page):
    answer = nginx.ask(page.media.url, "HEAD")

    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["Content-Length"] == "10"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["ETag"]


def test_a_visitor_finds_nothing_of_a_draft(nginx, page):
    page.live = False
    page.save()
    media = page.media

    for url in (media.url, media.poster_url, media.captions_url, media.download_url):
        assert nginx.ask(url, Range="bytes=0-1").status == 404


OTHER_WAYS = [
    "/_private/{name}",
    "/_private/../_private/{name}",
    "/%5fprivate/{name}",
    "//_private/{name}",
    "/static/../_private/{name}",
    "/static/..%2f_private/{name}",
    "/static../private/{name}",
    "/media/images/../../private/{name}",
    "/media/images/%2e%2e/%2e%2e/private/{name}",
    "/media/images../private/{name}",
    "/media/{name}",
    "/_private/",
    "/_private",
]


def test_nobody_reaches_the_private_files_by_another_way(nginx, page):
    name = page.media.playable().file.name

    for way in OTHER_WAYS:
        answer = nginx.ask(way.format(name=name), X_Accel_Redirect=f"/_private/{name}")
        assert answer.status in {301, 404}, way  # 301: the portal wants a final slash
        assert b"video 0720" not in answer.body, way


def test_unpublishing_takes_effect_on_the_next_request(nginx, page):
    etag = nginx.ask(page.media.url).headers["ETag"]
    assert nginx.ask(page.media.url, If_None_Match=etag).status == 304

    page.unpublish()

    assert nginx.ask(page.media.url).status == 404
    assert nginx.ask(page.media.url, If_None_Match=etag).status == 404
    assert nginx.ask(page.media.url, Range="bytes=0-1", If_Range=etag).status == 404


def test_a_download_has_the_name_of_its_page(nginx, page):
    answer = nginx.ask(page.media.download_url)

    assert answer.body == b"video 0720"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''La%20dict%C3%A9e%20n%C3%A9goci%C3%A9e.mp4"
    )


def test_images_and_collected_files_are_sent_without_asking_the_portal(nginx, page):
    (nginx.folder / "static" / "site.css").write_text("body {}")
    image = default_storage.save("images/carte.png", ContentFile(b"image"))

    assert nginx.ask("/static/site.css").body == b"body {}"
    assert "immutable" in ",".join(nginx.ask("/static/site.css").headers.get_all("Cache-Control"))
    assert nginx.ask(f"/media/{image}").body == b"image"


def test_the_log_names_neither_visitors_nor_keys(nginx, page):
    nginx.ask(f"{page.media.url}?cle=secret", Host="portail.example.org")
    nginx.stop()

    log = (nginx.folder / "entre-pairs.log").read_text()
    assert "video.mp4" in log
    assert "secret" not in log
    assert "127.0.0.1" not in log


def test_plain_http_leads_to_tls(nginx, page):
    connection = http.client.HTTPConnection("127.0.0.1", nginx.plain_port, timeout=10)
    connection.request("GET", "/videos/", headers={"Host": "classe-a-12.example.org"})

    response = connection.getresponse()

    assert response.status == 301
    assert response.headers["Location"] == "https://classe-a-12.example.org/videos/"
    connection.close()


class StandIn:
    """In the portal's place: keeps what it receives, as it arrives, and answers nothing."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.received = b""
        self.ended = False
        Thread(target=self.listen, daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.listener.getsockname()[1]}"

    def listen(self) -> None:
        connection, _ = self.listener.accept()
        with connection:
            while piece := connection.recv(65536):
                self.received += piece
        self.ended = True

    def wait_for(self, condition) -> None:
        deadline = time.monotonic() + 10
        while not condition() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert condition()


@pytest.fixture
def stand_in(tmp_path):
    stand_in = StandIn()
    nginx = Nginx(tmp_path, stand_in.address)
    yield stand_in, nginx
    nginx.stop()
    stand_in.listener.close()


def test_what_came_of_a_piece_before_the_cut_has_reached_the_portal(stand_in):
    stand_in, nginx = stand_in
    context = ssl._create_unverified_context()
    with context.wrap_socket(socket.create_connection(("127.0.0.1", nginx.port))) as browser:
        browser.sendall(
            b"PATCH /mon-espace/envois/0/ HTTP/1.1\r\nHost: portail\r\n"
            b"X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: http\r\n"
            b"Content-Length: 2000000000\r\n\r\n" + b"x" * 300_000
        )
        stand_in.wait_for(lambda: stand_in.received.count(b"x") >= 300_000)
    stand_in.wait_for(lambda: stand_in.ended)

    head = stand_in.received.partition(b"\r\n\r\n")[0].decode()
    assert "X-Forwarded-For: 127.0.0.1" in head
    assert "192.0.2.1" not in head
    assert "X-Forwarded-Proto: https" in head
    assert "Host: portail" in head


def test_a_form_larger_than_any_video_is_refused_before_the_portal_sees_it(stand_in):
    stand_in, nginx = stand_in

    answer = nginx.ask("/admin/", "POST", Content_Length=str(2 * 1024**3))

    assert answer.status == 413
    assert stand_in.received == b""
