"""What a member keeps for themselves: favourites, and the themes and contributors they follow.

Private: nobody else sees any of it, nor counts it. `daily_messages` tells what came out.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from community.models import Community, Contributor, Theme, User
from videos import audience
from videos.models import Favourite, Follow, NoticePreference, VideoPage


class Oneself(Exception):
    """Nobody follows themselves."""


def keep(page: VideoPage, *, by: User, kept: bool) -> None:
    """Put a video among one's favourites, or take it away; asking twice changes nothing."""
    if kept:
        Favourite.objects.get_or_create(page=page, user=by)
    else:
        Favourite.objects.filter(page=page, user=by).delete()


def favourites_of(user: User, community: Community) -> QuerySet[Favourite]:
    """A member's favourites in a community, the latest first; `is_online`: can be watched now."""
    public = audience.public_videos(community).filter(pk=OuterRef("page"))
    own = user.favourites.filter(page__path__startswith=community.site.root_page.path)
    return own.annotate(is_online=Exists(public)).order_by("-created_at", "-pk")


@transaction.atomic
def follow(
    *, by: User, theme: Theme | None = None, contributor: Contributor | None = None
) -> Follow:
    """Follow a theme or a contributor: what comes out from now on. Raises Oneself."""
    if contributor and contributor.user_id == by.pk:
        raise Oneself
    made, _created = Follow.objects.get_or_create(user=by, theme=theme, contributor=contributor)
    return made


def unfollow(
    *, by: User, theme: Theme | None = None, contributor: Contributor | None = None
) -> None:
    Follow.objects.filter(user=by, theme=theme, contributor=contributor).delete()


def follows_of(user: User, community: Community) -> QuerySet[Follow]:
    """What a member follows in a community: themes by name, then people."""
    themes = user.follows.filter(theme__community=community)
    everything = themes | user.follows.filter(contributor__community=community)
    # PostgreSQL puts what has no theme last.
    return everything.select_related("theme", "contributor").order_by("theme__label", "pk")


@dataclass(frozen=True)
class Followable:
    """What a video leads to follow: a theme or a contributor, and whether one does already."""

    name: str
    url: str
    follows: bool


def followable_from(page: VideoPage, *, by: User | None) -> list[Followable]:
    """Its theme, and its contributor when their profile is public: never oneself."""
    own = set(by.follows.values_list("theme", "contributor")) if by else set()
    found = []
    if theme := page.theme:
        url = reverse("follow_theme", args=[theme.slug])
        found.append(Followable(theme.label, url, (theme.pk, None) in own))
    person = page.contributor
    if person and person.is_public and not (by and person.user_id == by.pk):
        url = reverse("follow_contributor", args=[person.slug])
        found.append(Followable(person.display_name, url, (None, person.pk) in own))
    return found


def preference_of(user: User, community: Community) -> NoticePreference:
    """Which daily messages a member wants; all of them when they never said (not saved then)."""
    found = NoticePreference.objects.filter(user=user, community=community).first()
    return found or NoticePreference(user=user, community=community)


@transaction.atomic
def choose_messages(
    *,
    user: User,
    community: Community,
    follows: bool | None = None,
    contributions: bool | None = None,
) -> NoticePreference:
    """Turn daily messages on or off; None leaves one as it is. Nothing missed is sent later."""
    NoticePreference.objects.get_or_create(user=user, community=community)
    chosen = NoticePreference.objects.select_for_update(of=("self",)).get(
        user=user, community=community
    )
    if follows and not chosen.follows:
        follows_of(user, community).order_by().update(told_until=timezone.now())
    chosen.follows = chosen.follows if follows is None else follows
    chosen.contributions = chosen.contributions if contributions is None else contributions
    chosen.save()
    return chosen
