"""What a member is told once a day at most: what came out in what they follow, what colleagues
wrote under their videos. Nothing when there is nothing new.

Deciding marks what is told and queues the message in the same transaction, under the lock of the
member's choices: run again, or at once in two workers, the job tells nothing twice. The message
holds only what is still public when it leaves.
"""

from collections import defaultdict
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from procrastinate.contrib.django import app

from community.models import Community, User
from editorial import messages
from videos import audience
from videos.following import choose_messages, follows_of
from videos.models import Comment, Follow, NoticePreference, VideoPage

FOLLOWS, CONTRIBUTIONS = "follows", "contributions"  # the fields of NoticePreference
KINDS = {FOLLOWS: "followed_today", CONTRIBUTIONS: "contributions_today"}
TASK = "videos.tasks.send_daily_message"
# A portal that was away for longer does not flood its members when it comes back.
NEWS_FOR = timedelta(days=30)
MOST = 20  # things named in one message; the others are counted

_salt = "videos.daily_messages"


class LinkDead(Exception):
    """The link was forged, or the account that it speaks of is gone."""


def register() -> None:
    """Declare the messages that a community may put in its own words."""
    links = {
        "reglages": (
            gettext_lazy("the address where the member chooses their messages"),
            "https://classe-a-12.example.org/mon-espace/abonnements/",
        ),
        "arret": (
            gettext_lazy("the address that stops this message"),
            "https://classe-a-12.example.org/messages-du-jour/arreter/abc/",
        ),
    }
    messages.register(
        KINDS[FOLLOWS],
        label=gettext_lazy("New videos in what a member follows"),
        when=gettext_lazy("Once a day at most, when something came out."),
        variables={
            "resume": (gettext_lazy("how many videos came out"), "2 nouvelles vidéos"),
            "nouveautes": (
                gettext_lazy("the new videos, with their addresses"),
                "• La dictée négociée (Français)\n"
                "  https://classe-a-12.example.org/videos/la-dictee-negociee/",
            ),
        }
        | links,
        template="videos/email/followed_today",
        compulsory=("nouveautes", "arret"),
    )
    messages.register(
        KINDS[CONTRIBUTIONS],
        label=gettext_lazy("New contributions under a member’s videos"),
        when=gettext_lazy("To the author of a video, once a day at most."),
        variables={
            "resume": (
                gettext_lazy("how many contributions there are"),
                "2 nouvelles contributions",
            ),
            "nouveautes": (
                gettext_lazy("the new contributions, with their addresses"),
                "• Léa M., sur « La dictée négociée » : Essayé avec une ardoise.\n"
                "  https://classe-a-12.example.org/videos/la-dictee-negociee/#contribution-3",
            ),
        }
        | links,
        template="videos/email/contributions_today",
        compulsory=("nouveautes", "arret"),
    )


# ── What came out in what is followed ────────────────────────────────────────


def tell_followers() -> int:
    """Queue today's message of each member who follows something new. Return how many."""
    told, now = 0, timezone.now()
    for community in Community.objects.select_related("site__root_page"):
        recent = _came_out(community, since=now - NEWS_FOR, until=now)
        themes = {video.theme_id for video in recent} - {None}
        people = {video.contributor_id for video in recent} - {None}
        latest = max((video.first_published_at for video in recent), default=now)
        concerned = Follow.objects.filter(
            Q(theme__in=themes) | Q(contributor__in=people), told_until__lt=latest
        )
        members = concerned.filter(user__is_active=True).order_by("user").values_list("user")
        for (number,) in members.distinct():
            told += _tell_follower(number, community, recent, now)
    return told


def _came_out(community: Community, *, since, until) -> list[VideoPage]:
    found = audience.public_videos(community).filter(
        first_published_at__gt=since, first_published_at__lte=until
    )
    found = found.select_related("contributor")
    return list(found.order_by("first_published_at", "pk"))


@transaction.atomic
def _tell_follower(number: int, community: Community, recent: list[VideoPage], now) -> bool:
    choice = _todays_turn(number, community, FOLLOWS)
    if not choice:
        return False
    follows = follows_of(choice.user, community).order_by("pk")
    new = [
        video
        for video in recent
        if video.owner_id != number and any(_is_new(video, follow) for follow in follows)
    ]
    if not new:
        return False
    follows.order_by().update(told_until=now)
    _queue(choice, FOLLOWS, [video.pk for video in new])
    return True


def _is_new(video: VideoPage, follow: Follow) -> bool:
    if video.first_published_at <= follow.told_until:
        return False
    if follow.theme_id:
        return video.theme_id == follow.theme_id
    return video.contributor_id == follow.contributor_id and video.contributor.is_public


# ── What colleagues wrote under one's videos ─────────────────────────────────


def tell_authors() -> int:
    """Queue today's message of each author of a video that others wrote under. Return how many."""
    told = 0
    for community in Community.objects.select_related("site__root_page"):
        written = defaultdict(list)
        for comment in _untold(community):
            written[comment.page.owner_id].append(comment.pk)
        for number, comments in written.items():
            told += _tell_author(number, community, comments)
    return told


def _untold(community: Community):
    """What others wrote under a public video whose author was not told; a reply to the author,
    who is told of it at once, is not told again."""
    comments = Comment.objects.published().filter(
        told_at=None,
        published_at__gt=timezone.now() - NEWS_FOR,
        page__in=audience.public_videos(community),
        page__owner__is_active=True,
    )
    comments = comments.exclude(author=F("page__owner")).exclude(parent__author=F("page__owner"))
    return comments.select_related("page").order_by("published_at", "pk")


@transaction.atomic
def _tell_author(number: int, community: Community, comments: list[int]) -> bool:
    choice = _todays_turn(number, community, CONTRIBUTIONS)
    untold = Comment.objects.filter(pk__in=comments, told_at=None)
    if not choice:
        unwanted = NoticePreference.objects.filter(
            user=number, community=community, contributions=False
        )
        if unwanted.exists():  # turned on again, nothing missed is sent
            untold.update(told_at=timezone.now())
        return False
    numbers = sorted(untold.values_list("pk", flat=True))
    if not numbers:
        return False
    untold.update(told_at=timezone.now())
    _queue(choice, CONTRIBUTIONS, numbers)
    return True


# ── Sending ──────────────────────────────────────────────────────────────────


def _todays_turn(number: int, community: Community, what: str) -> NoticePreference | None:
    """Hold the choices of a member who wants this message and has not had today's."""
    user = User.objects.filter(pk=number, is_active=True).first()
    if not user:
        return None
    NoticePreference.objects.get_or_create(user=user, community=community)
    own = NoticePreference.objects.select_for_update(of=("self",)).select_related("user")
    choice = own.get(user=user, community=community)
    had_today = getattr(choice, f"{what}_told_on") == timezone.localdate()
    return choice if getattr(choice, what) and not had_today else None


def _queue(choice: NoticePreference, what: str, numbers: list[int]) -> None:
    setattr(choice, f"{what}_told_on", timezone.localdate())
    choice.save()
    app.configure_task(TASK).defer(choice_id=choice.pk, what=what, numbers=numbers)


def send(choice_id: int, what: str, numbers: list[int]) -> None:
    """Write to a member what is still public of what was queued; nothing when nothing is."""
    related = ("user", "community__site__root_page")
    choice = NoticePreference.objects.select_related(*related).filter(pk=choice_id).first()
    if not choice or not choice.user.is_active or not getattr(choice, what):
        return
    community = choice.community
    describe = {FOLLOWS: _videos, CONTRIBUTIONS: _contributions}[what]
    count, lines = describe(choice, numbers)
    if not lines:
        return
    stop = stop_url(choice.user, community, what)
    messages.send(
        KINDS[what],
        to=choice.user.email,
        community=community,
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
        resume=count,
        nouveautes="\n\n".join(lines),
        reglages=community.root_url + reverse("follows"),
        arret=stop,
    )


def _videos(choice: NoticePreference, numbers: list[int]) -> tuple[str, list[str]]:
    """Only what is still public, and still followed."""
    follows = follows_of(choice.user, choice.community)
    themes = {each.theme_id for each in follows} - {None}
    people = {each.contributor_id for each in follows} - {None}
    videos = audience.public_videos(choice.community).filter(pk__in=numbers)
    followed = Q(theme__in=themes) | Q(contributor__in=people, contributor__is_public=True)
    videos = videos.filter(followed).select_related("theme", "contributor")
    found = list(videos.order_by("-first_published_at", "-pk"))
    count = ngettext("%(count)s new video", "%(count)s new videos", len(found))
    lines = [f"• {_named(video)}\n  {video.full_url}" for video in found[:MOST]]
    return count % {"count": len(found)}, _and_more(lines, len(found))


def _named(video: VideoPage) -> str:
    shown = video.contributor if video.contributor and video.contributor.is_public else None
    about = [shown and shown.display_name, video.theme and video.theme.label]
    about = ", ".join(each for each in about if each)
    return f"{video.title} ({about})" if about else video.title


def _contributions(choice: NoticePreference, numbers: list[int]) -> tuple[str, list[str]]:
    comments = Comment.objects.published().filter(
        pk__in=numbers,
        page__in=audience.public_videos(choice.community).filter(owner=choice.user),
    )
    found = list(comments.select_related("page").order_by("published_at", "pk"))
    count = ngettext("%(count)s new contribution", "%(count)s new contributions", len(found))
    lines = [
        "• "
        + _("%(who)s, about “%(title)s”: %(words)s")
        % {
            "who": comment.signature or _("A member"),
            "title": comment.page.title,
            "words": _shortened(comment.text),
        }
        + f"\n  {comment.page.full_url}#contribution-{comment.pk}"
        for comment in found[:MOST]
    ]
    return count % {"count": len(found)}, _and_more(lines, len(found))


def _and_more(lines: list[str], count: int) -> list[str]:
    if count <= MOST:
        return lines
    more = ngettext("And %(count)s other.", "And %(count)s others.", count - MOST)
    return [*lines, more % {"count": count - MOST}]


def _shortened(text: str, length: int = 200) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + "…"


# ── Stopping from the message itself ─────────────────────────────────────────


def stop_url(user: User, community: Community, what: str) -> str:
    """The address that stops one daily message without signing in."""
    token = signing.dumps([user.pk, community.pk, what], salt=_salt)
    return community.root_url + reverse("daily_message_stop", args=[token])


def read_stop(token: str, *, community: Community) -> tuple[User, str]:
    """Return who would stop which message. Raises LinkDead."""
    try:
        number, of, what = signing.loads(token, salt=_salt)
    except (signing.BadSignature, ValueError):
        raise LinkDead from None
    user = User.objects.filter(pk=number).first()
    if not user or of != community.pk or what not in KINDS:
        raise LinkDead
    return user, what


def set_by_link(token: str, *, community: Community, wanted: bool) -> str:
    """Stop a message, or take it up again; twice changes nothing. Raises LinkDead."""
    user, what = read_stop(token, community=community)
    choose_messages(user=user, community=community, **{what: wanted})
    return what
