"""A proposal's whole life: sent from a telephone, corrected, published, withdrawn."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import DESK, PHONE, run_jobs
from tests.e2e.test_main_journey import go_on, sign_in_as_staff, teacher_proposes, tick
from videos.models import VideoPage, VideoSubmission
from videos.models.submissions import SubmissionState

CORRECTED = "La dictée négociée, en CP et à trois"


@pytest.mark.django_db(transaction=True)
def test_a_proposal_is_corrected_published_and_withdrawn(
    live_community, live_editor, new_visit, mailoutbox
):
    root = live_community.root_url
    author, editor = new_visit(PHONE), new_visit(DESK)
    teacher_proposes(author, root, mailoutbox)
    run_jobs()
    sign_in_as_staff(editor, root, "redaction@example.org")
    proposal = VideoSubmission.objects.get()
    screen = f"{root}/admin/propositions/{proposal.pk}/relire/"

    editor_asks_for_changes_by_keyboard(editor, screen)
    run_jobs()
    message = mailoutbox[-1]
    assert message.to == ["lea@ac-lille.fr"]
    assert "Montrez l’affiche" in message.body
    assert "Le son baisse" in message.body
    assert message.alternatives[0][1] == "text/html"

    author_corrects_and_sends_again(author, proposal, message)
    run_jobs()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.version) == (SubmissionState.IN_REVIEW, 2)

    editor_sees_what_changed_and_publishes(editor, screen)
    address = VideoPage.objects.get().full_url
    visitor = new_visit(PHONE)
    assert visitor.goto(address).status == 200
    expect(visitor.get_by_role("heading", level=1, name=CORRECTED)).to_be_visible()
    film = visitor.locator("video source").first.get_attribute("src")
    assert status_of(visitor, film) == 200

    author_withdraws(author, root, proposal)
    run_jobs()
    assert visitor.goto(address).status == 410
    assert status_of(visitor, film) == 410
    assert not VideoPage.objects.exists()


def status_of(page, address) -> int:
    return page.evaluate("address => fetch(address).then(answer => answer.status)", address)


def editor_asks_for_changes_by_keyboard(page, screen):
    page.goto(screen)
    page.wait_for_function("document.getElementById('review-video').readyState >= 1")
    keys = page.keyboard
    for press, words in [(1, "Montrez l’affiche de plus près."), (2, "Le son baisse ici.")]:
        for _ in range(press):
            keys.press("ArrowRight")
        page.wait_for_function("document.getElementById('review-video').currentTime > 0")
        keys.press("n")
        keys.type(words)
        keys.press("Tab")
        keys.press("Enter")
        expect(page.locator("#review-notes")).to_contain_text(words)
        page.locator("#review-words-title").click()
    expect(page.locator("#review-marks button")).to_have_count(2)
    keys.press("m")
    page.locator("[name=reject-comment]").fill("Presque prête : deux détails.")
    with page.expect_navigation():
        page.locator("#review-reject button[value=preview-reject]").press("Enter")
    expect(page.locator("#review-message")).to_contain_text("Le son baisse ici.")
    with page.expect_navigation():
        page.locator("#review-send").press("Enter")


def author_corrects_and_sends_again(page, proposal, message):
    page.goto(re.search(r"https?://\S+/mon-espace/\S+", message.body).group(0))
    page.goto(f"{proposal.community.root_url}/mon-espace/mes-videos/{proposal.pk}/suivi/")
    expect(page.locator("a[data-moment]")).to_have_count(2)
    page.locator("a[data-moment]").first.press("Enter")
    page.locator("[data-remark] .tick").first.press("Enter")
    page.goto(
        f"{proposal.community.root_url}/mon-espace/mes-videos/{proposal.pk}/etapes/description/"
    )
    page.get_by_label("Titre de la vidéo").fill(CORRECTED)
    for step in ("fiche", "sous-titres", "droits", "relecture"):
        go_on(page, step)
    tick(page, "Ce que je dis des personnes")
    tick(page, "J’ai lu la charte")
    page.get_by_role("button", name="Envoyer ma vidéo").click()
    page.wait_for_url(re.compile(r"/suivi/$"))


def editor_sees_what_changed_and_publishes(page, screen):
    page.goto(screen)
    expect(page.locator("ins", has_text="trois").first).to_be_visible()
    for box in page.locator("#review-checks input").all():
        box.check()
    page.locator("[name=captions_decision][value=no_speech]").check()
    page.locator("[name=audio_description][value=not_needed]").check()
    page.locator("[name=audio_description_reason]").fill("Tout ce qui compte est dit.")
    with page.expect_navigation():
        page.locator("#review-publish-now").press("Enter")
    assert VideoPage.objects.get().live


def author_withdraws(page, root, proposal):
    page.goto(f"{root}/mon-espace/mes-videos/{proposal.pk}/retirer/")
    page.locator("input[name=understood]").check(force=True)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/mes-videos/$"))
