"""A pytest plugin: the tests use our own PostgreSQL unless `DATABASE_URL` names another."""

import fcntl

import pytest
from django.db import connection

from portal import database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Start the server. Two runs would share one test database: the second waits its turn."""
    database.ensure_running()
    name = connection.settings_dict["TEST"]["NAME"] or "test"
    with open(database.server.folder / f"{name}.lock", "a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield
