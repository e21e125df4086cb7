"""From a telephone's video to a newsletter: the whole job, as each person does it."""

import re

import pytest
from playwright.sync_api import expect

from newsletter.models import IssuePage, NewsletterPage, Subscriber, SubscriberState
from tests.conftest import MEDIA
from tests.e2e.conftest import DESK, PHONE, code_in, run_jobs
from videos.models import VideoPage, VideoSubmission
from videos.models.submissions import SubmissionState

TITLE = "La dictée négociée en CP"


@pytest.mark.django_db(transaction=True)
def test_from_a_telephone_to_a_newsletter(
    live_community, live_editor, live_newsletter_manager, new_visit, mailoutbox
):
    root = live_community.root_url
    teacher_proposes(new_visit(PHONE), root, mailoutbox)
    run_jobs()
    editor_publishes(new_visit(DESK), root)
    visitor_finds_and_plays(new_visit(PHONE), root)
    reader_subscribes(new_visit(PHONE), root, mailoutbox)
    manager_sends_an_issue(new_visit(DESK), root)
    run_jobs()
    reader_unsubscribes(new_visit(PHONE), mailoutbox)


def teacher_proposes(page, root, mailoutbox):
    page.goto(f"{root}/proposer/")
    page.get_by_role("link", name="Recevoir mon code").click()
    page.get_by_label("Votre adresse électronique").fill("lea@ac-lille.fr")
    page.locator("main form button").first.click()
    page.get_by_label("Le code que vous avez reçu").fill(code_in(mailoutbox[-1]))
    page.locator("main form button").first.click()

    expect(page.locator("[data-upload]")).to_be_visible()
    page.get_by_label("Choisir une vidéo", exact=True).set_input_files(
        MEDIA / "phone-portrait-hevc-gps.mov"
    )
    go_on(page, "description")
    page.get_by_label("Titre de la vidéo").fill(TITLE)
    page.get_by_label("Que voit-on").fill("Trois élèves, une seule feuille.")
    page.get_by_label("Thème").select_option(label="Français")
    tick(page, "CP")
    go_on(page, "fiche")
    page.get_by_label("L’objectif").fill("Comparer sa façon d’écrire avec celle des autres.")
    go_on(page, "sous-titres")
    go_on(page, "droits")
    tick(page, "Personne ne peut être reconnu")
    go_on(page, "relecture")
    tick(page, "Ce que je dis des personnes")
    tick(page, "J’ai lu la charte")
    page.get_by_role("button", name="Envoyer ma vidéo").click()
    page.wait_for_url(re.compile(r"/mon-espace/mes-videos/(\d+/suivi/)?$"))
    expect(page.get_by_text(TITLE).first).to_be_visible()
    assert VideoSubmission.objects.get().state == SubmissionState.RECEIVED


def go_on(page, name):
    """Save this step, and wait for the next one."""
    page.locator(".journey__ways .fr-btn--lg").click()
    expect(page.locator(f"form[data-step={name}]")).to_be_attached()


def tick(page, label):
    """Tick a box by its label: the design system draws it over the box."""
    page.locator("main label", has_text=label).first.click()


def sign_in_as_staff(page, root, email):
    page.goto(f"{root}/admin/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill("entre-pairs")
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile(r"/admin/$"))


def editor_publishes(page, root):
    sign_in_as_staff(page, root, "redaction@example.org")
    page.get_by_role("link", name="Propositions", exact=True).click()
    page.get_by_role("link", name=TITLE).first.click()
    player = page.locator("video")
    assert (
        player.evaluate(
            "video => video.videoHeight || new Promise(done => "
            "video.addEventListener('loadedmetadata', () => "
            "done(video.videoHeight)))"
        )
        > 0
    )
    for box in page.locator("#review-checks input").all():
        box.check()
    page.locator("[name=captions_decision][value=no_speech]").check()
    page.locator("[name=audio_description][value=not_needed]").check()
    page.locator("[name=audio_description_reason]").fill("Tout ce qui compte est dit.")
    with page.expect_navigation():
        page.locator("#review-publish-now").click()
    assert VideoPage.objects.get().live


def visitor_finds_and_plays(page, root):
    page.goto(f"{root}/recherche/?q=dictees+negociees")
    page.locator("main").get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()
    played = page.locator("video").evaluate(
        """async video => {
            video.muted = true;
            await video.play();
            await new Promise(done => setTimeout(done, 800));
            const started = video.currentTime;
            video.currentTime = 8;
            await new Promise(done => video.addEventListener('seeked', done, {once: true}));
            return {started, at: video.currentTime, width: video.videoWidth,
                    height: video.videoHeight, error: video.error};
        }"""
    )
    assert played["started"] > 0
    assert played["at"] >= 7.9
    assert played["height"] > played["width"]
    assert played["error"] is None


def reader_subscribes(page, root, mailoutbox):
    page.goto(f"{root}/infolettre/")
    page.locator("main input[type=email]").fill("lecteur@example.org")
    page.locator("main form:has(input[type=email]) input[type=checkbox] + label").first.click()
    page.wait_for_timeout(3_500)  # a form filled faster than a person can is a robot's
    page.locator("main form button").first.click()
    address = re.search(r"https?://\S+/infolettre/confirmer/\S+", mailoutbox[-1].body).group(0)
    page.goto(address)
    assert Subscriber.objects.get().state == SubscriberState.PENDING
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    assert Subscriber.objects.get().state == SubscriberState.CONFIRMED


def manager_sends_an_issue(page, root):
    sign_in_as_staff(page, root, "infolettre@example.org")
    index = NewsletterPage.objects.get()
    page.goto(f"{root}/admin/pages/add/newsletter/issuepage/{index.pk}/")
    page.locator("#id_title").fill("Parler avant d’écrire")
    page.locator("#id_items-ADD").click()
    page.locator("#inline_child_items-0 .chooser__choose-button").click()
    modal = page.locator(".modal-body")
    modal.locator("input[type=text], input[type=search]").first.fill("dictée")
    modal.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("#inline_child_items-0")).to_contain_text(TITLE)
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    page.locator("footer [name=action-publish]").first.click()
    page.wait_for_url(re.compile(rf"/admin/pages/{index.pk}/$"))
    issue = IssuePage.objects.live().get()
    page.goto(f"{root}/admin/infolettre/{issue.pk}/envoi/")
    with page.expect_navigation():
        page.locator("form[method=post] button[type=submit]:visible").first.click()


def reader_unsubscribes(page, mailoutbox):
    received = [message for message in mailoutbox if message.to == ["lecteur@example.org"]]
    issues = [message for message in received if message.subject == "Parler avant d’écrire"]
    assert len(issues) == 1
    (message,) = issues
    assert TITLE in message.body
    assert TITLE in message.alternatives[0][0]
    headers = message.extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    page.goto(re.search(r"<(https?://[^>]+)>", headers["List-Unsubscribe"]).group(1))
    assert Subscriber.objects.get().state == SubscriberState.CONFIRMED
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    assert Subscriber.objects.get().state == SubscriberState.UNSUBSCRIBED
