"""Sending an issue: once, as it was published, to those who were subscribed at that moment."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from newsletter import outcomes
from newsletter.composing import compose
from newsletter.models import Delivery, IssuePage, Sending
from newsletter.outcomes import Outcome
from newsletter.tasks import defer_delivery

BATCH = 1000


class AlreadySent(Exception):
    """The issue has left: it never does twice."""


class CannotBeSent(Exception):
    """The issue is not fit to leave. `reasons` says why, in words for the team."""

    def __init__(self, reasons: list[str]):
        super().__init__(*reasons)
        self.reasons = reasons


def reasons_not_to_send(issue: IssuePage) -> list[str]:
    """Return what must be corrected before an issue leaves; empty when nothing must."""
    reasons = []
    if not IssuePage.objects.published().filter(pk=issue.pk).exists():
        reasons.append(_("Publish the issue first: what leaves is the published version."))
    reasons += [
        _("“%(title)s” cannot be read by everybody on this site: publish it, or remove it.")
        % {"title": page.title}
        for page in issue.left_out_pages()
    ]
    if not issue.community.subscribers.confirmed().exists():
        reasons.append(_("Nobody is subscribed yet."))
    return reasons


@transaction.atomic
def send_issue(issue: IssuePage, *, by) -> Sending:
    """Freeze the published issue and its audience, and have the worker send one message each.

    Raises AlreadySent, or CannotBeSent with the reasons.
    """
    # A second click waits here for the first one, then finds its sending. The row just read is
    # the published version, whatever draft the caller holds.
    issue = IssuePage.objects.select_for_update().get(pk=issue.pk)
    if Sending.objects.filter(issue=issue).exists():
        raise AlreadySent(issue)
    reasons = reasons_not_to_send(issue)
    if reasons:
        raise CannotBeSent(reasons)
    message = compose(issue)
    sending = Sending.objects.create(
        issue=issue,
        community=issue.community,
        subject=message.subject,
        html=message.html,
        text=message.text,
        sender=sender_of(issue),
        reply_to=issue.community.contact_address,
        created_by=by,
    )
    _queue_deliveries(sending)
    log(instance=issue, action="newsletter.send", user=by)
    defer_delivery(sending)
    return sending


def send_test(issue: IssuePage, *, to: str) -> Outcome:
    """Send the issue as it is now, draft included, to one address that need not be subscribed."""
    message = compose(issue).with_unsubscription(issue.get_parent().full_url)
    community = issue.community
    mail = EmailMultiAlternatives(
        subject=_("[Test] %(subject)s") % {"subject": message.subject},
        body=message.text,
        from_email=sender_of(issue),
        to=[to],
        reply_to=[community.contact_address] if community.contact_address else None,
    )
    mail.attach_alternative(message.html, "text/html")
    return outcomes.send(get_connection(), mail)


def sender_of(issue: IssuePage) -> str:
    return issue.community.from_email or settings.DEFAULT_FROM_EMAIL


def _queue_deliveries(sending: Sending) -> None:
    """Write one row per subscriber, a batch at a time so that memory does not grow with them."""
    subscribers = sending.community.subscribers.confirmed().order_by("pk")
    batch = []
    for pk in subscribers.values_list("pk", flat=True).iterator(chunk_size=BATCH):
        batch.append(Delivery(sending=sending, subscriber_id=pk))
        if len(batch) == BATCH:
            Delivery.objects.bulk_create(batch)
            batch = []
    Delivery.objects.bulk_create(batch)
