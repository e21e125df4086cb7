"""Every public page, read by axe, narrowed to 320 pixels, and looked at: pictures are kept."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.page_types import fill

pytestmark = pytest.mark.django_db(transaction=True)

# What axe must find nothing in: WCAG 2.2 A and AA, and good practice.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations", "incomplete"],
}
PICTURES = Path(os.environ.get("SCREENSHOTS", "var/screenshots"))

# What axe cannot decide by itself and we did, by looking: the rule, a part of the element, why.
DECIDED = [
    ("video-caption", "<video", "captions are a track when somebody speaks; the team decides"),
    ("color-contrast", "<media-time-display", "white on our dark bar, which lies over the picture"),
    ("color-contrast", 'aria-hidden="true">', "a symbol that decorates the word beside it"),
    ("no-autoplay-audio", "<video", "no player of ours starts by itself"),
]


def undecided(incomplete: list[dict]) -> list[str]:
    """What axe leaves to a person, and that nobody has explained."""
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in incomplete
        for node in each["nodes"]
        if not any(each["id"] == rule and part in node["html"] for rule, part, _why in DECIDED)
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_overflows(live_community, browser, scheme):
    addresses = fill(live_community.site.root_page)
    PICTURES.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(color_scheme=scheme, locale="fr-FR", reduced_motion="reduce")
    page, axe = context.new_page(), Axe()
    found = []
    for address in addresses:
        page.goto(live_community.root_url + address)
        picture = address.strip("/").replace("/", "-").replace("?", "-") or "accueil"
        for width in (1280, 360, 320):
            page.set_viewport_size({"width": width, "height": 900})
            if width != 320:
                file = PICTURES / f"{picture}-{width}-{scheme}.png"
                page.screenshot(path=file, full_page=True)
            if width != 360:
                read = axe.run(page, options=RULES).response
                faults = [
                    f"{each['id']}, {each['nodes'][0]['html']}" for each in read["violations"]
                ]
                faults += undecided(read["incomplete"])
                found += [f"{address} at {width}: {fault}" for fault in faults]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{address}: wider than {width} pixels")
    context.close()

    assert "\n".join(found) == ""
