#!/usr/bin/env python
import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

# `site/` holds our packages but is not one: Python already has a module of that name.
sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))


# Support runs it anywhere, on one file.
WITHOUT_DATABASE = {"process_video"}


def start_database() -> None:
    """Start our own PostgreSQL, except in production, which has its own."""
    from portal import database

    try:
        database.ensure_running()
    except database.Unavailable as error:
        sys.exit(str(error))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    is_production = os.environ["DJANGO_SETTINGS_MODULE"] == "portal.settings.production"
    if not is_production and not WITHOUT_DATABASE.intersection(sys.argv[1:2]):
        start_database()
    execute_from_command_line(sys.argv)
