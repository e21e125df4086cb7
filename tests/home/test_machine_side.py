"""What search engines, networks and feed readers are told."""

import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from xml.etree import ElementTree

import feedparser
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.models import PageViewRestriction

from community.models import Contributor
from events.models import EventIndexPage
from home import sitemaps
from home.models import NewsIndexPage
from tests.factories import (
    CollectionPageFactory,
    EventPageFactory,
    NewsPageFactory,
    VideoPageFactory,
)
from videos import social_card
from videos.models import CollectionIndexPage, CollectionVideo
from videos.models.media import private_storage
from videos.rights.withdrawal import withdraw

pytestmark = pytest.mark.django_db

HOST = "http://testserver"
SITEMAP = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "v": "http://www.google.com/schemas/sitemap-video/1.1",
}


def data_in(page: str) -> dict[str, dict]:
    """The objects of a page's JSON-LD, by type."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) == 1
    read = json.loads(found[0])
    assert read["@context"] == "https://schema.org"
    kinds = {}
    for thing in read["@graph"]:
        kind = thing["@type"]
        kinds[kind[0] if isinstance(kind, list) else kind] = thing
    return kinds


def meta(page: str, name: str) -> list[str]:
    return re.findall(rf'<meta (?:name|property)="{re.escape(name)}" content="(.*?)">', page)


def canonical(page: str) -> list[str]:
    return re.findall(r'<link rel="canonical" href="(.*?)">', page)


def get(client, address) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def poster() -> ContentFile:
    made = BytesIO()
    Image.new("RGB", (1280, 720), "#7aa").save(made, "JPEG")
    return ContentFile(made.getvalue(), "poster.jpg")


@pytest.fixture
def video(video_index):
    page = VideoPageFactory(
        parent=video_index,
        title="La dictée </script> négociée",
        slug="dictee",
        description="On compare & on décide.\nEnsemble.",
        credit="Léa, à Lille",
        licence="cc-by-4.0",
    )
    page.levels.set(page.theme.community.levels.all()[:1])
    page.media.captions = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nBonjour à tous\n"
    page.media.thumbnail.save("poster.jpg", poster())
    page.media.save()
    page.chapters.create(start=0, title="Avant")
    page.chapters.create(start=30, title="Pendant")
    page.save_revision().publish()
    page.refresh_from_db()
    return page


# -- The head --------------------------------------------------------------------------------------


def test_a_video_is_described_to_search_engines_whole(client, community, video):
    page = get(client, "/videos/dictee/")

    described = data_in(page)["VideoObject"]
    assert described["@type"] == ["VideoObject", "LearningResource"]
    assert described["name"] == "La dictée </script> négociée"
    assert described["description"] == "On compare & on décide. Ensemble."
    assert described["duration"] == "PT83S"
    assert described["transcript"] == "Bonjour à tous"
    assert described["embedUrl"] == f"{HOST}/integrer/dictee/"
    assert described["contentUrl"] == HOST + video.media.url
    assert described["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert described["author"] == {"@type": "Person", "name": "Léa, à Lille"}
    assert described["educationalLevel"] == ["CP"]
    assert described["inLanguage"] == "fr"
    assert datetime.fromisoformat(described["uploadDate"]) == video.first_published_at
    assert all(address.startswith(HOST) for address in described["thumbnailUrl"])
    assert described["hasPart"] == [
        {
            "@type": "Clip", "name": "Avant", "startOffset": 0, "endOffset": 30,
            "url": f"{HOST}/videos/dictee/?t=0",
        },
        {
            "@type": "Clip", "name": "Pendant", "startOffset": 30, "endOffset": 83,
            "url": f"{HOST}/videos/dictee/?t=30",
        },
    ]  # fmt: skip
    crumbs = data_in(page)["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in crumbs] == [1, 2, 3]
    assert [step["item"] for step in crumbs] == [
        f"{HOST}/", f"{HOST}/videos/", f"{HOST}/videos/dictee/",
    ]  # fmt: skip


def test_a_video_that_is_not_ready_says_nothing_of_its_file(client, video):
    type(video.media).objects.filter(pk=video.media_id).update(state="processing")

    described = data_in(get(client, "/videos/dictee/"))["VideoObject"]

    assert not {"contentUrl", "embedUrl", "thumbnailUrl"} & described.keys()


def test_an_event_is_described_and_its_link_stays_on_its_page(client, home):
    parent = EventIndexPage.objects.child_of(home).get()
    event = EventPageFactory(
        parent=parent, slug="focus", place="Lille", link="https://visio.example.org/secret"
    )

    page = get(client, "/evenements/focus/")

    described = data_in(page)["Event"]
    assert "visio.example.org" not in json.dumps(described)
    assert datetime.fromisoformat(described["startDate"]) == event.starts_at
    assert datetime.fromisoformat(described["endDate"]) == event.ends_at
    assert described["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in described["location"]] == ["Place", "VirtualLocation"]


def test_news_the_site_and_a_collection_are_described(client, home, video):
    NewsPageFactory(
        parent=NewsIndexPage.objects.child_of(home).get(), slug="n", summary="Résumé", author="Rose"
    )
    collection = CollectionPageFactory(
        parent=CollectionIndexPage.objects.child_of(home).get(), slug="c", title="Lire"
    )
    collection.videos = [CollectionVideo(video=video)]
    collection.save()

    article = data_in(get(client, "/actualites/n/"))["NewsArticle"]
    site = data_in(get(client, "/"))["WebSite"]
    gathered = data_in(get(client, "/collections/c/"))

    assert (article["author"]["name"], article["description"]) == ("Rose", "Résumé")
    assert site["potentialAction"]["target"]["urlTemplate"] == (
        f"{HOST}/recherche/?q={{search_term_string}}"
    )
    assert gathered["CollectionPage"]["name"] == "Lire"
    assert gathered["ItemList"]["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "url": f"{HOST}/videos/dictee/"}
    ]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/videos/", "/videos/"),
        ("/videos/?utm_source=a&inconnu=1", "/videos/"),
        ("/videos/?page=1", "/videos/"),
        ("/videos/?tri=vus&theme=francais", "/videos/?theme=francais"),
        ("/videos/?page=2&theme=francais", "/videos/?page=2&amp;theme=francais"),
        ("/plan-du-site/", "/plan-du-site/"),
    ],
)
def test_each_page_has_one_address_for_search_engines(client, home, asked, kept):
    assert canonical(get(client, asked)) == [HOST + kept]


@pytest.mark.parametrize("asked", ["/connexion/", "/recherche/?q=a"])
def test_what_is_of_a_person_or_a_search_is_not_to_be_found(client, home, asked):
    page = get(client, asked)

    assert meta(page, "robots") == ["noindex"]
    assert canonical(page) == []


def test_every_text_is_described_even_without_the_editors_words(client, home, video):
    for address in ("/", "/videos/", "/videos/dictee/", "/collections/", "/plan-du-site/"):
        (description,) = meta(get(client, address), "description")
        assert description.strip()


def test_networks_are_given_the_title_and_the_size_of_the_picture(client, video):
    page = get(client, "/videos/dictee/")

    assert meta(page, "og:image:width") == ["1200"]
    assert meta(page, "og:image:height") == ["630"]
    assert meta(page, "og:type") == ["video.other"]
    assert meta(page, "twitter:card") == ["summary_large_image"]
    assert meta(page, "og:image:alt") == ["La dictée &lt;/script&gt; négociée"]
    picture = client.get(meta(page, "og:image")[0].removeprefix(HOST))
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert Image.open(BytesIO(b"".join(picture))).size == (1200, 630)


# -- The social card -------------------------------------------------------------------------------


def card(client, video):
    return client.get(f"/videos/{video.pk}/partage.jpg")


def cards_kept(video) -> list[str]:
    folder = video.media.thumbnail.name.rpartition("/")[0]
    return [name for name in private_storage().listdir(folder)[1] if name.startswith("social-")]


def test_a_card_is_drawn_once_and_again_when_the_title_changes(client, video):
    first = b"".join(card(client, video))
    kept = cards_kept(video)
    assert b"".join(card(client, video)) == first
    assert cards_kept(video) == kept

    video.title = "Un autre titre"
    video.save_revision().publish()

    assert b"".join(card(client, video)) != first
    assert len(cards_kept(video)) == 1
    assert cards_kept(video) != kept


def test_a_card_follows_its_video(client, video):
    assert card(client, video).status_code == 200

    restriction = PageViewRestriction.objects.create(page=video, restriction_type="login")
    assert card(client, video).status_code == 404
    restriction.delete()
    video.expire_at = timezone.now() - timedelta(minutes=1)
    video.save()
    assert card(client, video).status_code == 404
    video.expire_at = None
    video.save()
    video.unpublish()
    assert card(client, video).status_code == 404
    withdraw(page=video, by=None, why="team")
    assert card(client, video).status_code == 410
    assert client.get("/videos/999999/partage.jpg").status_code == 404


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Court", ["Court"]),
        ("Une idée 🎉 pour demain", ["Une idée pour demain"]),
        ("Œuvre à l’école : « çà et là »", ["Œuvre à l’école : « çà et là »"]),
    ],
)
def test_a_title_is_written_without_what_cannot_be_drawn(title, lines):
    assert social_card.fitted(title)[0] == lines


@pytest.mark.parametrize("title", ["mot " * 80, "anticonstitutionnellement" * 12, "x" * 255])
def test_the_longest_title_holds_on_the_card(title):
    lines, font = social_card.fitted(title.strip())

    assert len(lines) <= social_card.LINES
    room = social_card.WIDTH - 2 * social_card.MARGIN
    assert all(font.getlength(line) <= room for line in lines)
    assert lines[-1].endswith("…")


def test_a_poster_that_cannot_be_read_leaves_a_card_with_the_title(client, video_index):
    broken = VideoPageFactory(parent=video_index, title="Sans image")

    assert Image.open(BytesIO(b"".join(card(client, broken)))).size == (1200, 630)


# -- Sitemaps --------------------------------------------------------------------------------------


def addresses(client, path) -> list[str]:
    tree = ElementTree.fromstring(b"".join(client.get(path)))
    return [found.text for found in tree.findall(".//s:loc", SITEMAP)]


def test_the_sitemap_lists_what_is_public_and_nothing_else(client, community, video, video_index):
    hidden = VideoPageFactory(parent=video_index, slug="cachee")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    VideoPageFactory(parent=video_index, slug="brouillon", live=False)
    Contributor.objects.create(community=community, display_name="Léa", slug="lea", is_public=True)
    Contributor.objects.create(community=community, display_name="Max", slug="max")

    files = addresses(client, "/sitemap.xml")
    pages, videos = (addresses(client, path.removeprefix(HOST)) for path in files)

    assert files == [f"{HOST}/sitemap-pages-1.xml", f"{HOST}/sitemap-videos-1.xml"]
    assert videos == [f"{HOST}/videos/dictee/"]
    assert {f"{HOST}/", f"{HOST}/videos/", f"{HOST}/contributeurs/lea/"} <= set(pages)
    assert f"{HOST}/themes/francais/" in pages
    assert f"{HOST}/contributeurs/max/" not in pages
    assert len(pages) == len(set(pages))


def test_a_video_of_the_sitemap_says_what_google_asks(client, video):
    tree = ElementTree.fromstring(b"".join(client.get("/sitemap-videos-1.xml")))

    (described,) = tree.findall(".//v:video", SITEMAP)
    said = {fact.tag.partition("}")[2]: fact.text for fact in described}
    assert said["title"] == "La dictée </script> négociée"
    assert said["description"] == "On compare & on décide. Ensemble."
    assert said["duration"] == "83"
    assert said["content_loc"] == HOST + video.media.url
    assert said["player_loc"] == f"{HOST}/integrer/dictee/"
    assert said["thumbnail_loc"] == HOST + video.media.poster_url


@pytest.mark.parametrize("count", [1, 6])
def test_a_sitemap_costs_the_same_whatever_it_lists(
    client, home, video_index, count, django_assert_num_queries
):
    VideoPageFactory.create_batch(count, parent=video_index)
    b"".join(client.get("/sitemap-videos-1.xml"))

    with django_assert_num_queries(4):
        b"".join(client.get("/sitemap-videos-1.xml"))


def test_a_sitemap_too_long_for_a_file_goes_on_in_the_next(client, video_index, monkeypatch):
    monkeypatch.setitem(sitemaps.PER_FILE, "videos", 2)
    VideoPageFactory.create_batch(3, parent=video_index)

    files = [path.removeprefix(HOST) for path in addresses(client, "/sitemap.xml")]

    assert files[1:] == ["/sitemap-videos-1.xml", "/sitemap-videos-2.xml"]
    assert [len(addresses(client, path)) for path in files[1:]] == [2, 1]
    assert client.get("/sitemap-videos-3.xml").status_code == 404
    assert client.get("/sitemap-autres-1.xml").status_code == 404


def test_faults_of_security_have_an_address(client, community):
    said = dict(
        line.split(": ", 1) for line in get(client, "/.well-known/security.txt").splitlines()
    )

    assert said["Contact"] == "mailto:equipe@classe.example.org"
    assert said["Canonical"] == f"{HOST}/.well-known/security.txt"
    expires = datetime.fromisoformat(said["Expires"]) - datetime.now(UTC)
    assert timedelta(days=140) < expires < timedelta(days=366)


# -- Feeds -----------------------------------------------------------------------------------------


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.id == HOST + path
    assert feed.feed.updated
    return feed


def test_the_feed_of_videos_gives_each_with_its_file(client, video):
    (entry,) = read(client, "/flux/videos.atom").entries

    assert entry.id == f"tag:testserver,2026:page/{video.pk}"
    assert entry.title == "La dictée </script> négociée"
    assert entry.link == f"{HOST}/videos/dictee/"
    assert entry.author == "Léa, à Lille"
    assert entry.summary == "On compare & on décide. Ensemble."
    assert entry.media_thumbnail == [{"url": HOST + video.media.card_url}]
    (file,) = entry.enclosures
    assert (file.href, file.type, file.length) == (HOST + video.media.url, "video/mp4", "10")
    assert feedparser.datetimes._parse_date_w3dtf(entry.updated)


def test_every_list_has_its_feed(client, community, home, video):
    person = Contributor.objects.create(
        community=community, display_name="Léa", slug="lea", is_public=True
    )
    type(video).objects.filter(pk=video.pk).update(contributor=person)
    collection = CollectionPageFactory(
        parent=CollectionIndexPage.objects.child_of(home).get(), slug="c"
    )
    collection.videos = [CollectionVideo(video=video)]
    collection.save()
    EventPageFactory(parent=EventIndexPage.objects.child_of(home).get(), title="Focus")
    EventPageFactory(parent=EventIndexPage.objects.child_of(home).get(), over=True)
    NewsPageFactory(parent=NewsIndexPage.objects.child_of(home).get(), title="Bonne rentrée")

    titles = {
        path: [entry.title for entry in read(client, f"/flux/{path}.atom").entries]
        for path in (
            f"themes/{video.theme.slug}", "collections/c", "contributeurs/lea", "evenements",
            "actualites",
        )
    }  # fmt: skip

    assert titles == {
        f"themes/{video.theme.slug}": [video.title],
        "collections/c": [video.title],
        "contributeurs/lea": [video.title],
        "evenements": ["Focus"],
        "actualites": ["Bonne rentrée"],
    }


def test_a_feed_forgets_at_once_what_is_no_longer_public(client, video):
    assert len(read(client, "/flux/videos.atom").entries) == 1

    withdraw(page=video, by=None, why="author")

    assert read(client, "/flux/videos.atom").entries == []


def test_a_feed_of_nothing_does_not_exist(client, community, other_community):
    Contributor.objects.create(community=community, display_name="Max", slug="max")

    for path in ("themes/inconnu", "collections/inconnue", "contributeurs/max",
                 "themes/gestion-de-groupe"):  # fmt: skip
        assert client.get(f"/flux/{path}.atom").status_code == 404


def test_a_reader_who_has_the_feed_is_told_so(client, video):
    etag = client.get("/flux/videos.atom").headers["ETag"]

    again = client.get("/flux/videos.atom", headers={"if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("count", [1, 8])
def test_a_feed_costs_the_same_whatever_it_gives(
    client, home, video_index, count, django_assert_num_queries
):
    VideoPageFactory.create_batch(count, parent=video_index)
    client.get("/flux/videos.atom")

    with django_assert_num_queries(5):
        client.get("/flux/videos.atom")


def test_a_feed_gives_the_twenty_latest(client, video_index):
    VideoPageFactory.create_batch(22, parent=video_index)

    assert len(read(client, "/flux/videos.atom").entries) == 20
