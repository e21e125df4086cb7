"""A proposal treated in a browser, from one end to the other without the mouse."""

import re
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import expect

from community.models import User
from tests.conftest import MEDIA
from tests.e2e.conftest import DESK, PHONE
from tests.e2e.test_accessibility import PICTURES, RULES
from tests.videos.steps import decide, prepared, sent
from videos.models import DecisionReason, VideoReviewTaskState
from videos.models.review import CheckPoint
from videos.models.submissions import SubmissionState
from videos.review import notes as review_notes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting(live_community):
    """Two proposals whose file plays, with captions and a storyboard: without ffmpeg."""
    teacher = User.objects.create_user("lea@ac-lille.fr", first_name="Léa")
    made = []
    for title in ("La dictée négociée", "Le rituel du matin"):
        submission = sent(teacher, live_community)
        submission.title = title
        submission.captions = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nBonjour à tous\n"
        submission.captions_choice = "given"
        submission.save()
        _draw_storyboard(submission.media)
        prepared(submission)
        rendition = submission.media.renditions.get()
        content = (MEDIA / "landscape-h264-50fps.mp4").read_bytes()
        rendition.file.save("video.mp4", ContentFile(content))
        made.append(submission)
    return made


def _draw_storyboard(media):
    picture = BytesIO()
    Image.new("RGB", (160, 45), "teal").save(picture, "JPEG")
    media.folder = media.new_folder()
    media.storyboard = {
        "interval": 5.0,
        "columns": 2,
        "count": 2,
        "tile_width": 80,
        "tile_height": 45,
    }
    media.warnings = [{"code": "dark_picture", "found": 40}]
    media.save()
    media.file.storage.save(f"{media.folder}/storyboard.jpg", ContentFile(picture.getvalue()))


def sign_in(page, root):
    page.goto(f"{root}/admin/")
    page.locator("input[name=login]").fill("redaction@example.org")
    page.locator("input[name=password]").fill("entre-pairs")
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile(r"/admin/$"))


def open_review(page, submission):
    page.goto(f"{submission.community.root_url}/admin/propositions/{submission.pk}/relire/")
    page.wait_for_function("document.getElementById('review-video').readyState >= 1")


def moment(page) -> float:
    return page.evaluate("document.getElementById('review-video').currentTime")


def test_thirty_an_hour_without_leaving_the_keyboard(
    live_community, live_editor, waiting, new_visit
):
    first, second = waiting
    reason = DecisionReason.objects.filter(community=live_community, action="reject").first()
    page = new_visit(DESK)
    sign_in(page, live_community.root_url)
    open_review(page, first)
    keys = page.keyboard

    keys.press("ArrowRight")
    page.wait_for_function("document.getElementById('review-video').currentTime > 1")
    before = moment(page)
    keys.press(".")
    page.wait_for_function(f"document.getElementById('review-video').currentTime > {before}")

    keys.press("n")
    expect(page.locator("#note-text")).to_be_focused()
    assert abs(float(page.locator("#note-moment").input_value()) - moment(page)) < 0.1
    keys.type("Ici, jpmr : plus près")  # letters that are shortcuts elsewhere
    keys.press("Tab")
    keys.press("Enter")
    note = page.locator("#review-notes .review-note")
    expect(note).to_contain_text("plus près")
    expect(page.locator("#review-marks button")).to_have_count(1)
    assert first.notes.get().for_author

    page.locator("#review-words-title").click()
    keys.press("1")
    expect(page.locator("#review-saved")).not_to_be_empty()
    assert VideoReviewTaskState.objects.get(revision__object_id=str(first.page_id)).checklist == [
        "rights"
    ]

    keys.press("m")
    expect(page.locator("#review-reject input[type=checkbox]").first).to_be_focused()
    keys.press("Space")
    with page.expect_navigation():
        page.locator("#review-reject button[value=preview-reject]").press("Enter")
    expect(page.locator("#review-message")).to_be_focused()
    expect(page.locator("#review-message")).to_contain_text(reason.words)
    expect(page.locator("#review-message")).to_contain_text("plus près")
    with page.expect_navigation():
        page.locator("#review-send").press("Enter")
    first.refresh_from_db()
    assert first.state == SubmissionState.CHANGES_REQUESTED
    expect(page).to_have_url(re.compile(rf"/propositions/{second.pk}/relire/"))

    for number in range(len(CheckPoint)):
        keys.press(str(number + 1))
    page.locator("[name=captions_decision][value=checked]").check()
    page.locator("[name=audio_description][value=not_needed]").check()
    page.locator("[name=audio_description_reason]").fill("Tout est dit.")
    page.locator("#review-words-title").click()
    keys.press("p")
    expect(page.locator("#review-publish-now")).to_be_focused()
    with page.expect_navigation():
        keys.press("Enter")
    second.refresh_from_db()
    assert second.state == SubmissionState.PUBLISHED


def test_the_second_editor_is_told_and_nothing_is_lost(
    live_community, live_editor, waiting, new_visit
):
    other = User.objects.create_user("collegue@example.org", "entre-pairs", first_name="Ada")
    other.groups.add(live_community.editors)
    first = waiting[0]
    page = new_visit(DESK)
    sign_in(page, live_community.root_url)
    open_review(page, first)
    page.locator("#review-decline summary").click()
    page.locator("[name=decline-comment]").fill("Un long texte réfléchi")
    decide(first, other, "reject", comment="Plus près.")

    with page.expect_navigation():
        page.locator("#review-decline button[value=preview-decline]").click()

    expect(page.locator("#review-typed")).to_have_value("Un long texte réfléchi")
    first.refresh_from_db()
    assert first.reason == "Plus près."


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["1280", "360"])
def test_the_screen_is_looked_at(live_community, live_editor, waiting, new_visit, viewport):
    first = waiting[0]
    review_notes.add(first, by=live_editor, text="Plus près ici", moment=2, for_author=True)
    review_notes.add(first, by=live_editor, text="Doute sur le titre", moment=5, for_author=False)
    page = new_visit(viewport)
    sign_in(page, live_community.root_url)
    open_review(page, first)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"relecture-{viewport['width']}.png", full_page=True)

    found = Axe().run(page, context=".review", options=RULES).response["violations"]

    said = [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]
    assert "\n".join(said) == ""
    if viewport == PHONE:
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_screen_works_without_javascript(live_community, live_editor, waiting, browser):
    first = waiting[0]
    context = browser.new_context(java_script_enabled=False, locale="fr-FR", viewport=DESK)
    page = context.new_page()
    sign_in(page, live_community.root_url)
    page.goto(f"{live_community.root_url}/admin/propositions/{first.pk}/relire/")

    page.locator("#note-text").fill("Sans script")
    page.locator("#note-moment").fill("3")
    page.locator("#review-note-form button").click()
    page.locator("#review-decline summary").click()
    page.locator("[name=decline-comment]").fill("Hors sujet.")
    page.locator("#review-decline button[value=preview-decline]").click()
    page.locator("#review-send").click()

    first.refresh_from_db()
    assert first.state == SubmissionState.DECLINED
    assert first.notes.get().text == "Sans script"
    context.close()
