"""Leaving the portal: what is erased, what stays, as the member decides."""

from django.db import transaction

from community.models import Community, User
from community.profiles import delete_profile, replace_picture
from editorial.mail import send_message
from home import exports
from newsletter import subscriptions
from newsletter.models import Subscriber, SubscriberState
from search import indexing
from videos import departures
from videos.conversation import leaving as contributions
from videos.departures import Fate
from videos.models import VideoPage


class StaffAccount(Exception):
    """Somebody of a team leaves with the help of an administrator, who hands over their work."""


def is_staff(user: User) -> bool:
    return user.is_staff or user.is_superuser or user.groups.exists()


def subscriptions_of(user: User):
    """The newsletters that the address of a member receives, or has asked for."""
    left = SubscriberState.UNSUBSCRIBED
    return Subscriber.objects.filter(email=user.email).exclude(state=left)


@transaction.atomic
def delete_account(*, user: User, fate: str, stop_newsletters: bool, community: Community) -> None:
    """Delete an account at once and for good, then write to its address from `community`.

    `fate` is that of the videos online (videos.departures.Fate). Raises StaffAccount.
    """
    leaving = User.objects.select_for_update().get(pk=user.pk)
    if is_staff(leaving):
        raise StaffAccount
    email, number = leaving.email, leaving.pk
    changed = departures.settle(leaving, fate=fate)
    contributions.settle(leaving, fate=fate)
    for profile in leaving.contributors.all():
        if fate == Fate.KEEP and profile.is_public and _signs_videos(profile):
            profile.words = ""
            profile.save(update_fields=["words"])
            replace_picture(profile, None)
        else:
            delete_profile(profile)
    if stop_newsletters:
        for subscriber in subscriptions_of(leaving):
            subscriptions.unsubscribe(subscriber)
    leaving.delete()
    for page in changed:
        indexing.index_page(page)
    transaction.on_commit(lambda: exports.forget(number))
    transaction.on_commit(
        lambda: send_message(
            "home/email/account_deleted", to=email, community=community, fate=Fate(fate)
        )
    )


def _signs_videos(profile) -> bool:
    return VideoPage.objects.live().filter(contributor=profile).exists()
