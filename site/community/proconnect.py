"""Signing in with ProConnect, the State's identity for professionals: OpenID Connect, code flow.

On only when `settings.PROCONNECT` names a server and a client. Sources: OpenID Connect Core 1.0,
and ProConnect's documentation for service providers (partenaires.proconnect.gouv.fr), from which
come its particulars: state and nonce of 32 characters at least, the answer of `userinfo` signed,
no parameter that it does not know (so PKCE and the level are sent when it announces them), and the
way out by `end_session_endpoint` in the browser.
"""

import secrets
from functools import cache

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponseRedirect
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from community.signin import account_for

SCOPE = "openid email given_name usual_name"
LEVEL = "eidas1"
SIGNATURES = ["RS256", "ES256"]
PATIENCE = 8  # seconds for each answer of its server
ID_TOKEN = "proconnect_id_token"  # where the session keeps what the way out asks for

# All that a provider may do wrong, its server away or its answers forged.
FAILURES = (AuthlibBaseError, JoseError, requests.RequestException, ValueError, LookupError)


class Refused(Exception):
    """ProConnect knows this person, but its answer does not let them in here."""


class UnverifiedAddress(Refused):
    """Nobody has proved that this address is theirs: it could be somebody else's account."""


class ClosedAccount(Refused):
    """The account of this address was closed by the team."""


def is_on() -> bool:
    return bool(settings.PROCONNECT)


def authorise(request: HttpRequest, *, callback_url: str) -> HttpResponseRedirect:
    """Send the browser to ProConnect. Raises one of FAILURES."""
    client = _client()
    metadata = client.load_server_metadata()
    if "S256" in metadata.get("code_challenge_methods_supported", []):
        client.client_kwargs["code_challenge_method"] = "S256"
    level = {"acr_values": LEVEL} if LEVEL in metadata.get("acr_values_supported", []) else {}
    return client.authorize_redirect(
        request,
        callback_url,
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        **level,
    )


def identify(request: HttpRequest):
    """Return the account of whoever comes back from ProConnect, and the token of the way out.

    State, nonce, signatures, issuer, audience and subject are checked. The account is found by
    the address, or made. Raises Refused, or one of FAILURES.
    """
    client = _client()
    token = client.authorize_access_token(request)
    who = _who(client, token)
    email = who.get("email", "")
    # ProConnect's own answer has no such claim: it accepts only providers that prove addresses.
    if "@" not in email or who.get("email_verified", True) is not True:
        raise UnverifiedAddress
    user = account_for(get_user_model().normalize_email(email))
    if not user.is_active:
        raise ClosedAccount
    if not user.get_full_name():
        user.first_name = who.get("given_name", "")[:150]
        user.last_name = who.get("usual_name", "")[:150]
        user.save(update_fields=["first_name", "last_name"])
    return user, token["id_token"]


def way_out(*, id_token: str, return_url: str) -> str:
    """Return the address that closes the session at ProConnect too. Raises one of FAILURES."""
    return _client().create_logout_url(
        post_logout_redirect_uri=return_url,
        id_token_hint=id_token,
        state=secrets.token_urlsafe(32),
    )["url"]


def _who(client, token: dict) -> dict:
    """Return what `userinfo` says, once its signature is checked, of the person of the token."""
    subject = token["userinfo"]["sub"]
    metadata = client.load_server_metadata()
    answer = client.get(metadata["userinfo_endpoint"], token=token)
    answer.raise_for_status()
    if answer.headers.get("Content-Type", "").startswith("application/jwt"):
        keys = KeySet.import_key_set(client.fetch_jwk_set())
        claims = jwt.decode(answer.text.strip(), keys, algorithms=SIGNATURES).claims
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": metadata["issuer"]},
            aud={"essential": True, "value": client.client_id},
        ).validate(claims)
    else:
        claims = answer.json()
    if claims.get("sub") != subject:
        raise ValueError("userinfo speaks of somebody else")  # OpenID Connect Core 1.0, 5.3.2
    return claims


def _client():
    return _made(*(settings.PROCONNECT[name] for name in ("server_url", "client_id", "secret")))


@cache
def _made(server_url: str, client_id: str, secret: str):
    """A client, which remembers what the server says of itself."""
    address = f"{server_url.rstrip('/')}/.well-known/openid-configuration"
    client = OAuth().register(
        "proconnect",
        server_metadata_url=address,
        client_id=client_id,
        client_secret=secret,
        client_kwargs={
            "scope": SCOPE,
            "default_timeout": PATIENCE,
            "leeway": 0,  # seconds: its tokens live for sixty, which Authlib would call expired
            "token_endpoint_auth_method": "client_secret_post",
        },
    )
    return client
