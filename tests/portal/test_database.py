import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import database, postgres

HOW_TO_WRITE_IT = (
    "DATABASE_URL ne convient pas : "
    "écrivez-la postgresql://identifiant:motdepasse@machine:5432/base."
)


@pytest.fixture
def server(tmp_path):
    server = postgres.Server(tmp_path)
    server.join()
    yield server
    server.leave()


def test_without_address_the_portal_uses_its_own_server(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    configuration = database.configuration()

    assert configuration["NAME"] == "entre_pairs"
    assert configuration["HOST"] == str(database.server.socket_folder)


def test_an_address_names_another_server(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://aline:secret@base.example.org:5433/portail")

    configuration = database.configuration()

    assert configuration["ENGINE"] == database.ENGINE
    assert [configuration[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "portail",
        "aline",
        "secret",
        "base.example.org",
        5433,
    ]
    assert configuration["CONN_HEALTH_CHECKS"] is True


@pytest.mark.parametrize(
    "url", ["mysql://localhost/portail", "portail", "postgresql://", "postgresql://h:port/portail"]
)
def test_an_address_that_is_not_one_says_how_to_write_it(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(ImproperlyConfigured, match="écrivez-la"):
        database.configuration()
    with pytest.raises(database.Unavailable) as refusal:
        database.check_connection()

    assert str(refusal.value) == HOW_TO_WRITE_IT


def test_nobody_at_the_address(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://aline:secret@127.0.0.1:1/portail")

    with pytest.raises(database.Unavailable) as refusal:
        database.check_connection()

    assert str(refusal.value) == (
        "DATABASE_URL ne convient pas (127.0.0.1, base « portail ») : "
        "aucun serveur ne répond à cette adresse."
    )


def test_a_missing_database(monkeypatch, server):
    monkeypatch.setenv(
        "DATABASE_URL", f"postgresql://entre_pairs@/portail?host={server.socket_folder}"
    )

    with pytest.raises(database.Unavailable) as refusal:
        database.check_connection()

    assert str(refusal.value) == (
        "DATABASE_URL ne convient pas (localhost, base « portail ») : "
        "cette base ou cet identifiant n’existe pas."
    )


def test_a_wrong_password(monkeypatch, server):
    server.leave()
    access = server.data / "pg_hba.conf"
    access.write_text("local all all scram-sha-256\n")
    server.join()
    monkeypatch.setenv(
        "DATABASE_URL", f"postgresql://entre_pairs:faux@/entre_pairs?host={server.socket_folder}"
    )

    with pytest.raises(database.Unavailable) as refusal:
        database.check_connection()

    assert str(refusal.value) == (
        "DATABASE_URL ne convient pas (localhost, base « entre_pairs ») : "
        "l’identifiant ou le mot de passe est refusé."
    )


def test_a_server_that_answers_is_accepted(monkeypatch, server):
    monkeypatch.setenv(
        "DATABASE_URL", f"postgresql://entre_pairs@/entre_pairs?host={server.socket_folder}"
    )

    assert database.check_connection() is None
