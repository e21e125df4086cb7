"""Which database the portal uses: the one of `DATABASE_URL`, else its own PostgreSQL in `var/`."""

import os
from pathlib import Path

import dj_database_url
import psycopg
from django.core.exceptions import ImproperlyConfigured

from portal import postgres
from portal.postgres import Unavailable

ENGINE = "django.db.backends.postgresql"

server = postgres.Server(Path(__file__).resolve().parents[2] / "var")

# What PostgreSQL says, and what we say; any other reason is given in its own words.
REASONS = {
    "password authentication failed": "l’identifiant ou le mot de passe est refusé",
    "no password supplied": "le mot de passe manque",
    "does not exist": "cette base ou cet identifiant n’existe pas",
    "Connection refused": "aucun serveur ne répond à cette adresse",
    "No such file or directory": "aucun serveur ne répond à cette adresse",
    "resolve host": "cette machine est introuvable",
    "name resolution": "cette machine est introuvable",
    "Name or service not known": "cette machine est introuvable",
    "timeout": "le serveur ne répond pas",
}


def configuration() -> dict:
    """The default database, as Django's settings describe it. Starts nothing."""
    if _has_url():
        address = _parse_url(os.environ["DATABASE_URL"], conn_health_checks=True)
    else:
        address = {
            "ENGINE": ENGINE,
            "NAME": postgres.NAME,
            "USER": postgres.NAME,
            "HOST": str(server.socket_folder),
            "PORT": postgres.PORT,
            "CONN_HEALTH_CHECKS": True,
        }
    return address | _sharing(address.get("OPTIONS", {}))


def _sharing(options: dict) -> dict:
    """How connections are kept: by the thread that opened one, or by a pool of `DATABASE_POOL`.

    The web server asks for a pool (gunicorn.conf.py): it has many more threads than PostgreSQL has
    connections to give, most of which wait for a slow client.
    """
    most = int(os.environ.get("DATABASE_POOL", "0"))
    if not most:
        return {"CONN_MAX_AGE": 60}
    return {"CONN_MAX_AGE": 0, "OPTIONS": options | {"pool": {"min_size": 1, "max_size": most}}}


def ensure_running() -> None:
    """Have our own server run as long as this process; a server of somebody else is theirs."""
    if not _has_url():
        server.join()


def leave() -> None:
    """Stop using our own server, and wait for its end if nobody else uses it."""
    if not _has_url():
        server.leave()


def check_connection() -> None:
    """Raise `Unavailable`, in one sentence, when the database cannot be reached."""
    try:
        address = configuration()
        psycopg.connect(**_libpq_parameters(address), connect_timeout=5).close()
    except ImproperlyConfigured as error:
        raise Unavailable(str(error)) from error
    except psycopg.Error as error:
        where = f"{address['HOST'] or 'localhost'}, base « {address['NAME']} »"
        raise Unavailable(
            f"DATABASE_URL ne convient pas ({where}) : {_reason(str(error))}."
        ) from error


def _has_url() -> bool:
    return bool(os.environ.get("DATABASE_URL"))


def _parse_url(url: str, **options) -> dict:
    try:
        address = dj_database_url.parse(url, **options)
    except ValueError:
        address = {}
    if address.get("ENGINE") != ENGINE or not address.get("NAME"):
        raise ImproperlyConfigured(
            "DATABASE_URL ne convient pas : "
            "écrivez-la postgresql://identifiant:motdepasse@machine:5432/base."
        )
    return address


def _libpq_parameters(address: dict) -> dict:
    named = {
        "dbname": address["NAME"],
        "user": address.get("USER"),
        "password": address.get("PASSWORD"),
        "host": address.get("HOST"),
        "port": address.get("PORT"),
    }
    options = {k: v for k, v in address.get("OPTIONS", {}).items() if k != "pool"}
    return {name: value for name, value in named.items() if value} | options


def _reason(message: str) -> str:
    for words, ours in REASONS.items():
        if words in message:
            return ours
    return message.strip().splitlines()[0].rstrip(".")
