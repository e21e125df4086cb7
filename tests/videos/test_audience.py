"""Views, thanks and try-outs: small, private, only of what everybody may watch."""

import re
from datetime import timedelta
from threading import Thread

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community.models import Community, User
from home.opening import open_community
from tests.conftest import plan
from tests.factories import VideoPageFactory
from videos import audience
from videos.models import DailyViews, Thanks, TryOut, VideoIndexPage

pytestmark = pytest.mark.django_db

HERE = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def video(published_video):
    return published_video


@pytest.fixture
def member(db):
    return User.objects.create_user("zoe@ac-lille.fr", first_name="Zoé")


def watch(client, video, headers=HERE, **extra):
    return client.post(reverse("video_view", args=[video.pk]), headers=headers, **extra)


def views_of(video) -> int:
    return audience.figures(video).views


# ── Views ────────────────────────────────────────────────────────────────────


def test_a_view_is_counted_on_its_day_and_nothing_else_is_kept(client, video):
    for _ in range(2):
        response = watch(client, video)
        assert response.status_code == 204
        assert response.cookies == {}

    (day,) = DailyViews.objects.all()
    assert (day.page_id, day.day, day.count) == (video.pk, timezone.localdate(), 2)
    assert {field.name for field in DailyViews._meta.fields} == {"id", "page", "day", "count"}


@pytest.mark.parametrize(
    ("headers", "status", "counted"),
    [
        ({"sec-fetch-site": "cross-site"}, 403, 0),
        ({"sec-fetch-site": "same-site"}, 403, 0),
        ({"sec-fetch-site": "none"}, 403, 0),
        ({"origin": "http://testserver"}, 204, 1),
        ({"origin": "http://testserver.evil.example"}, 403, 0),
        ({"origin": "null"}, 403, 0),
        ({}, 403, 0),
    ],
)
def test_only_our_own_pages_report_views(client, video, headers, status, counted):
    assert watch(client, video, headers).status_code == status
    assert views_of(video) == counted


@pytest.mark.parametrize("header", ["sec-gpc", "dnt"])
def test_who_asks_not_to_be_counted_is_not(client, video, header):
    assert watch(client, video, HERE | {header: "1"}).status_code == 204
    assert views_of(video) == 0


def test_the_team_and_the_author_do_not_count(as_user, video, editor, teacher, member):
    video.owner = teacher
    video.save()

    for person in (editor, teacher, member):
        assert watch(as_user(person), video).status_code == 204

    assert views_of(video) == 1


def test_a_view_is_reported_not_read(client, video):
    assert client.get(reverse("video_view", args=[video.pk])).status_code == 405


def test_a_network_inflates_no_count_and_stops_no_other(client, video, video_index, monkeypatch):
    monkeypatch.setattr(audience, "VIEWS_OF_A_NETWORK", 3)
    other = VideoPageFactory(parent=video_index)

    same_room = [
        watch(client, video, REMOTE_ADDR=f"192.0.2.{last}").status_code for last in range(5)
    ]

    assert same_room == [204, 204, 204, 429, 429]
    assert watch(client, video, REMOTE_ADDR="198.51.100.1").status_code == 204
    assert watch(client, other, REMOTE_ADDR="192.0.2.1").status_code == 204
    assert views_of(video) == 4


def test_the_limit_keeps_no_address(client, video):
    for address in ("192.0.2.77", "192.0.2.78", "2001:db8:1:2::3"):
        watch(client, video, REMOTE_ADDR=address)

    kept = {key.split(":", 2)[2]: value for key, value in cache._cache.items()}
    counted = [key for key in kept if re.fullmatch(r"videos\.views\.[0-9a-f]{64}", key)]
    assert len(counted) == 2  # two networks
    everything = " ".join(kept).encode() + b" ".join(kept.values())
    assert b"192.0.2" not in everything
    assert b"2001:db8" not in everything


@pytest.mark.django_db(transaction=True)
def test_no_view_is_lost_when_many_arrive_at_once():
    community = Community.objects.first() or open_community(plan())
    home = community.site.root_page
    video = VideoPageFactory(parent=VideoIndexPage.objects.child_of(home).get())

    def watch_ten_times():
        try:
            for _ in range(10):
                audience.count_view(video)
        finally:
            connections.close_all()

    threads = [Thread(target=watch_ten_times) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert DailyViews.objects.get().count == 80


# ── What is not public ───────────────────────────────────────────────────────


def hide(video, how):
    if how == "draft":
        video.unpublish()
    elif how == "expired":
        type(video).objects.filter(pk=video.pk).update(
            expire_at=timezone.now() - timedelta(minutes=1)
        )
    else:
        PageViewRestriction.objects.create(page=video.get_parent(), restriction_type="login")


@pytest.mark.parametrize("how", ["draft", "expired", "restricted"])
@pytest.mark.parametrize("name", ["video_view", "video_thanks", "video_try_out"])
def test_what_nobody_may_watch_has_no_audience(as_user, video, member, how, name):
    hide(video, how)

    response = as_user(member).post(
        reverse(name, args=[video.pk]), {"thanks": "1", "words": "x"}, headers=HERE
    )

    assert response.status_code == 404
    assert audience.figures(video) == audience.Figures(0, 0, 0)


@pytest.mark.parametrize("name", ["video_view", "video_thanks", "video_try_out"])
def test_another_community_s_video_is_not_found_here(as_user, member, other_community, name):
    index = VideoIndexPage.objects.child_of(other_community.site.root_page).get()
    foreign = VideoPageFactory(parent=index, theme=other_community.themes.first())

    response = as_user(member).post(reverse(name, args=[foreign.pk]), headers=HERE)

    assert response.status_code == 404


# ── Thanks ───────────────────────────────────────────────────────────────────


def say_thanks(client, video, thanks="1", **headers):
    return client.post(
        reverse("video_thanks", args=[video.pk]), {"thanks": thanks}, headers=headers
    )


def test_a_member_says_thanks_once_and_may_take_it_back(as_user, video, member):
    client = as_user(member)

    for _ in range(2):  # a double tap
        assert say_thanks(client, video).status_code == 302
    assert Thanks.objects.count() == 1

    say_thanks(client, video, "0")
    assert Thanks.objects.count() == 0


def test_a_visitor_is_led_to_sign_in_then_back(client, video):
    response = say_thanks(client, video)

    assert response["Location"] == f"/connexion/?next={video.url}%23merci"
    assert Thanks.objects.count() == 0


def test_the_small_page_works_without_a_script(as_user, client, video, member):
    address = reverse("video_thanks", args=[video.pk])
    visitor = client.get(address)
    assert visitor.status_code == 200
    assert visitor.cookies == {}
    assert "Dire merci" in visitor.content.decode()

    client = as_user(member)
    page = client.post(address, {"thanks": "1"}, follow=True).content.decode()

    assert 'aria-pressed="true"' in page
    assert "1 merci" in page


def test_the_fragment_is_a_fragment_that_nobody_keeps(as_user, video, member):
    response = as_user(member).get(
        reverse("video_thanks", args=[video.pk]), headers={"x-requested-with": "fetch"}
    )

    assert "<html" not in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_the_video_s_page_does_not_vary_with_the_person(as_user, client, video, member):
    audience.thank(video, by=member, thanks=True)
    visitor = client.get(video.url)
    signed_in = as_user(member).get(video.url)

    assert visitor.cookies == {}
    assert visitor.content == signed_in.content
    assert reverse("video_thanks", args=[video.pk]) in visitor.content.decode()


def test_nobody_thanks_themselves(as_user, video, teacher):
    video.owner = teacher
    video.save()
    client = as_user(teacher)

    thanked = say_thanks(client, video)
    tried = client.post(reverse("video_try_out", args=[video.pk]), {"words": "Formidable"})

    assert [thanked.status_code, tried.status_code] == [403, 403]
    assert "C’est votre vidéo." in thanked.content.decode()
    assert audience.figures(video) == audience.Figures(0, 0, 0)


def test_a_forged_thanks_is_refused(video, member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")

    assert say_thanks(client, video).status_code == 403
    assert Thanks.objects.count() == 0


# ── Try-outs ─────────────────────────────────────────────────────────────────


def try_it(client, video, **data):
    return client.post(reverse("video_try_out", args=[video.pk]), data)


def test_i_tried_it_with_or_without_a_word_changed_and_erased(as_user, video, member):
    client = as_user(member)

    try_it(client, video)
    assert TryOut.objects.get().words == ""

    try_it(client, video, words="Ils parlent plus.")
    assert TryOut.objects.get().words == "Ils parlent plus."
    own = client.get(reverse("video_thanks", args=[video.pk])).content.decode()
    assert "Ils parlent plus." in own

    try_it(client, video, forget="1")
    assert TryOut.objects.count() == 0


def test_only_one_s_own_try_out_is_erased(as_user, video, member, teacher):
    audience.say_tried(video, by=teacher, words="Chez moi aussi.")

    try_it(as_user(member), video, forget="1")

    assert TryOut.objects.get().user == teacher


def test_too_long_a_word_is_refused_and_kept_in_the_page(as_user, video, member):
    words = "a" * 501

    response = try_it(as_user(member), video, words=words)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert TryOut.objects.count() == 0


def test_the_words_of_others_are_shown_to_nobody_but_the_author(as_user, video, member, teacher):
    audience.say_tried(video, by=teacher, words="Chez moi aussi.")

    page = as_user(member).get(reverse("video_thanks", args=[video.pk])).content.decode()

    assert "1 collègue l’a essayé" in page
    assert "Chez moi aussi." not in page


def test_leaving_the_portal_takes_one_s_thanks_and_words_away(video, member):
    audience.thank(video, by=member, thanks=True)
    audience.say_tried(video, by=member, words="Oui.")

    member.delete()

    assert audience.figures(video) == audience.Figures(0, 0, 0)
