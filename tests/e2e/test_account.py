"""A member's space without a mouse: the account, the profile, leaving; read by axe on the way."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect

from community.models import User
from tests.e2e.conftest import DESK, run_jobs
from tests.e2e.test_accessibility import RULES
from tests.factories import VideoPageFactory
from videos.models import VideoIndexPage, VideoPage, VideoSubmission
from videos.models.submissions import SubmissionState

pytestmark = pytest.mark.django_db(transaction=True)

PICTURES = Path(os.environ.get("SCREENSHOTS", "var/screenshots"))
FARTHEST = 80  # presses of Tab: more than any of these pages holds


@pytest.fixture
def member(live_community) -> User:
    """A teacher with a video online."""
    teacher = User.objects.create_user("lea@ac-lille.fr", first_name="Léa")
    index = VideoIndexPage.objects.child_of(live_community.site.root_page).get()
    page = VideoPageFactory(parent=index, owner=teacher, credit="Léa, à Roubaix")
    VideoSubmission.objects.create(
        owner=teacher,
        community=live_community,
        title=page.title,
        page=page,
        media=page.media,
        state=SubmissionState.PUBLISHED,
    )
    return teacher


def sign_in(page: Page, user: User, root: str) -> None:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": root}])


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there, and check that it is seen to be."""
    for _press in range(FARTHEST):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate(
                "() => { const s = getComputedStyle(document.activeElement);"
                " return s.outlineStyle + s.boxShadow }"
            )
            assert outline != "nonenone", f"the focus cannot be seen on {selector}"
            return
    raise AssertionError(f"Tab never reaches {selector} on {page.url}")


def enter(page: Page) -> None:
    """Press what has the focus, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def read(page: Page, name: str) -> None:
    """Nothing for axe to find, nothing wider than a small telephone; a picture of each width."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    violations = Axe().run(page, options=RULES).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in violations] == []
    page.screenshot(path=PICTURES / f"{name}-1280.png", full_page=True)
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.set_viewport_size({"width": 360, "height": 740})
    page.screenshot(path=PICTURES / f"{name}-360.png", full_page=True)
    page.set_viewport_size(DESK)


def test_a_member_does_without_a_mouse(live_community, member, new_visit):
    root = live_community.root_url
    page = new_visit(DESK)
    sign_in(page, member, root)

    page.goto(f"{root}/mon-espace/compte/")
    read(page, "compte")
    tab_to(page, "form[action$='/export/'] button")
    enter(page)
    expect(page.locator(".fr-alert")).to_be_visible()
    run_jobs()
    page.reload()
    tab_to(page, "a[href*='/export/']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".zip")

    tab_to(page, ".space-menu a[href$='/profil/']")
    enter(page)
    tab_to(page, "#id_display_name")
    page.keyboard.press("Control+A")
    page.keyboard.type("Léa M.")
    tab_to(page, "#id_words")
    page.keyboard.type("Institutrice\nà Roubaix")
    tab_to(page, "button[name='publish']")
    enter(page)
    expect(page.locator(".preview")).to_contain_text("Léa M.")
    read(page, "profil")
    tab_to(page, "a[href^='/contributeurs/']")
    enter(page)
    expect(page.locator("h1")).to_have_text("Léa M.")
    expect(page.locator(".card")).to_have_count(1)
    read(page, "contributeur")

    page.goto(f"{root}/mon-espace/compte/")
    tab_to(page, "a[href$='/supprimer/']")
    enter(page)
    read(page, "compte-supprimer")
    tab_to(page, "#id_address")
    enter(page)  # nothing chosen, nothing typed
    expect(page.locator(".fr-alert--error li")).to_have_count(2)
    read(page, "compte-supprimer-erreurs")
    tab_to(page, "input[name='fate']")
    page.keyboard.press("ArrowDown")  # the second choice: without a name
    tab_to(page, "#id_address")
    page.keyboard.type("lea@ac-lille.fr")
    enter(page)
    expect(page).to_have_url(f"{root}/compte-supprime/")
    read(page, "compte-supprime")

    assert not User.objects.filter(email="lea@ac-lille.fr").exists()
    assert VideoPage.objects.get().credit == ""


def test_somebody_else_asks_for_an_access_without_a_mouse(live_community, new_visit):
    root = live_community.root_url
    stranger = User.objects.create_user("sam@asso.example.net")
    page = new_visit(DESK)
    sign_in(page, stranger, root)

    page.goto(f"{root}/proposer/")
    read(page, "acces-refuse")
    tab_to(page, "a[href='/proposer/acces/']")
    enter(page)
    read(page, "acces")
    tab_to(page, "#id_role")
    page.keyboard.press("ArrowDown")
    tab_to(page, "#id_organisation")
    page.keyboard.type("Association « Coup de pouce »")
    tab_to(page, "form.panel button[type='submit']")
    enter(page)
    expect(page.locator(".facts")).to_contain_text("Coup de pouce")
    read(page, "acces-demande")

    assert stranger.access_requests.get().organisation == "Association « Coup de pouce »"
