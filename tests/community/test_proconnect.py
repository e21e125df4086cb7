"""ProConnect, against a provider of our own over HTTP: what it proves, and when it lies."""

import logging
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from community.models import User
from tests.community.identity_provider import CLIENT_ID, SECRET, running

pytestmark = pytest.mark.django_db

START = reverse("proconnect")
BACK = reverse("proconnect_back")
ASKED_SCOPE = {"openid", "email", "given_name", "usual_name"}


@pytest.fixture
def provider(settings, community, caplog):
    caplog.set_level(logging.INFO)
    with running() as made:
        settings.PROCONNECT = {"server_url": made.issuer, "client_id": CLIENT_ID, "secret": SECRET}
        yield made
    assert "ac-lille" not in caplog.text.lower()  # no address in the log, whatever happened


def go_there(client, then="/proposer/") -> str:
    """The address at ProConnect to which the button leads."""
    response = client.get(START, {"next": then})
    assert response.status_code == 302
    return response.url


def come_back(client, provider, then="/proposer/"):
    returned = urlsplit(provider.authorise(go_there(client, then)))
    assert returned.path == BACK
    return client.get(f"{returned.path}?{returned.query}")


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def refused(client, response) -> str:
    """The one sentence with which somebody is sent back to the sign-in page, nothing lost."""
    assert response.status_code == 302
    assert response.url == "/connexion/?next=%2Fproposer%2F"
    assert not is_signed_in(client)
    [message] = get_messages(response.wsgi_request)
    assert client.get(response.url).status_code == 200
    return str(message)


def test_somebody_new_gets_an_account_and_goes_on(client, provider):
    response = come_back(client, provider)

    member = User.objects.get()
    assert response.url == "/proposer/"
    assert client.session["_auth_user_id"] == str(member.pk)
    assert (member.email, member.get_full_name()) == ("lea@ac-lille.fr", "Léa Martin")
    assert not member.has_usable_password()


def test_an_account_known_by_its_address_is_never_doubled(client, provider, teacher):
    come_back(client, provider)

    assert User.objects.get() == teacher
    assert client.session["_auth_user_id"] == str(teacher.pk)
    teacher.refresh_from_db()
    assert teacher.get_full_name() == "Léa"  # the name already given stays


def test_what_is_asked_is_what_proconnect_knows(client, provider):
    provider.announced = {
        "acr_values_supported": ["eidas1"],
        "code_challenge_methods_supported": ["S256"],
    }

    query = parse_qs(urlsplit(go_there(client)).query)

    assert set(query["scope"][0].split()) == ASKED_SCOPE
    assert query["acr_values"] == ["eidas1"]
    assert query["code_challenge_method"] == ["S256"]
    assert query["redirect_uri"] == [f"http://testserver{BACK}"]
    assert come_back(client, provider).url == "/proposer/"  # with the proof of the challenge


def test_nothing_is_asked_that_it_does_not_announce(client, provider):
    query = parse_qs(urlsplit(go_there(client)).query)

    assert sorted(query) == [
        "client_id",
        "nonce",
        "redirect_uri",
        "response_type",
        "scope",
        "state",
    ]


def test_an_unsigned_answer_of_userinfo_is_read_too(client, provider):
    provider.signed_userinfo = False

    assert come_back(client, provider).url == "/proposer/"


@pytest.mark.parametrize(
    "lie",
    [
        "state",
        "nonce",
        "no nonce",
        "signature",
        "issuer",
        "audience",
        "expired",
        "subject",
        "userinfo signature",
        "userinfo audience",
        "nonsense",
    ],
)
def test_a_forged_answer_signs_nobody_in(client, provider, lie):
    provider.lies = {lie}

    refused(client, come_back(client, provider))

    assert not User.objects.exists()


def test_an_answer_serves_once(client, provider):
    address = provider.authorise(go_there(client)).removeprefix("http://testserver")
    client.get(address)
    client.post(reverse("account_logout"))
    response = client.get(address)

    assert response.url.startswith("/connexion/")
    assert not is_signed_in(client)


def test_the_answer_of_somebody_else_signs_nobody_in(client, provider):
    """A victim's browser led to an attacker's answer: the state is not one of its own."""
    from django.test import Client

    attacker = Client()
    address = provider.authorise(go_there(attacker)).removeprefix("http://testserver")

    response = client.get(address)

    assert response.url == "/connexion/"
    assert not is_signed_in(client)


def test_whoever_gives_up_may_sign_in_otherwise(client, provider):
    go_there(client)

    sentence = refused(client, client.get(BACK, {"error": "access_denied", "state": "x"}))

    assert sentence


def test_an_error_of_the_provider_is_said(client, provider):
    go_there(client)

    assert refused(client, client.get(BACK, {"error": "server_error", "error_description": "Y05"}))


def test_an_answer_without_anything_is_refused(client, provider):
    go_there(client)

    assert refused(client, client.get(BACK))


@pytest.mark.parametrize("claim", [False, "false", "true", None])
def test_an_address_that_nobody_has_proved_opens_no_account(client, provider, teacher, claim):
    provider.person["email_verified"] = claim

    sentence = refused(client, come_back(client, provider))

    assert sentence
    assert teacher.last_login is None


@pytest.mark.parametrize("email", ["", "lea"])
def test_an_answer_without_an_address_opens_no_account(client, provider, email):
    provider.person["email"] = email

    assert refused(client, come_back(client, provider))
    assert not User.objects.exists()


def test_a_closed_account_stays_closed(client, provider, teacher):
    teacher.is_active = False
    teacher.save()

    assert refused(client, come_back(client, provider))


def test_a_provider_that_is_down_is_a_sentence(client, provider):
    provider.lies = {"down"}

    assert refused(client, client.get(START, {"next": "/proposer/"}))


def test_a_provider_that_is_not_there_is_a_sentence(client, community, settings):
    with running() as gone:
        address = gone.issuer
    settings.PROCONNECT = {"server_url": address, "client_id": CLIENT_ID, "secret": SECRET}

    assert refused(client, client.get(START, {"next": "/proposer/"}))


def test_a_provider_that_stops_half_way_is_a_sentence(client, provider):
    address = provider.authorise(go_there(client)).removeprefix("http://testserver")
    provider.codes.clear()

    assert refused(client, client.get(address))


def test_signing_out_leads_out_of_proconnect_too(client, provider):
    come_back(client, provider)
    id_token = client.session["proconnect_id_token"]

    response = client.post(reverse("account_logout"))

    address = urlsplit(response.context_data["url"])
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    state = query.pop("state")
    assert address.path == "/api/v2/session/end"
    assert query == {
        "id_token_hint": id_token,
        "post_logout_redirect_uri": f"http://testserver{reverse('proconnect_left')}",
    }
    assert len(state) >= 32
    assert not is_signed_in(client)
    assert client.get(reverse("proconnect_left"), {"state": state}).url == "/"


def test_whoever_came_by_a_code_signs_out_here_only(as_user, provider, teacher):
    response = as_user(teacher).post(reverse("account_logout"))

    assert response.status_code == 302
    assert response.url == "/"


def test_the_button_is_shown_where_it_is_on(client, provider):
    page = client.get("/connexion/?next=/proposer/").content.decode()

    assert f'href="{START}?next=/proposer/"' in page
    assert 'href="https://www.proconnect.gouv.fr/"' in page


def test_nothing_shows_where_it_is_off(client, community):
    page = client.get("/connexion/").content.decode()

    assert "proconnect" not in page.lower()
    for name in ("proconnect", "proconnect_back", "proconnect_left"):
        assert client.get(reverse(name)).status_code == 404


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example"])
def test_nobody_is_sent_to_another_site(client, provider, elsewhere):
    assert come_back(client, provider, then=elsewhere).url == "/mon-espace/mes-videos/"
