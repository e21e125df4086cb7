"""What search engines read about a page: schema.org objects, in JSON-LD."""

import json
from datetime import datetime

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page, Site

# What would end the script, or be read as markup or as a line by an old parser.
ESCAPES = {
    ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
}


def script(*things: dict) -> SafeString:
    """Return the element that holds these objects: data, which no browser executes."""
    graph = {"@context": "https://schema.org", "@graph": [without_nothing(each) for each in things]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


def without_nothing(thing: dict) -> dict:
    """Leave out what has no value: an empty property is an error to validators."""
    return {name: value for name, value in thing.items() if value not in (None, "", [], {})}


def moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None


def way_to(page: Page, request: HttpRequest) -> list[Page]:
    """The pages above a page, from the home page of the site down; asked once of the database."""
    if not hasattr(page, "_way_to_it"):
        site = Site.find_for_request(request)
        is_below = site and page.pk != site.root_page_id
        above = page.get_ancestors().filter(depth__gte=site.root_page.depth) if is_below else []
        page._way_to_it = list(above)
    return page._way_to_it


def breadcrumb(page: Page, request: HttpRequest) -> dict | None:
    """The way to a page; None at the root of the site."""
    steps = [*way_to(page, request), page]
    if len(steps) < 2:
        return None
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": step.title,
                "item": step.get_full_url(request),
            }
            for position, step in enumerate(steps, start=1)
        ],
    }


def item_list(pages, request: HttpRequest) -> dict | None:
    """The pages that a page lists, in their order."""
    addresses = [page.get_full_url(request) for page in pages]
    if not addresses:
        return None
    return {
        "@type": "ItemList",
        "numberOfItems": len(addresses),
        "itemListElement": [
            {"@type": "ListItem", "position": position, "url": address}
            for position, address in enumerate(addresses, start=1)
        ],
    }


def publisher(community, request: HttpRequest) -> dict | None:
    if not community:
        return None
    return {"@type": "Organization", "name": community.name, "url": community.root_url}


def picture(page, request: HttpRequest) -> str | None:
    """The absolute address of the picture that stands for a page."""
    shown = page.social_picture
    return request.build_absolute_uri(shown.url) if shown else None
