"""The steps of a proposal in a real browser: on a telephone, resumed on a desk, read by axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import expect

from community.taxonomy import keywords_for
from tests.conftest import MEDIA
from tests.e2e.conftest import PHONE
from tests.e2e.test_accessibility import PICTURES, RULES
from tests.e2e.test_upload_page import (
    choose,
    expect_sent,
    fill_words,
    go_to,
    heavy_video,
    open_form,
    send,
    sign,
    slow_down,
    status,
    teacher,
    tick,
    visit,
    wait_for_percent,
)
from tests.factories import VideoPageFactory
from tests.videos import documents
from tests.videos.steps import step_address
from videos import attachments
from videos.models import VideoIndexPage, VideoSubmission
from videos.models.submissions import SubmissionState

__all__ = ["heavy_video", "teacher", "visit"]  # fixtures

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = ["video", "description", "fiche", "sous-titres", "droits", "relecture"]
DOCUMENT = {"name": "Fiche élève.pdf", "mimeType": "application/pdf", "buffer": documents.pdf()}


def go_on(page, name):
    page.locator(".journey__ways .fr-btn--lg").click()
    expect(page.locator(f"form[data-step={name}]")).to_be_attached()
    expect(page.locator("#step-title")).to_be_focused()


def attach(page, file):
    page.locator("#id_documents").set_input_files(file)


def test_begun_on_a_telephone_and_sent_from_a_desk(visit, live_community):
    phone = visit(viewport=PHONE, has_touch=True, is_mobile=True)
    open_form(phone, live_community)
    phone.get_by_label("Filmer maintenant").set_input_files(MEDIA / "phone-portrait-hevc-gps.mov")
    expect(status(phone)).to_contain_text("est arrivée")
    go_on(phone, "description")
    phone.get_by_label("Titre de la vidéo").fill("La dictée négociée en CP")
    phone.get_by_label("Que voit-on").fill("Trois élèves, une seule feuille.")
    expect(phone.get_by_label("Académie")).to_have_value("lille")
    go_on(phone, "fiche")
    phone.get_by_label("Un pas à essayer demain").fill("Une seule phrase.")
    attach(phone, DOCUMENT)
    expect(phone.locator(".document")).to_have_count(1)
    expect(phone.locator("[data-saved]")).to_contain_text("Enregistré à")
    phone.context.close()

    desk = visit()
    address = reverse("submission_edit", args=[VideoSubmission.objects.get().pk])
    desk.goto(live_community.root_url + address)
    expect(desk.locator("form[data-step=fiche]")).to_be_attached()
    expect(desk.get_by_label("Un pas à essayer demain")).to_have_value("Une seule phrase.")
    expect(desk.locator(".document")).to_have_count(1)
    go_to(desk, "droits")
    tick(desk, "Personne ne peut être reconnu")
    go_to(desk, "relecture")
    expect(desk.locator("#lacking")).to_be_focused()
    desk.locator("#lacking").get_by_role("link", name="Thème").click()
    expect(desk.get_by_label("Thème")).to_be_focused()
    desk.get_by_label("Thème").select_option(label="Français")
    go_to(desk, "relecture")
    expect(desk.locator("#lacking")).to_have_count(0)
    sign(desk)
    send(desk)

    expect_sent(desk)
    submission = VideoSubmission.objects.get()
    assert submission.state == SubmissionState.RECEIVED
    assert submission.academie == "lille"
    assert submission.attachments.get().title == "Fiche élève"


def test_going_through_the_steps_does_not_stop_a_video_on_its_way(
    visit, live_community, heavy_video
):
    page = visit()
    loaded = []
    page.on("load", lambda: loaded.append(page.url))
    open_form(page, live_community)
    slow_down(page)
    choose(page, heavy_video)
    wait_for_percent(page, 5)

    fill_words(page)
    expect(page.locator("[data-part=bar]")).to_be_visible()
    page.go_back()
    expect(page.locator("form[data-step=droits]")).to_be_attached()
    page.go_forward()
    expect(page.locator("form[data-step=relecture]")).to_be_attached()
    expect(status(page)).to_contain_text("est arrivée", timeout=40_000)

    assert len(loaded) == 1
    assert page.title().startswith("Relire et envoyer")


def test_the_back_button_saves_the_step_that_it_leaves(visit, live_community):
    page = visit()
    open_form(page, live_community)
    go_on(page, "description")
    go_on(page, "fiche")
    page.get_by_label("L’objectif").fill("Comparer")

    page.go_back()
    expect(page.locator("form[data-step=description]")).to_be_attached()

    submission = VideoSubmission.objects.get()
    assert submission.sheet_aim == "Comparer"
    assert page.url.endswith(step_address(submission, "description"))


def test_a_network_lost_in_the_middle_of_a_step_loses_nothing(visit, live_community):
    page = visit()
    open_form(page, live_community)
    go_on(page, "description")
    go_on(page, "fiche")
    page.context.set_offline(True)
    page.get_by_label("L’objectif").fill("Comparer")

    page.locator(".journey__ways .fr-btn--lg").click()
    expect(page.locator("[data-said]")).to_contain_text("gardé ici")
    attach(page, DOCUMENT)
    expect(page.locator("[data-documents-said]")).to_contain_text("n’a pas pu être envoyé")
    page.context.set_offline(False)
    attach(page, DOCUMENT)
    expect(page.locator(".document")).to_have_count(1)
    go_on(page, "sous-titres")

    submission = VideoSubmission.objects.get()
    assert submission.sheet_aim == "Comparer"
    assert submission.attachments.count() == 1


def test_a_refused_document_says_why_beside_its_field_and_keeps_the_words(visit, live_community):
    page = visit()
    open_form(page, live_community)
    go_on(page, "description")
    go_on(page, "fiche")
    page.get_by_label("L’objectif").fill("Comparer")

    attach(page, DOCUMENT | {"buffer": documents.archive({"a.txt": "a"})})

    expect(page.locator("#documents .fr-error-text")).to_contain_text("Ce n’est pas un fichier PDF")
    expect(page.locator("#id_documents")).to_be_focused()
    expect(page.get_by_label("L’objectif")).to_have_value("Comparer")
    attach(page, DOCUMENT)
    expect(page.locator(".document")).to_have_count(1)
    page.get_by_role("button", name="Retirer « Fiche élève »").click()
    expect(page.locator(".document")).to_have_count(0)


def test_keywords_are_proposed_and_taken_by_keyboard(visit, live_community):
    index = VideoIndexPage.objects.child_of(live_community.site.root_page).get()
    shown = VideoPageFactory(parent=index)
    shown.keywords = keywords_for(live_community, ["lecture", "lexique"])
    shown.save()
    page = visit()
    open_form(page, live_community)
    go_on(page, "description")
    field = page.get_by_role("combobox", name="Mots-clés")

    field.press_sequentially("oral, le")
    proposed = page.get_by_role("listbox").get_by_role("option")
    expect(proposed).to_have_text(["lecture", "lexique"])
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")

    expect(field).to_have_value("oral, lexique, ")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("form[data-step=description]")).to_be_attached()
    field.press_sequentially("l")
    expect(proposed).to_have_text(["lecture"])
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_another_tab_that_writes_the_same_step_is_told(visit, live_community, teacher):
    submission = VideoSubmission.objects.create(owner=teacher, community=live_community)
    first = visit()
    second = first.context.new_page()
    for page in (first, second):
        page.goto(live_community.root_url + step_address(submission, "fiche"))
    first.get_by_label("L’objectif").fill("Écrit ici")
    expect(first.locator("[data-saved]")).to_contain_text("Enregistré à")

    second.get_by_label("L’objectif").fill("Écrit là")

    expect(second.locator("[data-saved]")).to_contain_text("la vôtre l’a remplacé")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_practice_sheet_of_a_public_video_is_read_by_all(
    visit, live_community, teacher, scheme
):
    index = VideoIndexPage.objects.child_of(live_community.site.root_page).get()
    sheet = dict.fromkeys(VideoSubmission.SHEET_PARTS, "Chacun écrit, puis le groupe décide.")
    video = VideoPageFactory(parent=index, place="Roubaix", academie="lille", **sheet)
    submission = VideoSubmission.objects.create(
        owner=teacher, community=live_community, title=video.title, page=video, media=video.media
    )
    for name in ("Fiche élève.pdf", "Anticonstitutionnellement" * 4 + ".pdf"):
        attachments.add(submission, file=SimpleUploadedFile(name, documents.pdf()), by=teacher)
    attachments.publish(submission)
    page = visit(color_scheme=scheme)
    page.goto(video.full_url)

    expect(page.get_by_role("heading", name="Un pas à essayer demain")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Fiche élève").first.click()
    assert download.value.suggested_filename == "Fiche élève.pdf"
    found = []
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [f"{width}: {each['id']}, {each['nodes'][0]['html']}" for each in violations]
        page.screenshot(path=PICTURES / f"fiche-publique-{width}-{scheme}.png", full_page=True)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"wider than {width} pixels")
    assert "\n".join(found) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_step(visit, live_community, teacher, scheme):
    submission = VideoSubmission.objects.create(
        owner=teacher,
        community=live_community,
        title="Anticonstitutionnellement, l’interdisciplinarité professionnalisante",
        description="Une phrase.\n" * 5,
        sheet_aim="Comparer",
        keywords="interdisciplinarité-professionnalisante",
    )
    page = visit(color_scheme=scheme)
    page.goto(live_community.root_url + step_address(submission, "fiche"))
    attach(page, DOCUMENT | {"name": "Anticonstitutionnellement" * 4 + ".pdf"})
    expect(page.locator(".document")).to_have_count(1)
    PICTURES.mkdir(parents=True, exist_ok=True)
    found = []
    for name in NAMES:
        for query in ("", "?verifier=1"):
            page.goto(live_community.root_url + step_address(submission, name) + query)
            for width in (1280, 320):
                page.set_viewport_size({"width": width, "height": 900})
                violations = Axe().run(page, options=RULES).response["violations"]
                found += [
                    f"{name} {width}: {each['id']}, {each['nodes'][0]['html']}"
                    for each in violations
                ]
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found.append(f"{name}: wider than {width} pixels")
                picture = f"etape-{name}{query[1:4]}-{width}-{scheme}.png"
                page.screenshot(path=PICTURES / picture, full_page=True)

    assert "\n".join(found) == ""
