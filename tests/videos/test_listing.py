import pytest
from wagtail.models import PageViewRestriction
from wagtail_factories import ImageFactory

from tests.crowd import multiply
from tests.factories import CollectionPageFactory, VideoPageFactory
from videos.models import CollectionIndexPage, CollectionVideo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 10, 1000])
def test_the_list_costs_the_same_whatever_its_length(
    client, video_index, count, django_assert_num_queries
):
    multiply(VideoPageFactory(parent=video_index), count)
    client.get(video_index.url)  # warms the paths of the sites

    with django_assert_num_queries(17):
        response = client.get(video_index.url)

    assert response.context["videos"].paginator.count == count


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


def test_a_collection_keeps_the_order_given_by_hand_and_hides_drafts(client, home, video_index):
    first, draft, last = (
        VideoPageFactory(parent=video_index, title=title) for title in ("Un", "Deux", "Trois")
    )
    draft.unpublish()
    index = CollectionIndexPage.objects.child_of(home).get()
    collection = CollectionPageFactory(parent=index)
    collection.videos = [
        CollectionVideo(video=video, sort_order=order)
        for order, video in enumerate([last, draft, first])
    ]
    collection.save_revision().publish()

    response = client.get(collection.url)

    assert response.context["videos"] == [last, first]


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
