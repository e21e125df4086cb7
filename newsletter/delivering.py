"""One message per subscriber, once, whatever dies in the middle.

Each delivery is marked *started*, durably, before its message leaves, and marked again after. A
worker that dies in between leaves it started: nobody can tell whether the message left, so it
becomes *uncertain* and is never sent again by itself. All others go on where they were.
"""

from datetime import timedelta

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection, transaction
from django.utils import timezone

from newsletter import outcomes
from newsletter.composing import Message
from newsletter.models import Delivery, DeliveryState, Sending, Subscriber
from newsletter.outcomes import Outcome, Verdict
from newsletter.subscriptions import unsubscription_url

# Longer than any attempt may last (see EMAIL_TIMEOUT): past it, whoever started is dead.
LEASE = timedelta(minutes=5)
# One job does not keep a worker from the other jobs; the next one goes on.
SLICE = timedelta(seconds=50)
RETRY_AFTER = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120)]
STATES = {
    Verdict.SENT: DeliveryState.SENT,
    Verdict.REFUSED: DeliveryState.REFUSED,
    Verdict.POSTPONED: DeliveryState.QUEUED,
    Verdict.UNCERTAIN: DeliveryState.UNCERTAIN,
}


def deliver_slice(sending: Sending, *, should_stop=lambda: False) -> bool:
    """Send what is due, for a while. Return whether more could leave at once.

    May run at any time, again, or in several workers: each delivery is claimed by one.
    """
    _doubt_interrupted(sending)
    end = timezone.now() + SLICE
    mailer = get_connection()
    try:
        while not should_stop() and timezone.now() < end:
            trouble = outcomes.open_connection(mailer)
            if trouble:
                _note_problem(sending, trouble)
                return False
            claimed = _claim(sending)
            if not claimed:
                _finish_if_done(sending)
                return False
            delivery, message = claimed
            outcome = outcomes.send(mailer, message)
            _record(delivery, outcome)
            _note_problem(sending, outcome.reason if outcome.halts else "")
            if outcome.halts:
                return False
    finally:
        outcomes.close_connection(mailer)
    return sending.deliveries.due().exists()


def _doubt_interrupted(sending: Sending) -> None:
    """What was started long ago and never ended may have left, or not."""
    sending.deliveries.filter(
        state=DeliveryState.STARTED, started_at__lt=timezone.now() - LEASE
    ).update(state=DeliveryState.UNCERTAIN)


@transaction.atomic
def _claim(sending: Sending) -> tuple[Delivery, EmailMultiAlternatives] | None:
    """Take the next delivery for this worker alone, unless its subscriber left meanwhile."""
    # Our own server may lose its last half second when the machine crashes: not this mark.
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO on")
    queue = sending.deliveries.due().order_by("pk").select_for_update(skip_locked=True)
    while delivery := queue.first():
        subscriber = Subscriber.objects.confirmed().filter(pk=delivery.subscriber_id).first()
        if subscriber:
            delivery.state = DeliveryState.STARTED
            delivery.started_at = timezone.now()
            delivery.attempts += 1
            delivery.save()
            return delivery, message_for(delivery, sending=sending, subscriber=subscriber)
        delivery.state = DeliveryState.SKIPPED
        delivery.save()
    return None


def message_for(
    delivery: Delivery, *, sending: Sending, subscriber: Subscriber
) -> EmailMultiAlternatives:
    """Return the frozen message, addressed to one subscriber and to nobody else."""
    subscriber.community = sending.community
    url = unsubscription_url(subscriber)
    message = Message(sending.subject, sending.html, sending.text).with_unsubscription(url)
    host = sending.community.site.hostname
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=sending.sender,
        to=[subscriber.email],
        reply_to=[sending.reply_to] if sending.reply_to else None,
        headers={
            "List-Unsubscribe": f"<{url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-ID": f"<infolettre.{host}>",
            "Message-ID": f"<{delivery.key}@{host}>",
        },
    )
    mail.attach_alternative(message.html, "text/html")
    return mail


def _record(delivery: Delivery, outcome: Outcome) -> None:
    """Write what came of an attempt, even if others had come to doubt it meanwhile.

    A doubtful one does not go back to the queue: the sending may have been closed without it.
    """
    values = {"state": STATES[outcome.verdict], "reason": outcome.reason[:300]}
    expected = [DeliveryState.STARTED, DeliveryState.UNCERTAIN]
    if outcome.verdict == Verdict.POSTPONED:
        values |= _postponement(delivery, outcome)
        expected = [DeliveryState.STARTED]
    Delivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts, state__in=expected).update(
        **values
    )


def _postponement(delivery: Delivery, outcome: Outcome) -> dict:
    """When to try again; refused too often, an address is refused."""
    attempts = delivery.attempts - (not outcome.counts)
    if attempts > len(RETRY_AFTER):
        return {"state": DeliveryState.REFUSED}
    delay = RETRY_AFTER[max(attempts - 1, 0)]
    return {"attempts": attempts, "retry_at": timezone.now() + delay}


def _note_problem(sending: Sending, problem: str) -> None:
    """Keep in sight why nothing leaves; forget it as soon as something does."""
    if sending.problem != problem[:300]:
        sending.problem = problem[:300]
        sending.save(update_fields=["problem"])


def _finish_if_done(sending: Sending) -> None:
    if not sending.deliveries.unfinished().exists():
        sending.finished_at = timezone.now()
        sending.problem = ""
        sending.save(update_fields=["finished_at", "problem"])
