"""A small tus client that tests drive byte by byte: late, cut and silent requests included."""

import http.client
import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.processes import Web

PIECE = "application/offset+octet-stream"
TOKEN = "a" * 32  # of the CSRF cookie: the client chooses it


class Sender:
    """A member's client on a real server."""

    def __init__(self, web: Web, member):
        self.web = web
        self.headers = {"Tus-Resumable": "1.0.0"} | signed_in(member)

    def create(self, submission, *, length: int, metadata: str = "") -> str:
        """Begin an upload; return its address."""
        response = self.request(
            "POST",
            reverse("upload_create", args=[submission.pk]),
            {"Upload-Length": str(length), "Upload-Metadata": metadata},
        )
        assert response.status == 201, response.status
        return response.headers["Location"]

    def offset(self, address: str) -> int:
        return int(self.request("HEAD", address).headers["Upload-Offset"])

    def patch(self, address: str, body: bytes, *, offset: int, **headers: str):
        """Send a piece in one request; return the answer."""
        return self.request("PATCH", address, self._of_piece(offset) | headers, body)

    def open_patch(self, address: str, *, offset: int, size: int) -> socket.socket:
        """Announce a piece and return the open connection: the caller sends the bytes, or not."""
        lines = [
            f"PATCH {address} HTTP/1.1",
            f"Host: {urlsplit(self.web.address).netloc}",
            f"Content-Length: {size}",
            *(f"{name}: {value}" for name, value in self._of_piece(offset).items()),
            *(f"{name}: {value}" for name, value in self.headers.items()),
        ]
        connection = socket.create_connection(("127.0.0.1", self.web.port), timeout=60)
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        return connection

    def request(self, method: str, address: str, headers=None, body: bytes = b""):
        connection = http.client.HTTPConnection("127.0.0.1", self.web.port, timeout=60)
        try:
            connection.request(method, address, body, self.headers | (headers or {}))
            response = connection.getresponse()
            response.read()
            return response
        finally:
            connection.close()

    def _of_piece(self, offset: int) -> dict[str, str]:
        return {"Upload-Offset": str(offset), "Content-Type": PIECE}


def signed_in(member) -> dict[str, str]:
    """The headers of a browser where a member has signed in."""
    client = Client()
    client.force_login(member, settings.AUTHENTICATION_BACKENDS[0])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
    }
