"""A pytest plugin: the tests use our own PostgreSQL unless `DATABASE_URL` names another."""

import fcntl

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

from portal import database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Start the server. Two runs would share one test database: the second waits its turn."""
    database.ensure_running()
    name = connection.settings_dict["TEST"]["NAME"] or "test"
    with open(database.server.folder / f"{name}.lock", "a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def restore_after_each_transaction_test() -> None:
    """Give the database back, after each test with real transactions, as it is now.

    Django would empty our two hundred tables by TRUNCATE, which makes as many files, then read the
    rows back from JSON, one by one, for the next test that asks: more than a second each time.
    """
    tables = connection.introspection.table_names()
    filled = []
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept")
        for table in tables:
            cursor.execute(f'CREATE TABLE kept."{table}" AS TABLE public."{table}"')
            if cursor.rowcount:
                filled.append(table)
            else:
                cursor.execute(f'DROP TABLE kept."{table}"')
    # As a replica: no trigger runs, and foreign keys are not looked at on the way.
    statements = ["SET LOCAL session_replication_role = replica"]
    statements += [f'DELETE FROM public."{table}"' for table in tables]
    statements += [f'INSERT INTO public."{table}" SELECT * FROM kept."{table}"' for table in filled]
    script = "; ".join(statements)

    def restore(case):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(script)

    TransactionTestCase._fixture_setup = classmethod(lambda case_class: None)
    TransactionTestCase._fixture_teardown = restore
