"""The caption editor in a real browser, with a real video: by keyboard, and without scripts."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from community.models import User
from tests.conftest import MEDIA
from tests.e2e.conftest import DESK
from tests.e2e.test_accessibility import PICTURES, RULES
from tests.videos.steps import prepared, sent
from videos.captions import TimedCue, timed
from videos.captions.advice import advise, thresholds
from videos.captions.webvtt_texts import as_webvtt
from videos.models import VideoMedia

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


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
def visit(browser, live_community, live_editor, media):
    """Return a function that opens the editor of the team, in a browser of its own."""
    contexts = []

    def open_editor(**options) -> Page:
        context = browser.new_context(**{"viewport": DESK, "locale": "fr-FR"} | options)
        contexts.append(context)
        client = Client()
        client.force_login(live_editor, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies["sessionid"].value
        root = live_community.root_url
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": root}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", fail)
        page.on("console", fail_on_policy)
        page.goto(root + reverse("captions:edit", args=[media.pk]))
        return page

    yield open_editor
    for context in contexts:
        context.close()


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
    return page.locator("[data-part=status]")


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
    expect(page.locator("[data-part=play]")).not_to_have_text("Pause")

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
