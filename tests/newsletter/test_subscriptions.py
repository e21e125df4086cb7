import re
import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from newsletter import subscriptions
from newsletter.models import Subscriber, SubscriberState
from newsletter.subscriptions import LinkExpired, normalise_address

MINUTE = 60


@pytest.fixture
def visitor(community) -> Client:
    """Somebody, or a mail program, without cookies; the CSRF check is on, as in production."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def pass_time(monkeypatch):
    """Return a function that moves the clock of signatures, caches and limits."""
    real = time.time
    moved = 0

    def advance(seconds):
        nonlocal moved
        moved += seconds
        monkeypatch.setattr(time, "time", lambda: real() + moved)

    return advance


@pytest.fixture
def ask(visitor, pass_time, django_capture_on_commit_callbacks):
    """Return a function that fills the form in as a person does, and gives the last answer."""

    def fill(email, **changes):
        opened = visitor.get("/infolettre/").context["form"].initial["opened"]
        pass_time(5)
        data = {"email": email, "consent": "on", "website": "", "opened": opened} | changes
        with django_capture_on_commit_callbacks(execute=True):
            return visitor.post("/infolettre/abonnement/", data, follow=True)

    return fill


def link_in(message) -> str:
    """Return the path of the only address in a message."""
    [address] = re.findall(r"http://\S+", message.body)
    return urlsplit(address).path


def test_a_visitor_subscribes_by_pressing_the_button_of_the_page_in_the_message(
    ask, visitor, mailoutbox
):
    ask("Lea@AC-Lille.fr")
    [message] = mailoutbox
    page = visitor.get(link_in(message))
    visitor.post(link_in(message))

    assert message.to == ["lea@ac-lille.fr"]
    assert message.from_email == "Classe à 12 <bonjour@classe.example.org>"
    assert b"<button" in page.content
    subscriber = Subscriber.objects.get()
    assert subscriber.state == SubscriberState.CONFIRMED
    assert subscriber.confirmed_at
    assert subscriber.consent_version == "2026-11"


@pytest.mark.parametrize("method", ["get", "head"])
def test_the_scanner_of_a_mailbox_confirms_nothing(method, ask, visitor, mailoutbox):
    ask("lea@ac-lille.fr")

    getattr(visitor, method)(link_in(mailoutbox[0]))

    assert Subscriber.objects.get().state == SubscriberState.PENDING


def test_whoever_asks_sees_the_same_answer(ask, subscribe):
    subscribe("abonnee@example.org")
    subscribe("attend@example.org", state=SubscriberState.PENDING)
    subscribe("partie@example.org", state=SubscriberState.UNSUBSCRIBED)
    addresses = ["inconnue@example.org", "abonnee@example.org"]
    addresses += ["attend@example.org", "partie@example.org", "abonnee@example.org"]

    answers = {(a.redirect_chain[0], a.content) for a in map(ask, addresses)}

    assert len(answers) == 1


def test_a_subscriber_who_asks_again_is_told_so_by_mail_and_stays_subscribed(
    ask, subscribe, mailoutbox, visitor
):
    subscriber = subscribe("lea@ac-lille.fr")

    ask("lea@ac-lille.fr")

    [message] = mailoutbox
    assert link_in(message) == f"/infolettre/desinscription/{subscriber.token}/"
    subscriber.refresh_from_db()
    assert subscriber.state == SubscriberState.CONFIRMED


def test_an_address_is_written_to_once_in_ten_minutes(ask, pass_time, mailoutbox):
    ask("lea@ac-lille.fr")
    ask("LEA@ac-lille.fr")
    assert len(mailoutbox) == 1

    pass_time(10 * MINUTE)
    ask("lea@ac-lille.fr")

    assert len(mailoutbox) == 2


def test_one_origin_cannot_have_the_portal_write_to_the_whole_world(ask, mailoutbox):
    answers = [ask(f"cible{number}@example.org") for number in range(31)]

    assert len(mailoutbox) == 30
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]


@pytest.mark.parametrize(
    "trap", [{"website": "http://spam.example"}, {"opened": ""}, {"opened": ":forged:stamp"}]
)
def test_a_robot_is_answered_as_anybody_and_nothing_is_sent(trap, ask, mailoutbox):
    answer = ask("cible@example.org", **trap)

    assert answer.redirect_chain == [("/infolettre/abonnement/merci/", 302)]
    assert mailoutbox == []
    assert not Subscriber.objects.exists()


def test_an_answer_within_two_seconds_is_a_robots(ask, visitor, mailoutbox):
    opened = visitor.get("/infolettre/").context["form"].initial["opened"]
    data = {"email": "cible@example.org", "consent": "on", "website": "", "opened": opened}

    visitor.post("/infolettre/abonnement/", data)

    assert mailoutbox == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"email": "lea"}, "email"), ({"email": ""}, "email"), ({"consent": ""}, "consent")],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(changes, field, ask):
    answer = ask(**({"email": "lea@ac-lille.fr"} | changes))

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Subscriber.objects.exists()


def test_nothing_is_ticked_beforehand(visitor):
    page = visitor.get("/infolettre/")

    assert "checked" not in page.content.decode()


def test_the_form_sets_no_cookie(visitor):
    assert not visitor.get("/infolettre/").cookies


def test_a_confirmation_works_for_seven_days(subscribe, community):
    subscriber = subscribe("lea@ac-lille.fr", state=SubscriberState.PENDING)
    link = urlsplit(subscriptions.confirmation_url(subscriber)).path.split("/")[3]
    assert subscriptions.find_by_confirmation(link, community=community) == subscriber


def test_an_old_confirmation_is_refused_in_words(subscribe, visitor, pass_time):
    subscriber = subscribe("lea@ac-lille.fr", state=SubscriberState.PENDING)
    path = urlsplit(subscriptions.confirmation_url(subscriber)).path
    pass_time(7 * 24 * 60 * MINUTE + 10)

    answer = visitor.post(path)

    assert answer.status_code == 410
    subscriber.refresh_from_db()
    assert subscriber.state == SubscriberState.PENDING


def test_a_confirmation_does_not_bring_back_who_left_since(subscribe, visitor):
    subscriber = subscribe("lea@ac-lille.fr", state=SubscriberState.PENDING)
    path = urlsplit(subscriptions.confirmation_url(subscriber)).path
    visitor.post(path)
    subscriptions.unsubscribe(subscriber)

    answer = visitor.post(path)

    assert answer.status_code == 410
    subscriber.refresh_from_db()
    assert subscriber.state == SubscriberState.UNSUBSCRIBED


def test_the_secret_of_a_message_is_not_enough_to_confirm(subscribe, visitor):
    subscriber = subscribe("lea@ac-lille.fr", state=SubscriberState.PENDING)
    forged = signing.TimestampSigner(salt="another").sign(subscriber.token)

    for link in [subscriber.token, forged]:
        assert visitor.post(f"/infolettre/confirmer/{link}/").status_code == 410


@pytest.mark.parametrize("encoding", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_mailbox_unsubscribes_in_one_click(encoding, subscribe, visitor):
    """RFC 8058: one POST, no cookie, either encoding, no redirect; done twice, nothing breaks."""
    subscriber = subscribe("lea@ac-lille.fr")
    path = f"/infolettre/desinscription/{subscriber.token}/"
    body, content_type = {
        "application/x-www-form-urlencoded": ("List-Unsubscribe=One-Click", encoding),
        "multipart/form-data": (
            '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
            "One-Click\r\n--b--\r\n",
            "multipart/form-data; boundary=b",
        ),
    }[encoding]

    answers = [visitor.post(path, body, content_type=content_type) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    subscriber.refresh_from_db()
    assert subscriber.state == SubscriberState.UNSUBSCRIBED
    assert not visitor.cookies


@pytest.mark.parametrize("method", ["get", "head"])
def test_the_scanner_of_a_mailbox_unsubscribes_nobody(method, subscribe, visitor):
    subscriber = subscribe("lea@ac-lille.fr")

    answer = getattr(visitor, method)(f"/infolettre/desinscription/{subscriber.token}/")

    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]
    subscriber.refresh_from_db()
    assert subscriber.state == SubscriberState.CONFIRMED


def test_who_left_by_mistake_comes_back_with_a_button(subscribe, visitor):
    subscriber = subscribe("lea@ac-lille.fr")
    path = f"/infolettre/desinscription/{subscriber.token}/"
    page = visitor.post(path)

    visitor.post(f"{path}annuler/")

    assert f'action="{path}annuler/"' in page.content.decode()
    subscriber.refresh_from_db()
    assert subscriber.state == SubscriberState.CONFIRMED


def test_a_month_later_coming_back_takes_a_new_subscription(subscribe):
    subscriber = subscribe("lea@ac-lille.fr", state=SubscriberState.UNSUBSCRIBED)
    subscriber.unsubscribed_at = timezone.now() - timedelta(days=31)

    with pytest.raises(LinkExpired):
        subscriptions.resubscribe(subscriber)


def test_a_link_means_nothing_in_another_community(subscribe, other_community, visitor):
    subscriber = subscribe("lea@ac-lille.fr")

    answer = visitor.post(
        f"/infolettre/desinscription/{subscriber.token}/",
        headers={"host": "devoirs-faits.localhost"},
    )

    assert answer.status_code == 410
    subscriber.refresh_from_db()
    assert subscriber.state == SubscriberState.CONFIRMED


def test_one_address_has_one_subscription_in_each_community(subscribe, other_community):
    subscribe("lea@ac-lille.fr")
    subscribe("lea@ac-lille.fr", community=other_community)

    with pytest.raises(IntegrityError), transaction.atomic():
        subscribe("lea@ac-lille.fr")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Léa@AC-Lille.FR ", "léa@ac-lille.fr"),
        ("x+y@exemple.fr", "x+y@exemple.fr"),
        ("x@école.fr", "x@xn--cole-9oa.fr"),
    ],
)
def test_an_address_has_one_spelling(typed, kept):
    assert normalise_address(typed) == kept


def test_a_host_without_newsletter_has_none_of_its_addresses(directory, client):
    for path in ["archives/", "abonnement/merci/", "desinscription/x/", "confirmer/x/"]:
        answer = client.get(f"/infolettre/{path}", headers={"host": "localhost"})
        assert answer.status_code == 404
