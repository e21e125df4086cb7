"""Once a day at most: what came out in what is followed, what was written under one's videos."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.models import PageViewRestriction

from community.models import CommentsModeration, Community, Contributor, User
from home.opening import open_community
from tests.conftest import plan
from tests.factories import VideoPageFactory
from videos import conversation, daily_messages, following, tasks
from videos.models import Comment, Follow, NoticePreference, VideoIndexPage

pytestmark = pytest.mark.django_db

YESTERDAY = timedelta(days=1)


@pytest.fixture
def member(db) -> User:
    return User.objects.create_user("nour@ac-lyon.fr", first_name="Nour")


@pytest.fixture
def theme(community):
    return community.themes.get(slug="francais")


@pytest.fixture
def follower(member, theme) -> User:
    """Somebody who follows a theme since the day before yesterday."""
    following.follow(by=member, theme=theme)
    Follow.objects.update(told_until=timezone.now() - 2 * YESTERDAY)
    return member


@pytest.fixture
def video(published_video, theme, teacher):
    """A video of Léa in that theme, which came out an hour ago."""
    published_video.theme, published_video.owner = theme, teacher
    published_video.first_published_at = timezone.now() - timedelta(hours=1)
    published_video.save()
    return published_video


def the_day_passes() -> list[ProcrastinateJob]:
    """Run the daily job, then the messages that it queued, each once. Return these."""
    tasks.tell_of_the_day(timestamp=0)
    jobs = list(ProcrastinateJob.objects.filter(task_name=daily_messages.TASK, status="todo"))
    for job in jobs:
        tasks.send_daily_message(**job.args)
        ProcrastinateJob.objects.filter(pk=job.pk).update(status="doing")
    return jobs


def the_next_day() -> None:
    today = timezone.localdate()
    NoticePreference.objects.update(
        follows_told_on=today - YESTERDAY, contributions_told_on=today - YESTERDAY
    )


def written(video, author, text, **more) -> Comment:
    return conversation.write(page=video, author=author, signature="Nour", text=text, **more)


# ── What is followed ─────────────────────────────────────────────────────────


def test_a_follower_is_told_once_of_all_that_came_out(
    follower, video, video_index, theme, mailoutbox
):
    second = VideoPageFactory(parent=video_index, theme=theme, title="Le quart d’heure de lecture")
    VideoPageFactory(parent=video_index, theme=theme.community.themes.get(slug="mathematiques"))

    the_day_passes()
    the_day_passes()  # run again the same day
    the_next_day()
    the_day_passes()

    (message,) = mailoutbox
    assert message.to == [follower.email]
    assert "2 nouvelles vidéos" in message.subject
    assert [video.full_url in message.body, second.full_url in message.body] == [True, True]
    assert "Vidéo " not in message.body  # of the other theme


def test_a_second_video_of_the_day_waits_for_the_next_one(
    follower, video, video_index, theme, mailoutbox
):
    the_day_passes()
    later = VideoPageFactory(parent=video_index, theme=theme)

    the_day_passes()
    assert len(mailoutbox) == 1

    the_next_day()
    the_day_passes()
    assert len(mailoutbox) == 2
    assert later.full_url in mailoutbox[1].body
    assert video.full_url not in mailoutbox[1].body


def test_nothing_is_sent_when_nothing_is_new(follower, video, mailoutbox):
    type(video).objects.update(first_published_at=timezone.now() - 3 * YESTERDAY)

    the_day_passes()

    assert mailoutbox == []


def test_what_came_out_before_one_followed_is_not_told(member, theme, video, mailoutbox):
    following.follow(by=member, theme=theme)

    the_day_passes()

    assert mailoutbox == []


def test_a_video_is_told_once_to_whoever_follows_both_its_theme_and_its_author(
    follower, community, teacher, video, mailoutbox
):
    lea = Contributor.objects.create(
        community=community, user=teacher, display_name="Léa M.", slug="lea-m", is_public=True
    )
    type(video).objects.update(contributor=lea)
    following.follow(by=follower, contributor=lea)

    the_day_passes()

    (message,) = mailoutbox
    assert message.body.count(video.full_url) == 1
    assert "Léa M." in message.body


@pytest.mark.parametrize("how", ["draft", "restricted", "own", "private author", "inactive", "off"])
def test_it_is_not_told(follower, community, teacher, theme, video, how, mailoutbox):
    if how == "draft":
        video.unpublish()
    elif how == "restricted":
        PageViewRestriction.objects.create(page=video, restriction_type="login")
    elif how == "own":
        type(video).objects.update(owner=follower)
    elif how == "private author":
        lea = Contributor.objects.create(
            community=community, user=teacher, display_name="Léa M.", slug="lea-m"
        )
        type(video).objects.update(contributor=lea)
        Follow.objects.update(theme=None, contributor=lea)
    elif how == "inactive":
        User.objects.filter(pk=follower.pk).update(is_active=False)
    else:
        following.choose_messages(user=follower, community=community, follows=False)

    the_day_passes()

    assert mailoutbox == []


@pytest.mark.parametrize("how", ["withdrawn from view", "unfollowed", "stopped", "gone"])
def test_what_changed_before_the_message_left_is_not_told(
    follower, community, theme, video, how, mailoutbox
):
    tasks.tell_of_the_day(timestamp=0)
    job = ProcrastinateJob.objects.get(task_name=daily_messages.TASK)
    if how == "withdrawn from view":
        video.unpublish()
    elif how == "unfollowed":
        following.unfollow(by=follower, theme=theme)
    elif how == "stopped":
        following.choose_messages(user=follower, community=community, follows=False)
    else:
        follower.delete()

    tasks.send_daily_message(**job.args)

    assert mailoutbox == []


def test_the_other_community_s_videos_are_told_by_itself(
    follower, video, other_community, mailoutbox
):
    theme = other_community.themes.first()
    index = VideoIndexPage.objects.child_of(other_community.site.root_page).get()
    foreign = VideoPageFactory(parent=index, theme=theme)
    following.follow(by=follower, theme=theme)
    Follow.objects.filter(theme=theme).update(told_until=timezone.now() - YESTERDAY)

    the_day_passes()

    here, there = sorted(mailoutbox, key=lambda message: "Devoirs Faits" in message.body)
    assert video.full_url in here.body and foreign.full_url not in here.body
    assert foreign.full_url in there.body and video.full_url not in there.body


def test_a_long_list_is_cut_and_counted(follower, video_index, theme, mailoutbox):
    for _ in range(daily_messages.MOST + 3):
        VideoPageFactory(parent=video_index, theme=theme)

    the_day_passes()

    (message,) = mailoutbox
    assert message.body.count("• ") == daily_messages.MOST
    assert "3 autres." in message.body


def test_turned_on_again_nothing_missed_is_sent(follower, community, video, mailoutbox):
    following.choose_messages(user=follower, community=community, follows=False)
    following.choose_messages(user=follower, community=community, follows=True)

    the_day_passes()

    assert mailoutbox == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_queue_one_message():
    community = Community.objects.first() or open_community(plan())
    theme = community.themes.first()
    member = User.objects.create_user("nour@ac-lyon.fr")
    following.follow(by=member, theme=theme)
    Follow.objects.update(told_until=timezone.now() - YESTERDAY)
    index = VideoIndexPage.objects.child_of(community.site.root_page).get()
    VideoPageFactory(parent=index, theme=theme)
    together = Barrier(4)

    def run():
        try:
            together.wait(timeout=20)
            daily_messages.tell_followers()
        finally:
            connections.close_all()

    workers = [Thread(target=run) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)

    assert ProcrastinateJob.objects.filter(task_name=daily_messages.TASK).count() == 1


@pytest.mark.parametrize("count", [1, 8])
def test_followers_cost_a_few_queries_each_and_none_for_those_with_nothing_new(
    community, theme, video, count, django_assert_num_queries
):
    idle = community.themes.get(slug="mathematiques")
    for number in range(count):
        following.follow(by=User.objects.create_user(f"m{number}@ac-lyon.fr"), theme=idle)

    with django_assert_num_queries(3):
        assert daily_messages.tell_followers() == 0


# ── What was written under one's videos ──────────────────────────────────────


@pytest.fixture
def open_talk(community):
    """Contributions show at once."""
    community.comments_moderation = CommentsModeration.AFTER
    community.save()


def test_an_author_is_told_once_a_day_of_what_others_wrote(
    open_talk, video, teacher, member, mailoutbox
):
    first = written(video, member, "Essayé avec une ardoise.")
    written(video, teacher, "Merci à tous.")  # one's own words

    the_day_passes()
    later = written(video, member, "Et sans ardoise ?")
    the_day_passes()

    (message,) = mailoutbox
    assert message.to == [teacher.email]
    assert "1 nouvelle contribution" in message.subject
    assert f"{video.full_url}#contribution-{first.pk}" in message.body
    assert "Merci à tous." not in message.body
    the_next_day()
    the_day_passes()
    assert [f"#contribution-{later.pk}" in each.body for each in mailoutbox] == [False, True]


def test_only_what_is_published_is_told(video, teacher, member, editor, mailoutbox):
    waiting = written(video, member, "Essayé avec une ardoise.")
    the_day_passes()
    assert mailoutbox == []

    conversation.publish(waiting, by=editor)
    the_day_passes()
    assert [message.to for message in mailoutbox] == [[teacher.email]]


def test_a_reply_to_the_author_is_told_at_once_and_not_again(
    open_talk, video, teacher, member, mailoutbox
):
    own = written(video, teacher, "Qui a essayé ?")
    written(video, member, "Moi.", parent=own)

    the_day_passes()

    assert mailoutbox == []


@pytest.mark.parametrize("how", ["refused", "deleted", "unpublished", "off"])
def test_what_no_longer_shows_when_the_message_leaves_is_not_told(
    open_talk, video, community, teacher, member, editor, how, mailoutbox
):
    comment = written(video, member, "Essayé avec une ardoise.")
    tasks.tell_of_the_day(timestamp=0)
    job = ProcrastinateJob.objects.get(task_name=daily_messages.TASK)
    if how == "refused":
        conversation.refuse(comment, by=editor, reason="Un prénom.")
    elif how == "deleted":
        conversation.delete(comment, by=member)
    elif how == "unpublished":
        video.unpublish()
    else:
        following.choose_messages(user=teacher, community=community, contributions=False)

    tasks.send_daily_message(**job.args)

    assert mailoutbox == []


def test_an_author_who_stopped_it_is_not_told_then_nor_later(
    open_talk, video, community, teacher, member, mailoutbox
):
    following.choose_messages(user=teacher, community=community, contributions=False)
    written(video, member, "Essayé avec une ardoise.")
    the_day_passes()
    following.choose_messages(user=teacher, community=community, contributions=True)

    the_day_passes()

    assert mailoutbox == []


# ── Stopping ─────────────────────────────────────────────────────────────────


def stop_link(message) -> str:
    """The address that mail software posts to; the same as in the words."""
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert address in message.body
    return re.sub(r"^http://[^/]+", "", address)


def test_one_click_stops_it_without_signing_in_and_another_takes_it_up_again(
    client, follower, community, video, mailoutbox
):
    the_day_passes()
    link = stop_link(mailoutbox[0])

    shown = client.get(link)
    assert shown.status_code == 200
    assert following.preference_of(
        follower, community
    ).follows  # a robot that opens it stops nothing

    client.post(link, {"List-Unsubscribe": "One-Click"})
    chosen = following.preference_of(follower, community)
    assert (chosen.follows, chosen.contributions) == (False, True)

    client.post(link, {"resume": "1"})
    assert following.preference_of(follower, community).follows


def test_a_link_cut_forged_or_of_another_community_stops_nothing(
    client, follower, community, other_community, video, mailoutbox
):
    the_day_passes()
    link = stop_link(mailoutbox[0])
    forged = reverse("daily_message_stop", args=["WzEsMSwiZm9sbG93cyJd:1abc:def"])

    statuses = [
        client.post(link[:-4] + "/").status_code,
        client.post(forged).status_code,
        client.post(link, headers={"host": "devoirs-faits.localhost"}).status_code,
    ]

    assert statuses == [410, 410, 410]
    assert following.preference_of(follower, community).follows


def test_a_member_chooses_their_messages_in_their_space(as_user, follower, community):
    client = as_user(follower)
    assert client.get(reverse("follows")).content.decode().count(" checked") == 2

    client.post(reverse("follows"), {"contributions": "on"})

    chosen = following.preference_of(follower, community)
    assert (chosen.follows, chosen.contributions) == (False, True)
