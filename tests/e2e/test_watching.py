"""Journey 4, in a browser: somebody watches a practice, with what they have and as they can."""

import re
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core.files import File
from django.core.files.storage import storages
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE
from tests.factories import VideoPageFactory
from tests.videos.samples import clip, ffmpeg
from videos.models import Chapter, Rendition, VideoIndexPage

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = 40
SIZES = [(426, 240), (640, 360)]


def captions() -> str:
    cues = [
        f"00:00:{at:02}.000 --> 00:00:{at + 2:02}.000\nPhrase numéro {at}.\n"
        for at in range(0, SECONDS, 2)
    ]
    return "WEBVTT\n\n" + "\n".join(cues)


@pytest.fixture(scope="session")
def films(tmp_path_factory):
    """The same 40 seconds in two qualities, as the preparation leaves them: the index first."""
    folder = tmp_path_factory.mktemp("films")
    options = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac"]
    made = []
    for width, height in SIZES:
        path = folder / f"{height}.mp4"
        picture = f"testsrc2=s={width}x{height}:r=10"
        clip(path, *options, "-movflags", "+faststart", picture=picture, seconds=SECONDS)
        made.append(path)
    tiles = folder / "storyboard.jpg"
    ffmpeg("-i", made[0], "-vf", "fps=1/5,scale=160:90,tile=4x2", "-frames:v", "1", tiles)
    return [*made, tiles]


@pytest.fixture
def video(live_community, films):
    home = live_community.site.root_page
    index = VideoIndexPage.objects.descendant_of(home).get()
    page = VideoPageFactory(
        parent=index, title="La dictée négociée", sheet_aim="Parler de la langue.", slug="dictee"
    )
    media = page.media
    media.renditions.all().delete()
    folder = media.new_folder()
    for (width, height), path in zip(SIZES, films[:2], strict=True):
        made = Rendition(media=media, width=width, height=height, size=path.stat().st_size)
        with path.open("rb") as file:
            made.file.save(f"{height}.mp4", File(file))
    with films[2].open("rb") as file:
        storages["private"].save(f"{folder}/storyboard.jpg", File(file))
    media.folder = folder
    media.width, media.height, media.duration = 640, 360, SECONDS
    media.storyboard = {
        "interval": 5.0,
        "columns": 4,
        "rows": 2,
        "count": 8,
        "tile_width": 160,
        "tile_height": 90,
    }
    media.captions = captions()
    media.save()
    Chapter.objects.create(page=page, start=0, title="Avant")
    Chapter.objects.create(page=page, start=20, title="Pendant")
    return page


def until(visit, condition: str) -> None:
    """Wait for a condition in the page; Playwright's own way needs `eval`, which we refuse."""
    deadline = time.monotonic() + 15
    while not visit.evaluate(condition):
        assert time.monotonic() < deadline, condition
        visit.wait_for_timeout(50)


def opened(new_visit, page, query="", viewport=DESK):
    visit = new_visit(viewport)
    visit.goto(page.full_url + query)
    visit.wait_for_selector("media-controller")
    until(visit, "document.querySelector('.watch__player video').readyState >= 2")
    return visit


def moment(visit) -> float:
    return visit.evaluate("document.querySelector('video').currentTime")


def state(visit, name):
    return visit.evaluate(f"document.querySelector('video').{name}")


def test_the_player_is_driven_with_the_keyboard_alone(new_visit, video):
    visit = opened(new_visit, video)
    assert state(visit, "paused") and not state(visit, "autoplay")
    for _press in range(40):
        visit.keyboard.press("Tab")
        if visit.evaluate("document.activeElement.localName") == "media-play-button":
            break
    assert visit.evaluate("document.activeElement.localName") == "media-play-button"

    visit.keyboard.press("k")
    until(visit, "!document.querySelector('video').paused")
    visit.keyboard.press("Space")  # the button's own key
    until(visit, "document.querySelector('video').paused")
    start = moment(visit)
    visit.keyboard.press("l")
    assert moment(visit) == pytest.approx(start + 10, abs=0.3)
    visit.keyboard.press("ArrowLeft")
    assert moment(visit) == pytest.approx(start + 5, abs=0.3)
    visit.keyboard.press("j")
    assert moment(visit) == pytest.approx(0, abs=0.3)
    visit.keyboard.press("m")
    assert state(visit, "muted")
    visit.keyboard.press(">")
    assert state(visit, "playbackRate") == 1.25
    visit.keyboard.press("<")
    assert state(visit, "playbackRate") == 1
    visit.keyboard.press("ArrowDown")
    assert state(visit, "volume") == 0.9
    visit.keyboard.press("?")
    expect(visit.locator("dialog.shortcuts")).to_be_visible()
    visit.keyboard.press("Escape")
    expect(visit.locator("dialog.shortcuts")).to_be_hidden()


def test_captions_show_when_there_is_no_sound_until_one_chooses(new_visit, video):
    visit = opened(new_visit, video)
    mode = "[...document.querySelector('video').textTracks].find(t => t.kind === 'captions').mode"
    assert visit.evaluate(mode) == "disabled"

    visit.locator("media-mute-button").click()
    until(visit, f"{mode} === 'showing'")
    visit.locator("media-mute-button").click()
    until(visit, f"{mode} !== 'showing'")

    visit.locator("media-captions-button").click()
    until(visit, f"{mode} === 'showing'")
    visit.reload()
    until(visit, f"{mode} === 'showing'")


def test_the_device_remembers_where_and_how_one_watched(new_visit, video):
    visit = opened(new_visit, video)
    visit.locator("[data-settings-button]").click()
    visit.locator("#player-speed").select_option("1.5")
    visit.get_by_label(re.compile("Quality|Qualité")).select_option("240")
    until(visit, "document.querySelector('video').currentSrc.endsWith('240.mp4')")
    until(visit, "document.querySelector('video').readyState >= 2")
    visit.evaluate("document.querySelector('video').currentTime = 12")
    visit.keyboard.press("Escape")
    visit.locator("media-play-button").click()
    until(visit, "document.querySelector('video').currentTime > 12.5")
    visit.locator("media-play-button").click()
    until(visit, "document.querySelector('video').paused")

    visit.reload()

    until(visit, "document.querySelector('video').currentTime >= 12")
    assert state(visit, "playbackRate") == 1.5
    assert state(visit, "currentSrc").endswith("240.mp4")
    assert state(visit, "paused")
    said = visit.locator("[data-said]")
    expect(said).to_contain_text("0:1")
    said.locator(".fr-btn").click()
    assert moment(visit) == 0


def test_an_address_opens_at_its_moment(new_visit, video):
    for query in ("?t=21", "#t=0:21"):
        visit = opened(new_visit, video, query)
        until(visit, "Math.abs(document.querySelector('video').currentTime - 21) < 1")


def test_the_transcript_follows_leads_and_is_searched(new_visit, video):
    visit = opened(new_visit, video)
    box = visit.locator("[data-box]")
    visit.evaluate("document.querySelector('video').currentTime = 30.5")
    expect(box.locator("[aria-current]")).to_contain_text("numéro 30.")
    until(visit, "document.querySelector('[data-box]').scrollTop > 50")
    assert visit.evaluate("scrollY") == 0
    expect(box.locator("[aria-current]")).to_be_in_viewport()

    visit.get_by_role("checkbox", name=re.compile("Follow|Suivre")).uncheck()
    visit.wait_for_timeout(500)  # the end of a smooth scroll
    scrolled = box.evaluate("node => node.scrollTop")
    visit.evaluate("document.querySelector('video').currentTime = 1")
    expect(box.locator("[aria-current]")).to_contain_text("numéro 0.")
    assert box.evaluate("node => node.scrollTop") == scrolled

    box.get_by_text("numéro 6.").click()
    until(visit, "document.querySelector('video').currentTime >= 6")

    search = visit.get_by_role("searchbox", name=re.compile("transcri"))
    search.fill("NUMERO 1")
    status = visit.locator(".transcript__count")
    expect(status).to_contain_text(re.compile(r"1 \D+ 5"))
    expect(box.locator("mark")).to_have_count(5)
    search.press("Enter")
    expect(status).to_contain_text(re.compile(r"2 \D+ 5"))
    search.fill("absent")
    expect(box.locator("mark")).to_have_count(0)
    expect(status).not_to_be_empty()


def test_chapters_lead_to_their_moment_and_mark_the_seek_bar(new_visit, video):
    visit = opened(new_visit, video)
    visit.locator("[data-chapter-list] a", has_text="Pendant").click()
    until(visit, "document.querySelector('video').currentTime >= 20")
    until(
        visit,
        "document.querySelector('media-time-range').shadowRoot"
        ".querySelectorAll('#segments-clipping rect').length >= 2",
    )


def test_the_seek_bar_shows_pictures(new_visit, video):
    visit = opened(new_visit, video)
    bar = visit.locator("media-time-range").bounding_box()
    visit.mouse.move(bar["x"] + bar["width"] * 0.5, bar["y"] + bar["height"] / 2)
    visit.mouse.move(bar["x"] + bar["width"] * 0.55, bar["y"] + bar["height"] / 2)
    until(
        visit,
        "document.querySelector('media-time-range').getAttribute('mediapreviewimage')"
        "?.includes('apercus.jpg#xywh=')",
    )


def test_the_moment_is_in_every_link_when_one_asks(new_visit, video):
    visit = opened(new_visit, video, "?t=21")
    until(visit, "document.querySelector('[data-clock]').textContent === '0:21'")
    visit.locator("[data-moment] input").check()

    assert visit.locator("#share-address").input_value() == f"{video.full_url}?t=21"
    for way in visit.locator("a[data-way]:not([data-way=mastodon])").all():
        assert "%3Ft%3D21" in way.get_attribute("href")


def test_without_a_script_the_page_plays_and_reads(browser, video):
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    visit = context.new_page()
    visit.goto(f"{video.full_url}?t=21")

    assert visit.locator(".watch__player video").get_attribute("controls") is not None
    assert visit.locator("media-controller").count() == 0
    assert visit.locator("source").last.get_attribute("src").endswith("#t=21")
    expect(visit.get_by_text("Phrase numéro 38.")).to_be_attached()
    visit.locator("[data-box] a").nth(3).click()
    assert visit.url.endswith("?t=6")
    assert visit.locator("[data-tools]").is_hidden()
    context.close()


def test_on_a_phone_all_holds_and_thumbs_can_press(new_visit, video):
    visit = opened(new_visit, video, viewport=PHONE | {"width": 320})

    assert visit.evaluate("document.documentElement.scrollWidth") <= 320
    for name in ("play", "mute", "captions", "fullscreen"):
        box = visit.locator(f"media-{name}-button").bounding_box()
        assert box["width"] >= 44 and box["height"] >= 44, name
        assert box["x"] >= 0 and box["x"] + box["width"] <= 320, name


def test_a_failure_is_said_in_words_with_what_to_do(new_visit, video):
    visit = opened(new_visit, video)
    visit.route("**/*.mp4", lambda route: route.abort())
    visit.locator("[data-settings-button]").click()
    visit.get_by_label(re.compile("Quality|Qualité")).select_option("240")

    said = visit.locator("[data-said]")
    expect(said).to_be_visible()
    expect(said.locator("p")).to_have_text(re.compile("connection|connexion"))
    visit.unroute("**/*.mp4")
    said.locator(".fr-btn").click()
    until(visit, "!document.querySelector('video').paused")


def test_the_first_picture_comes_with_the_first_500_kb(new_visit, video, films):
    content = films[1].read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    first = content[:500_000]
    asked = []

    def answer(route):
        asked.append(route.request.headers.get("range"))
        if len(asked) > 1:
            return None  # nothing more ever comes
        route.fulfill(
            status=206,
            body=first,
            headers={
                "Content-Type": "video/mp4",
                "Accept-Ranges": "bytes",
                "Content-Range": f"bytes 0-{len(first) - 1}/{len(content)}",
            },
        )

    visit = new_visit()
    visit.route("**/*.mp4", answer)
    visit.goto(video.full_url)
    until(visit, "document.querySelector('video').readyState >= 2")
    visit.unroute_all(behavior="ignoreErrors")


@pytest.fixture
def another_site():
    """A site that is not ours, whose page holds the code to paste."""
    held = {}

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Cours</title>{held['code']}".encode())

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield held, f"http://moodle.localhost:{server.server_port}/"
    server.shutdown()


def test_a_video_plays_in_another_site_without_a_cookie(new_visit, video, another_site):
    held, address = another_site
    visit = opened(new_visit, video)
    visit.locator("[data-embed] summary").click()
    held["code"] = visit.locator("#share-embed").input_value()

    elsewhere = new_visit()
    elsewhere.goto(address)
    frame = elsewhere.frame_locator("iframe")
    expect(frame.locator("media-play-button")).to_be_visible()
    frame.locator("media-play-button").click()
    player = frame.locator("video")
    expect(player).to_have_js_property("paused", False)
    expect(frame.get_by_role("link", name=re.compile("La dictée"))).to_be_visible()
    assert elsewhere.context.cookies() == []


def test_a_long_sheet_is_printed_on_one_page(new_visit, video, tmp_path):
    from pypdf import PdfReader

    video.title = "Une pratique dont le titre est long " * 4
    for sheet in ("mot un peu long, puis un autre. " * 46, "a\n" * 700, "Bref.", "m" * 1500):
        for name in video.SHEET_PARTS:
            setattr(video, name, sheet[:1500])
        video.save()
        visit = new_visit()
        visit.goto(f"{video.get_site().root_url}/videos/{video.pk}/fiche/")
        visit.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)

        pdf = PdfReader(tmp_path / "sheet.pdf")

        assert len(pdf.pages) == 1, sheet[:20]
        assert video.get_site().hostname in pdf.pages[0].extract_text()
