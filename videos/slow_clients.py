"""Telephones on weak networks take minutes: meanwhile they hold a thread, and nothing rarer."""

from django.db import connections


def let_go_of_the_database() -> None:
    """Give this thread's connections back before a long reading or sending; asking reopens one.

    Threads are many and connections few (`DATABASE_POOL`). Inside a transaction, it does nothing.
    """
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
