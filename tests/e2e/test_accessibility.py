"""Every public page, read by axe, narrowed to 320 pixels, and looked at: pictures are kept."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from events.models import EventIndexPage
from home.models import NewsIndexPage, StandardPage
from newsletter.models import NewsletterPage
from tests.factories import (
    CollectionPageFactory,
    EventPageFactory,
    IssuePageFactory,
    NewsPageFactory,
    VideoPageFactory,
)
from videos.models import CollectionIndexPage, CollectionVideo, VideoIndexPage

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "Anticonstitutionnellement, l’interdisciplinarité professionnalisante en co-intervention"
# What axe must find nothing in: WCAG 2.2 A and AA, and good practice.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
PICTURES = Path(os.environ.get("SCREENSHOTS", "var/screenshots"))


def fill(home) -> list[str]:
    """One page of each type, with a title too long, and the addresses of all that is public."""
    video = VideoPageFactory(
        parent=VideoIndexPage.objects.child_of(home).get(), title=LONG, slug="longue"
    )
    video.media.captions = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nBonjour\n"
    video.media.save()
    collections = CollectionIndexPage.objects.child_of(home).get()
    collection = CollectionPageFactory(parent=collections, title=LONG, slug="longue")
    collection.videos = [CollectionVideo(video=video)]
    collection.save()
    events = EventIndexPage.objects.child_of(home).get()
    event = EventPageFactory(parent=events, title=LONG, slug="longue", place=LONG)
    EventPageFactory(parent=events, over=True)
    news = NewsPageFactory(parent=NewsIndexPage.objects.child_of(home).get(), title=LONG)
    issue = IssuePageFactory(parent=NewsletterPage.objects.child_of(home).get(), title=LONG)
    return [
        "/",
        *(page.get_url_parts()[2] for page in (video, collection, event, news, issue)),
        *(page.get_url_parts()[2] for page in StandardPage.objects.child_of(home)),
        "/videos/",
        "/videos/?theme=mathematiques",
        "/collections/",
        "/evenements/",
        "/actualites/",
        "/infolettre/",
        "/infolettre/archives/",
        "/plan-du-site/",
        "/recherche/",
        "/recherche/?q=bonjour",
        "/recherche/?q=introuvable",
        "/proposer/",
        "/connexion/",
        "/connexion/equipe/",
        "/une-page-qui-n-existe-pas/",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_overflows(live_community, browser, scheme):
    home = live_community.site.root_page
    addresses = fill(home)
    PICTURES.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(color_scheme=scheme, locale="fr-FR")
    page = context.new_page()
    found = []
    for address in addresses:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(live_community.root_url + address)
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [f"{address}: {each['id']}, {each['nodes'][0]['html']}" for each in violations]
        picture = address.strip("/").replace("/", "-").replace("?", "-") or "accueil"
        page.screenshot(path=PICTURES / f"{picture}-1280-{scheme}.png", full_page=True)
        page.set_viewport_size({"width": 320, "height": 700})
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            found.append(f"{address}: wider than 320 pixels")
    context.close()

    assert "\n".join(found) == ""
