"""Every type of public page, once: what the tests of all pages go through. Add yours here."""

from events.models import EventIndexPage
from home.models import NewsIndexPage, StandardPage
from newsletter.models import NewsletterPage
from tests.factories import (
    CollectionPageFactory,
    EventPageFactory,
    IssuePageFactory,
    NewsPageFactory,
    VideoPageFactory,
)
from videos.models import CollectionIndexPage, CollectionVideo, VideoIndexPage

LONG = "Anticonstitutionnellement, l’interdisciplinarité professionnalisante en co-intervention"

# What needs no page made for it.
ADDRESSES = [
    "/",
    "/videos/",
    "/videos/?theme=mathematiques",
    "/collections/",
    "/evenements/",
    "/actualites/",
    "/infolettre/",
    "/infolettre/archives/",
    "/plan-du-site/",
    "/recherche/",
    "/recherche/?q=bonjour",
    "/recherche/?q=introuvable",
    "/proposer/",
    "/connexion/",
    "/connexion/equipe/",
    "/une-page-qui-n-existe-pas/",
]


def fill(home) -> list[str]:
    """Make one page of each type, with a title too long; return the addresses of all."""
    video = VideoPageFactory(
        parent=VideoIndexPage.objects.child_of(home).get(), title=LONG, slug="longue"
    )
    video.media.captions = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nBonjour\n"
    video.media.save()
    collections = CollectionIndexPage.objects.child_of(home).get()
    collection = CollectionPageFactory(parent=collections, title=LONG, slug="longue")
    collection.videos = [CollectionVideo(video=video)]
    collection.save()
    events = EventIndexPage.objects.child_of(home).get()
    event = EventPageFactory(parent=events, title=LONG, slug="longue", place=LONG)
    EventPageFactory(parent=events, over=True)
    news = NewsPageFactory(parent=NewsIndexPage.objects.child_of(home).get(), title=LONG)
    issue = IssuePageFactory(parent=NewsletterPage.objects.child_of(home).get(), title=LONG)
    made = [video, collection, event, news, issue, *StandardPage.objects.child_of(home)]
    return [*(page.get_url_parts()[2] for page in made), *ADDRESSES]
