import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from events.models import EventIndexPage
from home.models import NewsIndexPage
from search import indexing
from search.finding import find_pages
from tests.factories import EventPageFactory, NewsPageFactory, VideoPageFactory

pytestmark = pytest.mark.django_db


def published(factory, **content):
    page = factory(**content)
    page.save_revision().publish()
    return page


def titles(community, query):
    return [page.title for page in find_pages(query, site=community.site)]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("dictees negociees", "La dictée négociée en CP"),
        ("l’école", "Se repérer dans l'école avec un plan"),
        ("l'ecole plan", "Se repérer dans l'école avec un plan"),
        ("probleme", "Le coin des problèmes"),
        ("chorale a douze voi", "Une chorale à douze voix"),
    ],
)
def test_french_is_understood(community, video_index, query, title):
    for name in [
        "La dictée négociée en CP",
        "Se repérer dans l'école avec un plan",
        "Le coin des problèmes",
        "Une chorale à douze voix",
    ]:
        published(VideoPageFactory, parent=video_index, title=name)

    assert titles(community, query) == [title]


def test_what_is_said_is_found_after_what_is_titled(community, video_index):
    said = published(VideoPageFactory, parent=video_index, title="Autre chose")
    said.media.captions = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nUn sablier\n"
    said.media.save()
    indexing.index_page(said)
    published(VideoPageFactory, parent=video_index, title="Le sablier")

    assert titles(community, "sablier") == ["Le sablier", "Autre chose"]


def test_events_and_news_are_found_too(community, home, video_index):
    events = EventIndexPage.objects.child_of(home).get()
    news = NewsIndexPage.objects.child_of(home).get()
    published(EventPageFactory, parent=events, title="Challenge fluence")
    published(NewsPageFactory, parent=news, title="La fluence en CE1")

    assert sorted(titles(community, "fluence")) == ["Challenge fluence", "La fluence en CE1"]


def test_nothing_unpublished_or_restricted_or_of_elsewhere_is_found(
    community, other_community, video_index
):
    hidden = published(VideoPageFactory, parent=video_index, title="Sablier caché")
    hidden.unpublish()
    restricted = published(VideoPageFactory, parent=video_index, title="Sablier réservé")
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    VideoPageFactory(parent=video_index, title="Sablier brouillon", live=False)
    public = published(VideoPageFactory, parent=video_index, title="Sablier public")

    assert titles(community, "sablier") == [public.title]
    assert titles(other_community, "sablier") == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "a",
        "le la les",
        "%",
        "'",
        '"',
        "& | !",
        "a & (b",
        ":*",
        "x" * 10_000,
        "mot " * 5000,
        "\x00\x01",
        "<script>alert(1)</script>",
        "‮مرحبا",
        "--; DROP TABLE",
    ],
)
def test_any_query_gets_an_answer(client, community, query):
    response = client.get(reverse("search"), {"q": query})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_the_words_found_are_marked_and_markup_is_not(client, community, video_index):
    published(
        VideoPageFactory, parent=video_index, title="Sablier", summary="1 < 2 sabliers <script>"
    )

    page = client.get(reverse("search"), {"q": "sablier"}).content.decode()

    assert "1 &lt; 2 <mark>sabliers</mark>" in page


@pytest.mark.parametrize("count", [1, 10])
def test_a_search_costs_the_same_whatever_it_finds(
    client, community, video_index, count, django_assert_num_queries
):
    for number in range(count):
        published(VideoPageFactory, parent=video_index, title=f"Sablier {number}")
    client.get(reverse("search"), {"q": "sablier"})

    with django_assert_num_queries(8):
        response = client.get(reverse("search"), {"q": "sablier"})

    assert len(response.context["results"]) == count


def test_rebuilding_finds_the_same_pages(community, video_index):
    published(VideoPageFactory, parent=video_index, title="Le sablier")

    indexing.rebuild()

    assert titles(community, "sablier") == ["Le sablier"]
