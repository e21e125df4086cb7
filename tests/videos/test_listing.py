import re

import pytest
from django.db import connection
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail_factories import ImageFactory

from community.models import Community, Contributor
from community.taxonomy import keywords_for
from tests.crowd import multiply
from tests.factories import VideoMediaFactory, VideoPageFactory
from videos.models import CatalogueEntry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 10, 1000])
def test_the_list_costs_the_same_whatever_its_length(
    client, video_index, count, django_assert_num_queries
):
    multiply(VideoPageFactory(parent=video_index), count)
    client.get(video_index.url)  # warms the paths of the sites

    with django_assert_num_queries(14):
        response = client.get(video_index.url)

    assert response.context["listing"].total == count


def test_the_list_shows_only_what_any_visitor_may_read(client, video_index):
    VideoPageFactory(parent=video_index, live=False)
    private = VideoPageFactory(parent=video_index)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    public = VideoPageFactory(parent=video_index)

    response = client.get(video_index.url)

    assert list(response.context["videos"]) == [public]


def test_theme_and_level_narrow_the_list(client, video_index, community):
    french, maths = community.themes.all()
    cp, ce1 = community.levels.all()
    wanted = VideoPageFactory(parent=video_index, theme=french)
    wanted.levels = [cp]
    wanted.save()
    other_level = VideoPageFactory(parent=video_index, theme=french)
    other_level.levels = [ce1]
    other_level.save()
    VideoPageFactory(parent=video_index, theme=maths)

    response = client.get(video_index.url, {"theme": "francais", "niveau": "cp"})

    assert list(response.context["videos"]) == [wanted]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=999",
        "page=abc",
        "page=%00",
        "page=" + "9" * 5000,
        "theme=inconnu",
        "theme=%00",
        "niveau=%27%3B--",
        "mot-cle=" + "x" * 3000,
        "theme=a&theme=b",
        "sous-titres=peut-être",
        "%F0%9F%98%80=1",
    ],
)
def test_a_strange_address_still_lists_the_videos(client, video_index, query):
    VideoPageFactory(parent=video_index)

    response = client.get(f"{video_index.url}?{query}")

    assert response.status_code == 200


def test_a_theme_of_another_community_does_not_filter_here(client, video_index, other_community):
    VideoPageFactory(parent=video_index)

    response = client.get(video_index.url, {"theme": "gestion-de-groupe"})

    assert response.context["filter"].chosen == {}


def test_a_video_without_its_media_still_answers(client, published_video):
    type(published_video).objects.filter(pk=published_video.pk).update(media=None)

    assert client.get(published_video.url).status_code == 200


def test_the_editors_picture_replaces_the_poster_on_the_card_and_in_the_player(
    client, published_video
):
    published_video.image = ImageFactory()
    published_video.save()

    page = client.get(published_video.url).content.decode()
    listing = client.get("/videos/").content.decode()

    assert f'poster="{published_video.player_poster_url}"' in page
    assert published_video.player_poster_url.endswith(".webp")
    assert published_video.media.poster_webp_url not in page
    assert published_video.media.card_webp_url not in listing


def test_without_one_the_poster_of_the_video_is_shown(client, published_video):
    page = client.get(published_video.url).content.decode()
    listing = client.get("/videos/").content.decode()

    assert f'poster="{published_video.media.poster_webp_url}"' in page
    assert published_video.media.card_webp_url in listing


# ── Choices and their counts ─────────────────────────────────────────────────


def make(video_index, **changes):
    """A video filed as it is told: `theme`, `levels`, `keywords`, `captioned`, `duration`."""
    words = changes.pop("keywords", [])
    levels = changes.pop("levels", [])
    community = Community.objects.get(site__hostname="testserver")
    captions = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nBonjour\n"
    media = VideoMediaFactory(
        duration=changes.pop("duration", 83),
        captions=captions if changes.pop("captioned", 0) else "",
    )
    page = VideoPageFactory(parent=video_index, media=media, **changes)
    page.levels = levels
    page.keywords = keywords_for(community, words)
    page.save()
    return page


def option(page: str, value: str) -> str:
    """The markup of a choice of the form."""
    return re.search(rf'<option value="{value}"[^>]*>[^<]*</option>', page).group()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("theme=mathematiques", ["b", "c"]),
        ("niveau=ce1", ["b"]),
        ("mot-cle=jeu", ["a", "b"]),
        ("sous-titres=1", ["c"]),
        ("duree=moins-1", ["a"]),
        ("duree=1-2", ["b"]),
        ("duree=plus-2", ["c"]),
        ("theme=mathematiques&niveau=ce1&mot-cle=jeu&duree=1-2", ["b"]),
        ("theme=francais&niveau=ce1", []),
    ],
)
def test_each_choice_narrows_the_list_and_the_counts_agree(
    client, video_index, community, query, expected
):
    french, maths = community.themes.all()
    cp, ce1 = community.levels.all()
    make(video_index, title="a", theme=french, levels=[cp], keywords=["jeu"], duration=59)
    make(video_index, title="b", theme=maths, levels=[ce1], keywords=["jeu"], duration=60)
    make(video_index, title="c", theme=maths, levels=[cp], captioned=True, duration=121)

    context = client.get(f"/videos/?{query}").context

    assert sorted(video.title for video in context["videos"]) == expected
    assert context["filter"].counts.total == len(expected)


def test_counts_are_those_of_the_other_choices_and_an_empty_one_cannot_be_made(
    client, video_index, community
):
    french, maths = community.themes.all()
    cp, ce1 = community.levels.all()
    make(video_index, theme=french, levels=[cp])
    make(video_index, theme=maths, levels=[cp])
    make(video_index, theme=maths, levels=[ce1])

    page = client.get("/videos/?niveau=ce1").content.decode()

    assert "Mathématiques (1)" in option(page, "mathematiques")
    assert "disabled" in option(page, "francais")
    assert "CP (2)" in option(page, "cp")
    assert "selected" in option(page, "ce1")


def test_what_is_not_public_is_in_no_count(client, video_index, other_community):
    make(video_index, keywords=["vu"])
    make(video_index, keywords=["caché"]).unpublish()
    closed = make(video_index, keywords=["fermé"])
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    elsewhere = other_community.site.root_page.get_children().get(slug="videos")
    VideoPageFactory(parent=elsewhere.specific, theme=other_community.themes.get())

    response = client.get("/videos/")

    counts = response.context["filter"].counts
    assert (counts.total, counts.keywords) == (1, {"vu": 1})
    assert sum(counts.themes.values()) == 1


def test_a_chosen_keyword_that_nobody_uses_any_more_is_still_shown_and_removed(
    client, video_index, community
):
    make(video_index)
    keywords_for(community, ["oublié"])

    page = client.get("/videos/?mot-cle=oublie&tri=vus").content.decode()

    assert "selected" in option(page, "oublie")
    assert 'href="/videos/?tri=vus"' in page


def test_an_empty_list_says_what_to_remove_and_which_level_is_near(client, video_index, community):
    french, maths = community.themes.all()
    cp, ce1 = community.levels.all()
    seen = make(video_index, theme=french, levels=[cp])
    make(video_index, theme=maths, levels=[ce1])

    response = client.get("/videos/?theme=francais&niveau=ce1")

    choice = response.context["filter"]
    assert [(each.label, each.without) for each in choice.removable] == [
        ("Français", 1),
        ("CE1", 1),
    ]
    assert [(each.label, each.count) for each in choice.neighbours] == [("CP", 1)]
    page = response.content.decode()
    assert 'href="?theme=francais&amp;niveau=cp"' in page
    assert 'href="/videos/?niveau=ce1"' in page
    assert seen in response.context["most_seen"]
    assert reverse("propose") in page


def test_a_choice_removed_brings_back_to_the_first_page(client, video_index, community):
    multiply(make(video_index, theme=community.themes.first()), 60)
    first = client.get("/videos/?theme=francais").context["listing"]

    page = client.get(f"/videos/?theme=francais&apres={first.after}").content.decode()

    assert 'href="/videos/"' in page


# ── Sorts and pages ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("sort", ["recents", "vus", "merci"])
def test_every_video_is_on_one_page_whatever_the_sort_and_the_way(client, video_index, sort):
    multiply(VideoPageFactory(parent=video_index), 100)
    CatalogueEntry.objects.filter(page_id__in=numbers()[:7]).update(views=3, thanks=2)

    forwards, listing = [], client.get(f"/videos/?tri={sort}").context["listing"]
    forwards.append(listing)
    while listing.after:
        listing = client.get(f"/videos/?tri={sort}&apres={listing.after}").context["listing"]
        forwards.append(listing)
    backwards = [listing]
    while listing.before:
        listing = client.get(f"/videos/?tri={sort}&avant={listing.before}").context["listing"]
        backwards.append(listing)

    seen = [video.pk for each in forwards for video in each.rows]
    assert len(seen) == len(set(seen)) == 100
    assert [(each.first, each.last) for each in forwards] == [
        *((1, 24), (25, 48), (49, 72), (73, 96), (97, 100))
    ]
    assert [each.rows for each in backwards] == [each.rows for each in forwards[::-1]]


def numbers() -> list[int]:
    return list(CatalogueEntry.objects.order_by("page").values_list("page", flat=True))


def test_sorted_by_views_then_thanks(client, video_index):
    seen, thanked = VideoPageFactory.create_batch(2, parent=video_index)
    CatalogueEntry.objects.filter(page_id=seen.pk).update(views=5)
    CatalogueEntry.objects.filter(page_id=thanked.pk).update(thanks=5)

    by_views = client.get("/videos/?tri=vus").context["videos"]
    by_thanks = client.get("/videos/?tri=merci").context["videos"]

    assert [each.pk for each in by_views] == [seen.pk, thanked.pk]
    assert [each.pk for each in by_thanks] == [thanked.pk, seen.pk]


def test_what_is_published_meanwhile_neither_repeats_nor_hides_a_video(client, video_index):
    multiply(VideoPageFactory(parent=video_index), 60)
    first = client.get("/videos/").context["listing"]

    new = VideoPageFactory(parent=video_index)
    second = client.get(f"/videos/?apres={first.after}").context["listing"]
    back = client.get(f"/videos/?avant={second.before}").context["listing"]

    assert not {each.pk for each in first.rows} & {each.pk for each in second.rows}
    assert back.rows == first.rows
    assert client.get("/videos/").context["videos"][0] == new


def test_the_last_page_is_one_link_away_and_full(client, video_index):
    multiply(VideoPageFactory(parent=video_index), 60)

    last = client.get("/videos/?avant=fin").context["listing"]

    assert (last.first, last.last, last.after) == (37, 60, "")
    assert [each.pk for each in last.rows] == sorted(numbers(), reverse=True)[-24:]


@pytest.mark.parametrize(
    "key",
    [
        *("", "abc", "1", "1-2", "-1-2-3", "1-2-3-4", "%00", "1-2-3%0A", "fin"),
        *("1-9999999999-1", "x" * 5000, "١-٢-٣"),
    ],
)
@pytest.mark.parametrize("name", ["apres", "avant"])
def test_a_key_that_cannot_be_read_gives_the_first_page(client, video_index, key, name):
    multiply(VideoPageFactory(parent=video_index), 30)
    first = client.get("/videos/").context["listing"]

    response = client.get(f"/videos/?{name}={key}")

    assert response.status_code == 200
    assert response.context["listing"].first in {1, 7}
    assert len(response.context["videos"]) == len(first.rows) == 24


@pytest.mark.parametrize(("page", "first"), [("1", 1), ("2", 25), ("3", 49), ("4", 37), ("999", 1)])
def test_the_numbered_pages_of_before_still_answer(client, video_index, page, first):
    multiply(VideoPageFactory(parent=video_index), 60)

    assert client.get(f"/videos/?page={page}").context["listing"].first == first


def test_a_deep_page_reads_no_more_rows_than_the_first(video_index):
    multiply(VideoPageFactory(parent=video_index), 3000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE videos_catalogueentry")
        deep = rows_read(cursor, "views", 2500)
        ties = rows_read(cursor, "published_at", 2500)

    assert max(deep, ties) <= 50


def rows_read(cursor, by: str, place: int) -> int:
    """How many rows PostgreSQL reads to show the page after this place: all of them are equal."""
    entries = CatalogueEntry.objects.order_by(f"-{by}", "-page")
    community = entries[0].community_id
    middle = entries[place]
    value = getattr(middle, by)
    cursor.execute(
        f"EXPLAIN (ANALYZE, FORMAT JSON) SELECT page_id FROM videos_catalogueentry"
        f" WHERE community_id = %s AND ({by}, page_id) < (%s, %s)"
        f" ORDER BY {by} DESC, page_id DESC LIMIT 25",
        [community, value, middle.page_id],
    )
    plan = cursor.fetchone()[0][0]["Plan"]["Plans"][0]
    return plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)


# ── Cards ────────────────────────────────────────────────────────────────────


def test_a_card_says_what_helps_to_choose(client, video_index, community, teacher):
    cp, _ce1 = community.levels.all()
    page = make(video_index, levels=[cp], captioned=True, academie="lille", title="La dictée")
    CatalogueEntry.objects.filter(page_id=page.pk).update(thanks=3)

    card = re.search(
        r"<article.*?</article>", client.get("/videos/").content.decode(), re.DOTALL
    ).group()

    words = " ".join(re.sub(r"<[^>]+>", " ", card).split())
    for expected in ("La dictée", "1 min 23 s", "Français", "CP", "Lille", "3"):
        assert expected.replace(" ", "\N{NO-BREAK SPACE}") in words or expected in words
    assert card.count("<a ") == 1
    assert page.media.card_url in card
    assert f'srcset="{page.media.card_webp_url} 640w, {page.media.poster_webp_url} 1280w"' in card
    assert 'fetchpriority="high"' in card
    assert 'width="640"' in card


def test_a_portrait_video_keeps_its_own_card(client, video_index):
    media = VideoMediaFactory(width=720, height=1280)
    VideoPageFactory(parent=video_index, media=media)

    page = client.get("/videos/").content.decode()

    assert f'srcset="{media.card_webp_url} 640w"' in page
    assert media.poster_webp_url not in page


def test_only_the_first_row_is_loaded_at_once(client, video_index):
    VideoPageFactory.create_batch(5, parent=video_index)

    page = client.get("/videos/").content.decode()

    assert page.count('loading="lazy"') == 2


# ── Themes and contributors ──────────────────────────────────────────────────


def test_a_theme_page_shows_its_videos_its_words_and_its_keywords(client, video_index, community):
    french, maths = community.themes.all()
    maths.introduction = "Chercher ensemble.\n\nPuis expliquer."
    maths.image = ImageFactory()
    maths.save()
    shown = make(video_index, theme=maths, keywords=["jeu"])
    make(video_index, theme=french, keywords=["lecture"])

    response = client.get(reverse("theme", args=["mathematiques"]))

    assert response.context["videos"] == [shown]
    page = response.content.decode()
    assert "<p>Chercher ensemble.</p>" in page
    assert "?theme=mathematiques&amp;mot-cle=jeu" in page
    assert "lecture" not in page
    assert community.themes.last().image.get_rendition("fill-640x360|format-webp").url in page


def test_a_theme_of_another_community_is_not_found(client, other_community):
    assert client.get(reverse("theme", args=["gestion-de-groupe"])).status_code == 404


def test_the_themes_are_listed_with_their_counts(client, video_index, community):
    make(video_index, theme=community.themes.first())

    response = client.get(reverse("themes"))

    assert [(each.label, each.count) for each in response.context["themes"]] == [
        ("Français", 1),
        ("Mathématiques", 0),
    ]


@pytest.mark.parametrize("count", [1, 40])
def test_a_theme_page_costs_the_same_whatever_its_length(
    client, video_index, count, django_assert_max_num_queries
):
    multiply(VideoPageFactory(parent=video_index), count)
    client.get("/themes/francais/")

    with django_assert_max_num_queries(11):
        response = client.get("/themes/francais/")

    assert response.context["listing"].total == count


def test_a_theme_that_was_described_is_paged_by_key(client, video_index):
    multiply(VideoPageFactory(parent=video_index), 30)
    first = client.get("/themes/francais/").context["listing"]

    second = client.get(f"/themes/francais/?apres={first.after}").context["listing"]

    assert (second.first, second.last) == (25, 30)


def test_a_contributors_videos_are_paged_by_key(client, video_index, community):
    author = Contributor.objects.create(
        community=community, display_name="Léa", slug="lea", is_public=True
    )
    multiply(VideoPageFactory(parent=video_index, contributor=author), 30)
    first = client.get("/contributeurs/lea/").context["listing"]

    second = client.get(f"/contributeurs/lea/?apres={first.after}").context["listing"]

    assert (first.total, second.first, second.last) == (30, 25, 30)
