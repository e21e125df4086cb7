"""Collections: what they hold, in which order, and going through one."""

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from community.taxonomy import keywords_for
from tests.factories import CollectionPageFactory, VideoPageFactory
from videos.models import CollectionIndexPage, CollectionPage, CollectionVideo

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home) -> CollectionIndexPage:
    return CollectionIndexPage.objects.child_of(home).get()


def by_hand(index, *videos, **changes) -> CollectionPage:
    collection = CollectionPageFactory(parent=index, **changes)
    collection.videos = [
        CollectionVideo(video=video, sort_order=order) for order, video in enumerate(videos)
    ]
    collection.save()
    return collection


def test_a_collection_keeps_the_order_given_by_hand_and_hides_drafts(client, index, video_index):
    first, draft, last = (
        VideoPageFactory(parent=video_index, title=title) for title in ("Un", "Deux", "Trois")
    )
    draft.unpublish()
    collection = CollectionPageFactory(parent=index)
    collection.videos = [
        CollectionVideo(video=video, sort_order=order)
        for order, video in enumerate([last, draft, first])
    ]
    collection.save_revision().publish()

    response = client.get(collection.url)

    assert response.context["videos"] == [last, first]


def test_a_rule_keeps_the_newest_up_to_date(client, index, video_index):
    videos = [VideoPageFactory(parent=video_index) for _ in range(3)]
    collection = CollectionPageFactory(parent=index, rule="newest", rule_count=2)
    assert client.get(collection.url).context["videos"] == [videos[2], videos[1]]

    new = VideoPageFactory(parent=video_index)

    assert client.get(collection.url).context["videos"] == [new, videos[2]]


def test_a_rule_gathers_a_theme_or_a_keyword(client, index, video_index, community):
    french, maths = community.themes.all()
    VideoPageFactory(parent=video_index, theme=french)
    wanted = VideoPageFactory(parent=video_index, theme=maths)
    [word] = keywords_for(community, ["flash"])
    wanted.keywords = [word]
    wanted.save()
    theme = CollectionPageFactory(parent=index, rule="theme", rule_theme=maths)
    keyword = CollectionPageFactory(parent=index, rule="keyword", rule_keyword=word)

    assert client.get(theme.url).context["videos"] == [wanted]
    assert client.get(keyword.url).context["videos"] == [wanted]


def test_a_rule_whose_theme_is_gone_shows_nothing_rather_than_everything(
    client, index, video_index
):
    VideoPageFactory(parent=video_index)
    collection = CollectionPageFactory(parent=index, rule="theme", rule_theme=None)

    response = client.get(collection.url)

    assert response.status_code == 200
    assert response.context["videos"] == []


def test_a_rule_never_takes_the_videos_of_another_community(
    client, index, video_index, other_community
):
    elsewhere = other_community.site.root_page.get_children().get(slug="videos").specific
    VideoPageFactory(parent=elsewhere, theme=other_community.themes.get())
    own = VideoPageFactory(parent=video_index)
    collection = CollectionPageFactory(parent=index, rule="newest")

    assert client.get(collection.url).context["videos"] == [own]


def test_nothing_that_is_not_public_shows_in_a_collection_or_its_card(client, index, video_index):
    public, draft, closed = VideoPageFactory.create_batch(3, parent=video_index)
    draft.unpublish()
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    collection = by_hand(index, closed, draft, public)
    newest = CollectionPageFactory(parent=index, rule="newest")

    shown = client.get(collection.url).context["videos"]
    cards = client.get(index.url).context["collections"]

    assert shown == [public]
    assert {card.pk: [each.page for each in card.shown_videos] for card in cards} == {
        collection.pk: [public.pk],
        newest.pk: [public.pk],
    }


def test_a_card_says_how_many_videos_and_how_long(client, index, video_index):
    videos = VideoPageFactory.create_batch(2, parent=video_index)
    by_hand(index, *videos)

    [card] = client.get(index.url).context["collections"]

    assert (len(card.shown_videos), card.duration) == (2, 166)
    assert card.card_picture.url == videos[0].media.card_webp_url


@pytest.mark.parametrize("count", [1, 6])
def test_the_index_costs_the_same_whatever_the_number_of_collections(
    client, index, video_index, community, count, django_assert_max_num_queries
):
    videos = VideoPageFactory.create_batch(3, parent=video_index)
    for _ in range(count):
        by_hand(index, *videos)
        CollectionPageFactory(parent=index, rule="newest")
        CollectionPageFactory(parent=index, rule="theme", rule_theme=community.themes.first())
    client.get(index.url)

    with django_assert_max_num_queries(15):
        client.get(index.url)


@pytest.mark.parametrize("count", [1, 12])
@pytest.mark.parametrize(("rule", "cost"), [("hand", 14), ("newest", 15)])
def test_a_collection_costs_the_same_whatever_its_length(
    client, index, video_index, rule, cost, count, django_assert_num_queries
):
    collection = by_hand(
        index, *VideoPageFactory.create_batch(count, parent=video_index), rule=rule
    )
    client.get(collection.url)

    with django_assert_num_queries(cost):
        response = client.get(collection.url)

    assert len(response.context["videos"]) == count


# ── Watch all ────────────────────────────────────────────────────────────────


def test_watching_all_goes_from_one_video_to_the_next(client, index, video_index):
    one, two, three = VideoPageFactory.create_batch(3, parent=video_index)
    collection = by_hand(index, two, one, three, slug="suite")

    start = client.get(collection.url).context["watch_all"]
    assert start.endswith(f"{two.slug}/?collection=suite&suite=1")
    first = client.get(start)
    second = client.get(first.context["series"].next_url)
    last = client.get(second.context["series"].next_url)

    assert [each.context["page"] for each in (first, second, last)] == [two, one, three]
    assert (first.context["series"].previous, last.context["series"].next) == (None, None)
    assert "data-series-goes-on" in second.content.decode()


def test_without_asking_for_the_rest_nothing_goes_on_by_itself(client, index, video_index):
    one, two = VideoPageFactory.create_batch(2, parent=video_index)
    by_hand(index, one, two, slug="suite")

    page = client.get(f"{one.url}?collection=suite")

    assert page.context["series"].next == two
    assert "data-series-goes-on" not in page.content.decode()
    assert "data-series-notice" not in page.content.decode()
    assert client.get(one.url).context["series"] is None


@pytest.mark.parametrize("slug", ["inconnue", "%00", "brouillon", "sans-elle"])
def test_a_collection_that_does_not_hold_the_video_is_ignored(client, index, video_index, slug):
    one, two = VideoPageFactory.create_batch(2, parent=video_index)
    by_hand(index, one, slug="brouillon").unpublish()
    by_hand(index, two, slug="sans-elle")

    response = client.get(f"{one.url}?collection={slug}&suite=1")

    assert response.status_code == 200
    assert response.context["series"] is None


# ── The editors' form ────────────────────────────────────────────────────────


def posted(title="Parler avant d’écrire", videos=(), **changes) -> dict:
    """What the page editor posts for a collection; `videos` by hand, in their order."""
    data = {
        "title": title,
        "slug": "parler",
        "summary": "",
        "introduction-count": "0",
        "rule": "hand",
        "rule_theme": "",
        "rule_keyword": "",
        "rule_count": "12",
        "image": "",
        "image_alt": "",
        "videos-TOTAL_FORMS": str(len(videos)),
        "videos-INITIAL_FORMS": "0",
        "videos-MIN_NUM_FORMS": "0",
        "videos-MAX_NUM_FORMS": "1000",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "1000",
        "action-publish": "1",
    }
    for order, video in enumerate(videos):
        data |= {
            f"videos-{order}-video": video.pk,
            f"videos-{order}-ORDER": str(len(videos) - order),
            f"videos-{order}-id": "",
            f"videos-{order}-DELETE": "",
        }
    return data | changes


def add(client, index, **changes):
    address = reverse("wagtailadmin_pages:add", args=["videos", "collectionpage", index.pk])
    return client.post(address, posted(**changes))


def test_an_editor_makes_a_collection_and_orders_it(as_user, editor, index, video_index):
    one, two = VideoPageFactory.create_batch(2, parent=video_index)

    add(as_user(editor), index, videos=[one, two])

    collection = CollectionPage.objects.get()
    assert collection.live
    assert collection.published_videos() == [two, one]


@pytest.mark.parametrize(("rule", "field"), [("theme", "rule_theme"), ("keyword", "rule_keyword")])
def test_a_rule_says_what_it_lacks(as_user, editor, index, rule, field):
    response = add(as_user(editor), index, rule=rule)

    assert field in response.context["form"].errors
    assert not CollectionPage.objects.exists()


def test_the_theme_of_another_community_cannot_be_chosen(as_user, editor, index, other_community):
    theme = other_community.themes.get()

    response = add(as_user(editor), index, rule="theme", rule_theme=str(theme.pk))

    assert "rule_theme" in response.context["form"].errors
    assert not CollectionPage.objects.exists()


def test_a_video_that_is_not_online_or_not_of_the_community_is_refused(
    as_user, editor, index, video_index, other_community
):
    elsewhere = other_community.site.root_page.get_children().get(slug="videos").specific
    foreign = VideoPageFactory(parent=elsewhere, theme=other_community.themes.get())
    draft = VideoPageFactory(parent=video_index, live=False)

    for video in (foreign, draft):
        response = add(as_user(editor), index, videos=[video])

        assert response.status_code == 200
        assert "video" in response.context["form"].formsets["videos"].forms[0].errors
    assert not CollectionPage.objects.exists()


def test_the_same_video_twice_is_refused(as_user, editor, index, published_video):
    response = add(as_user(editor), index, videos=[published_video, published_video])

    assert "video" in response.context["form"].formsets["videos"].forms[1].errors


def test_a_video_taken_off_since_stays_in_the_form_and_stops_nothing(
    as_user, editor, index, video_index
):
    kept, gone = VideoPageFactory.create_batch(2, parent=video_index)
    collection = by_hand(index, kept, gone, slug="parler")
    gone.unpublish()
    entries = list(collection.videos.all())
    data = posted(videos=[kept, gone], title="Autre titre") | {"videos-INITIAL_FORMS": "2"}
    for order, entry in enumerate(entries):
        data[f"videos-{order}-id"] = entry.pk

    as_user(editor).post(reverse("wagtailadmin_pages:edit", args=[collection.pk]), data)

    collection.refresh_from_db()
    assert collection.title == "Autre titre"
    assert collection.videos.count() == 2


def test_the_chooser_offers_only_public_videos_of_the_community(
    as_user, editor, video_index, other_community
):
    shown = VideoPageFactory(parent=video_index, title="Visible")
    VideoPageFactory(parent=video_index, title="Brouillon", live=False)
    address = reverse("wagtailadmin_choose_page_child", args=[video_index.pk])

    page = as_user(editor).get(address, {"page_type": "videos.videopage"}).content.decode()

    assert shown.title in page
    assert "Brouillon" not in page
