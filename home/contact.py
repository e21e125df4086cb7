"""Writing to the team: what is written is stored first, then sent, then forgotten."""

import logging

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from community.models import Community, ContactSubject
from editorial import messages
from editorial.mail import deliver
from home.models import ContactMessage

logger = logging.getLogger(__name__)

TASK = "home.tasks.send_contact_message"


class NobodyToWriteTo(Exception):
    """The community has neither subjects nor a contact address."""


def may_be_written_to(community: Community) -> bool:
    return bool(community.contact_address) or community.contact_subjects.exists()


@transaction.atomic
def write(
    *, community: Community, subject: ContactSubject | None, name: str, email: str, words: str
) -> ContactMessage:
    """Keep a message and queue its sending to the team of its subject. Raises NobodyToWriteTo."""
    address = subject.address if subject else community.contact_address
    if not address:
        raise NobodyToWriteTo
    message = ContactMessage.objects.create(
        community=community,
        subject=subject.label if subject else "",
        address=address,
        name=name,
        email=email,
        words=words,
    )
    queue(message)
    return message


def queue(message: ContactMessage) -> None:
    app.configure_task(TASK, lock=f"contact-{message.pk}").defer(message_id=message.pk)


def send(message_id: int) -> None:
    """Send a message to the team, then its copy. May be run again: each leaves once.

    Raises what the mail server's client raises; the job then starts again.
    """
    _send_once(message_id, "sent_at", _to_the_team)
    _send_once(message_id, "copied_at", _copy)


def forget() -> None:
    """Erase the messages of more than a month, whatever became of them."""
    count, _by_model = ContactMessage.objects.too_old().delete()
    if count:
        logger.info("%s messages of the contact form were erased", count)


@transaction.atomic
def _send_once(message_id: int, dated: str, deliver_it) -> None:
    """The row stays locked while its message leaves: two workers would send it twice."""
    rows = ContactMessage.objects.select_for_update(of=("self",)).select_related("community")
    message = rows.filter(pk=message_id, **{dated: None}).first()
    if message:
        deliver_it(message)
        setattr(message, dated, timezone.now())
        message.save(update_fields=[dated])


def _to_the_team(message: ContactMessage) -> None:
    subject, body = messages.compose("contact_team", **_values(message))
    deliver(subject, body, to=message.address, community=message.community, reply_to=message.email)


def _copy(message: ContactMessage) -> None:
    subject, body = messages.compose("contact_copy", **_values(message))
    deliver(subject, body, to=message.email, community=message.community, reply_to=message.address)


def _values(message: ContactMessage) -> dict:
    return {
        "community": message.community,
        "sujet": message.subject or message.community.name,
        "nom": message.name,
        "adresse": message.email,
        "message": message.words,
    }
