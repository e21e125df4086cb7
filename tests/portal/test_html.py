"""Every public page is HTML without an error, as the standard's own parser says."""

import re

import html5lib
import pytest

from tests.e2e.page_types import fill

pytestmark = pytest.mark.django_db


def faults(html: str) -> list[str]:
    """What the parser of the HTML standard, and a look at ids and nesting, find wrong."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    found = [f"line {place[0]}: {code}" for place, code, _data in parser.errors]
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    seen = [element.get("id") for element in elements if element.get("id")]
    found += [f"the id “{each}” is given twice" for each in {s for s in seen if seen.count(s) > 1}]
    for element in elements:
        inside = {child.tag for child in element.iter() if child is not element}
        if element.tag in {"a", "button"} and {"a", "button", "input", "select"} & inside:
            found.append(f"<{element.tag}> holds something to press")
        if element.tag == "img" and element.get("alt") is None:
            found.append(f"an image without alt: {element.get('src')}")
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for target in (element.get(name) or "").split():
                if target not in seen:
                    found.append(f"{name}=“{target}” leads nowhere")
    if len(list(tree.iter("h1"))) != 1:
        found.append("there must be one h1")
    if len(list(tree.iter("title"))) < 1 or not tree.get("lang"):
        found.append("a title and a language are needed")
    if re.search(r"<(style|script)(?![^>]*(src=|ld\+json))[^>]*>", html):
        found.append("something inline, which our policy forbids")
    if any(each.get("style") for each in tree.iter()):
        found.append("a style attribute, which our policy forbids")
    return found


def test_every_type_of_page_is_valid_html(client, home):
    found = []
    for address in fill(home):
        response = client.get(address)
        assert response.status_code in (200, 404), address
        found += [f"{address}: {fault}" for fault in faults(response.content.decode())]

    assert "\n".join(found) == ""


@pytest.mark.parametrize(
    "html",
    [
        "<!DOCTYPE html><html lang=fr><title>a</title><h1>a</h1><p><div></p>",
        "<!DOCTYPE html><html lang=fr><title>a</title><h1 id=a>a</h1><p id=a>",
        "<!DOCTYPE html><html lang=fr><title>a</title><h1>a</h1><a href=b><button>b</button></a>",
        "<!DOCTYPE html><html lang=fr><title>a</title><h1>a</h1><label for=b>b</label>",
    ],
)
def test_a_fault_is_seen(html):
    assert faults(html) != []
