"""A real browser on a real server, with a real worker: what a person goes through."""

import os
import re
from threading import Thread

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from procrastinate.contrib.django import app

from community.models import Community, User
from home.opening import open_community
from tests.browser import find_chromium
from tests.conftest import plan

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
# Playwright keeps an event loop in this thread; Django must not take our calls for asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def browser(django_db_setup) -> Browser:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def new_visit(browser):
    """Return a function that opens a browser of its own: no cookie, no history."""
    contexts: list[BrowserContext] = []

    def open_browser(viewport=DESK) -> Page:
        context = browser.new_context(viewport=viewport, locale="fr-FR")
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        # A refusal of our Content Security Policy is a fault of ours.
        page.on("console", _fail_on_policy)
        return page

    yield open_browser
    for context in contexts:
        context.close()


def _fail_on_policy(message) -> None:
    assert "Content Security Policy" not in message.text, message.text


@pytest.fixture
def live_community(transactional_db, live_server) -> Community:
    """A community on a host of its own, at the port of the test's server."""
    community = Community.objects.first() or open_community(plan())
    community.site.hostname = "classe-a-12.localhost"
    community.site.port = int(live_server.url.rsplit(":", 1)[1])
    community.site.save()
    return community


@pytest.fixture
def live_editor(live_community) -> User:
    person = User.objects.create_user("redaction@example.org", "entre-pairs", first_name="Rose")
    person.groups.add(live_community.editors)
    return person


@pytest.fixture
def live_newsletter_manager(live_community) -> User:
    person = User.objects.create_user("infolettre@example.org", "entre-pairs", first_name="Nour")
    person.groups.add(live_community.newsletter_managers)
    return person


def run_jobs() -> None:
    """Have a worker do all the jobs that wait, as `manage.py procrastinate worker` does."""
    failures = []

    def work():
        try:
            with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
                worker_app.run_worker(
                    wait=False, install_signal_handlers=False, listen_notify=False
                )
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    worker = Thread(target=work)
    worker.start()
    worker.join(timeout=240)
    assert not worker.is_alive()
    assert failures == []


def code_in(message) -> str:
    """The sign-in code of a message."""
    return re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]*)$", message.body, re.MULTILINE).group(1)
