"""The caption editor in a real browser, with a real video: by keyboard, and without scripts."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from community.models import User
from tests.conftest import MEDIA
from tests.e2e.conftest import DESK
from tests.e2e.test_accessibility import PICTURES, RULES
from tests.videos.steps import prepared, proposal, sent, step_address
from videos.captions import TimedCue, approval, timed
from videos.captions.advice import advise, thresholds
from videos.captions.webvtt_texts import as_webvtt
from videos.models import VideoMedia

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def media(live_community, live_editor) -> VideoMedia:
    """A video that is ready, and plays: the sample stands for what would be made of it."""
    teacher = User.objects.create_user("lea@ac-lille.fr", first_name="Léa")
    media = prepared(sent(teacher, live_community)).media
    rendition = media.renditions.get()
    sample = (MEDIA / "landscape-h264-50fps.mp4").read_bytes()
    rendition.file.save("video.mp4", ContentFile(sample))
    return media


@pytest.fixture
def open_page(browser, live_community):
    """Return a function that opens an address as somebody, in a browser of its own."""
    contexts = []

    def open_as(person, address, **options) -> Page:
        context = browser.new_context(**{"viewport": DESK, "locale": "fr-FR"} | options)
        contexts.append(context)
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies["sessionid"].value
        root = live_community.root_url
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": root}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", fail)
        page.on("console", fail_on_policy)
        page.goto(root + address)
        return page

    yield open_as
    for context in contexts:
        context.close()


@pytest.fixture
def visit(open_page, live_editor, media):
    """Return a function that opens the editor of the team."""
    return lambda **options: open_page(
        live_editor, reverse("captions:edit", args=[media.pk]), **options
    )


@pytest.fixture
def step(open_page, live_community):
    """Return a function that opens the captions step of a new proposal; with its proposal."""
    teacher = User.objects.create_user("nour@ac-lille.fr", first_name="Nour")
    submission = proposal(teacher, live_community)

    def open_step(**options) -> Page:
        return open_page(teacher, step_address(submission, "sous-titres"), **options)

    return submission, open_step


def fail(error):
    raise AssertionError(error)


def fail_on_policy(message):
    assert "Content Security Policy" not in message.text, message.text


def rows(page) -> list[tuple[str, str, str]]:
    """What is shown of each caption: begins, ends, words."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".ce__cue")].map((row) =>
          ["start", "end", "words"].map((part) => row.parts[part].value))"""
    )


def seconds(shown: str) -> float:
    minutes, rest = shown.split(":")
    return int(minutes) * 60 + float(rest.replace(",", "."))


def now(page) -> float:
    return page.evaluate("document.querySelector('.ce video').currentTime")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def status(page):
    return page.locator(".ce__status")


def save(page):
    page.locator(".captions-form__end [type=submit]").first.press("Enter")
    expect(page.locator(".messages .success")).to_be_visible()


THREE = [
    TimedCue(0.5, 2.5, "Bonjour à toutes et à tous."),
    TimedCue(2.5, 5, "On négocie une dictée."),
    TimedCue(6, 8, "Oui."),
]


@pytest.fixture
def captioned(media) -> VideoMedia:
    media.captions = as_webvtt(THREE)
    media.save()
    return media


def test_captions_are_made_by_keyboard_while_the_video_plays(visit, media):
    page = visit()
    page.locator("[data-part=add]").focus()

    press(page, "Control+Space")
    page.wait_for_function("() => document.querySelector('.ce video').currentTime > 0.3")
    press(page, "Control+Enter")
    page.keyboard.type("Bonjour à toutes.")
    page.wait_for_function("() => document.querySelector('.ce video').currentTime > 2")
    press(page, "Control+Enter")
    page.keyboard.type("On lit la consigne ensemble.")
    press(page, "Control+Space")
    page.wait_for_function("() => document.querySelector('.ce video').paused")

    one, two = rows(page)
    assert (one[2], two[2]) == ("Bonjour à toutes.", "On lit la consigne ensemble.")
    assert 0.3 < seconds(one[0]) < seconds(one[1]) <= seconds(two[0]) < seconds(two[1])

    press(page, "Home", *["ArrowRight"] * 18, "Alt+Enter")
    assert [row[2] for row in rows(page)][1:] == ["On lit la consigne", "ensemble."]
    press(page, "Alt+ArrowUp", "Alt+Shift+Enter")
    assert [row[2] for row in rows(page)][1:] == ["On lit la consigne\nensemble."]
    before = seconds(rows(page)[1][0])
    press(page, *["Alt+Shift+ArrowRight"] * 3)
    assert seconds(rows(page)[1][0]) == pytest.approx(before + 0.3, abs=0.02)

    made = rows(page)
    save(page)
    page.reload()
    expect(page.locator(".ce__cue")).to_have_count(2)
    assert rows(page) == made
    media.refresh_from_db()
    kept = [(cue.start, cue.end, cue.text) for cue in timed(media.captions)]
    assert kept == [
        (pytest.approx(seconds(start), abs=0.006), pytest.approx(seconds(end), abs=0.006), words)
        for start, end, words in made
    ]


def test_captions_are_placed_where_the_video_is(visit, captioned):
    page = visit()
    words = page.locator("[data-part=words]")
    words.nth(1).focus()
    page.evaluate("document.querySelector('.ce video').currentTime = 3")

    press(page, "F8")
    page.evaluate("document.querySelector('.ce video').currentTime = 4")
    press(page, "F9")
    assert rows(page)[1][:2] == ["0:03,00", "0:04,00"]

    press(page, "Alt+ArrowRight")
    assert now(page) == pytest.approx(5, abs=0.05)
    press(page, "Alt+ArrowDown")
    assert now(page) == pytest.approx(6, abs=0.05)
    expect(words.nth(2)).to_be_focused()


def test_a_deleted_caption_comes_back(visit, captioned):
    page = visit()
    page.locator("[data-part=words]").nth(1).focus()
    page.locator("[data-do=remove]").press("Enter")
    assert len(rows(page)) == 2
    expect(status(page)).not_to_be_empty()

    page.locator("[data-do=undo]").press("Enter")

    assert [row[2] for row in rows(page)] == [cue.text for cue in THREE]
    page.locator("[data-part=words]").nth(1).focus()
    press(page, "Home")
    page.keyboard.type("Alors, ")
    press(page, "Control+z")
    assert [row[2] for row in rows(page)] == [cue.text for cue in THREE]
    press(page, "Control+y")
    assert rows(page)[1][2] == "Alors, On négocie une dictée."


def test_all_the_captions_move_together_but_not_before_the_film(visit, captioned):
    page = visit()
    page.locator("[data-do=shift_all][data-by='-0.5']").click(click_count=2)
    assert [row[0] for row in rows(page)] == ["0:00,00", "0:02,00", "0:05,50"]


def test_a_button_pressed_again_keeps_the_focus(visit, captioned):
    page = visit()
    page.locator("[data-part=words]").nth(0).focus()
    later = page.locator("[data-do=shift][data-by='0.1']")
    later.focus()
    press(page, "Enter", "Enter", "Enter")

    expect(later).to_be_focused()
    assert rows(page)[0][:2] == ["0:00,80", "0:02,80"]


def test_a_time_is_typed_as_one_likes_and_a_wrong_one_changes_nothing(visit, captioned):
    page = visit()
    start = page.locator("[data-part=start]").nth(2)
    for typed, shown in [("5.5", "0:05,50"), ("0:06,25", "0:06,25"), ("bientôt", "0:06,25")]:
        start.fill(typed)
        start.press("Enter")
        assert rows(page)[2][0] == shown
    end = page.locator("[data-part=end]").nth(2)
    end.fill("1")
    end.press("Tab")
    # Its beginning goes before it: a caption that ends before it begins would be lost.
    assert rows(page)[1][:2] == ["0:00,90", "0:01,00"]


def test_a_time_half_typed_survives_the_film_that_arrives(visit, captioned):
    page = visit()
    start = page.locator("[data-part=start]").nth(2)
    start.fill("5.5")
    page.locator("captions-editor video").dispatch_event("loadedmetadata")
    start.press("Enter")

    assert rows(page)[2][0] == "0:05,50"


def test_the_captions_are_seen_on_the_video_as_they_are_typed(visit, captioned):
    page = visit()
    page.locator("[data-part=words]").nth(0).fill("3 < 4 & <b>5</b>")

    shown = page.evaluate(
        """() => [...document.querySelector(".ce video").textTracks[0].cues].map((cue) =>
          [cue.startTime, cue.endTime, cue.getCueAsHTML().textContent])"""
    )
    assert shown[0] == [0.5, 2.5, "3 < 4 & <b>5</b>"]
    assert len(shown) == 3


def test_a_loop_goes_back_to_the_beginning_of_its_caption(visit, captioned):
    page = visit()
    page.locator("[data-part=words]").nth(0).focus()
    page.locator("[data-do=loop]").press("Enter")
    page.evaluate("document.querySelector('.ce video').currentTime = 2.3")

    page.wait_for_function("() => document.querySelector('.ce video').currentTime < 1.5")
    page.locator("[data-do=loop]").press("Enter")
    page.evaluate("document.querySelector('.ce video').currentTime = 2.3")
    page.wait_for_function("() => document.querySelector('.ce video').currentTime > 3")


def test_a_file_is_read_and_a_wrong_one_is_said(visit, captioned):
    page = visit()
    chooser = page.locator("[name=captions_file]")
    wrong = {"name": "photo.srt", "mimeType": "text/plain", "buffer": b"\x89PNG\x00"}
    chooser.set_input_files(wrong)
    expect(status(page)).to_have_class(re.compile("ce__status--wrong"))
    assert len(rows(page)) == 3

    text = "1\n00:00:01,000 --> 00:00:02,500\nÉlève\n".encode("cp1252")
    chooser.set_input_files({"name": "a.srt", "mimeType": "text/plain", "buffer": text})
    expect(page.locator(".ce__cue")).to_have_count(1)
    assert rows(page) == [["0:01,00", "0:02,50", "Élève"]]
    assert chooser.input_value() == ""


def test_words_are_spread_over_the_video(visit, media):
    page = visit()
    summary = page.locator("details:has([data-spread]) > summary")
    summary.press("Enter")
    page.locator("details:has([data-spread]) textarea").fill(
        "Bonjour à toutes.\nOn lit, puis on écrit."
    )
    page.locator("[data-spread]").press("Enter")

    expect(page.locator(".ce__cue")).to_have_count(2)
    save(page)
    media.refresh_from_db()
    assert [cue.text for cue in timed(media.captions)] == [
        "Bonjour à toutes.",
        "On lit, puis on écrit.",
    ]


def test_a_text_that_cannot_be_read_is_not_touched(visit, captioned):
    page = visit()
    page.locator("details[data-part=raw] > summary").press("Enter")
    text = page.locator("[name=captions]")
    text.fill("WEBVTT\n\nperdu")
    text.press("Tab")
    expect(page.locator("[data-part=editor]")).to_be_hidden()

    text.fill("WEBVTT\n\n00:01.000 --> 00:02.000\nRetrouvé")
    text.press("Tab")
    expect(page.locator("[data-part=editor]")).to_be_visible()
    expect(page.locator(".ce__cue")).to_have_count(1)
    assert rows(page) == [["0:01,00", "0:02,00", "Retrouvé"]]


def test_without_scripts_the_text_is_typed_and_saved(visit, captioned):
    captioned.captions = as_webvtt([*THREE, TimedCue(9, 9.5, "Oui.")])
    captioned.save()
    page = visit(java_script_enabled=False)
    text = page.locator("[name=captions]")
    assert "négocie" in text.input_value()
    expect(page.locator("noscript li")).to_have_count(1)

    text.fill("00:00:01,000 --> 00:00:02,000\nBonjour")
    page.locator(".captions-form__end [type=submit]").click()

    captioned.refresh_from_db()
    assert [cue.text for cue in timed(captioned.captions)] == ["Bonjour"]


def test_axe_finds_nothing_in_the_editor_and_nothing_overflows(visit, captioned):
    page = visit()
    page.locator("[data-part=words]").nth(1).focus()
    page.evaluate(
        "() => document.querySelectorAll('.ce details').forEach((one) => one.open = true)"
    )
    found = Axe().run(page, context={"include": [[".ce"]]}, options=RULES).response["violations"]
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / "captions-1280.png", full_page=True)
    page.set_viewport_size({"width": 320, "height": 700})
    page.screenshot(path=PICTURES / "captions-320.png", full_page=True)

    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert page.evaluate("document.querySelector('.ce').scrollWidth") <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


LETTERS = [
    "a" * 30,
    "A" * 9,
    "Aé",
    "",
    "x" * 38,
    "un\ndeux\ntrois",
    "👏" * 31,
    "3 < 4 &amp; <b>",
    "É" * 8,
]


def test_the_browser_advises_and_writes_as_the_portal_does(visit, media):
    page = visit()
    places = [(0, 1000), (1000, 2999), (2500, 4000), (4050, 5049), (5200, 12201), (13000, 13500)]
    found = [
        TimedCue(start / 1000, end / 1000, words) for start, end in places for words in LETTERS
    ]
    script = """async ([cues, duration, limits, text]) => {
      const { adviceOn } = await import("/static/js/captions/advice.js");
      const { parse, serialise } = await import("/static/js/captions/webvtt.js");
      const said = cues.map(([start, end, text], place) => {
        const [from, to] = cues[place - 1] ?? [];
        const previous = place ? { start: from, end: to } : undefined;
        return adviceOn({ start, end, text }, previous, duration, limits);
      });
      return { said, written: serialise(parse(text)) };
    }"""
    text = as_webvtt(found)
    browser = page.evaluate(script, [[list(cue) for cue in found], 12.5, thresholds(), text])

    portal = [[] for _ in found]
    for one in advise(found, duration=12.5):
        portal[one.number - 1].append([one.code, one.figures])
    assert json.dumps(browser["said"]) == json.dumps(portal)
    assert timed(browser["written"]) == timed(text)
    assert browser["written"] == as_webvtt(timed(text))


def saved_captions(page, submission, expected):
    """Wait until the page has saved by itself, then compare what is kept."""
    expect(page.locator("[data-saved]")).not_to_be_empty()
    page.wait_for_function("() => document.querySelector('[data-saved]').textContent")
    for _ in range(50):
        submission.refresh_from_db()
        found = [cue.text for cue in timed(submission.captions)] if submission.captions else []
        if found == expected:
            return
        page.wait_for_timeout(200)
    assert found == expected


def test_an_author_types_before_the_video_comes_and_finds_it_all_again(step):
    submission, open_step = step
    page = open_step()
    page.get_by_role("radio").first.check(force=True)
    expect(status(page)).not_to_be_empty()  # there is no video yet

    page.locator("[data-part=add]").focus()
    press(page, "Enter")
    page.keyboard.type("Bonjour à toutes.")
    press(page, "Control+Enter")
    page.keyboard.type("Au revoir.")
    saved_captions(page, submission, ["Bonjour à toutes.", "Au revoir."])

    page.reload()
    expect(page.locator(".ce__cue")).to_have_count(2)
    assert [row[2] for row in rows(page)] == ["Bonjour à toutes.", "Au revoir."]


def test_an_author_leaves_the_step_and_comes_back_without_losing_a_word(step):
    submission, open_step = step
    page = open_step()
    page.locator("[data-part=add]").press("Enter")
    page.keyboard.type("Bonjour")
    page.locator("button[name=go][value=droits]").first.click()
    expect(page.locator(".ce")).to_have_count(0)

    page.locator("button[name=go][value=sous-titres]").first.click()
    expect(page.locator(".ce__cue")).to_have_count(1)
    assert rows(page)[0][2] == "Bonjour"


def test_the_editor_leaves_when_nobody_speaks(step):
    _, open_step = step
    page = open_step()
    expect(page.locator("[data-part=add]")).to_be_visible()
    page.locator("[name=captions_choice][value=no_speech]").check(force=True)
    expect(page.locator(".ce")).to_be_hidden()


def test_the_video_comes_by_itself_when_it_is_ready(step, media):
    submission, open_step = step
    page = open_step()
    expect(page.locator(".ce video")).to_be_hidden()

    submission.media = media
    submission.save()

    expect(page.locator(".ce video")).to_be_visible()


def test_a_file_is_sent_without_scripts(step):
    submission, open_step = step
    page = open_step(java_script_enabled=False)
    text = "1\n00:00:01,000 --> 00:00:02,500\nÉlève\n".encode("cp1252")
    page.locator("[name=captions_file]").locator("xpath=ancestor::details").locator(
        "summary"
    ).click()
    page.locator("[name=captions_file]").set_input_files(
        {"name": "a.srt", "mimeType": "text/plain", "buffer": text}
    )
    page.locator("button[name=go][value=droits]").last.click()

    submission.refresh_from_db()
    assert [cue.text for cue in timed(submission.captions)] == ["Élève"]


def test_axe_finds_nothing_in_the_step_and_nothing_overflows(step, media):
    submission, open_step = step
    submission.media, submission.captions = media, as_webvtt(THREE)
    submission.captions_choice = "given"
    submission.save()
    page = open_step()
    page.locator("[data-part=words]").nth(1).focus()
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / "captions-step-1280.png", full_page=True)
    found = Axe().run(page, options=RULES).response["violations"]
    page.set_viewport_size({"width": 320, "height": 700})
    page.screenshot(path=PICTURES / "captions-step-320.png", full_page=True)

    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_of_two_editors_who_save_at_once_one_is_told(media, live_editor):
    other = User.objects.create_user("autre.redaction@example.org", "entre-pairs")
    start = Barrier(2)
    seen = approval.fingerprint(media.captions)

    def save(person) -> str:
        text = as_webvtt([TimedCue(1, 2, person.email)])
        start.wait(timeout=30)
        try:
            approval.correct(media, text=text, seen=seen, user=person)
        except approval.ChangedMeanwhile:
            return "told"
        finally:
            connection.close()
        return text

    with ThreadPoolExecutor(2) as threads:
        outcomes = list(threads.map(save, [live_editor, other]))

    media.refresh_from_db()
    assert sorted(outcomes) == sorted(["told", media.captions])
