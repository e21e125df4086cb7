import smtplib

import pytest
import requests
from anymail.exceptions import (
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
    AnymailRequestsAPIError,
    AnymailUnsupportedFeature,
)
from django.core.mail import EmailMessage
from urllib3.exceptions import NewConnectionError, ProtocolError

from newsletter import outcomes
from newsletter.outcomes import Verdict

MESSAGE = EmailMessage("Sujet", "Corps", "a@example.org", ["lea@example.org"])


class Mailer:
    """A backend that raises what it is given, or returns it."""

    def __init__(self, answer):
        self.answer = answer

    def send_messages(self, messages):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def close(self):
        raise smtplib.SMTPServerDisconnected


def provider_says(status: int) -> AnymailRequestsAPIError:
    """What Anymail raises for an HTTP answer."""
    response = requests.Response()
    response.status_code = status
    return AnymailRequestsAPIError("…", response=response)


def no_answer(cause: Exception) -> AnymailRequestsAPIError:
    """What Anymail raises when there was none."""
    error = AnymailRequestsAPIError("…")
    error.__cause__ = cause
    return error


NOT_REACHED = requests.ConnectionError(requests.exceptions.RetryError(), request=None)
NOT_REACHED.args = (type("Retried", (), {"reason": NewConnectionError(None, "refused")})(),)


@pytest.mark.parametrize(
    ("answer", "verdict", "halts", "counts"),
    [
        (1, Verdict.SENT, False, True),
        (0, Verdict.REFUSED, False, True),
        (None, Verdict.REFUSED, False, True),
        # the address
        (AnymailRecipientsRefused(), Verdict.REFUSED, False, True),
        (AnymailInvalidAddress("x"), Verdict.REFUSED, False, True),
        (UnicodeEncodeError("ascii", "é", 0, 1, "x"), Verdict.REFUSED, False, True),
        # the message, or the address: nobody knows, so a person must have time to see
        (provider_says(400), Verdict.POSTPONED, True, True),
        (smtplib.SMTPDataError(550, b"5.7.1 policy"), Verdict.POSTPONED, True, True),
        # the provider: tried again without end
        (provider_says(401), Verdict.POSTPONED, True, False),
        (provider_says(429), Verdict.POSTPONED, True, False),
        (provider_says(503), Verdict.POSTPONED, True, False),
        (no_answer(requests.ConnectTimeout()), Verdict.POSTPONED, True, False),
        (no_answer(NOT_REACHED), Verdict.POSTPONED, True, False),
        (AnymailUnsupportedFeature("x"), Verdict.POSTPONED, True, False),
        (smtplib.SMTPDataError(421, b"Later"), Verdict.POSTPONED, True, False),
        (smtplib.SMTPSenderRefused(550, b"No", "x"), Verdict.POSTPONED, True, False),
        (smtplib.SMTPNotSupportedError(), Verdict.POSTPONED, True, False),
        # it may have left
        (provider_says(200), Verdict.UNCERTAIN, False, True),
        (provider_says(502), Verdict.UNCERTAIN, False, True),
        (no_answer(requests.ReadTimeout()), Verdict.UNCERTAIN, False, True),
        (
            no_answer(requests.ConnectionError(ProtocolError("Connection aborted."))),
            Verdict.UNCERTAIN,
            False,
            True,
        ),
        (TimeoutError(), Verdict.UNCERTAIN, False, True),
        (smtplib.SMTPServerDisconnected(), Verdict.UNCERTAIN, False, True),
        (KeyError("a bug of a backend"), Verdict.UNCERTAIN, False, True),
    ],
    ids=repr,
)
def test_what_a_provider_answers_is_understood(answer, verdict, halts, counts):
    outcome = outcomes.send(Mailer(answer), MESSAGE)

    assert outcome.verdict == verdict
    assert (outcome.halts, outcome.counts) == (halts, counts)


@pytest.mark.parametrize(
    ("code", "verdict", "halts"),
    [
        (550, Verdict.REFUSED, False),
        (450, Verdict.POSTPONED, False),
        (421, Verdict.POSTPONED, True),
        (454, Verdict.POSTPONED, True),
    ],
)
def test_what_a_mail_server_says_of_an_address_is_understood(code, verdict, halts):
    refusal = smtplib.SMTPRecipientsRefused({"lea@example.org": (code, b"words")})

    outcome = outcomes.send(Mailer(refusal), MESSAGE)

    assert (outcome.verdict, outcome.reason, outcome.halts) == (verdict, "words", halts)
