"""Looking for a practice in the evening, on a phone, without a mouse, without JavaScript."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect

from community.models import Contributor
from community.taxonomy import keywords_for
from tests.e2e.conftest import DESK, PHONE
from tests.e2e.test_accessibility import PICTURES, RULES
from tests.factories import CollectionPageFactory, VideoPageFactory
from tests.videos.steps import MEDIA
from videos.models import CollectionIndexPage, CollectionPage, VideoIndexPage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def videos(live_community) -> dict:
    """Six videos of two themes and two levels, by their titles."""
    index = VideoIndexPage.objects.child_of(live_community.site.root_page).get()
    french, maths = live_community.themes.all()
    cp, ce1 = live_community.levels.all()
    made = {}
    for title, theme, level in [
        ("Le bain de mots", french, cp),
        ("La dictée négociée", french, ce1),
        ("La file numérique", maths, cp),
        ("Le coin des problèmes", maths, ce1),
        ("Rendre la monnaie", maths, ce1),
        ("Anticonstitutionnellement, l’interdisciplinarité professionnalisante", french, cp),
    ]:
        page = VideoPageFactory(parent=index, title=title, theme=theme)
        page.levels = [level]
        page.keywords = keywords_for(live_community, ["jeu"])
        page.save()
        made[title] = page
    return made


def sign_in(page: Page, community, user) -> None:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": community.root_url}])


def playable(media) -> None:
    """Give a media a file that a browser really plays."""
    rendition = media.renditions.get()
    content = (MEDIA / "landscape-h264-50fps.mp4").read_bytes()
    Path(rendition.file.path).write_bytes(content)


def play_to_the_end(video) -> None:
    video.evaluate(
        """async (video) => {
          video.muted = true;
          if (!video.duration) await new Promise((done) => (video.onloadedmetadata = done));
          video.currentTime = video.duration - 0.3;
          await video.play();
        }"""
    )


def press_until(page: Page, what, limit: int = 60) -> None:
    """Press Tab until this has the focus, as somebody without a mouse does."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if what.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError("the keyboard does not reach it")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_with_the_keyboard_alone_a_teacher_finds_mathematics_for_ce1(
    live_community, videos, new_visit, viewport
):
    page = new_visit(viewport)
    page.goto(f"{live_community.root_url}/videos/")

    press_until(page, page.get_by_label("Thème", exact=True))
    page.keyboard.type("Math")
    press_until(page, page.get_by_label("Niveau", exact=True))
    page.keyboard.type("CE1")
    press_until(page, page.get_by_role("button", name="Filtrer"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/videos/?theme=mathematiques&niveau=ce1")

    expect(page.get_by_role("heading", name="2 vidéos")).to_be_visible()
    press_until(page, page.get_by_role("link", name="Rendre la monnaie"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Rendre la monnaie")).to_be_visible()


def test_without_javascript_choices_are_made_counted_and_removed(live_community, videos, browser):
    context = browser.new_context(java_script_enabled=False, locale="fr-FR", viewport=PHONE)
    page = context.new_page()
    page.goto(f"{live_community.root_url}/videos/")
    page.get_by_label("Thème", exact=True).select_option(label="Mathématiques (3)")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.get_by_role("heading", name="3 vidéos")).to_be_visible()
    assert page.locator("option", has_text="CE1").inner_text() == "CE1 (2)"

    page.get_by_text("Mot-clé, durée, sous-titres").click()
    page.get_by_label("Durée").select_option("1-2")
    page.get_by_role("button", name="Filtrer").click()
    page.get_by_role("link", name="Retirer le filtre : Mathématiques").click()

    expect(page.get_by_role("heading", name="6 vidéos")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/videos/\?duree=1-2$"))
    context.close()


def test_a_list_without_any_video_shows_the_ways_out(live_community, videos, new_visit):
    for title in ("Le coin des problèmes", "Rendre la monnaie"):
        videos[title].unpublish()
    page = new_visit(PHONE)

    page.goto(f"{live_community.root_url}/videos/?theme=mathematiques&niveau=ce1")
    expect(page.get_by_text("Pas encore de vidéo pour ces choix")).to_be_visible()
    page.get_by_role("link", name=re.compile("Voir plutôt : CP")).click()

    expect(page.get_by_role("link", name="La file numérique")).to_be_visible()


def test_an_editor_makes_a_collection_and_a_visitor_watches_it_all(
    live_community, live_editor, videos, new_visit
):
    one, two = videos["La dictée négociée"], videos["Le bain de mots"]
    for each in (one, two):
        playable(each.media)
    index = CollectionIndexPage.objects.child_of(live_community.site.root_page).get()
    page = new_visit()
    sign_in(page, live_community, live_editor)
    page.goto(f"{live_community.root_url}/admin/pages/add/videos/collectionpage/{index.pk}/")
    page.get_by_role("textbox", name=re.compile("^Titre")).fill("Parler avant d’écrire")
    page.locator("#id_videos-OPEN_MODAL").click()
    for each in (one, two):
        page.locator(".modal tr", has_text=each.title).get_by_role("checkbox").check()
    page.get_by_role("button", name="Confirmer la sélection").click()
    chosen = page.locator("#id_videos-FORMS > [data-inline-panel-child]")
    expect(chosen).to_have_count(2)
    expect(chosen.first).to_contain_text(two.title)  # in the order of the list
    down = chosen.first.locator("[data-inline-panel-child-move-down]")
    down.focus()
    page.keyboard.press("Enter")
    page.locator("[name=action-publish]").evaluate("button => button.click()")
    page.wait_for_url(re.compile(rf"/admin/pages/{index.pk}/"))
    collection = CollectionPage.objects.get()
    order = [each.title for each in collection.published_videos()]
    assert order == [one.title, two.title]

    visitor = new_visit(PHONE)
    visitor.goto(f"{live_community.root_url}/collections/{collection.slug}/")
    link = visitor.get_by_role("link", name="Tout regarder")
    press_until(visitor, link)
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(order[0])
    video = visitor.locator(".watch__player video")
    assert video.evaluate("each => each.paused")

    play_to_the_end(video)
    expect(visitor.get_by_text("commence dans 5 secondes")).to_be_visible()
    stop = visitor.get_by_role("button", name="Rester ici")
    expect(stop).to_be_focused()
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_text("Vous restez ici.")).to_be_visible()
    visitor.wait_for_timeout(6000)
    expect(visitor.get_by_role("heading", level=1)).to_have_text(order[0])

    play_to_the_end(video)
    visitor.wait_for_url(re.compile(r"collection=.*suite=1"), timeout=10_000)
    expect(visitor.get_by_role("heading", level=1)).to_have_text(order[1], timeout=10_000)
    expect(visitor.get_by_text("C’est la dernière vidéo de la collection.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_one_browses(live_community, videos, browser, scheme):
    theme = live_community.themes.first()
    theme.introduction = "Lire, écrire, parler : un peu chaque jour."
    theme.save()
    index = CollectionIndexPage.objects.child_of(live_community.site.root_page).get()
    CollectionPageFactory(parent=index, title="Les plus récentes", slug="recentes", rule="newest")
    author = Contributor.objects.create(
        community=live_community, display_name="Léa M.", slug="lea", is_public=True
    )
    own = videos["Le bain de mots"]
    own.contributor = author
    own.save()
    PICTURES.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(color_scheme=scheme, locale="fr-FR")
    page = context.new_page()
    found = []
    for name, address in {
        "liste": "/videos/?mot-cle=jeu&theme=francais",
        "liste-vide": "/videos/?theme=francais&niveau=ce1&duree=moins-1",
        "themes": "/themes/",
        "theme": "/themes/francais/",
        "collections": "/collections/",
        "collection": "/collections/recentes/",
        "suite": f"/videos/{own.slug}/?collection=recentes&suite=1",
        "contributrice": "/contributeurs/lea/",
    }.items():
        for width in (1280, 360, 320):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(live_community.root_url + address)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{address}: wider than {width} pixels")
            page.screenshot(path=PICTURES / f"browse-{name}-{width}-{scheme}.png", full_page=True)
        violations = Axe().run(page, options=RULES).response["violations"]
        found += [f"{address}: {each['id']}, {each['nodes'][0]['html']}" for each in violations]
    context.close()

    assert "\n".join(found) == ""
