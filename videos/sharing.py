"""Giving a video to somebody: plain links, without a tracker, each with the address in it."""

import re
from typing import NamedTuple
from urllib.parse import quote, urlencode

import segno
from django.utils.translation import gettext as _

INSTANCE = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
TCHAP = "https://www.tchap.gouv.fr/"


class Way(NamedTuple):
    """A way to share; `name` tells scripts and tests which, `url` holds the video's address."""

    name: str
    label: str
    url: str


def ways(title: str, address: str) -> list[Way]:
    """The links that other services understand. Nothing of theirs is loaded by the page."""
    said = f"{title}\n{address}"
    message = _("A video that may be useful to you: “%(title)s”") % {"title": title}
    mail = urlencode({"subject": title, "body": f"{message}\n\n{address}\n"}, quote_via=quote)
    linkedin = urlencode({"url": address})
    whatsapp = urlencode({"text": said}, quote_via=quote)
    return [
        Way("email", _("E-mail"), f"mailto:?{mail}"),
        Way("whatsapp", "WhatsApp", f"https://wa.me/?{whatsapp}"),
        Way("linkedin", "LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?{linkedin}"),
    ]


def mastodon_instance(typed: str) -> str:
    """Return the host of a Mastodon server as somebody types it, or "" when it is not one."""
    host = typed.strip().lower().removeprefix("https://").removeprefix("http://")
    host = host.split("/")[0].rpartition("@")[2]
    return host if INSTANCE.fullmatch(host) else ""


def mastodon_link(host: str, title: str, address: str) -> str:
    text = urlencode({"text": f"{title}\n{address}"}, quote_via=quote)
    return f"https://{host}/share?{text}"


def qr_code(address: str) -> str:
    """Return an SVG image of an address: readable when a quarter of it is hidden (level Q)."""
    code = segno.make(address, error="q", micro=False)
    return code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True).replace(
        "<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1
    )
