"""The pages of image rights in a real browser: read by axe, narrowed, filled in by keyboard."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from community.models import User
from tests.e2e.test_accessibility import RULES
from tests.factories import VideoPageFactory
from tests.videos.steps import prepared, sent
from videos.models import TakedownRequest, VideoSubmission
from videos.models.submissions import SubmissionState
from videos.rights import takedowns
from videos.submissions import video_index_of

pytestmark = pytest.mark.django_db(transaction=True)

PICTURES = Path(os.environ.get("SCREENSHOTS", "var/screenshots"))


def signed_in(context, community, user) -> None:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([cookie | {"url": community.root_url}])


def look_at(page, name: str) -> list[str]:
    """Return what axe and a narrow screen find; keep a picture of both sizes."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    found = []
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{name}: wider than {width} pixels")
    violations = Axe().run(page, options=RULES).response["violations"]
    return found + [f"{name}: {each['id']}, {each['nodes'][0]['html']}" for each in violations]


@pytest.fixture
def teacher(live_community) -> User:
    return User.objects.create_user("lea@ac-lille.fr", first_name="Léa")


def test_the_rights_ask_only_what_applies(live_community, teacher, new_visit):
    submission = prepared(sent(teacher, live_community))
    VideoSubmission.objects.filter(pk=submission.pk).update(state=SubmissionState.PUBLISHED)
    page = new_visit()
    signed_in(page.context, live_community, teacher)
    page.goto(live_community.root_url + reverse("rights_renew", args=[submission.pk]))

    nobody, adults, minors = (
        page.locator(f"[name=people_shown][value={value}]")
        for value in ("nobody", "adults", "minors")
    )
    expect(nobody).to_be_checked()
    expect(page.locator("[name=adults]")).to_be_hidden()
    nobody.focus()
    page.keyboard.press("ArrowDown")
    expect(adults).to_be_checked()
    expect(page.locator("[name=adults]")).to_be_visible()
    expect(page.locator("[name=pupils_agree]")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(minors).to_be_checked()
    expect(page.locator("[name=pupils_agree]")).to_be_visible()
    found = look_at(page, "droits")

    page.locator("main form [type=submit]").last.click()
    expect(page.locator(".errors")).to_be_focused()
    found += look_at(page, "droits-erreurs")
    page.goto(page.url.replace("droits/", "autorisation-eleve.html"))
    found += look_at(page, "autorisation-eleve")
    assert "\n".join(found) == ""


def test_anybody_asks_for_a_withdrawal_by_keyboard(live_community, new_visit):
    video = VideoPageFactory(parent=video_index_of(live_community), title="La dictée négociée")
    page = new_visit()
    page.goto(video.full_url)
    page.locator(f"a[href='{reverse('takedown_ask', args=[video.pk])}']").click()
    found = look_at(page, "retrait")

    page.locator("[name=reason]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("À la dixième seconde.")
    page.keyboard.press("Tab")
    page.keyboard.type("parent@example.org")
    page.wait_for_timeout(2100)  # a robot answers sooner
    page.keyboard.press("Enter")
    page.wait_for_url("**/merci/")
    found += look_at(page, "retrait-merci")

    asked = TakedownRequest.objects.get()
    assert (asked.words, asked.email) == ("À la dixième seconde.", "parent@example.org")
    page.goto(video.full_url)
    found += look_at(page, "video-masquee")
    takedowns.accept(asked, by=None)
    assert page.goto(video.full_url).status == 410
    found += look_at(page, "video-retiree")
    assert "\n".join(found) == ""


def test_the_team_decides_in_the_admin(live_community, live_editor, new_visit):
    video = VideoPageFactory(parent=video_index_of(live_community), title="La dictée négociée")
    asked = takedowns.ask(page=video, reason="child", words="Au début.", email="p@example.org")
    page = new_visit()
    signed_in(page.context, live_community, live_editor)
    for name, address in {
        "admin-retraits": reverse("takedowns:index"),
        "admin-retrait": reverse("takedowns:decide", args=[asked.pk]),
        "admin-registre": reverse("rights_register:index"),
        "admin-retirer": reverse("rights_register:withdraw", args=[video.pk]),
    }.items():
        page.goto(live_community.root_url + address)
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}-1280.png", full_page=True)
    page.goto(live_community.root_url + reverse("takedowns:decide", args=[asked.pk]))
    page.locator("[name=answer]").fill("On ne voit que des mains.")
    page.locator("button[name=refuse]").click()
    page.wait_for_url("**/demandes-de-retrait/")

    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("refused", live_editor)
