"""What an author does with the team's remarks on a telephone; what colleagues do with a video."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import expect

from community.models import User
from tests.e2e.conftest import DESK, PHONE, run_jobs
from tests.e2e.page_types import LONG
from tests.e2e.test_accessibility import RULES
from tests.videos.samples import X264, clip
from tests.videos.steps import decide, remark, sent
from videos import audience, submissions
from videos.models import DailyViews, Thanks, TryOut, VideoSubmission
from videos.models.submissions import SubmissionState

pytestmark = pytest.mark.django_db(transaction=True)

PICTURES = Path(os.environ.get("SCREENSHOTS", "var/screenshots"))
PLAY_FROM = """async video => {{
  const ended = new Promise(done => video.addEventListener("ended", done, {{once: true}}));
  video.muted = true;
  video.playbackRate = 4;
  video.currentTime = {start};
  await video.play();
  await ended;
}}"""
ALL_OF_IT = PLAY_FROM.format(start="0")
ITS_LAST_SECOND = PLAY_FROM.format(start="video.duration - 1")


@pytest.fixture
def teacher(live_community) -> User:
    return User.objects.create_user("lea@ac-lille.fr", first_name="Léa")


@pytest.fixture(scope="module")
def film(tmp_path_factory) -> Path:
    """Ten seconds that browsers play as they are: little is left to prepare."""
    file = tmp_path_factory.mktemp("film") / "film.mp4"
    return clip(file, *X264, "-c:a", "aac", picture="testsrc2=s=180x320:r=25", seconds=10)


@pytest.fixture
def reviewed(live_community, live_editor, teacher, film) -> VideoSubmission:
    """A real video, prepared, on which the team has placed two remarks."""
    submission = sent(teacher, live_community, film)
    run_jobs()
    submission.refresh_from_db()
    remark(submission, "Montrez l’affiche de plus près.", moment=3, sent=False)
    remark(submission, f"Le son baisse ici. {LONG}", moment=7, sent=False)
    remark(submission, "Belle énergie.", sent=False)
    decide(submission, live_editor, "reject", comment="Presque prête : deux détails.")
    return submission


@pytest.fixture
def published(reviewed, live_editor):
    submissions.send(reviewed)
    reviewed.refresh_from_db()
    decide(reviewed, live_editor, "approve")
    return reviewed


def sign_in(page, community, user) -> None:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": community.root_url}])


def faults(page, name: str) -> list[str]:
    """What axe finds, and what overflows; the page is looked at too: pictures are kept."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    found, size = [], page.viewport_size
    for viewport in (DESK, PHONE, {"width": 320, "height": 640}):
        page.set_viewport_size(viewport)
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=PICTURES / f"{name}-{viewport['width']}.png", full_page=True)
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [f"{each['id']}: {each['nodes'][0]['html']}" for each in violations]
        if page.evaluate("document.documentElement.scrollWidth") > viewport["width"]:
            found.append(f"wider than {viewport['width']} pixels")
    page.set_viewport_size(size)
    return found


def tab_to(page, locator) -> None:
    """Reach a control with the Tab key alone."""
    for _ in range(120):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {locator}")


def test_an_author_reads_two_remarks_on_a_telephone_by_keyboard(
    live_community, teacher, reviewed, new_visit
):
    page = new_visit(PHONE)
    sign_in(page, live_community, teacher)
    page.goto(f"{live_community.root_url}/mon-espace/mes-videos/")
    assert faults(page, "mes-videos") == []
    page.locator(f"#video-{reviewed.pk} .submission__actions a").first.click()
    page.wait_for_url(f"**/mon-espace/mes-videos/{reviewed.pk}/suivi/")
    video = page.locator("video")
    video.evaluate(
        "video => video.readyState || new Promise(done => "
        "video.addEventListener('loadedmetadata', done, {once: true}))"
    )

    moments = page.locator("a[data-moment]")
    assert moments.count() == 2
    for number, second in [(0, 3), (1, 7)]:
        tab_to(page, moments.nth(number))
        page.keyboard.press("Enter")
        expect(page.locator("[data-remark].remark--now")).to_have_count(1)
        assert video.evaluate("video => video.currentTime") == pytest.approx(second, abs=0.1)
        assert moments.nth(number).evaluate("element => element === document.activeElement")
        expect(page.locator("[data-said]")).to_contain_text(f"0:0{second}")
        expect(video).to_be_in_viewport()

    for number in range(3):
        tick = page.locator("[data-remark] .tick").nth(number)
        tick.focus()
        page.keyboard.press("Space")
        expect(tick).to_have_attribute("aria-pressed", "true")
        expect(tick).to_be_focused()
    expect(page.locator("[data-done]")).to_have_text("3")
    assert reviewed.notes.filter(is_done=True).count() == 3

    assert faults(page, "suivi") == []
    page.locator(".marks__one").first.click()
    assert video.evaluate("video => video.currentTime") == pytest.approx(3, abs=0.1)
    page.reload()
    expect(page.locator('.tick[aria-pressed="true"]')).to_have_count(3)

    page.locator(".follow__state .fr-btn").first.click()
    page.wait_for_url(f"**/mon-espace/mes-videos/{reviewed.pk}/**")
    expect(page.locator("h1")).to_be_visible()


def test_an_author_without_a_script_follows_a_moment_and_ticks(
    browser, live_community, teacher, reviewed
):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    sign_in(page, live_community, teacher)
    page.goto(f"{live_community.root_url}/mon-espace/mes-videos/{reviewed.pk}/suivi/")

    page.locator("a[data-moment]").nth(1).click()
    page.wait_for_url("**/suivi/?a=7#remarques")
    assert page.locator("video source").last.get_attribute("src").endswith("#t=7")
    page.locator("[data-remark] .tick").nth(1).click()

    expect(page.locator('.tick[aria-pressed="true"]')).to_have_count(1)
    assert reviewed.notes.filter(is_done=True).count() == 1
    context.close()


def test_an_author_takes_a_video_back_then_erases_it_by_keyboard(
    live_community, teacher, reviewed, new_visit
):
    page = new_visit(PHONE)
    sign_in(page, live_community, teacher)
    address = f"{live_community.root_url}/mon-espace/mes-videos/{reviewed.pk}"
    page.goto(f"{address}/retirer/")
    assert faults(page, "retirer") == []
    tab_to(page, page.locator("input[name=choice]").first)
    page.keyboard.press("Space")
    tab_to(page, page.locator("main form button[type=submit]"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/suivi/")
    reviewed.refresh_from_db()
    assert reviewed.state == SubmissionState.DRAFT

    page.goto(f"{address}/retirer/")
    assert faults(page, "effacer") == []
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".errors")).to_be_focused()
    tab_to(page, page.locator("input[name=understood]"))
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mes-videos/")
    reviewed.refresh_from_db()
    assert reviewed.state == SubmissionState.WITHDRAWN
    page.goto(f"{address}/suivi/")
    assert faults(page, "retiree") == []


def test_a_view_counts_once_a_day_a_look_does_not_nor_who_refuses(
    live_community, published, new_visit
):
    def watched(page, play: str) -> int:
        """Play a video to its end; return how many views the page has reported."""
        reported = []
        page.on("request", lambda each: each.url.endswith("/vue/") and reported.append(each))
        with page.expect_response("**/merci/"):
            page.goto(published.page.full_url)
        page.locator("video").evaluate(play)
        page.wait_for_timeout(1000)
        return len(reported)

    visitor, hurried, discreet = new_visit(PHONE), new_visit(PHONE), new_visit(PHONE)
    discreet.add_init_script(
        "Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})"
    )

    assert watched(visitor, ALL_OF_IT) == 1
    assert watched(visitor, ALL_OF_IT) == 0
    assert watched(hurried, ITS_LAST_SECOND) == 0
    assert watched(discreet, ALL_OF_IT) == 0

    assert [day.count for day in DailyViews.objects.all()] == [1]
    assert visitor.context.cookies() == []
    assert discreet.evaluate("localStorage.getItem('videos-seen')") is None


def test_a_colleague_says_thanks_and_that_they_tried_it_by_keyboard(
    live_community, published, teacher, new_visit
):
    colleague = User.objects.create_user("zoe@ac-lille.fr")
    page = new_visit(PHONE)
    page.goto(published.page.full_url)
    path = published.page.full_url.removeprefix(live_community.root_url)
    visitor = page.locator("#merci [data-audience] .fr-btn")
    expect(visitor).to_have_attribute("href", f"/connexion/?next={path}%23merci")
    sign_in(page, live_community, colleague)
    page.reload()

    tab_to(page, page.locator('#merci [data-focus="thanks"]'))
    page.keyboard.press("Enter")
    expect(page.locator('#merci [aria-pressed="true"]')).to_be_focused()
    assert Thanks.objects.count() == 1

    tab_to(page, page.locator("#merci summary"))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Mes élèves parlent plus.")
    assert faults(page, "video-merci") == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#merci summary")).to_be_focused()
    assert TryOut.objects.get().words == "Mes élèves parlent plus."

    author = new_visit(PHONE)
    sign_in(author, live_community, teacher)
    author.goto(f"{live_community.root_url}/mon-espace/mes-videos/{published.pk}/suivi/")
    expect(author.locator(".words")).to_contain_text("Mes élèves parlent plus.")
    assert faults(author, "suivi-publiee") == []
    assert audience.figures(published.page).thanks == 1
