"""Favourites and follows: private, for what is public, in one community."""

import pytest
from django.test import Client
from django.urls import reverse

from community.models import Contributor, Theme, User
from tests.factories import VideoPageFactory
from videos import following
from videos.models import Favourite, Follow, NoticePreference, VideoIndexPage
from videos.rights.withdrawal import withdraw

pytestmark = pytest.mark.django_db

FAVOURITES, FOLLOWS = reverse("favourites"), reverse("follows")
FETCH = {"x-requested-with": "fetch"}


@pytest.fixture
def member(db) -> User:
    return User.objects.create_user("nour@ac-lyon.fr", first_name="Nour")


@pytest.fixture
def theme(community) -> Theme:
    return community.themes.get(slug="francais")


@pytest.fixture
def lea(community, teacher) -> Contributor:
    return Contributor.objects.create(
        community=community, user=teacher, display_name="Léa M.", slug="lea-m", is_public=True
    )


@pytest.fixture
def elsewhere(other_community):
    """A video of another community."""
    index = VideoIndexPage.objects.child_of(other_community.site.root_page).get()
    return VideoPageFactory(parent=index, theme=other_community.themes.first())


def keep(client, video, value="1", **headers):
    address = reverse("video_favourite", args=[video.pk])
    return client.post(address, {"favourite": value}, headers=headers)


# ── Favourites ───────────────────────────────────────────────────────────────


def test_a_member_keeps_a_video_once_finds_it_again_and_removes_it(
    as_user, member, published_video
):
    client = as_user(member)
    for _ in range(2):  # a double tap
        assert keep(client, published_video).status_code == 302
    assert Favourite.objects.count() == 1

    page = client.get(FAVOURITES).content.decode()
    assert published_video.title in page
    assert published_video.url in page

    client.post(FAVOURITES, {"remove": str(Favourite.objects.get().pk)})
    assert Favourite.objects.count() == 0
    assert "Aucun favori" in client.get(FAVOURITES).content.decode()


def test_the_button_says_whether_it_is_kept_and_forgets_it(as_user, member, published_video):
    client = as_user(member)

    kept = keep(client, published_video, **FETCH).content.decode()
    forgotten = keep(client, published_video, "0", **FETCH).content.decode()

    assert "<html" not in kept
    assert 'name="favourite" value="0"' in kept
    assert FAVOURITES in kept
    assert 'name="favourite" value="1"' in forgotten
    assert Favourite.objects.count() == 0


def test_a_visitor_signs_in_first(client, published_video):
    answer = keep(client, published_video)

    assert answer.url == f"/connexion/?next={published_video.url}%23merci"
    assert client.get(FAVOURITES).status_code == client.get(FOLLOWS).status_code == 302
    assert Favourite.objects.count() == 0


def test_a_favourite_that_left_the_site_is_said_so_and_leads_nowhere(
    as_user, member, published_video
):
    following.keep(published_video, by=member, kept=True)
    published_video.unpublish()
    client = as_user(member)

    page = client.get(FAVOURITES).content.decode()

    assert "Cette vidéo n’est plus en ligne." in page
    assert published_video.url not in page
    client.post(FAVOURITES, {"remove": str(Favourite.objects.get().pk)})
    assert Favourite.objects.count() == 0


def test_nobody_keeps_what_is_not_public_or_elsewhere(as_user, member, published_video, elsewhere):
    published_video.unpublish()
    client = as_user(member)

    assert keep(client, published_video).status_code == 404
    assert keep(client, elsewhere).status_code == 404


def test_one_s_favourites_are_seen_and_removed_by_nobody_else(
    as_user, member, teacher, published_video, elsewhere
):
    following.keep(published_video, by=member, kept=True)
    following.keep(elsewhere, by=teacher, kept=True)  # of the other community
    client = as_user(teacher)

    page = client.get(FAVOURITES).content.decode()
    client.post(FAVOURITES, {"remove": str(member.favourites.get().pk)})

    assert published_video.title not in page
    assert elsewhere.title not in page
    assert member.favourites.count() == 1


@pytest.mark.parametrize("nonsense", ["", "x", "²", "9" * 30])
def test_a_removal_of_nonsense_removes_nothing(as_user, member, published_video, nonsense):
    following.keep(published_video, by=member, kept=True)
    client = as_user(member)

    for address in (FAVOURITES, FOLLOWS):
        assert client.post(address, {"remove": nonsense}).status_code == 302
    assert Favourite.objects.count() == 1


@pytest.mark.parametrize("count", [1, 10])
def test_favourites_cost_the_same_for_one_and_for_many(
    as_user, member, video_index, count, django_assert_num_queries
):
    for _ in range(count):
        following.keep(VideoPageFactory(parent=video_index), by=member, kept=True)
    client = as_user(member)
    client.get(FAVOURITES)

    with django_assert_num_queries(QUERIES_OF_FAVOURITES):
        client.get(FAVOURITES)


QUERIES_OF_FAVOURITES = 11


# ── Following ────────────────────────────────────────────────────────────────


def test_a_theme_and_a_contributor_are_followed_from_their_own_page(as_user, member, theme, lea):
    client = as_user(member)
    for name, slug in (("follow_theme", theme.slug), ("follow_contributor", lea.slug)):
        address = reverse(name, args=[slug])
        assert 'name="follow" value="1"' in client.get(address).content.decode()
        for _ in range(2):
            client.post(address, {"follow": "1"})
        assert 'name="follow" value="0"' in client.get(address).content.decode()

    page = client.get(FOLLOWS).content.decode()
    assert [theme.label in page, lea.display_name in page] == [True, True]
    assert Follow.objects.filter(user=member).count() == 2

    client.post(FOLLOWS, {"remove": str(member.follows.get(theme=theme).pk)})
    client.post(reverse("follow_contributor", args=[lea.slug]), {"follow": "0"})
    assert Follow.objects.count() == 0


def test_they_are_followed_from_a_video_which_shows_its_fragment_again(
    as_user, member, published_video, theme, lea
):
    published_video.contributor, published_video.theme = lea, theme
    published_video.save()
    client = as_user(member)
    fragment = reverse("video_thanks", args=[published_video.pk])
    shown = client.get(fragment, headers=FETCH).content.decode()
    addresses = [
        reverse("follow_theme", args=[theme.slug]),
        reverse("follow_contributor", args=[lea.slug]),
    ]
    assert all(f'action="{address}"' in shown for address in addresses)

    data = {"follow": "1", "video": str(published_video.pk)}
    scripted = client.post(addresses[0], data, headers=FETCH).content.decode()
    alone = client.post(addresses[1], data)

    assert "<html" not in scripted
    assert f'data-focus="{addresses[0]}"' in scripted
    assert alone.url == fragment
    assert member.follows.count() == 2


def test_a_private_profile_is_neither_followed_nor_named(as_user, member, published_video, lea):
    following.follow(by=member, contributor=lea)
    published_video.contributor = lea
    published_video.save()
    lea.is_public = False
    lea.save()
    client = as_user(member)

    fragment = client.get(reverse("video_thanks", args=[published_video.pk])).content.decode()
    follows = client.get(FOLLOWS).content.decode()

    assert client.get(reverse("follow_contributor", args=[lea.slug])).status_code == 404
    assert "Léa M." not in fragment
    assert "Léa M." not in follows
    assert "dont la page n’est plus publique" in follows


def test_nobody_follows_themselves(as_user, teacher, lea):
    client = as_user(teacher)
    address = reverse("follow_contributor", args=[lea.slug])

    answer = client.post(address, {"follow": "1"})

    assert answer.status_code == 403
    assert Follow.objects.count() == 0


def test_another_community_s_theme_is_not_followed_here(as_user, member, elsewhere):
    address = reverse("follow_theme", args=[elsewhere.theme.slug])

    assert as_user(member).post(address, {"follow": "1"}).status_code == 404


def test_a_visitor_is_led_to_sign_in_then_back(client, theme):
    address = reverse("follow_theme", args=[theme.slug])
    shown = client.get(address)

    assert shown.status_code == 200
    assert shown.cookies == {}
    assert f"?next={address}" in shown.content.decode()
    assert client.post(address, {"follow": "1"}).url == f"/connexion/?next={address}"


def test_a_forged_follow_or_favourite_is_refused(member, published_video, theme):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")

    assert keep(client, published_video).status_code == 403
    address = reverse("follow_theme", args=[theme.slug])
    assert client.post(address, {"follow": "1"}).status_code == 403


def test_the_page_of_a_contributor_does_not_vary_with_who_follows(client, as_user, member, lea):
    following.follow(by=member, contributor=lea)
    visitor = client.get(lea.get_absolute_url())
    signed_in = as_user(member).get(lea.get_absolute_url())

    assert visitor.content == signed_in.content
    assert reverse("follow_contributor", args=[lea.slug]) in visitor.content.decode()


def test_a_video_that_is_withdrawn_leaves_no_favourite(member, published_video, editor):
    following.keep(published_video, by=member, kept=True)

    withdraw(page=published_video, by=editor, why="team")

    assert Favourite.objects.count() == 0


def test_leaving_the_portal_leaves_nothing_of_it(community, member, published_video, theme):
    following.keep(published_video, by=member, kept=True)
    following.follow(by=member, theme=theme)
    following.choose_messages(user=member, community=community, follows=False)

    member.delete()

    left = [Favourite.objects.count(), Follow.objects.count(), NoticePreference.objects.count()]
    assert left == [0, 0, 0]
