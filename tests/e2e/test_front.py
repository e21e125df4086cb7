"""The front of the house, in a browser: keyboard alone, without JavaScript, on a phone."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from playwright.sync_api import expect
from wagtail_factories import ImageFactory

from events.models import EventIndexPage
from home.models import ContactMessage, NewsIndexPage
from newsletter.models import Subscriber
from tests.e2e.conftest import DESK, PHONE, run_jobs
from tests.factories import (
    CollectionPageFactory,
    EventPageFactory,
    NewsPageFactory,
    VideoPageFactory,
)
from videos.models import CollectionIndexPage, VideoIndexPage

NARROW = {"width": 320, "height": 640}
SHOTS = Path(settings.BASE_DIR) / "var" / "screenshots"
LONG = "Une très longue dénomination pour voir comment elle se plie " * 3


@pytest.fixture
def furnished(live_community):
    """A community with something in every part of its front page."""
    home = live_community.site.root_page.specific
    videos = VideoIndexPage.objects.child_of(home).get()
    VideoPageFactory.create_batch(5, parent=videos)
    VideoPageFactory(parent=videos, title=LONG)
    events = EventIndexPage.objects.child_of(home).get()
    EventPageFactory.create_batch(2, parent=events, summary="Venez échanger.")
    news = NewsIndexPage.objects.child_of(home).get()
    text = [("paragraph", f"<h2>Partie {n}</h2><p>{LONG}</p>") for n in range(1, 6)]
    NewsPageFactory.create_batch(3, parent=news, summary=LONG, body=text, author="L’équipe")
    collections = CollectionIndexPage.objects.child_of(home).get()
    featured = CollectionPageFactory(parent=collections, title="Parler avant d’écrire")
    home.blocks[0].value["collections"] = [
        {"collection": featured, "starts_on": None, "ends_on": None}
    ]
    home.introduction = "Deux minutes pour montrer une pratique, telle qu’elle se vit en classe."
    home.save_revision().publish()
    theme = live_community.themes.first()
    theme.image = ImageFactory()
    theme.save()
    return live_community


def address(community, path: str) -> str:
    return f"{community.root_url}{path}"


def press_until(page, is_there, *, key="Tab", most=60) -> None:
    """Move with the keyboard until something has the focus."""
    for _step in range(most):
        if page.evaluate(is_there):
            return
        page.keyboard.press(key)
    raise AssertionError(f"never reached: {is_there}")


def test_the_team_is_written_to_with_the_keyboard_alone(furnished, new_visit):
    page = new_visit()
    page.goto(address(furnished, "/contact/"))
    press_until(page, "document.activeElement.name === 'name'")
    page.keyboard.type("Camille Martin")
    page.keyboard.press("Tab")
    page.keyboard.type("camille@")
    page.keyboard.press("Tab")
    page.keyboard.type("Bonjour, je ne trouve pas ma vidéo.")
    press_until(page, "document.activeElement.matches('form[method=post] button')")
    page.keyboard.press("Enter")

    expect(page.locator(".errors")).to_be_focused()
    expect(page.locator("[name=words]")).to_have_value("Bonjour, je ne trouve pas ma vidéo.")
    press_until(page, "document.activeElement.name === 'email'")
    page.keyboard.press("End")
    page.keyboard.type("ac-lille.fr")
    press_until(page, "document.activeElement.matches('form[method=post] button')")
    page.wait_for_timeout(2100)  # robots answer at once
    page.keyboard.press("Enter")
    page.wait_for_url("**/contact/merci/")
    run_jobs()

    assert ContactMessage.objects.get().sent_at
    assert [message.to for message in mail.outbox] == [
        ["equipe@classe.example.org"],
        ["camille@ac-lille.fr"],
    ]


def test_the_newsletter_is_asked_for_from_the_front_page_without_javascript(furnished, browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address(furnished, "/"))
    page.locator(".letter [name=email]").fill("lea@ac-lille.fr")
    page.locator(".letter [name=consent]").check(force=True)
    page.wait_for_timeout(2100)
    page.locator(".letter button[type=submit]").click()
    page.wait_for_url("**/abonnement/merci/")
    context.close()

    assert Subscriber.objects.get().email == "lea@ac-lille.fr"


def test_a_theme_is_one_tap_from_the_front_page_and_the_skip_link_leads_to_it(furnished, new_visit):
    page = new_visit(PHONE)
    page.goto(address(furnished, "/"))
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#contenu")).to_be_focused()

    expect(page.locator(".theme a").first).to_have_attribute("href", "/themes/francais/")
    box = page.locator(".theme").first.bounding_box()
    assert box["height"] >= 44


def test_who_is_lost_finds_a_search_that_knows_their_words(furnished, new_visit):
    page = new_visit(PHONE)
    page.goto(address(furnished, "/videos/une-dictee-perdue/"))

    expect(page.locator("main [name=q]")).to_have_value("une dictee perdue")
    page.locator("main [name=q]").press("Enter")
    page.wait_for_url("**/recherche/?q=une+dictee+perdue")


PAGES = {
    "accueil": "/",
    "actualites": "/actualites/",
    "actualite": "/actualites/actualite-0/",
    "contact": "/contact/",
    "contact-merci": "/contact/merci/",
    "plan-du-site": "/plan-du-site/",
    "mentions-legales": "/mentions-legales/",
    "confidentialite": "/confidentialite/",
    "introuvable": "/videos/une-dictee-perdue/",
}


def test_every_page_of_the_front_fits_phones_and_desks(furnished, new_visit):
    news = NewsIndexPage.objects.get().get_children().first()
    shots = SHOTS / "front"
    shots.mkdir(parents=True, exist_ok=True)
    too_wide = []
    for viewport in (NARROW, PHONE, DESK):
        page = new_visit(viewport)
        for name, path in (PAGES | {"actualite": news.url}).items():
            page.goto(address(furnished, path) if path.startswith("/") else path)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > viewport["width"]:
                too_wide.append((name, viewport["width"], width))
            page.screenshot(path=shots / f"{name}-{viewport['width']}.png", full_page=True)

    assert too_wide == []


def test_the_front_page_prints_its_words_not_its_forms(furnished, new_visit):
    page = new_visit()
    page.goto(address(furnished, "/confidentialite/"))
    page.emulate_media(media="print")

    expect(page.locator("h1")).to_be_visible()
    for hidden in [".foot", ".head__nav", ".contents", ".trail"]:
        assert not page.locator(hidden).first.is_visible()
