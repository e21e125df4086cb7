"""Feeds of what is new: Atom (RFC 4287), the twenty latest.

An entry's id never changes, even when its page is renamed (RFC 4151). Like a page, a feed is the
same for everybody, carries an ETag and is kept in front of Django.
"""

from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import XMLGenerator

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import Truncator
from django.utils.xmlutils import SimplerXMLGenerator

from community.context import current_community
from community.models import Community
from editorial.page_cache import public_page

LATEST = 20
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACES = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


@dataclass
class Enclosure:
    """A file to download: its address here, its type, its length in bytes."""

    url: str
    type: str
    length: int


@dataclass
class Entry:
    """What a feed says of a page beside its title, address and dates."""

    summary: str = ""
    author: str = ""
    author_url: str = ""
    enclosure: Enclosure | None = None
    thumbnail: str = ""
    categories: tuple[str, ...] = ()


class Feed:
    """A view. Subclasses say what is listed, and what is said of each page."""

    def title(self, community: Community, **chosen) -> str:
        """Return what the feed is of. Raises Http404 for what does not exist."""
        raise NotImplementedError

    def pages(self, community: Community, **chosen):
        """Return the published pages, the latest first, in a fixed number of queries."""
        raise NotImplementedError

    def entry(self, page) -> Entry:
        return Entry(summary=page.meta_description)

    @classmethod
    def as_view(cls):
        return public_page(cls())

    def __init__(self):
        self.__name__ = type(self).__name__

    def __call__(self, request: HttpRequest, **chosen) -> HttpResponse:
        community = current_community(request)
        if not community or request.method not in {"GET", "HEAD"}:
            raise Http404
        title = self.title(community, **chosen)
        pages = list(self.pages(community, **chosen)[:LATEST])
        response = HttpResponse(content_type=CONTENT_TYPE)
        self._write(response, request, community, title, pages)
        return response

    def _write(self, response, request, community: Community, title: str, pages: list) -> None:
        def absolute(path: str) -> str:
            return f"{community.root_url}{path}"

        xml = SimplerXMLGenerator(response, "utf-8", short_empty_elements=True)
        xml.startDocument()
        xml.startElement("feed", NAMESPACES | {"xml:lang": "fr"})
        xml.addQuickElement("id", absolute(request.path))
        xml.addQuickElement("title", f"{title} · {community.name}")
        if community.baseline:
            xml.addQuickElement("subtitle", community.baseline)
        self._link(xml, "self", absolute(request.path), "application/atom+xml")
        self._link(xml, "alternate", absolute("/"), "text/html")
        changes = [_changed(page) for page in pages]
        # A feed with nothing in it never changed since its community began.
        xml.addQuickElement("updated", max(changes, default=_beginning()).isoformat())
        _author(xml, community.name, absolute("/"))
        for page in pages:
            self._write_entry(xml, page, request, community)
        xml.endElement("feed")
        xml.endDocument()

    def _write_entry(self, xml: XMLGenerator, page, request, community: Community) -> None:
        said = self.entry(page)
        xml.startElement("entry", {})
        xml.addQuickElement("id", f"tag:{community.site.hostname},2026:page/{page.pk}")
        xml.addQuickElement("title", page.title)
        self._link(xml, "alternate", page.get_full_url(request), "text/html")
        if page.first_published_at:
            xml.addQuickElement("published", page.first_published_at.isoformat())
        xml.addQuickElement("updated", _changed(page).isoformat())
        if said.author:
            _author(xml, said.author, said.author_url and community.root_url + said.author_url)
        if said.summary:
            xml.addQuickElement("summary", Truncator(said.summary).chars(500), {"type": "text"})
        for category in said.categories:
            xml.addQuickElement("category", "", {"term": category})
        if said.enclosure:
            file = said.enclosure
            more = {"length": str(file.length)} if file.length else {}
            self._link(xml, "enclosure", community.root_url + file.url, file.type, **more)
        if said.thumbnail:
            xml.addQuickElement("media:thumbnail", "", {"url": community.root_url + said.thumbnail})
        xml.endElement("entry")

    @staticmethod
    def _link(xml, relation: str, address: str, kind: str, **more) -> None:
        xml.addQuickElement("link", "", {"rel": relation, "type": kind, "href": address} | more)


def _author(xml, name: str, address: str) -> None:
    xml.startElement("author", {})
    xml.addQuickElement("name", name)
    if address:
        xml.addQuickElement("uri", address)
    xml.endElement("author")


def _changed(page) -> datetime:
    return page.last_published_at or page.first_published_at or _beginning()


def _beginning() -> datetime:
    return datetime.fromisoformat("2026-01-01T00:00:00+00:00")
