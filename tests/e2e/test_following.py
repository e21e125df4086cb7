"""Keeping, following and reporting in a real browser: a telephone, a keyboard, no script."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from community.models import CommentsModeration, Contributor, User
from tests.e2e.conftest import DESK, PHONE, run_jobs
from tests.e2e.test_accessibility import RULES
from tests.factories import VideoPageFactory
from videos import conversation, daily_messages, following
from videos.models import Favourite, Follow, Report, TryOut, VideoIndexPage
from videos.models.conversation import CommentState, ReportState

pytestmark = pytest.mark.django_db(transaction=True)

PICTURES = Path(os.environ.get("SCREENSHOTS", "var/screenshots"))
LONG = "Anticonstitutionnellement, l’interdisciplinarité professionnalisante en co-intervention"


@pytest.fixture
def member(live_community) -> User:
    return User.objects.create_user("nour@ac-lyon.fr", first_name="Nour")


@pytest.fixture
def video(live_community):
    """A video of Léa, whose page is public."""
    lea = User.objects.create_user("lea@ac-lille.fr", first_name="Léa")
    profile = Contributor.objects.create(
        community=live_community, user=lea, display_name="Léa M.", slug="lea-m", is_public=True
    )
    index = VideoIndexPage.objects.child_of(live_community.site.root_page).get()
    theme = live_community.themes.first()
    return VideoPageFactory(
        parent=index, title="La dictée négociée", theme=theme, owner=lea, contributor=profile
    )


def sign_in(page: Page, community, user: User) -> None:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"url": community.root_url}])


def look_at(page: Page, name: str) -> None:
    """Read by axe, light and dark, and narrowed; a picture of both sizes is kept."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    found, before = [], page.viewport_size
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1280, 360, 320):
            page.set_viewport_size({"width": width, "height": 900})
            if scheme == "light" or width == 360:
                picture = PICTURES / f"{name}-{scheme}-{width}.png"
                page.screenshot(path=picture, full_page=True)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{name}: wider than {width} pixels")
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [f"{scheme}: {each['id']}, {each['nodes'][0]['html']}" for each in violations]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(before)
    assert "\n".join(found) == ""


def test_a_tired_teacher_thanks_keeps_and_follows_by_keyboard_on_a_telephone(
    live_community, member, video, new_visit
):
    page = new_visit(PHONE)
    sign_in(page, live_community, member)
    page.goto(video.full_url)

    for mark in ("thanks", "favourite", reverse("follow_contributor", args=["lea-m"])):
        button = page.locator(f'[data-focus="{mark}"]')
        expect(button).to_have_attribute("aria-pressed", "false")
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_be_focused()  # what has replaced it
    page.locator("summary[data-focus=tried]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Ils parlent plus.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("summary[data-focus=tried]")).to_be_focused()
    look_at(page, "video-gestes")
    assert Favourite.objects.filter(user=member, page=video).exists()
    assert TryOut.objects.get().words == "Ils parlent plus."
    assert Follow.objects.get().contributor.slug == "lea-m"

    page.get_by_role("link", name="Voir mes favoris").click()
    expect(page.get_by_role("link", name=video.title)).to_be_visible()
    gone = VideoPageFactory(parent=video.get_parent(), title=LONG, live=False)
    following.keep(gone, by=member, kept=True)
    page.reload()
    look_at(page, "favoris")
    for _ in range(2):
        page.get_by_role("button", name="Retirer").first.click()
    look_at(page, "favoris-vide")
    assert Favourite.objects.count() == 0

    page.get_by_role("link", name="Mes abonnements").click()
    look_at(page, "abonnements")
    page.get_by_label("Ce qui paraît dans ce que je suis").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Enregistrer mes choix").click()
    expect(page.get_by_label("Ce qui paraît dans ce que je suis")).not_to_be_checked()
    assert not following.preference_of(member, live_community).follows
    page.get_by_role("button", name="Ne plus suivre").click()
    look_at(page, "abonnements-vide")

    page.goto(live_community.root_url + reverse("contributor", args=["lea-m"]))
    page.get_by_role("button", name="Suivre « Léa M. »").click()
    expect(page.get_by_role("button", name="Suivre « Léa M. »")).to_be_focused()
    look_at(page, "contributeur")
    assert Follow.objects.get().contributor.slug == "lea-m"


def test_all_of_it_works_without_a_script(live_community, member, video, browser):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="fr-FR")
    page = context.new_page()
    sign_in(page, live_community, member)

    page.goto(video.full_url)
    page.locator("#merci a").first.click()
    for mark in ("thanks", "favourite", reverse("follow_theme", args=[video.theme.slug])):
        page.locator(f'[data-focus="{mark}"]').click()
        expect(page.locator(f'[data-focus="{mark}"]')).to_have_attribute("aria-pressed", "true")
    page.goto(live_community.root_url + reverse("contributor", args=["lea-m"]))
    page.locator(".follow-place a").click()
    page.get_by_role("button", name="Suivre « Léa M. »").click()
    expect(page.locator("[data-focus=follow]")).to_have_attribute("aria-pressed", "true")
    context.close()

    assert Favourite.objects.count() == 1
    assert Follow.objects.count() == 2


def test_anybody_reports_a_contribution_and_an_editor_takes_it_off(
    live_community, live_editor, member, video, browser, new_visit, mailoutbox
):
    live_community.comments_moderation = CommentsModeration.AFTER
    live_community.save()
    said = conversation.write(page=video, author=member, signature="Nour", text="Avec Kévin, oui.")
    context = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="fr-FR")
    page = context.new_page()
    page.goto(video.full_url)
    page.get_by_role("link", name="Signaler la contribution de Nour").click()
    page.get_by_role("button", name="Envoyer le signalement").click()
    expect(page.get_by_text("Choisissez la raison la plus proche.")).to_have_count(2)
    page.get_by_text("cela manque de respect").click()
    page.get_by_label("Que devons-nous savoir").fill("Un élève est nommé.")
    page.get_by_label("Votre adresse").fill("parent@example.org")
    page.wait_for_timeout(2_500)  # a robot answers at once
    page.get_by_role("button", name="Envoyer le signalement").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre signalement est bien reçu")
    context.close()

    page = new_visit(DESK)
    page.goto(f"{live_community.root_url}{reverse('report')}?contribution={said.pk}")
    look_at(page, "signaler")
    page.goto(f"{live_community.root_url}{reverse('report_sent')}?video={video.pk}")
    look_at(page, "signaler-merci")

    sign_in(page, live_community, live_editor)
    made = Report.objects.get()
    page.goto(f"{live_community.root_url}{reverse('reports:decide', args=[made.pk])}")
    page.screenshot(path=PICTURES / "signalement-admin-1280.png", full_page=True)
    page.get_by_label("Ce que lit l’auteur").fill("Pas de prénom d’élève, s’il vous plaît.")
    page.get_by_label("Votre réponse").fill("Merci, c’est retiré.")
    page.get_by_role("button", name="Retirer la contribution").click()
    expect(page.get_by_text("La contribution n’apparaît plus.")).to_be_visible()
    page.screenshot(path=PICTURES / "signalements-admin-1280.png", full_page=True)
    run_jobs()

    said.refresh_from_db()
    made.refresh_from_db()
    assert (said.state, made.state) == (CommentState.REFUSED, ReportState.UPHELD)
    told = {message.to[0]: message.body for message in mailoutbox}
    assert set(told) == {live_community.contact_address, "parent@example.org", member.email}
    assert "Pas de prénom d’élève" in told[member.email]
    page.goto(video.full_url)
    expect(page.get_by_text("Avec Kévin, oui.")).to_have_count(0)


def test_the_page_that_stops_a_message_is_a_page_for_people(
    live_community, member, video, new_visit
):
    page = new_visit(PHONE)
    page.goto(daily_messages.stop_url(member, live_community, daily_messages.FOLLOWS))
    look_at(page, "arreter-message")
    page.get_by_role("button", name="Ne plus le recevoir").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce message est arrêté")
    assert not following.preference_of(member, live_community).follows
    page.goto(live_community.root_url + reverse("daily_message_stop", args=["faux"]))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce lien ne sert plus")
