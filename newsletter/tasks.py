from contextlib import suppress

from django.db import transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from newsletter.delivering import deliver_slice
from newsletter.models import Sending


@app.task(queue="newsletter", pass_context=True)
def deliver(context: JobContext, *, sending_id: int) -> None:
    """Send a slice of an issue, then let the worker do something else before the next."""
    sending = Sending.objects.select_related("community__site").get(pk=sending_id)
    if deliver_slice(sending, should_stop=context.should_abort):
        defer_delivery(sending)


@app.periodic(cron="* * * * *")
@app.task(queue="newsletter", queueing_lock="newsletter.resume")
def resume_sendings(timestamp: int) -> None:
    """Go on with what a dead worker left, and with the addresses to try again."""
    for sending in Sending.objects.filter(finished_at=None):
        defer_delivery(sending)


def defer_delivery(sending: Sending) -> None:
    """Queue the next slice, unless one waits already."""
    # In a savepoint: a refusal would spoil the caller's transaction.
    with suppress(AlreadyEnqueued), transaction.atomic():
        deliver.configure(queueing_lock=f"newsletter.{sending.pk}").defer(sending_id=sending.pk)
