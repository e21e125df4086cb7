"""Mail providers that misbehave, as real ones do."""

from anymail.backends.test import EmailBackend as AnymailBackend
from anymail.message import AnymailRecipientStatus
from django.core.mail.backends.locmem import EmailBackend


class Killed(BaseException):
    """The worker dies: nothing after this line runs, as with SIGKILL."""


class ScriptedBackend(EmailBackend):
    """Sends, unless `script` holds an exception for the address; may act before each message."""

    script = {}
    refuses_to_open = None
    before = staticmethod(lambda address: None)

    def open(self):
        if self.refuses_to_open:
            raise self.refuses_to_open

    def send_messages(self, messages):
        [message] = messages
        [address] = message.to
        self.before(address)
        if address in self.script:
            raise self.script[address]
        return super().send_messages(messages)


class AnsweringBackend(AnymailBackend):
    """A provider that accepts every call, and says `answer` of each address."""

    answer = "sent"

    def post_to_esp(self, payload, message):
        super().post_to_esp(payload, message)
        status = AnymailRecipientStatus(message_id="1", status=self.answer)
        return {"recipient_status": dict.fromkeys(payload.recipient_emails, status)}
