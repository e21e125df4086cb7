"""What one community shows never holds anything of the other, nor anything unpublished."""

import pytest
from django.urls import reverse

from events.models import EventIndexPage
from home.models import NewsIndexPage
from tests.factories import (
    CollectionPageFactory,
    EventPageFactory,
    NewsPageFactory,
    VideoPageFactory,
)
from tests.videos.steps import prepared, sent
from videos.models import CollectionIndexPage, VideoIndexPage

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/",
    "/videos/",
    "/collections/",
    "/evenements/",
    "/actualites/",
    "/infolettre/",
    "/infolettre/archives/",
    "/plan-du-site/",
    "/recherche/?q=secret",
    "/sitemap.xml",
    "/robots.txt",
]


def fill(home, *, title, live):
    for index, factory in [
        (VideoIndexPage, VideoPageFactory),
        (CollectionIndexPage, CollectionPageFactory),
        (EventIndexPage, EventPageFactory),
        (NewsIndexPage, NewsPageFactory),
    ]:
        parent = index.objects.child_of(home).get()
        slug = f"{title.lower()}-{factory._meta.model.__name__.lower()}"
        page = factory(parent=parent, title=title, slug=slug, live=live)
        if live:
            page.save_revision().publish()


@pytest.mark.parametrize("address", PUBLIC)
def test_nothing_unpublished_is_reachable(client, home, address):
    fill(home, title="Secret", live=False)

    page = client.get(address).content.decode()

    assert "secret-" not in page


@pytest.mark.parametrize("address", PUBLIC)
def test_nothing_of_the_other_community_is_shown(client, home, other_community, address):
    fill(other_community.site.root_page, title="Secret", live=True)

    page = client.get(address).content.decode()

    assert "secret-" not in page
    assert "Devoirs Faits" not in page


@pytest.mark.parametrize("address", PUBLIC)
def test_every_public_address_answers_a_visitor_without_a_cookie(client, home, address):
    fill(home, title="Secret", live=True)

    response = client.get(address)

    assert response.status_code == 200
    assert response.cookies == {}


def test_the_portal_s_own_host_lists_the_communities(client, directory, other_community):
    page = client.get("/", headers={"host": "localhost"}).content.decode()

    assert "Classe à 12" in page
    assert "http://devoirs-faits.localhost" in page


@pytest.mark.parametrize("address", ["/proposer/", "/mon-espace/mes-videos/", "/recherche/?q=a"])
def test_what_belongs_to_a_community_does_not_exist_on_the_portal_s_host(
    as_user, directory, teacher, address
):
    assert as_user(teacher).get(address, headers={"host": "localhost"}).status_code == 404


@pytest.mark.parametrize("count", [1, 8])
def test_the_home_page_costs_the_same_whatever_it_shows(
    client, home, count, django_assert_num_queries
):
    videos = VideoIndexPage.objects.child_of(home).get()
    events = EventIndexPage.objects.child_of(home).get()
    VideoPageFactory.create_batch(count, parent=videos)
    EventPageFactory.create_batch(count, parent=events)
    client.get("/")

    with django_assert_num_queries(13):
        client.get("/")


@pytest.mark.parametrize("screen", ["wagtailadmin_choose_page_search", "wagtailadmin_pages:search"])
def test_the_other_community_s_pages_are_neither_chosen_nor_searched(
    as_user, home, other_community, editor, screen
):
    fill(home, title="Visible", live=False)
    fill(other_community.site.root_page, title="Secret", live=False)
    client = as_user(editor)

    own = client.get(reverse(screen), {"q": "visible"}).content.decode()
    other = client.get(reverse(screen), {"q": "secret"}).content.decode()

    assert "Visible" in own
    assert "Secret" not in other


@pytest.mark.parametrize("name", ["site_history", "site_history_results"])
def test_the_site_s_history_shows_an_editor_nothing_of_the_other_community(
    as_user, teacher, community, other_community, editor, other_editor, administrator, name
):
    waiting = prepared(sent(teacher, community))
    label = f"Proposition n° {waiting.pk}"

    def reads(person) -> str:
        page = as_user(person).get(reverse(f"wagtailadmin_reports:{name}")).content.decode()
        return page.replace("\N{NO-BREAK SPACE}", " ")

    assert waiting.title in reads(editor)
    assert waiting.title not in reads(other_editor)
    assert label not in reads(other_editor)
    assert label in reads(administrator)
