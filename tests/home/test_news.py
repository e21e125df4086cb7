"""News, the texts of the team and the map of the site."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.models import NewsIndexPage, NewsPage, StandardPage
from tests.crowd import multiply
from tests.factories import NewsPageFactory, StandardPageFactory, VideoPageFactory

pytestmark = pytest.mark.django_db

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def news(home):
    return NewsIndexPage.objects.child_of(home).get()


def titles(pages) -> list[str]:
    return [page.title for page in pages]


def test_news_are_listed_by_date_and_paged(client, news):
    for number in range(1, 15):
        NewsPageFactory(parent=news, title=f"N{number}", date=date(2026, 1, number))

    first = client.get(news.url)
    second = client.get(news.url, {"page": 2})

    assert titles(first.context["news"])[:2] == ["N14", "N13"]
    assert titles(second.context["news"]) == ["N2", "N1"]


def test_only_what_any_visitor_may_read_is_listed_or_related(client, news):
    article = NewsPageFactory(parent=news, title="Rentrée")
    NewsPageFactory(parent=news, title="Rentrée brouillon", live=False)
    kept = NewsPageFactory(parent=news, title="Rentrée réservée")
    PageViewRestriction.objects.create(page=kept, restriction_type="login")

    assert titles(client.get(news.url).context["news"]) == ["Rentrée"]
    assert titles(client.get(article.url).context["related"]) == []


def test_an_article_says_who_wrote_it_and_when(client, news):
    page = NewsPageFactory(parent=news, date=date(2026, 9, 1), author="L’équipe")

    text = client.get(page.url).content.decode()

    assert "L’équipe" in text
    assert f"1er{NBSP}septembre 2026" in text
    assert text.count("<time") == 1


def test_an_article_that_has_changed_since_says_when(client, news):
    page = NewsPageFactory(parent=news, date=date(2026, 9, 1))
    then = timezone.now() - timedelta(days=20)
    NewsPage.objects.filter(pk=page.pk).update(
        date=then.date(), first_published_at=then, last_published_at=then
    )
    page.refresh_from_db()
    assert page.updated_on is None

    NewsPage.objects.filter(pk=page.pk).update(last_published_at=then + timedelta(days=3))

    assert client.get(page.url).content.decode().count("<time") >= 2


def test_related_articles_are_the_nearest_by_their_words(client, news):
    page = NewsPageFactory(parent=news, title="Un challenge sur la résolution de problèmes")
    for number in range(4):
        NewsPageFactory(parent=news, title=f"Autre chose {number}")
    near = NewsPageFactory(parent=news, title="Challenge : résolution de problèmes, le bilan")

    related = client.get(page.url).context["related"]

    assert len(related) == 3
    assert related[0].title == near.title


@pytest.mark.parametrize("count", [1, 30])
def test_an_article_costs_the_same_whatever_surrounds_it(
    client, news, count, django_assert_num_queries
):
    page = NewsPageFactory(parent=news)
    NewsPageFactory.create_batch(count, parent=news)
    client.get(page.url)

    with django_assert_num_queries(12):
        client.get(page.url)


# -- The texts of the team -------------------------------------------------------------------------


def text_page(home, *parts: str) -> StandardPage:
    body = [("paragraph", part) for part in parts]
    return StandardPageFactory(parent=home, title="Texte", slug="texte", body=body)


def test_a_long_text_begins_with_its_contents(client, home):
    long = text_page(home, *(f"<h2>Partie {n}</h2><p>Mots</p>" for n in range(1, 5)))

    page = client.get(long.url).content.decode()

    assert '<a href="#partie-1">Partie 1</a>' in page
    assert '<h2 id="partie-4">' in page


def test_a_short_text_has_no_contents(client, home):
    short = text_page(home, "<h2>Une</h2><p>Mots</p>", "<h2>Une</h2><p>Mots</p>")

    page = client.get(short.url).content.decode()

    assert "contents__title" not in page
    assert 'id="une"' in page
    assert 'id="une-2"' in page


def test_what_is_to_complete_is_shown_to_editors_not_to_visitors(client, home, as_user, editor):
    page = text_page(
        home,
        "<h2>Éditeur</h2><ul><li>Nom : [à compléter : nom]</li></ul>",
        "<h2>Droits</h2><p>Tous.</p><p>Voir [à compléter : lien].</p>",
    )

    shown = client.get(page.url).content.decode()
    form = as_user(editor).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    preview = page.make_preview_request().render().content.decode()
    dashboard = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "compléter" not in shown
    assert "Éditeur" not in shown
    assert "<p>Tous.</p>" in shown
    assert "unfinished" in shown
    assert "<li>[à compléter : nom]</li>" in form.content.decode()
    assert "<mark>[à compléter : nom]</mark>" in preview
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in dashboard


def test_a_completed_text_warns_nobody(client, home, as_user, editor):
    page = text_page(home, "<h2>Éditeur</h2><p>Le lycée.</p>")

    form = as_user(editor).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    dashboard = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "unfinished" not in client.get(page.url).content.decode()
    assert "help-warning" not in form.content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) not in dashboard


@pytest.mark.parametrize(
    ("slug", "says"),
    [
        ("mentions-legales", ["2004-575", "CC BY 4.0"]),
        ("confidentialite", ["CNIL", "trente jours", "Mon espace"]),
        ("accessibilite", ["non conforme", "RGAA", "Défenseur des droits", "71120"]),
        ("charte", ["autorité parentale"]),
        ("a-propos", ["moins de deux minutes"]),
    ],
)
def test_a_community_starts_with_the_texts_that_the_law_asks_for(client, home, slug, says):
    text = client.get(f"/{slug}/").content.decode()

    assert [word for word in says if word not in text] == []
    assert "[à compléter" not in text
    assert "Classe à 12" in text


@pytest.mark.parametrize("slug", ["mentions-legales", "confidentialite", "accessibilite"])
def test_the_starter_texts_tell_editors_what_only_they_know(home, slug):
    to_complete = StandardPage.objects.child_of(home).to_complete()

    assert to_complete.filter(slug=slug).exists()


def test_the_starter_texts_are_typeset_as_french_is(home):
    for page in StandardPage.objects.child_of(home):
        text = str(page.body.render_as_block())
        assert not any(f" {mark}" in text for mark in ":;!?»"), page.slug
        assert "« " not in text, page.slug


# -- The map ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 300])
def test_the_map_costs_the_same_and_never_lists_all(
    client, home, video_index, count, django_assert_num_queries
):
    multiply(VideoPageFactory(parent=video_index), count)
    client.get("/plan-du-site/")

    with django_assert_num_queries(14):
        response = client.get("/plan-du-site/")

    videos = response.context["map"].sections[0]
    assert (videos.count, len(videos.pages)) == (count, min(count, 10))


def test_the_map_leads_to_every_section_theme_and_text(client, home, published_video):
    page = client.get("/plan-du-site/").content.decode()

    for address in [
        *("/videos/", "/collections/", "/evenements/", "/actualites/", "/infolettre/"),
        *("/themes/francais/", "/charte/", "/contact/", "/proposer/", published_video.url),
    ]:
        assert f'href="{address}"' in page
