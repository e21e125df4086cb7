import os
import re
import signal
import smtplib
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.models import Page, Site

from community.models import Community
from newsletter import delivering, subscriptions, tasks
from newsletter.models import Delivery, DeliveryState, Sending, Subscriber, SubscriberState
from tests.newsletter.backends import AnsweringBackend, Killed, ScriptedBackend

ROOT = Path(__file__).resolve().parents[2]
EVERYBODY = ["alba@example.org", "bruno@example.org", "chloe@example.org"]


@pytest.fixture
def provider(settings, monkeypatch):
    """A mail provider whose answers the test writes."""
    settings.EMAIL_BACKEND = "tests.newsletter.backends.ScriptedBackend"
    monkeypatch.setattr(ScriptedBackend, "script", {})
    monkeypatch.setattr(ScriptedBackend, "refuses_to_open", None)
    monkeypatch.setattr(ScriptedBackend, "before", staticmethod(lambda address: None))
    return ScriptedBackend


def states(sending) -> dict[str, str]:
    rows = sending.deliveries.values_list("subscriber__email", "state")
    return {address.partition("@")[0]: state for address, state in rows}


def let_time_pass(sending, **duration):
    """Move the dates of the deliveries into the past."""
    for delivery in sending.deliveries.all():
        for name in ("started_at", "retry_at"):
            if moment := getattr(delivery, name):
                setattr(delivery, name, moment - timedelta(**duration))
        delivery.save()


def test_each_subscriber_receives_one_message(sent, deliver, recipients):
    sending = deliver(sent)

    assert recipients() == EVERYBODY
    assert states(sending) == dict.fromkeys(["alba", "bruno", "chloe"], "sent")
    assert sending.finished_at


def test_delivering_again_sends_nothing(sent, deliver, recipients):
    deliver(sent)
    deliver(sent)

    assert recipients() == EVERYBODY


def test_a_message_is_addressed_to_one_person_and_can_be_left_in_one_click(
    sent, deliver, mailoutbox, html_of
):
    deliver(sent)

    for message in mailoutbox:
        [address] = message.to
        subscriber = Subscriber.objects.get(email=address)
        url = f"http://testserver/infolettre/desinscription/{subscriber.token}/"
        delivery = Delivery.objects.get(subscriber=subscriber)
        assert message.extra_headers == {
            "List-Unsubscribe": f"<{url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "List-ID": "<infolettre.testserver>",
            "Message-ID": f"<{delivery.key}@testserver>",
        }
        assert url in message.body
        assert f'href="{url}"' in html_of(message)
        assert message.from_email == "Classe à 12 <bonjour@classe.example.org>"
        assert message.reply_to == ["equipe@classe.example.org"]
        assert "@@" not in message.body + html_of(message)


def test_the_link_of_every_message_unsubscribes_its_reader(sent, deliver, mailoutbox):
    deliver(sent)

    for message in mailoutbox:
        path = urlsplit(message.extra_headers["List-Unsubscribe"].strip("<>")).path
        Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})

    assert set(Subscriber.objects.values_list("state", flat=True)) == {"unsubscribed"}


def test_who_leaves_during_the_sending_receives_nothing(sent, provider, deliver, recipients):
    leaver = Subscriber.objects.get(email="chloe@example.org")
    provider.before = staticmethod(lambda address: subscriptions.unsubscribe(leaver))

    sending = deliver(sent)

    assert recipients() == ["alba@example.org", "bruno@example.org"]
    assert states(sending)["chloe"] == "skipped"
    assert sending.finished_at


def test_an_erased_subscriber_receives_nothing(sent, deliver, recipients):
    Subscriber.objects.get(email="chloe@example.org").delete()

    sending = deliver(sent)

    assert recipients() == ["alba@example.org", "bruno@example.org"]
    assert sending.finished_at


def test_what_a_killed_worker_started_is_doubtful_and_the_rest_leaves(
    sent, provider, deliver, recipients
):
    provider.script["bruno@example.org"] = Killed()
    with pytest.raises(Killed):
        deliver(sent)
    provider.script.clear()

    sending = deliver(sent)

    assert recipients() == ["alba@example.org", "chloe@example.org"]
    assert states(sending) == {"alba": "sent", "bruno": "started", "chloe": "sent"}
    assert not sending.finished_at

    let_time_pass(sending, minutes=6)
    sending = deliver(sent)

    assert states(sending)["bruno"] == "uncertain"
    assert recipients() == ["alba@example.org", "chloe@example.org"]
    assert sending.finished_at


def test_a_worker_slower_than_its_lease_still_says_what_it_did(sent, provider, deliver):
    def overtake(address):
        let_time_pass(sent, minutes=6)
        sent.deliveries.filter(state=DeliveryState.STARTED).update(state=DeliveryState.UNCERTAIN)

    provider.before = staticmethod(overtake)

    sending = deliver(sent)

    assert set(states(sending).values()) == {"sent"}


def test_a_doubtful_message_does_not_go_back_to_the_queue(sent, provider, deliver):
    def overtake(address):
        sent.deliveries.filter(state=DeliveryState.STARTED).update(state=DeliveryState.UNCERTAIN)

    provider.before = staticmethod(overtake)
    answer = smtplib.SMTPRecipientsRefused({"bruno@example.org": (450, b"Busy")})
    provider.script["bruno@example.org"] = answer

    sending = deliver(sent)

    assert states(sending) == {"alba": "sent", "bruno": "uncertain", "chloe": "sent"}
    assert sending.finished_at


def test_a_fault_of_ours_leaves_the_message_in_the_queue(sent, deliver, recipients, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(delivering, "unsubscription_url", fail)
        deliver(sent)

    assert set(states(sent).values()) == {"queued"}
    deliver(sent)
    assert recipients() == EVERYBODY


def test_a_refused_address_does_not_stop_the_others(sent, provider, deliver, recipients):
    answer = smtplib.SMTPRecipientsRefused({"bruno@example.org": (550, b"No such user")})
    provider.script["bruno@example.org"] = answer

    sending = deliver(sent)

    assert recipients() == ["alba@example.org", "chloe@example.org"]
    refused = sending.deliveries.get(state=DeliveryState.REFUSED)
    assert refused.reason == "No such user"
    assert sending.finished_at


def test_a_mailbox_that_is_busy_is_tried_again_later(sent, provider, deliver, recipients):
    answer = smtplib.SMTPRecipientsRefused({"bruno@example.org": (450, b"Greylisted")})
    provider.script["bruno@example.org"] = answer
    sending = deliver(sent)
    assert states(sending) == {"alba": "sent", "bruno": "queued", "chloe": "sent"}
    assert not sending.finished_at

    provider.script.clear()
    deliver(sent)
    assert recipients() == ["alba@example.org", "chloe@example.org"]

    let_time_pass(sent, minutes=2)
    sending = deliver(sent)

    assert recipients() == EVERYBODY
    assert sending.finished_at


def test_an_address_busy_five_times_is_refused(sent, provider, deliver):
    answer = smtplib.SMTPRecipientsRefused({"bruno@example.org": (450, b"Full")})
    provider.script["bruno@example.org"] = answer
    for _ in range(4):
        assert states(deliver(sent))["bruno"] == "queued"
        let_time_pass(sent, hours=3)

    sending = deliver(sent)

    assert states(sending)["bruno"] == "refused"
    assert sending.finished_at


@pytest.mark.parametrize(
    "trouble",
    [
        smtplib.SMTPSenderRefused(454, b"Throttled", "x"),
        smtplib.SMTPAuthenticationError(535, b"Bad key"),
        smtplib.SMTPDataError(550, b"5.7.1 policy"),
    ],
)
def test_a_trouble_with_the_provider_stops_the_sending_and_is_said(
    trouble, sent, provider, deliver, recipients
):
    provider.script["alba@example.org"] = trouble

    sending = deliver(sent)

    assert recipients() == []
    assert set(states(sending).values()) == {"queued"}
    assert str(trouble) == sending.problem

    provider.script.clear()
    let_time_pass(sent, minutes=2)
    sending = deliver(sent)

    assert recipients() == EVERYBODY
    assert sending.problem == ""


def test_a_provider_that_does_not_answer_costs_nobody_an_attempt(sent, provider, deliver):
    provider.refuses_to_open = ConnectionRefusedError("refused")

    for _ in range(10):
        sending = deliver(sent)

    assert sending.problem == "refused"
    assert set(sending.deliveries.values_list("state", "attempts")) == {("queued", 0)}


def test_a_connection_lost_in_the_middle_is_doubtful(sent, provider, deliver, recipients):
    provider.script["bruno@example.org"] = smtplib.SMTPServerDisconnected("lost")

    sending = deliver(sent)

    assert states(sending) == {"alba": "sent", "bruno": "uncertain", "chloe": "sent"}
    assert recipients() == ["alba@example.org", "chloe@example.org"]


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("sent", "sent"),
        ("queued", "sent"),
        ("rejected", "refused"),
        ("invalid", "refused"),
        ("failed", "refused"),
        ("unknown", "uncertain"),
        (None, "uncertain"),
    ],
)
def test_the_silent_answer_of_a_provider_is_read(
    answer, state, sent, deliver, settings, monkeypatch
):
    settings.EMAIL_BACKEND = "tests.newsletter.backends.AnsweringBackend"
    monkeypatch.setattr(AnsweringBackend, "answer", answer)

    sending = deliver(sent)

    assert set(states(sending).values()) == {state}


def test_a_worker_asked_to_stop_leaves_the_rest_to_the_next(sent, recipients):
    more = delivering.deliver_slice(sent, should_stop=lambda: len(mail.outbox) == 1)

    assert more
    assert recipients() == ["alba@example.org"]


def test_unfinished_sendings_are_resumed_by_the_clock(sent, deliver):
    ProcrastinateJob.objects.all().delete()

    tasks.resume_sendings(timestamp=0)
    tasks.resume_sendings(timestamp=60)

    jobs = ProcrastinateJob.objects.values_list("task_name", "args")
    assert list(jobs) == [("newsletter.tasks.deliver", {"sending_id": sent.pk})]


def test_a_finished_sending_is_left_alone(sent, deliver):
    deliver(sent)
    ProcrastinateJob.objects.all().delete()

    tasks.resume_sendings(timestamp=0)

    assert not ProcrastinateJob.objects.exists()


# A real worker, really killed: what it commits must be visible to other processes, so these rows
# are written outside of the test's transaction, and deleted by hand.

CHILD = """
import django
django.setup()
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
settings.EMAIL_FILE_PATH = {folder!r}
from newsletter.delivering import deliver_slice
from newsletter.models import Sending
deliver_slice(Sending.objects.get(pk={sending}))
"""


@pytest.fixture
def committed_sending(transactional_db):
    """A sending to sixty subscribers, as any process sees it."""
    site = Site.objects.create(hostname="kill.example.org", root_page=Page.get_first_root_node())
    return _commit_sending(Community.objects.create(site=site, name="Kill"))


def _commit_sending(community) -> Sending:
    sending = Sending.objects.create(
        community=community, subject="Numéro", sender="a@example.org", html="<p>", text="."
    )
    for number in range(60):
        subscriber = Subscriber.objects.create(
            community=community,
            email=f"n{number}@example.org",
            state=SubscriberState.CONFIRMED,
            requested_at=timezone.now(),
            confirmed_at=timezone.now(),
        )
        Delivery.objects.create(sending=sending, subscriber=subscriber)
    return sending


def start_worker(sending, folder) -> subprocess.Popen:
    database = connection.settings_dict
    address = f"{quote(database['USER'])}:{quote(database['PASSWORD'] or '')}"
    address += f"@{quote(str(database['HOST']), safe='')}:{database['PORT']}/{database['NAME']}"
    environment = os.environ | {
        "DATABASE_URL": f"postgres://{address}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
    }
    code = CHILD.format(folder=str(folder), sending=sending.pk)
    return subprocess.Popen([sys.executable, "-c", code], env=environment)


def written_to(folder) -> list[str]:
    return [
        address
        for path in folder.glob("*.log")
        for address in re.findall(r"^To: (\S+)$", path.read_text(), re.MULTILINE)
    ]


def test_a_worker_killed_in_the_middle_is_resumed_without_loss_or_duplicate(
    committed_sending, tmp_path, mailoutbox
):
    worker = start_worker(committed_sending, tmp_path)
    while len(written_to(tmp_path)) < 20:
        assert worker.poll() is None
        time.sleep(0.001)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    before = written_to(tmp_path)
    let_time_pass(committed_sending, minutes=6)

    delivering.deliver_slice(committed_sending)

    after = [address for message in mailoutbox for address in message.to]
    counts = Counter(before + after)
    uncertain = set(
        committed_sending.deliveries.filter(state=DeliveryState.UNCERTAIN).values_list(
            "subscriber__email", flat=True
        )
    )
    assert 20 <= len(before) < 60
    assert set(counts.values()) == {1}
    assert len(uncertain) <= 1
    assert set(counts) | uncertain == {f"n{number}@example.org" for number in range(60)}
    committed_sending.refresh_from_db()
    assert committed_sending.finished_at


def test_two_workers_share_a_sending(committed_sending, tmp_path):
    folders = [tmp_path / "one", tmp_path / "two"]
    workers = [start_worker(committed_sending, folder) for folder in folders]

    assert [worker.wait() for worker in workers] == [0, 0]
    counts = Counter(address for folder in folders for address in written_to(folder))
    assert counts == {f"n{number}@example.org": 1 for number in range(60)}
