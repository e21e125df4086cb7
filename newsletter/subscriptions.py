"""From a wish to a proven address, and back: what subscribers do."""

from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community.models import Community
from community.throttling import allow
from editorial.mail import send_message
from newsletter import consent
from newsletter.models import Subscriber, SubscriberState

SECONDS_BETWEEN_MESSAGES = 10 * 60
CONFIRMATION_LIFE = timedelta(days=7)
REGRET_PERIOD = timedelta(days=30)

_signer = signing.TimestampSigner(salt="newsletter.confirmation")


class LinkExpired(Exception):
    """The link is too old, was forged, or no longer means anything."""


def normalise_address(address: str) -> str:
    """Return the one spelling under which an address is kept, sent to, and compared.

    Raises UnicodeError when its domain cannot be one.
    """
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


@transaction.atomic
def ask_for_subscription(address: str, *, community: Community) -> None:
    """Record the wish and write to the address: to confirm, or to say that it is subscribed.

    Whoever asks sees nothing of which, and one address is written to once in ten minutes.
    """
    email = normalise_address(address)
    who = f"{community.pk} {email}"
    if not allow("message", who, limit=1, seconds=SECONDS_BETWEEN_MESSAGES):
        return
    subscriber, _ = Subscriber.objects.select_for_update().get_or_create(
        community=community,
        email=email,
        defaults={"requested_at": timezone.now(), "consent_version": consent.CURRENT},
    )
    if subscriber.state == SubscriberState.CONFIRMED:
        transaction.on_commit(lambda: _remind(subscriber))
        return
    subscriber.state = SubscriberState.PENDING
    subscriber.requested_at = timezone.now()
    subscriber.consent_version = consent.CURRENT
    subscriber.save()
    transaction.on_commit(lambda: _ask_to_confirm(subscriber))


def find_by_confirmation(link: str, *, community: Community) -> Subscriber:
    """Return who may confirm with this link. Raises LinkExpired."""
    try:
        token = _signer.unsign(link, max_age=CONFIRMATION_LIFE)
    except signing.BadSignature:
        raise LinkExpired from None
    subscriber = find_by_token(token, community=community)
    if subscriber.state == SubscriberState.UNSUBSCRIBED:
        raise LinkExpired
    return subscriber


def find_by_token(token: str, *, community: Community) -> Subscriber:
    """Return whose messages carry this token. Raises LinkExpired."""
    try:
        return Subscriber.objects.get(token=token, community=community)
    except Subscriber.DoesNotExist:
        raise LinkExpired from None


def confirm(subscriber: Subscriber) -> None:
    """Subscribe an address that its owner has just proved. Doing it twice changes nothing."""
    _move(subscriber, SubscriberState.PENDING, SubscriberState.CONFIRMED, "confirmed_at")


def unsubscribe(subscriber: Subscriber) -> None:
    """Stop writing to an address, at once. Doing it twice changes nothing."""
    for state in [SubscriberState.PENDING, SubscriberState.CONFIRMED]:
        _move(subscriber, state, SubscriberState.UNSUBSCRIBED, "unsubscribed_at")


def resubscribe(subscriber: Subscriber) -> None:
    """Undo an unsubscription, within a month. Raises LinkExpired later."""
    left = subscriber.unsubscribed_at
    if not left or left < timezone.now() - REGRET_PERIOD:
        raise LinkExpired
    _move(subscriber, SubscriberState.UNSUBSCRIBED, SubscriberState.CONFIRMED, "confirmed_at")


def _move(subscriber: Subscriber, before: str, after: str, dated: str) -> None:
    """Change the state only if it is still the one expected: links are followed twice."""
    values = {"state": after, dated: timezone.now()}
    if Subscriber.objects.filter(pk=subscriber.pk, state=before).update(**values):
        subscriber.refresh_from_db()


def confirmation_url(subscriber: Subscriber) -> str:
    link = _signer.sign(subscriber.token)
    return subscriber.community.root_url + reverse("newsletter_confirm", args=[link])


def unsubscription_url(subscriber: Subscriber) -> str:
    path = reverse("newsletter_unsubscribe", args=[subscriber.token])
    return subscriber.community.root_url + path


def _ask_to_confirm(subscriber: Subscriber) -> None:
    send_message(
        "newsletter/email/confirmation",
        to=subscriber.email,
        community=subscriber.community,
        confirmation_url=confirmation_url(subscriber),
    )


def _remind(subscriber: Subscriber) -> None:
    send_message(
        "newsletter/email/already_subscribed",
        to=subscriber.email,
        community=subscriber.community,
        unsubscription_url=unsubscription_url(subscriber),
    )
