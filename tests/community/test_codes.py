"""What becomes of a code that cannot sign in: a sentence, the way kept, a line in the log."""

import logging
import re
import time

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

SIGN_IN = reverse("account_request_login_code")
CODE = reverse("account_confirm_login_code")
NEXT = "/proposer/?de=infolettre"
BACK = "/connexion/?next=%2Fproposer%2F%3Fde%3Dinfolettre"


@pytest.fixture(autouse=True)
def log(caplog):
    caplog.set_level(logging.INFO)
    yield caplog
    assert "ac-lille" not in caplog.text  # no address in the log, whatever happened


@pytest.fixture
def asked(client, community, mailoutbox) -> str:
    """The code of somebody who was going to propose."""
    client.post(SIGN_IN, {"email": "lea@ac-lille.fr", "next": NEXT})
    return code_in(mailoutbox)


def code_in(mailoutbox) -> str:
    return re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]*)$", mailoutbox[-1].body, re.MULTILINE).group(1)


def give(client, code):
    return client.post(CODE, {"code": code, "next": NEXT})


def refusals(response) -> list[str]:
    """What is said of the code, apart from what django-allauth tells of its own."""
    told = get_messages(response.wsgi_request)
    return [str(message) for message in told if message.level_tag == "error"]


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def later(monkeypatch):
    """Return a function that moves the clock of django-allauth forward, in minutes."""
    now = time.time

    def move(minutes):
        monkeypatch.setattr(time, "time", lambda: now() + minutes * 60)

    return move


def test_a_code_works_for_fifteen_minutes(client, asked, later):
    later(14.9)

    response = give(client, asked)

    assert response.url == NEXT
    assert is_signed_in(client)


def test_an_expired_code_is_said_to_be_so(client, asked, later, log):
    later(15.1)

    response = give(client, asked)

    assert response.url == BACK
    assert len(refusals(response)) == 1
    assert not is_signed_in(client)
    assert "expired" in log.text


def test_the_sign_in_page_repeats_the_sentence_and_keeps_the_way(client, asked, later):
    later(16)

    page = client.post(CODE, {"code": asked, "next": NEXT}, follow=True).content.decode()

    assert 'role="status"' in page or 'role="alert"' in page
    assert 'name="next" value="/proposer/?de=infolettre"' in page


def test_a_reused_code_is_said_to_be_so(client, asked, log):
    give(client, asked)
    client.post(reverse("account_logout"))

    response = give(client, asked)

    assert response.url == BACK
    assert len(refusals(response)) == 1
    assert not is_signed_in(client)
    assert "used already" in log.text


def test_a_code_given_again_in_another_tab_once_signed_in_goes_on(client, asked):
    give(client, asked)

    response = give(client, asked)

    assert response.status_code == 302
    assert not response.url.startswith(SIGN_IN)
    assert is_signed_in(client)


def test_a_code_asked_elsewhere_does_not_serve_here(client, asked):
    other = Client()

    response = give(other, asked)

    assert response.url == BACK
    assert not is_signed_in(other)


def test_the_code_of_another_address_is_refused(client, community, mailoutbox):
    client.post(SIGN_IN, {"email": "lea@ac-lille.fr", "next": NEXT})
    Client().post(SIGN_IN, {"email": "max@ac-lille.fr"})
    assert mailoutbox[-1].to == ["max@ac-lille.fr"]

    response = give(client, code_in(mailoutbox))

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["code"]
    assert not is_signed_in(client)


def test_the_first_code_no_longer_serves_once_a_second_is_asked_for(client, asked, mailoutbox):
    client.post(SIGN_IN, {"email": "lea@ac-lille.fr", "next": NEXT})

    assert give(client, asked).status_code == 200
    assert give(client, code_in(mailoutbox)).url == NEXT


def test_a_wrong_code_may_be_corrected_and_the_way_is_kept(client, asked):
    page = give(client, "AAA-AAA")

    assert 'name="next" value="/proposer/?de=infolettre"' in page.content.decode()
    assert f'href="{SIGN_IN}?next=/proposer/%3Fde%3Dinfolettre"' in page.content.decode()
    assert give(client, asked).url == NEXT


def test_an_empty_code_is_asked_for_in_words(client, asked):
    response = give(client, "")

    assert len(response.context["form"].errors["code"]) == 1


def test_after_five_wrong_codes_the_right_one_no_longer_serves(client, asked, log):
    for _ in range(4):
        assert give(client, "AAA-AAA").status_code == 200

    last = give(client, "AAA-AAA")
    assert last.url == BACK
    assert len(refusals(last)) == 1
    give(client, asked)

    assert not is_signed_in(client)
    assert "too many wrong sign-in codes" in log.text


def test_too_many_codes_are_refused_with_their_status(client, community, settings, mailoutbox, log):
    settings.ACCOUNT_RATE_LIMITS = {}  # those of django-allauth
    for _ in range(3):
        Client().post(SIGN_IN, {"email": "lea@ac-lille.fr"})

    response = client.post(SIGN_IN, {"email": "lea@ac-lille.fr", "next": NEXT})

    assert response.status_code == 429
    assert list(response.context["form"].errors) == ["email"]
    page = response.content.decode()
    assert 'name="next" value="/proposer/?de=infolettre"' in page
    assert 'value="lea@ac-lille.fr"' in page
    assert len(mailoutbox) == 3
    assert "too many sign-in codes" in log.text


def test_an_address_that_is_not_one_is_refused_without_a_limit(client, community):
    response = client.post(SIGN_IN, {"email": "lea@", "next": NEXT})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["email"]


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:x"])
def test_nobody_is_sent_to_another_site(client, community, mailoutbox, elsewhere):
    client.post(SIGN_IN, {"email": "lea@ac-lille.fr", "next": elsewhere})

    response = client.post(CODE, {"code": code_in(mailoutbox), "next": elsewhere})

    assert is_signed_in(client)
    assert response.url == "/mon-espace/mes-videos/"
