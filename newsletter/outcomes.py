"""What a mail provider's answer means for one message: sent, refused, to try again, or unknown.

Providers fail in their own ways, some without an exception; nothing else knows about them.
"""

import smtplib
from contextlib import suppress
from enum import Enum, auto
from http import HTTPStatus
from typing import NamedTuple

import requests
from anymail.exceptions import (
    AnymailAPIError,
    AnymailError,
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
)
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from urllib3.exceptions import NewConnectionError

# SMTP codes by which a server asks the whole connection to slow down or come back.
SMTP_COME_BACK = {421, 454}
HTTP_COME_BACK = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
HTTP_NOT_ALLOWED = {HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN}


class Verdict(Enum):
    SENT = auto()
    REFUSED = auto()
    POSTPONED = auto()
    UNCERTAIN = auto()


class Outcome(NamedTuple):
    verdict: Verdict
    reason: str = ""
    halts: bool = False  # no use trying the next address now
    counts: bool = True  # this attempt is one of those that the address is entitled to


def open_connection(mailer) -> str:
    """Be ready to send. Return why it is not possible, in the provider's words, or nothing."""
    try:
        mailer.open()
    except (OSError, smtplib.SMTPException) as error:
        return str(error) or type(error).__name__
    return ""


def close_connection(mailer) -> None:
    """Leave; after a failure there may be nobody left to say goodbye to."""
    with suppress(OSError, smtplib.SMTPException):
        mailer.close()


def send(mailer, message: EmailMessage) -> Outcome:
    """Send one message to one address. Never raises: whatever is not understood is uncertain."""
    try:
        count = mailer.send_messages([message])
    except Exception as error:
        close_connection(mailer)  # it is in no known state
        return _judge(error)
    if not count:
        return Outcome(Verdict.REFUSED, _("the mail backend did not send it"))
    return _read_status(message)


def _read_status(message: EmailMessage) -> Outcome:
    """A provider may accept the call and refuse the address: it only says so here."""
    status = getattr(message, "anymail_status", None)
    if status is None:
        return Outcome(Verdict.SENT)
    answers = [recipient.status for recipient in status.recipients.values()]
    if answers in (["sent"], ["queued"]):
        return Outcome(Verdict.SENT)
    if answers in (["invalid"], ["rejected"], ["failed"]):
        return Outcome(Verdict.REFUSED, answers[0])
    reason = _("the provider answered %(answers)s") % {"answers": answers}
    return Outcome(Verdict.UNCERTAIN, reason)


def _judge(error: Exception) -> Outcome:
    reason = str(error) or type(error).__name__
    match error:
        case smtplib.SMTPRecipientsRefused():
            [(code, answer)] = error.recipients.values()
            return _judge_address(code, answer.decode(errors="replace"))
        case smtplib.SMTPAuthenticationError() | smtplib.SMTPSenderRefused():
            return _provider_trouble(reason)
        case smtplib.SMTPResponseException():
            return _judge_message(error.smtp_code, reason)
        case smtplib.SMTPNotSupportedError():
            return _provider_trouble(reason)
        case AnymailRecipientsRefused() | AnymailInvalidAddress():
            return Outcome(Verdict.REFUSED, reason)
        case AnymailAPIError():
            return _judge_http(error, reason)
        case AnymailError():
            return _provider_trouble(reason)
        case ValueError():
            return Outcome(Verdict.REFUSED, reason)  # an address that cannot be written
    return Outcome(Verdict.UNCERTAIN, reason)


def _provider_trouble(reason: str) -> Outcome:
    return Outcome(Verdict.POSTPONED, reason, halts=True, counts=False)


def _judge_address(code: int, reason: str) -> Outcome:
    if code in SMTP_COME_BACK:
        return _provider_trouble(reason)
    return Outcome(Verdict.POSTPONED if code < 500 else Verdict.REFUSED, reason)


def _judge_message(code: int, reason: str) -> Outcome:
    """The message was turned down: for this address, or for all. A person must have time to see."""
    if code in SMTP_COME_BACK:
        return _provider_trouble(reason)
    return Outcome(Verdict.POSTPONED, reason, halts=True)


def _judge_http(error: AnymailAPIError, reason: str) -> Outcome:
    code = error.status_code
    if code is None and _never_connected(error.__cause__):
        return _provider_trouble(reason)
    if code in HTTP_COME_BACK or code in HTTP_NOT_ALLOWED:
        return _provider_trouble(reason)
    if code is not None and 400 <= code < 500:
        return Outcome(Verdict.POSTPONED, reason, halts=True)
    return Outcome(Verdict.UNCERTAIN, reason)


def _never_connected(cause: BaseException | None) -> bool:
    if isinstance(cause, requests.ConnectTimeout):
        return True
    inner = cause.args[0] if isinstance(cause, requests.ConnectionError) and cause.args else None
    return isinstance(getattr(inner, "reason", None), NewConnectionError)
