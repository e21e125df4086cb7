"""What the page of a video gives besides the video."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from community.models import Keyword, Level
from events.models import EventIndexPage
from tests.factories import CollectionPageFactory, EventPageFactory, VideoPageFactory
from tests.videos.files import fill
from videos.captions import TimedCue
from videos.models import Chapter, CollectionIndexPage, CollectionVideo, VideoPage
from videos.printed_sheet import SIZES, printed_sheet
from videos.transcripts import sentences
from videos.watching import chapters_track, second_asked

CAPTIONS = """WEBVTT

00:00:01.000 --> 00:00:03.000
Bonjour à tous,

00:00:03.100 --> 00:00:05.000
nous commençons.

00:00:06.000 --> 00:00:08.000
<script>alert(1)</script> & la dictée ?
"""


def page_of(client, page, query=""):
    return client.get(page.get_url_parts()[2] + query)


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


@pytest.fixture
def said(published_video):
    fill(published_video.media)
    published_video.media.captions = CAPTIONS
    published_video.media.save()
    return published_video


def collection_of(home, *videos, **fields):
    index = CollectionIndexPage.objects.child_of(home).get()
    page = CollectionPageFactory(parent=index, **fields)
    for order, video in enumerate(videos):
        CollectionVideo.objects.create(collection=page, video=video, sort_order=order)
    return page


# ── The transcript ───────────────────────────────────────────────────────────


def test_captions_are_read_as_sentences(said):
    found = sentences(
        [
            TimedCue(0, 2, "On lit"),
            TimedCue(2, 3, "ensemble."),
            TimedCue(3, 4, "Puis"),
            TimedCue(9, 10, "on écrit"),
            TimedCue(10, 11, "– Moi aussi"),
        ]
    )

    assert found == [
        TimedCue(0, 3, "On lit ensemble."),
        TimedCue(3, 4, "Puis"),
        TimedCue(9, 10, "on écrit"),
        TimedCue(10, 11, "– Moi aussi"),
    ]


def test_the_transcript_is_in_the_page_and_cannot_run(said, client):
    html = page_of(client, said).content.decode()

    assert "Bonjour à tous, nous commençons." in html
    assert "<script>alert" not in html


def test_the_transcript_is_kept_as_text(said, client):
    response = client.get(reverse("transcript_text", args=[said.pk]))

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment")
    assert "nous commençons.\n" in response.content.decode()
    assert "/videos/" in response.content.decode()


@pytest.mark.parametrize("name", ["transcript_text", "practice_sheet", "video_qr"])
@pytest.mark.parametrize("hide", [restrict, lambda page: page.unpublish()])
def test_what_goes_with_a_video_is_public_only_with_it(said, client, name, hide):
    said.sheet_aim = "Lire."
    said.save()
    address = reverse(name, args=[said.pk])
    assert client.get(address).status_code == 200

    hide(said)

    assert client.get(address).status_code == 404


def test_another_community_gives_nothing_of_a_video(said, other_community, client):
    address = reverse("video_qr", args=[said.pk])

    assert client.get(address, headers={"host": "devoirs-faits.localhost"}).status_code == 404


# ── A moment ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "second"),
    [
        ("83", 83),
        ("83.9", 83),
        ("83s", 83),
        ("1m23s", 83),
        ("2m", 120),
        ("1h", 3600),
        ("1:23", 83),
        ("1:00:05", 3605),
        ("", 0),
        ("abc", 0),
        ("-5", 0),
        ("9999999999", 0),
        ("١٢", 0),
        ('5"><script>', 0),
    ],
)
def test_an_address_opens_a_video_at_a_second(typed, second):
    assert second_asked(typed) == second


def test_without_a_script_the_video_starts_at_the_second(said, client):
    assert "video-720.mp4#t=83" in page_of(client, said, "?t=1m23s").content.decode()
    assert "#t=" not in page_of(client, said, "?t=<x>").content.decode()


# ── Chapters ─────────────────────────────────────────────────────────────────


def test_chapters_are_listed_and_given_to_the_seek_bar(said, client):
    Chapter.objects.create(page=said, start=4, title="L'essai --> <b>")
    Chapter.objects.create(page=said, start=0, title="Avant")

    html = page_of(client, said).content.decode()
    track = client.get(reverse("chapters_track", args=[said.pk])).content.decode()

    assert html.index("Avant") < html.index("L&#x27;essai")
    assert track == chapters_track(VideoPage.objects.get(pk=said.pk))
    assert track.strip().split("\n\n")[1:3] == [
        "00:00:00.000 --> 00:00:04.000\nAvant",
        "00:00:04.000 --> 00:00:09.300\nL'essai → &lt;b>",
    ]


def test_a_video_without_chapters_has_no_track(said, client):
    assert client.get(reverse("chapters_track", args=[said.pk])).status_code == 404
    assert "data-chapters" not in page_of(client, said).content.decode()


# ── Collections, event, licence ──────────────────────────────────────────────


def test_a_video_stands_between_its_neighbours_in_the_collection_one_came_from(
    published_video, home, video_index, client
):
    before, after = [VideoPageFactory(parent=video_index) for _number in range(2)]
    draft = VideoPageFactory(parent=video_index, live=False)
    first = collection_of(home, published_video, title="Une", slug="une")
    second = collection_of(home, before, published_video, draft, after, title="Deux", slug="deux")

    place = page_of(client, published_video, "?collection=deux").context["series"]

    assert (place.collection, place.number, place.total) == (second, 2, 3)
    assert (place.previous, place.next) == (before, after)
    html = page_of(client, published_video, "?collection=deux").content.decode()
    assert f"{after.slug}/?collection=deux" in html
    assert "Une" in html  # the other one is listed
    assert page_of(client, published_video).context["place"].collection == first
    assert page_of(client, published_video, "?collection=inconnue").context["place"]


def test_a_draft_collection_is_not_told(published_video, home, client):
    collection_of(home, published_video, title="Secrète", slug="secrete", live=False)

    response = page_of(client, published_video, "?collection=secrete")

    assert response.context["place"] is None
    assert "Secrète" not in response.content.decode()


def test_a_video_and_its_event_lead_to_each_other(published_video, home, video_index, client):
    event = EventPageFactory(parent=EventIndexPage.objects.child_of(home).get(), title="Le défi")
    draft = VideoPageFactory(parent=video_index, event=event, live=False, title="Brouillon")
    published_video.event = event
    published_video.save()

    assert "Le défi" in page_of(client, published_video).content.decode()
    html = page_of(client, event).content.decode()
    assert published_video.title in html and draft.title not in html

    event.unpublish()
    assert "Le défi" not in page_of(client, published_video).content.decode()


def test_a_licence_says_what_it_allows(published_video, client):
    context = page_of(client, published_video).context
    assert context["licence"].url == "https://creativecommons.org/licenses/by/4.0/deed.fr"

    published_video.licence = "reserved"
    published_video.save()
    licence = page_of(client, published_video).context["licence"]
    assert licence.url == "" and licence.allows


# ── Related videos ───────────────────────────────────────────────────────────


def test_related_videos_are_ordered_by_what_they_share_and_say_it(
    published_video, home, video_index, community, client
):
    other_theme = community.themes.order_by("pk").last()
    level = Level.objects.filter(community=community).first()
    keyword = Keyword.objects.create(community=community, label="dictée", slug="dictee")
    VideoPage.objects.filter(pk=published_video.pk).update(title="Lire des albums en ronde")
    published_video.refresh_from_db()
    published_video.levels.add(level)
    published_video.keywords.add(keyword)
    published_video.save()

    def made(title, theme=other_theme, levels=(), keywords=()):
        page = VideoPageFactory(parent=video_index, title=title, theme=theme)
        page.levels.set(levels)
        page.keywords.set(keywords)
        page.save()
        return page

    made("Xyz")
    near = made("Lire des albums en rond")
    tagged = made("Bcd", keywords=[keyword])
    levelled = made("Cde", levels=[level])
    same_theme = made("Def", theme=published_video.theme)
    both = made("Efg", theme=published_video.theme, levels=[level])
    together = made("Fgh")
    collection_of(home, published_video, together, title="Ensemble")
    hidden = made("Caché", theme=published_video.theme, levels=[level])
    restrict(hidden)
    VideoPageFactory(parent=video_index, live=False, theme=published_video.theme)

    related = page_of(client, published_video).context["related"]

    assert [one.page for one in related] == [together, both, same_theme, levelled, tagged, near]
    assert "Ensemble" in related[0].reason
    assert str(level) in related[1].reason
    assert "dictée" in related[4].reason
    assert all(one.reason for one in related)


def test_at_most_six_videos_are_related_and_never_itself_nor_another_community_s(
    published_video, video_index, other_community, client
):
    for _number in range(8):
        VideoPageFactory(parent=video_index)
    elsewhere = other_community.site.root_page.get_children().type(type(video_index)).first()
    VideoPageFactory(parent=elsewhere.specific, title=published_video.title)

    pages = [one.page for one in page_of(client, published_video).context["related"]]

    assert len(pages) == 6
    assert published_video not in pages
    assert {page.get_parent().pk for page in pages} == {video_index.pk}


def count_queries(client, page) -> int:
    page_of(client, page)  # site paths are kept after the first one
    with CaptureQueriesContext(connection) as queries:
        assert page_of(client, page).status_code == 200
    return len(queries)


def test_a_page_costs_the_same_whatever_surrounds_it(said, home, video_index, client):
    collection_of(home, said, VideoPageFactory(parent=video_index))
    few = count_queries(client, said)

    videos = [VideoPageFactory(parent=video_index) for _number in range(50)]
    for number in range(8):
        collection_of(home, said, *videos[number : number + 20])

    assert count_queries(client, said) == few
    assert few == 23


# ── The printed sheet ────────────────────────────────────────────────────────


def test_a_short_sheet_is_printed_in_large_letters_whole(published_video):
    published_video.sheet_aim = "Lire ensemble.\n\n\nPuis écrire."

    printed = printed_sheet(published_video)

    assert printed.size == "large" and not printed.is_cut
    assert printed.parts[0][1] == "Lire ensemble.\nPuis écrire."


def test_a_sheet_too_long_for_a_page_says_where_it_goes_on(published_video):
    for name in published_video.SHEET_PARTS:
        setattr(published_video, name, "mot " * 370)
    published_video.sheet_tomorrow = "Un pas."

    printed = printed_sheet(published_video)

    assert printed.size == SIZES[-1].name and printed.is_cut
    assert len(printed.parts) == 5
    assert [text.endswith("[…]") for heading, text in printed.parts] == [True] * 4 + [False]
    assert all(text for heading, text in printed.parts)


def test_a_sheet_of_short_lines_holds_too(published_video):
    for name in published_video.SHEET_PARTS:
        setattr(published_video, name, "a\n" * 700)

    printed = printed_sheet(published_video)

    assert printed.is_cut
    assert sum(2 + len(text.split("\n")) for heading, text in printed.parts) <= SIZES[-1].lines


def test_a_video_without_a_sheet_has_none_to_print(published_video, client):
    assert client.get(reverse("practice_sheet", args=[published_video.pk])).status_code == 404
