from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from events.models import EventIndexPage
from home.models import NewsIndexPage
from newsletter import delivering, sending
from newsletter.models import (
    IssueItem,
    IssuePage,
    NewsletterPage,
    Sending,
    Subscriber,
    SubscriberState,
)
from tests.factories import (
    EventPageFactory,
    IssuePageFactory,
    NewsPageFactory,
    VideoPageFactory,
)
from videos.models import VideoPage


@pytest.fixture
def newsletter(home) -> NewsletterPage:
    return NewsletterPage.objects.child_of(home).get()


@pytest.fixture
def subscribe(community) -> Callable:
    """Return a function that makes a subscriber, of the community unless told otherwise."""

    def make(email, *, community=community, state=SubscriberState.CONFIRMED) -> Subscriber:
        return Subscriber.objects.create(
            community=community,
            email=email,
            state=state,
            consent_version="2026-11",
            requested_at=timezone.now(),
            confirmed_at=timezone.now() if state == SubscriberState.CONFIRMED else None,
        )

    return make


@pytest.fixture
def carry() -> Callable:
    """Return a function that puts pages into an issue, in their order."""

    def add(issue, *pages):
        for order, page in enumerate(pages):
            IssueItem.objects.create(issue=issue, page=page, sort_order=order)
        return issue

    return add


@pytest.fixture
def video(video_index) -> VideoPage:
    return VideoPageFactory(parent=video_index, title="La dictée négociée", summary="À deux.")


@pytest.fixture
def issue(home, newsletter, video, carry) -> IssuePage:
    """A published issue with an introduction and one page of each of three kinds."""
    events = EventIndexPage.objects.child_of(home).get()
    news = NewsIndexPage.objects.child_of(home).get()
    text = "<h2>Bonne rentrée</h2><p>Voici <b>nos</b> vidéos, <a href='/videos/'>toutes</a>.</p>"
    issue = IssuePageFactory(
        parent=newsletter,
        title="Le numéro de mars & d’avril",
        slug="mars",
        summary="Dictées, calcul & rencontres",
        introduction=[
            ("paragraph", text),
            ("quote", {"text": "On ose.", "source": "Léa"}),
            ("button", {"label": "Proposer", "page": None, "address": "https://example.org/a?b&c"}),
        ],
    )
    return carry(
        issue,
        video,
        EventPageFactory(parent=events, title="Rencontre « calcul »"),
        NewsPageFactory(parent=news, title="L’équipe s’agrandit"),
    )


@pytest.fixture
def sent(issue, subscribe) -> Sending:
    """An issue that leaves for three subscribers: nothing has been delivered yet."""
    for name in ("alba", "bruno", "chloe"):
        subscribe(f"{name}@example.org")
    return sending.send_issue(issue, by=None)


@pytest.fixture
def deliver() -> Callable:
    """Return a function that does what the worker does, on a sending read again."""

    def run(sending: Sending) -> Sending:
        delivering.deliver_slice(Sending.objects.get(pk=sending.pk))
        return Sending.objects.get(pk=sending.pk)

    return run


@pytest.fixture
def recipients(mailoutbox) -> Callable:
    """Return a function that tells who was written to, one entry per message."""

    def read() -> list[str]:
        return sorted(address for message in mailoutbox for address in message.to)

    return read


@pytest.fixture
def html_of() -> Callable:
    def read(message: EmailMessage) -> str:
        [(content, kind)] = message.alternatives
        assert kind == "text/html"
        return content

    return read
