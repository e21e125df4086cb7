"""Editors' rich text, as a message needs it: whole addresses, or words alone."""

import re
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from wagtail.rich_text import expand_db_html


def message_html(source: str, root_url: str) -> str:
    """Return well-formed HTML whose links can be followed from a mailbox."""
    return str(_parse(source, root_url))


def message_text(source: str, root_url: str) -> str:
    """Return the words, one paragraph or list item a line, each link followed by its address."""
    soup = _parse(source, root_url)
    for line_break in soup.find_all("br"):
        line_break.replace_with("\n")
    for link in soup.find_all("a", href=True):
        link.append(f" ({link['href']})")
    for item in soup.find_all("li"):
        item.insert(0, "\n- ")
    for block in soup.find_all(["p", "h2", "h3", "ul", "ol"]):
        block.append("\n\n")
    return collapse_blank_lines(soup.get_text())


def collapse_blank_lines(text: str) -> str:
    return re.sub(r"\n[ \t]*\n\s*\n", "\n\n", text.replace("\r\n", "\n")).strip()


def _parse(source: str, root_url: str) -> BeautifulSoup:
    soup = BeautifulSoup(expand_db_html(source), "html.parser")
    for link in soup.find_all("a", href=True):
        link["href"] = urljoin(root_url, link["href"])
    return soup
