"""The pages that the law or good manners ask for, as a community starts with them.

Their texts are those of the editors from then on. What only the team knows is marked
« [à compléter : …] »: see `home.reading`.
"""

import re

from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils import timezone

from community.models import Community
from editorial.templatetags.dates import day

NBSP = "\N{NO-BREAK SPACE}"
SLUGS = [
    "a-propos",
    "charte",
    "contact",
    "accessibilite",
    "mentions-legales",
    "confidentialite",
]


def starting_text(slug: str, community: Community) -> list[tuple[str, str]]:
    """Return the blocks of a starter page, one for each part of its text."""
    values = {"community": community, "today": day(timezone.localdate())}
    html = typeset(render_to_string(f"home/starter/{slug}.html", values))
    parts, part = [], ""
    for element in BeautifulSoup(html, "html.parser").find_all(recursive=False):
        if element.name == "h2" and part:
            parts.append(part)
            part = ""
        part += str(element)
    return [("paragraph", text) for text in [*parts, part] if text]


def typeset(html: str) -> str:
    """Put the no-break spaces of French typography, outside tags; one space for the others."""
    words = re.split(r"(<[^>]+>)", " ".join(html.split()))
    return "".join(piece if piece.startswith("<") else _no_break(piece) for piece in words)


def _no_break(text: str) -> str:
    text = re.sub(r" ([:;!?»%])", NBSP + r"\1", text)
    return text.replace("« ", f"«{NBSP}").replace("'", "’")
