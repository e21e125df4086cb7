"""The page of a proposal in a real browser: what a teacher with a bad network goes through."""

import base64
import hashlib
import os
import re
import struct
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from community.models import User
from tests.browser import find_chromium
from tests.conftest import MEDIA
from tests.e2e.conftest import CHROMIUM_FLAGS, DESK, PHONE, run_jobs
from tests.e2e.test_accessibility import PICTURES, RULES
from tests.videos.steps import sent, step_address
from videos.models import Upload, VideoMedia, VideoSubmission
from videos.models.media import MediaState
from videos.models.submissions import SubmissionState

pytestmark = pytest.mark.django_db(transaction=True)

MEGABYTE = 1024 * 1024
SLOW = 1.5 * MEGABYTE  # bytes a second: a video of 12 MB takes eight
NBSP = "\N{NO-BREAK SPACE}"
throttles = {}  # the last session to set them wins, not the last setting: one for each page


@pytest.fixture
def teacher(live_community) -> User:
    return User.objects.create_user("lea@ac-lille.fr", first_name="Léa")


@pytest.fixture
def visit(browser, live_community, teacher):
    """Return a function that opens a browser in which the teacher is signed in."""
    contexts = []

    def open_browser(**options) -> Page:
        context = browser.new_context(**{"viewport": DESK, "locale": "fr-FR"} | options)
        contexts.append(context)
        sign_in(context, live_community, teacher)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", fail)
        page.on("console", fail_on_policy)
        return page

    yield open_browser
    for context in contexts:
        context.close()
    wait_for_silence()


def wait_for_silence():
    """Until the server has answered the last question of a page that is closed."""
    with connection.cursor() as cursor:
        for _ in range(100):
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
                " AND state <> 'idle'"
            )
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.1)


@pytest.fixture(scope="module")
def heavy_video(tmp_path_factory) -> Path:
    """A real video of 12 MB: a short one, and an empty box that every player leaps over."""
    sample = (MEDIA / "no-audio.mp4").read_bytes()
    size = 12 * MEGABYTE - len(sample)
    path = tmp_path_factory.mktemp("heavy") / "La dictée négociée.mp4"
    path.write_bytes(sample + struct.pack(">I4s", size, b"free") + os.urandom(size - 8))
    return path


def fail(error):
    raise AssertionError(error)


def fail_on_policy(message):
    assert "Content Security Policy" not in message.text, message.text


def sign_in(context, community, user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": community.root_url}])


def open_form(page, community, submission=None):
    address = reverse("submission_edit", args=[submission.pk]) if submission else "/proposer/"
    page.goto(community.root_url + address)
    expect(page.locator("[data-upload]")).not_to_have_attribute("hidden", "")


def go_to(page, name):
    """Go to a step by the list of them all, as with a mouse or a thumb."""
    if page.locator(f"form[data-step={name}]").count():
        return
    page.locator(f".journey__step[value={name}]").click()
    expect(page.locator(f"form[data-step={name}]")).to_be_attached()
    expect(page.locator("#step-title")).to_be_visible()


def slow_down(page, speed=SLOW):
    """Bytes a second that leave, at most; 0 for as fast as they can."""
    if page not in throttles:
        throttles[page] = page.context.new_cdp_session(page)
        throttles[page].send("Network.enable")
    conditions = {"offline": False, "latency": 20, "downloadThroughput": -1}
    conditions["uploadThroughput"] = speed or -1
    throttles[page].send("Network.emulateNetworkConditions", conditions)


def choose(page, path):
    page.get_by_label("Choisir une vidéo", exact=True).set_input_files(path)


def status(page):
    return page.locator("[data-part=status]")


def wait_for_percent(page, percent):
    page.wait_for_function(
        "percent => document.querySelector('[data-part=bar]').value >= percent", arg=percent
    )


def offsets(page) -> list[int]:
    """Where each piece that the page sends begins; filled as they leave."""
    found = []

    def note(request):
        if request.method == "PATCH":
            found.append(int(request.headers["upload-offset"]))

    page.on("request", note)
    return found


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def original_of(submission) -> bytes:
    submission.refresh_from_db()
    with submission.media.file.open("rb") as stored:
        return stored.read()


def tick(page, label):
    """Tick a box by its label: the design system draws it over the box."""
    page.locator("main label", has_text=label).first.click()


def describe(page):
    go_to(page, "description")
    page.get_by_label("Titre de la vidéo").fill("La dictée négociée en CP")
    page.get_by_label("Que voit-on").fill("Trois élèves, une seule feuille.")
    page.get_by_label("Thème").select_option(label="Français")


def fill_words(page):
    """All the steps but the video, to the last one, signed."""
    describe(page)
    go_to(page, "droits")
    tick(page, "Personne ne peut être reconnu")
    go_to(page, "relecture")
    sign(page)


def sign(page):
    tick(page, "Ce que je dis des personnes")
    tick(page, "J’ai lu la charte")


def send(page):
    page.get_by_role("button", name="Envoyer ma vidéo").click()


def expect_sent(page):
    """Where a proposal is followed, once it has left: in the list of them all, or on its own."""
    page.wait_for_url(re.compile(r"/mon-espace/mes-videos/(\d+/suivi/)?$"), timeout=40_000)


def test_a_network_cut_at_60_percent_then_a_reload_lose_nothing(visit, live_community, heavy_video):
    page = visit()
    page.on("dialog", lambda dialog: dialog.accept())
    open_form(page, live_community)
    slow_down(page)
    choose(page, heavy_video)
    go_to(page, "description")
    page.get_by_label("Titre de la vidéo").fill("La dictée négociée")
    wait_for_percent(page, 60)

    page.context.set_offline(True)
    expect(status(page)).to_have_text("Connexion perdue : l’envoi reprendra tout seul.")
    page.context.set_offline(False)
    page.reload()

    left = page.locator("[data-part=left]")
    expect(left).to_contain_text("L’envoi de « La dictée négociée.mp4 » est resté à")
    assert int(re.search(r"à (\d+)", left.inner_text())[1]) >= 25
    expect(page.get_by_label("Titre de la vidéo")).to_have_value("La dictée négociée")
    go_to(page, "video")
    sent_from = offsets(page)
    choose(page, heavy_video)
    expect(status(page)).to_contain_text("est arrivée", timeout=40_000)

    assert sent_from[0] > 3 * MEGABYTE
    submission = VideoSubmission.objects.get()
    assert digest(original_of(submission)) == digest(heavy_video.read_bytes())
    assert submission.media.original_name == "La dictée négociée.mp4"


def test_sending_goes_on_by_itself_when_the_network_comes_back(visit, live_community, heavy_video):
    page = visit()
    open_form(page, live_community)
    slow_down(page)
    choose(page, heavy_video)
    wait_for_percent(page, 40)

    page.context.set_offline(True)
    expect(status(page)).to_contain_text("Connexion perdue")
    time.sleep(2)
    page.context.set_offline(False)

    expect(status(page)).to_contain_text("est arrivée", timeout=40_000)
    assert digest(original_of(VideoSubmission.objects.get())) == digest(heavy_video.read_bytes())


def test_pausing_keeps_what_has_arrived(visit, live_community, heavy_video):
    page = visit()
    open_form(page, live_community)
    slow_down(page)
    choose(page, heavy_video)
    wait_for_percent(page, 20)

    page.get_by_role("button", name="Mettre en pause").click()
    expect(status(page)).to_contain_text("En pause à")
    expect(page.get_by_role("button", name="Reprendre l’envoi")).to_be_focused()
    sent_from = offsets(page)
    time.sleep(1.5)
    assert sent_from == []
    page.get_by_role("button", name="Reprendre l’envoi").click()

    expect(status(page)).to_contain_text("est arrivée", timeout=40_000)
    assert sent_from[0] > 0
    assert digest(original_of(VideoSubmission.objects.get())) == digest(heavy_video.read_bytes())


def test_two_tabs_sending_the_same_file_end_with_one_whole_file(
    visit, live_community, teacher, heavy_video
):
    submission = VideoSubmission.objects.create(owner=teacher, community=live_community)
    first = visit()
    second = first.context.new_page()
    for page in (first, second):
        open_form(page, live_community, submission)
        slow_down(page, 3 * MEGABYTE)
    choose(first, heavy_video)
    wait_for_percent(first, 10)

    choose(second, heavy_video)

    for page in (first, second):
        expect(status(page)).to_contain_text("est arrivée", timeout=60_000)
    assert VideoMedia.objects.count() == 1
    assert digest(original_of(submission)) == digest(heavy_video.read_bytes())


def test_another_file_in_another_tab_stops_this_one(visit, live_community, teacher, heavy_video):
    submission = VideoSubmission.objects.create(owner=teacher, community=live_community)
    first = visit()
    second = first.context.new_page()
    for page in (first, second):
        open_form(page, live_community, submission)
    slow_down(first, MEGABYTE)
    slow_down(second, MEGABYTE / 4)
    choose(first, heavy_video)
    wait_for_percent(first, 10)

    choose(second, MEDIA / "landscape-h264-50fps.mp4")

    expect(status(first)).to_contain_text("Un autre fichier est envoyé", timeout=30_000)
    expect(status(second)).to_contain_text("est arrivée", timeout=30_000)
    sample = (MEDIA / "landscape-h264-50fps.mp4").read_bytes()
    assert digest(original_of(submission)) == digest(sample)


def test_an_interrupted_upload_gives_way_to_another_file(visit, live_community, heavy_video):
    page = visit()
    page.on("dialog", lambda dialog: dialog.accept())
    open_form(page, live_community)
    slow_down(page)
    choose(page, heavy_video)
    wait_for_percent(page, 40)
    page.reload()
    expect(page.locator("[data-part=left]")).to_be_visible()

    choose(page, MEDIA / "no-audio.mp4")

    expect(page.locator("[data-part=advice]")).to_contain_text("Ce n’est pas le fichier")
    expect(status(page)).to_contain_text("est arrivée")
    sample = (MEDIA / "no-audio.mp4").read_bytes()
    assert digest(original_of(VideoSubmission.objects.get())) == digest(sample)


def test_an_ended_session_is_said_and_goes_on_once_signed_in_again(
    visit, live_community, teacher, heavy_video
):
    page = visit()
    open_form(page, live_community)
    slow_down(page)
    choose(page, heavy_video)
    wait_for_percent(page, 10)
    go_to(page, "description")

    Session.objects.all().delete()
    expect(page.locator("[data-signed-out]")).to_be_visible(timeout=30_000)
    page.get_by_label("Titre de la vidéo").fill("Écrit sans session")
    sign_in(page.context, live_community, teacher)

    expect(status(page)).to_contain_text("est arrivée", timeout=60_000)
    expect(page.locator("[data-signed-out]")).to_be_hidden()
    expect(page.locator("[data-saved]")).to_contain_text("Enregistré à", timeout=60_000)
    submission = VideoSubmission.objects.get()
    assert submission.title == "Écrit sans session"
    assert digest(original_of(submission)) == digest(heavy_video.read_bytes())


@pytest.mark.parametrize(
    ("sample", "sentence"),
    [
        (
            "too-long-2m20.mp4",
            "Votre vidéo dure 2 min 20 s ; la limite est de 2 min. Coupez-la sur votre téléphone, "
            "puis choisissez-la de nouveau.",
        ),
        ("html-named-video.mp4", "Ce fichier n’est pas une vidéo"),
        ("playlist-attack.mp4", "Ce fichier n’est pas une vidéo"),
        ("audio-only.mp4", "Ce fichier a du son mais pas d’image"),
        ("truncated.mp4", "elle a peut-être été coupée"),
    ],
)
def test_a_file_that_cannot_be_accepted_is_refused_before_a_byte_leaves(
    visit, live_community, sample, sentence
):
    page = visit()
    posted = []
    page.on("request", lambda request: request.method != "GET" and posted.append(request.url))
    open_form(page, live_community)

    choose(page, MEDIA / sample)

    refusal = page.locator("[data-part=refusal]")
    expect(refusal).to_contain_text(sentence)
    expect(page.get_by_label("Choisir une vidéo", exact=True)).to_be_enabled()
    assert posted == []


def test_an_empty_or_too_heavy_file_is_refused_before_a_byte_leaves(
    visit, live_community, heavy_video, tmp_path
):
    live_community.max_megabytes = 5
    live_community.save()
    page = visit()
    open_form(page, live_community)
    (tmp_path / "vide.mp4").touch()

    choose(page, tmp_path / "vide.mp4")
    expect(page.locator("[data-part=refusal]")).to_contain_text("Ce fichier est vide")
    choose(page, heavy_video)
    expect(page.locator("[data-part=refusal]")).to_contain_text(
        "Ce fichier pèse 12 Mo ; la limite est de 5 Mo"
    )

    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("sample", "facts", "advice"),
    [
        ("phone-portrait-hevc-gps.mov", ["16 s", "image verticale", "avec du son"], ""),
        ("landscape-h264-50fps.mp4", ["14 s", "image horizontale", "avec du son"], ""),
        ("webcam-no-duration.webm", ["image horizontale", "avec du son"], ""),
        ("no-audio.mp4", ["image horizontale"], "Nous ne trouvons pas de son"),
    ],
)
def test_what_a_file_holds_is_said_as_soon_as_it_is_chosen(
    visit, live_community, sample, facts, advice
):
    page = visit()
    open_form(page, live_community)

    choose(page, MEDIA / sample)

    expect(status(page)).to_contain_text("est arrivée")
    said = page.locator("[data-part=facts]").inner_text().replace(NBSP, " ")
    assert [fact for fact in facts if fact not in said] == []
    expect(page.locator("[data-part=advice]")).to_contain_text(advice)


def test_what_is_typed_saves_itself_and_survives_a_reload(visit, live_community):
    page = visit()
    open_form(page, live_community)

    describe(page)
    expect(page.locator("[data-saved]")).to_contain_text("Enregistré à")
    submission = VideoSubmission.objects.get()
    assert page.url.endswith(step_address(submission, "description"))
    page.reload()

    expect(page.get_by_label("Titre de la vidéo")).to_have_value("La dictée négociée en CP")
    expect(page.get_by_label("Que voit-on")).to_have_value("Trois élèves, une seule feuille.")
    expect(page.get_by_label("Thème").locator("option:checked")).to_have_text("Français")
    submission.refresh_from_db()
    assert submission.rights_declared_at is None


def test_what_is_typed_without_a_network_is_found_again(visit, live_community):
    page = visit()
    page.on("dialog", lambda dialog: dialog.accept())
    open_form(page, live_community)
    go_to(page, "description")
    address = page.url
    page.context.set_offline(True)

    page.get_by_label("Titre de la vidéo").fill("Écrit dans le train")
    expect(page.locator("[data-saved]")).to_contain_text("gardé dans ce navigateur")
    page.get_by_role("button", name="Enregistrer et continuer").last.click()
    expect(page.locator("[data-said]")).to_contain_text("Le portail ne répond pas")
    expect(page.get_by_label("Titre de la vidéo")).to_have_value("Écrit dans le train")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)

    expect(page.get_by_label("Titre de la vidéo")).to_have_value("Écrit dans le train")
    expect(page.locator("[data-saved]")).to_contain_text("Enregistré à")
    assert VideoSubmission.objects.get().title == "Écrit dans le train"


def test_leaving_while_the_video_is_on_its_way_warns(visit, live_community, heavy_video):
    page = visit()
    warned = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.dismiss()))
    open_form(page, live_community)
    slow_down(page, MEGABYTE / 2)
    choose(page, heavy_video)
    wait_for_percent(page, 1)
    go_to(page, "description")  # browsers ask only those who did something

    page.evaluate("location.href = '/videos/'")
    page.wait_for_timeout(500)

    assert warned == ["beforeunload"]
    expect(status(page)).to_contain_text("Envoi")


def test_sending_waits_for_the_video_and_says_so(visit, live_community, heavy_video):
    page = visit()
    open_form(page, live_community)
    slow_down(page, MEGABYTE / 4)
    choose(page, heavy_video)
    fill_words(page)

    send(page)

    expect(page.locator("[data-said]")).to_contain_text("Votre vidéo est encore en route")
    slow_down(page, 0)
    expect_sent(page)
    submission = VideoSubmission.objects.get()
    assert submission.state == SubmissionState.RECEIVED
    assert submission.rights_are_declared
    assert digest(original_of(submission)) == digest(heavy_video.read_bytes())


def test_what_is_missing_is_said_without_stopping_the_video(visit, live_community, heavy_video):
    page = visit()
    open_form(page, live_community)
    slow_down(page)
    choose(page, heavy_video)
    wait_for_percent(page, 5)
    go_to(page, "relecture")

    send(page)

    expect(page.get_by_role("alert").filter(has_text="à corriger")).to_be_focused()
    expect(status(page)).to_contain_text(re.compile("Envoi|arrivée"))
    page.locator("#lacking").get_by_role("link", name="Titre de la vidéo").click()
    expect(page.get_by_label("Titre de la vidéo")).to_be_focused()
    expect(status(page)).to_contain_text(re.compile("Envoi|arrivée"))
    fill_words(page)
    send(page)
    expect_sent(page)
    assert VideoSubmission.objects.get().state == SubmissionState.RECEIVED


def test_a_file_that_the_portal_refuses_is_said_here_and_another_may_be_chosen(
    visit, live_community
):
    page = visit()
    open_form(page, live_community)
    choose(page, MEDIA / "landscape-h264-50fps.mp4")
    expect(status(page)).to_contain_text("est arrivée")

    VideoMedia.objects.update(state=MediaState.REFUSED, refusal_code="unreadable")

    refusal = page.locator("[data-part=refusal]")
    expect(refusal).to_contain_text("Cette vidéo ne peut pas être lue", timeout=20_000)
    choose(page, MEDIA / "no-audio.mp4")
    expect(status(page)).to_contain_text("est arrivée")
    expect(refusal).to_be_empty()


def test_the_preparation_is_followed_on_the_page_and_in_my_videos(visit, live_community, teacher):
    page = visit()
    open_form(page, live_community)
    choose(page, MEDIA / "landscape-h264-50fps.mp4")
    expect(status(page)).to_contain_text("est arrivée")
    fill_words(page)
    VideoMedia.objects.update(state=MediaState.PROCESSING, progress=40)
    expect(status(page)).to_have_text("Préparation de votre vidéo : 40 %", timeout=20_000)
    send(page)
    expect_sent(page)
    page.goto(live_community.root_url + reverse("my_videos"))
    preparation = page.locator("[data-preparation]")
    expect(preparation).to_have_text("Préparation de votre vidéo : 40 %")
    VideoMedia.objects.update(progress=70)
    expect(preparation).to_have_text("Préparation de votre vidéo : 70 %")

    VideoMedia.objects.update(state=MediaState.RECEIVED, progress=0)
    run_jobs()

    expect(page.locator(".submission__state")).to_contain_text("relecture", timeout=20_000)
    expect(preparation).to_have_count(0)


def test_the_picture_that_represents_a_video_is_chosen_on_the_page(visit, live_community):
    page = visit()
    open_form(page, live_community)
    choose(page, MEDIA / "landscape-h264-50fps.mp4")
    video = page.locator("[data-part=preview_video]")
    expect(video).to_be_visible()
    video.evaluate(
        "video => new Promise(done => { video.onseeked = done; video.currentTime = 5; })"
    )

    page.get_by_role("button", name="Choisir cette image").click()

    expect(page.locator("[data-part=chosen]")).to_have_text("Image choisie : à 5 s")
    expect(page.locator("[data-saved]")).to_contain_text("Enregistré à")
    assert VideoSubmission.objects.get().poster_moment == pytest.approx(5, abs=0.1)


def test_progress_is_said_politely_every_ten_percent(visit, live_community, heavy_video):
    page = visit()
    open_form(page, live_community)
    page.evaluate(
        """() => {
            const live = document.querySelector("[data-part=live]");
            window.said = [];
            new MutationObserver(() => window.said.push(live.textContent))
                .observe(live, {childList: true});
        }"""
    )
    slow_down(page, 2 * MEGABYTE)

    choose(page, heavy_video)
    expect(status(page)).to_contain_text("est arrivée", timeout=40_000)

    said = page.evaluate("window.said")
    percents = [int(match[1]) for text in said if (match := re.match(r"Envoi\W+(\d+)", text))]
    assert len(percents) >= 5
    assert len({percent // 10 for percent in percents}) == len(percents)
    assert said[-1].startswith("Votre vidéo est arrivée")
    assert page.locator("[data-part=live]").get_attribute("role") == "status"


def test_a_video_is_dropped_on_its_place_and_nowhere_else(visit, live_community):
    page = visit()
    open_form(page, live_community)
    encoded = base64.b64encode((MEDIA / "no-audio.mp4").read_bytes()).decode()
    carried = page.evaluate_handle(
        """encoded => {
            const bytes = Uint8Array.from(atob(encoded), each => each.charCodeAt(0));
            const carried = new DataTransfer();
            carried.items.add(new File([bytes], "dictee.mp4", {type: "video/mp4"}));
            return carried;
        }""",
        encoded,
    )

    page.dispatch_event("h1", "drop", {"dataTransfer": carried})
    expect(page.locator("[data-part=file]")).to_be_hidden()
    page.dispatch_event("[data-part=choose]", "drop", {"dataTransfer": carried})

    expect(status(page)).to_contain_text("est arrivée")
    assert original_of(VideoSubmission.objects.get()) == (MEDIA / "no-audio.mp4").read_bytes()


def test_what_the_upload_server_refuses_is_said_in_its_words(visit, live_community, heavy_video):
    live_community.max_member_megabytes = 5
    live_community.save()
    page = visit()
    open_form(page, live_community)

    choose(page, heavy_video)

    expect(page.locator("[data-part=refusal]")).to_contain_text("5 Mo")
    expect(page.locator("[data-part=file]")).to_be_hidden()
    go_to(page, "description")
    expect(page.locator("[data-part=refusal]")).to_be_visible()


def test_a_keyboard_is_enough(visit, live_community, heavy_video):
    page = visit()
    open_form(page, live_community)
    slow_down(page)

    def tab_to(target):
        for _ in range(90):
            page.keyboard.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                return
        pytest.fail(f"the keyboard does not reach {target}")

    tab_to(page.get_by_label("Choisir une vidéo", exact=True))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(heavy_video)
    wait_for_percent(page, 5)
    expect(page.locator("[data-part=file]")).to_be_focused()
    tab_to(page.get_by_role("button", name="Mettre en pause"))
    page.keyboard.press("Space")
    expect(status(page)).to_contain_text("En pause")
    page.keyboard.press("Enter")  # the focus went on to « Reprendre »

    def go_on(name):
        tab_to(page.locator(".journey__ways .fr-btn--lg"))
        page.keyboard.press("Enter")
        expect(page.locator(f"form[data-step={name}]")).to_be_attached()
        expect(page.locator("#step-title")).to_be_focused()

    go_on("description")
    tab_to(page.get_by_label("Titre de la vidéo"))
    page.keyboard.type("La dictée")
    tab_to(page.get_by_label("Que voit-on"))
    page.keyboard.type("Trois élèves.")
    tab_to(page.get_by_label("Thème"))
    page.keyboard.press("ArrowDown")
    tab_to(page.get_by_label("Où l’avez-vous filmée"))
    page.keyboard.type("Roubaix")
    page.keyboard.press("Enter")  # goes on, as in any form
    expect(page.locator("form[data-step=fiche]")).to_be_attached()
    tab_to(page.get_by_label("L’objectif"))
    page.keyboard.type("Comparer.")
    go_on("sous-titres")
    go_on("droits")
    tab_to(page.locator("[name=people_shown]").first)
    page.keyboard.press("Space")
    tab_to(page.locator(".journey__ways .fr-btn--lg"))
    page.keyboard.press("Enter")
    expect(page.locator("form[data-step=relecture]")).to_be_attached()
    tab_to(page.locator("[name=rights]"))
    page.keyboard.press("Space")
    tab_to(page.locator("[name=charter]"))
    page.keyboard.press("Space")
    tab_to(page.get_by_role("button", name="Envoyer ma vidéo"))
    page.keyboard.press("Enter")

    expect_sent(page)
    assert VideoSubmission.objects.get().state == SubmissionState.RECEIVED


def test_a_telephone_films_with_its_own_camera(visit, live_community):
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    open_form(page, live_community)

    camera = page.get_by_label("Filmer maintenant")
    assert camera.get_attribute("capture") == "environment"
    expect(page.get_by_role("button", name="Filmer avec cet ordinateur")).to_be_hidden()
    camera.set_input_files(MEDIA / "phone-portrait-hevc-gps.mov")
    fill_words(page)
    send(page)

    expect_sent(page)
    assert VideoSubmission.objects.get().state == SubmissionState.RECEIVED


def test_without_javascript_each_step_is_sent_plainly(visit, live_community):
    page = visit(java_script_enabled=False)
    page.goto(f"{live_community.root_url}/proposer/")
    expect(page.locator("[data-upload]")).to_be_hidden()

    page.locator("#id_file").set_input_files(MEDIA / "no-audio.mp4")
    page.locator(".journey__ways .fr-btn--lg").click()
    fill_words(page)
    send(page)

    expect_sent(page)
    submission = VideoSubmission.objects.get()
    assert submission.state == SubmissionState.RECEIVED
    assert original_of(submission) == (MEDIA / "no-audio.mp4").read_bytes()


@pytest.fixture(scope="module")
def camera_browser(browser):
    """A browser with a camera that films a moving picture, and asks nobody."""
    films = browser.browser_type.launch(
        executable_path=os.environ.get("CHROMIUM") or find_chromium(),
        args=[
            *CHROMIUM_FLAGS,
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
        ],
    )
    yield films
    films.close()


@pytest.fixture
def filming(camera_browser, live_community, teacher):
    """A page of the teacher, in that browser."""
    context = camera_browser.new_context(viewport=DESK, locale="fr-FR")
    sign_in(context, live_community, teacher)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("pageerror", fail)
    page.on("console", fail_on_policy)
    yield page
    context.close()
    wait_for_silence()


def begin_filming(page):
    page.get_by_role("button", name="Filmer avec cet ordinateur").click()
    page.get_by_role("button", name="Commencer à filmer").click()


def test_a_computer_films_watches_again_and_sends(filming, live_community):
    page = filming
    open_form(page, live_community)
    begin_filming(page)
    expect(page.locator("[data-film=said]")).to_have_text("Ça tourne.")
    page.wait_for_timeout(3600)
    page.get_by_role("button", name="Arrêter de filmer").click()
    expect(page.locator("[data-film=said]")).to_contain_text("Vous avez filmé")
    page.get_by_role("button", name="Recommencer").click()
    page.get_by_role("button", name="Commencer à filmer").click()
    page.wait_for_timeout(4200)
    page.get_by_role("button", name="Arrêter de filmer").click()

    page.get_by_role("button", name="Utiliser cette vidéo").click()

    expect(status(page)).to_contain_text("est arrivée")
    expect(page.locator("[data-part=facts]")).to_contain_text("avec du son")
    media = VideoSubmission.objects.get().media
    assert re.fullmatch(r"Filmé le .+\.webm", media.original_name)
    run_jobs()
    media.refresh_from_db()
    assert media.state == MediaState.READY
    assert media.duration > 3
    assert media.has_sound


def test_filming_stops_at_the_limit_of_the_community(filming, live_community):
    live_community.max_duration = 4
    live_community.save()
    page = filming
    open_form(page, live_community)

    begin_filming(page)

    said = page.locator("[data-film=said]")
    expect(said).to_contain_text("c’est la durée maximale d’une vidéo")
    page.get_by_role("button", name="Utiliser cette vidéo").click()
    expect(status(page)).to_contain_text("est arrivée")


def test_closing_the_camera_keeps_nothing(filming, live_community):
    page = filming
    open_form(page, live_community)
    begin_filming(page)

    page.get_by_role("button", name="Fermer la caméra").click()

    expect(page.locator("[data-part=recorder]")).to_be_hidden()
    expect(page.get_by_role("button", name="Filmer avec cet ordinateur")).to_be_focused()
    assert not VideoSubmission.objects.exists()


def test_a_camera_that_is_not_allowed_is_said_in_words(visit, live_community):
    page = visit(permissions=[])
    open_form(page, live_community)

    page.get_by_role("button", name="Filmer avec cet ordinateur").click()

    expect(page.locator("[data-film=said]")).to_have_text(
        re.compile("n’a pas le droit d’utiliser votre caméra|Nous ne trouvons pas de caméra")
    )
    page.get_by_role("button", name="Fermer la caméra").click()
    expect(page.get_by_label("Choisir une vidéo", exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_whatever_the_state_of_the_video(
    camera_browser, live_community, teacher, heavy_video, scheme
):
    context = camera_browser.new_context(viewport=DESK, locale="fr-FR", color_scheme=scheme)
    sign_in(context, live_community, teacher)
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("dialog", lambda dialog: dialog.accept())
    PICTURES.mkdir(parents=True, exist_ok=True)
    found = []

    def look(name):
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            picture = PICTURES / f"proposer-{name}-{width}-{scheme}.png"
            page.screenshot(path=picture, full_page=True)
            violations = Axe().run(page, options=RULES).response["violations"]
            found.extend(f"{name}: {each['id']}, {each['nodes'][0]['html']}" for each in violations)
        page.set_viewport_size({"width": 320, "height": 700})
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            found.append(f"{name}: wider than 320 pixels")
        page.set_viewport_size(DESK)

    open_form(page, live_community)
    look("vide")
    choose(page, MEDIA / "too-long-2m20.mp4")
    expect(page.locator("[data-part=refusal]")).not_to_be_empty()
    look("refusee")
    begin_filming(page)
    page.wait_for_timeout(1200)
    look("filme")
    page.get_by_role("button", name="Arrêter de filmer").click()
    expect(page.get_by_role("button", name="Utiliser cette vidéo")).to_be_visible()
    look("filmee")
    page.get_by_role("button", name="Fermer la caméra").click()
    slow_down(page, MEGABYTE / 4)
    choose(page, heavy_video)
    wait_for_percent(page, 8)
    look("envoi")
    page.get_by_role("button", name="Mettre en pause").click()
    look("pause")
    page.get_by_role("button", name="Reprendre l’envoi").click()
    wait_for_percent(page, 10)
    page.context.set_offline(True)
    expect(status(page)).to_contain_text("Connexion perdue")
    look("sans-reseau")
    page.context.set_offline(False)
    go_to(page, "relecture")
    send(page)
    expect(page.get_by_role("alert").filter(has_text="à corriger")).to_be_visible()
    look("a-corriger")
    go_to(page, "video")
    page.reload()
    expect(page.locator("[data-part=left]")).to_be_visible()
    look("a-reprendre")
    slow_down(page, 0)
    choose(page, heavy_video)
    expect(status(page)).to_contain_text("est arrivée", timeout=40_000)
    look("arrivee")
    VideoMedia.objects.update(
        state=MediaState.READY, warnings=[{"code": "no_sound"}, {"code": "dark_picture"}]
    )
    expect(status(page)).to_have_text("Votre vidéo est prête.", timeout=20_000)
    look("prete")
    VideoMedia.objects.update(state=MediaState.REFUSED, refusal_code="unreadable")
    page.reload()
    expect(page.locator("[data-part=refusal]")).not_to_be_empty()
    look("refusee-apres-envoi")
    page.goto(live_community.root_url + reverse("my_videos"))
    look("mes-videos")
    sent(teacher, live_community)
    VideoMedia.objects.filter(state=MediaState.RECEIVED).update(
        state=MediaState.PROCESSING, progress=40
    )
    page.goto(live_community.root_url + reverse("my_videos"))
    look("mes-videos-en-preparation")
    context.close()
    wait_for_silence()

    assert "\n".join(found) == ""
