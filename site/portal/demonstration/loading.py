"""Loading the demonstration: once, through the portal's own doors, relative to today."""

import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import yaml
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator, slugify
from wagtail.models import Page, Site

from community.academies import ADDRESS_ENDINGS
from community.models import Community
from community.taxonomy import keywords_for
from events.models import EventIndexPage, EventPage
from home.models import DirectoryPage, HomePage, NewsIndexPage, NewsPage, StandardPage
from home.opening import CommunityPlan, open_community
from newsletter import sending
from newsletter.models import IssueItem, IssuePage, NewsletterPage, Subscriber, SubscriberState
from portal.demonstration.clips import Clip, make_clip
from portal.demonstration.life import bring_to_life
from videos import catalogue, preparation, submissions, tasks
from videos.models import (
    CollectionIndexPage,
    CollectionPage,
    CollectionVideo,
    VideoIndexPage,
    VideoMedia,
    VideoPage,
    VideoSubmission,
)
from videos.models.collections import CollectionRule
from videos.models.rights import PeopleShown
from videos.processing import Limits, Output, Probe, probe, transcode

CONTENT = Path(__file__).with_name("communities.yaml")
PASSWORD = "entre-pairs"
DOMAIN = "localhost"


def is_loaded() -> bool:
    return HomePage.objects.exists()


def load(*, port: int, report=print) -> None:
    """Load everything, or nothing: a demonstration cut short is loaded again from the start."""
    content = yaml.safe_load(CONTENT.read_text())
    settings.VAR_DIR.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="demonstration-", dir=settings.VAR_DIR) as folder:
        clips = _make_clips(content, Path(folder), report)
        with transaction.atomic():
            people = _people()
            _directory(port)
            for described in content["communities"]:
                report(f"  {described['name']}")
                _community(content, described, port, people, clips)


def follow_port(port: int) -> None:
    """Give the demonstration's sites the port that the portal answers on today."""
    for site in Site.objects.filter(hostname__endswith=DOMAIN).exclude(port=port):
        site.port = port
        site.save()


class Footage(NamedTuple):
    """A clip as a teacher would send it, and what the portal's own processing made of it."""

    clip: Clip
    found: Probe
    made: Output


def _film(folder: Path, **described) -> Footage:
    """Draw a clip, then process it as any other. Runs in a process of its own."""
    folder.mkdir()
    clip = make_clip(**described, output=folder / "original.mp4")
    found = probe(clip.path, limits=Limits())
    made = transcode(
        clip.path, output_dir=folder / "made", probe=found, progress=lambda percent: None
    )
    return Footage(clip, found, made)


def _make_clips(content: dict, folder: Path, report) -> dict[str, Footage]:
    """Film everything, on all the cores: the slowest part."""
    wanted = []
    for described in content["communities"]:
        videos = described["videos"] + [described[k] for k in ["proposal"] if k in described]
        for video in videos:
            wanted.append((described, video))
    report(f"  {len(wanted)} clips")
    with ProcessPoolExecutor() as pool:
        made = {
            video["title"]: pool.submit(
                _film,
                folder / str(number),
                title=video["title"],
                subtitle=described["name"],
                sentences=video["sentences"],
                seed=number,
                accent="#3f5ea8" if described["slug"] == "classe-a-12" else "#1f7a5c",
                portrait=number % 7 == 3,
            )
            for number, (described, video) in enumerate(wanted)
        }
        return {title: footage.result() for title, footage in made.items()}


def _people() -> dict:
    """The accounts of the demonstration: only here, and never where settings forbid it."""
    assert settings.DEMONSTRATION
    users = get_user_model().objects
    people = {
        "admin": users.create_superuser("admin@example.org", PASSWORD, first_name="Ada"),
        "editor": users.create_user("redaction@example.org", PASSWORD, first_name="Rose"),
        "newsletter": users.create_user("infolettre@example.org", PASSWORD, first_name="Nour"),
        "teacher": users.create_user("enseignante@example.org", None, first_name="Léa"),
    }
    return people


def _directory(port: int) -> None:
    page = DirectoryPage(
        title="Entre pairs",
        slug="entre-pairs",
        introduction="Des enseignants filment une pratique en moins de deux minutes. "
        "D’autres l’essaient. Choisissez votre communauté.",
    )
    Page.get_first_root_node().add_child(instance=page)
    Site.objects.create(
        hostname=DOMAIN, port=port, root_page=page, site_name="Entre pairs", is_default_site=True
    )


def _community(content, described, port, people, clips) -> None:
    community = open_community(
        CommunityPlan(
            slug=described["slug"],
            name=described["name"],
            hostname=f"{described['slug']}.{DOMAIN}",
            port=port,
            baseline=described["baseline"],
            accent=described["accent"],
            featured_collection_label=described["featured_collection_label"],
            sender_address=f"bonjour@{described['slug']}.example.org",
            contact_address=f"equipe@{described['slug']}.example.org",
            themes=[
                (theme["slug"], theme["label"], theme["description"], theme["icon"])
                for theme in described["themes"]
            ],
            levels=described["levels"],
            event_kinds=[(kind["label"], kind["description"]) for kind in content["event_kinds"]],
            address_endings=[*ADDRESS_ENDINGS, "example.org"],  # where the invented people write
        )
    )
    people["editor"].groups.add(community.editors)
    people["newsletter"].groups.add(community.newsletter_managers)
    home = community.site.root_page.specific
    videos = _videos(community, described, home, clips, people["editor"])
    collections = _collections(described, home, videos)
    home.introduction = described["introduction"]
    _feature(home, collections)
    _publish(home)
    _events(described, home)
    _news(described, home)
    _legal(content, home)
    _issue(described, community, home, videos, people["newsletter"])
    bring_to_life(community, moderator=people["editor"])
    if "proposal" in described:
        _proposal(described["proposal"], community, people["teacher"], clips)


def _feature(home, collections: list[CollectionPage]) -> None:
    """This month's collection, then the one that waits for its turn."""
    today = timezone.localdate()
    next_month = today + timedelta(days=30)
    home.blocks[0].value["collections"] = [
        {"collection": collections[0], "starts_on": None, "ends_on": next_month},
        {"collection": collections[-1], "starts_on": next_month, "ends_on": None},
    ]


def _videos(community, described, home, clips, owner) -> dict[str, VideoPage]:
    index = VideoIndexPage.objects.child_of(home).get()
    levels = {level.label: level for level in community.levels.all()}
    pages = {}
    for age, video in enumerate(described["videos"]):
        page = VideoPage(
            title=video["title"],
            slug=slugify(video["title"]),
            summary=Truncator(video["description"]).chars(200),
            description=video["description"],
            credit=video["credit"],
            theme=community.themes.get(slug=video["theme"]),
            media=_media(clips[video["title"]], video["title"], community),
            owner=owner,
            captions_decision="checked" if clips[video["title"]].clip.webvtt else "no_speech",
            audio_description="not_needed",
            audio_description_reason="Tout ce qui compte est dit ou entendu.",
            live=False,
            first_published_at=timezone.now() - timedelta(days=3 * age, hours=age),
        )
        index.add_child(instance=page)
        page.levels = [levels[label] for label in video.get("levels", [])]
        page.keywords = keywords_for(community, video["keywords"])
        pages[page.title] = _publish(page)
    return pages


def _media(footage: Footage, title: str, community: Community) -> VideoMedia:
    """A media as the library keeps one once it is prepared."""
    clip, found, made = footage
    media = VideoMedia(title=title, collection=community.media_collection, captions=clip.webvtt)
    with clip.path.open("rb") as file:
        media.file.save("original", File(file), save=False)
    media.original_name, media.size = f"{slugify(title)}.mp4", media.file.size
    media.save()
    preparation.keep(media, made, found=found)
    return media


def _collections(described, home, videos) -> list[CollectionPage]:
    index = CollectionIndexPage.objects.child_of(home).get()
    pages = []
    for collection in described["collections"]:
        page = CollectionPage(
            title=collection["title"],
            slug=slugify(collection["title"]),
            summary=collection["summary"],
            introduction=_story(collection["introduction"]),
            rule=collection.get("rule", CollectionRule.BY_HAND),
            live=False,
        )
        page.videos = [
            CollectionVideo(video=videos[title], sort_order=order)
            for order, title in enumerate(collection.get("videos", []))
        ]
        index.add_child(instance=page)
        pages.append(_publish(page))
    return pages


def _events(described, home) -> None:
    index = EventIndexPage.objects.child_of(home).get()
    kinds = {kind.label: kind for kind in index.kinds.all()}
    for event in described["events"]:
        starts_at = timezone.localtime().replace(hour=event["hour"], minute=0, second=0)
        starts_at = starts_at.replace(microsecond=0) + timedelta(days=event["days"])
        page = EventPage(
            title=event["title"],
            slug=slugify(event["title"]),
            kind=kinds[event["kind"]],
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=event["hours"]),
            place=event.get("place", ""),
            link=event.get("link", ""),
            facilitator=event["facilitator"],
            summary=event["summary"],
            body=_story(event["summary"]),
            live=False,
        )
        index.add_child(instance=page)
        _publish(page)


def _news(described, home) -> None:
    index = NewsIndexPage.objects.child_of(home).get()
    for news in described["news"]:
        page = NewsPage(
            title=news["title"],
            slug=slugify(news["title"]),
            date=timezone.localdate() + timedelta(days=news["days"]),
            author=news["author"],
            summary=news["summary"],
            body=_story(news["body"]),
            live=False,
        )
        index.add_child(instance=page)
        _publish(page)


def _legal(content, home) -> None:
    for page in StandardPage.objects.child_of(home).filter(slug__in=content["legal"]):
        page.body = _story(*content["legal"][page.slug])
        _publish(page)


def _issue(described, community, home, videos, sender) -> None:
    """An issue that has really been sent, to subscribers of the demonstration."""
    index = NewsletterPage.objects.child_of(home).get()
    for name in ("camille", "sacha", "andrea"):
        Subscriber.objects.create(
            community=community,
            email=f"{name}.{described['slug']}@example.org",
            state=SubscriberState.CONFIRMED,
            consent_version="demonstration",
            requested_at=timezone.now(),
            confirmed_at=timezone.now(),
        )
    issue = described["issue"]
    page = IssuePage(
        title=issue["title"],
        slug=slugify(issue["title"])[:80],
        summary=issue["summary"],
        introduction=_story(issue["introduction"]),
        live=False,
    )
    page.items = [
        IssueItem(page=videos[title], sort_order=order)
        for order, title in enumerate(issue["videos"])
    ]
    index.add_child(instance=page)
    sending.send_issue(_publish(page), by=sender)


def _proposal(described, community, teacher, clips) -> None:
    """A proposal sent as a teacher does, and prepared: it waits for the team."""
    submission = submissions.save_words(
        VideoSubmission(
            owner=teacher,
            community=community,
            title=described["title"],
            description=described["description"],
            credit=described["credit"],
            theme=community.themes.get(slug=described["theme"]),
            keywords=described["keywords"],
            people_shown=PeopleShown.NOBODY,
        ),
        levels=community.levels.filter(label__in=described["levels"]),
    )
    content = clips[described["title"]].clip.path.read_bytes()
    submissions.send(submission, file=SimpleUploadedFile("carnet.mp4", content))
    submission.refresh_from_db()
    tasks.process_video(media_id=submission.media_id)


def _story(*paragraphs: str) -> list:
    return [("paragraph", f"<p>{paragraph}</p>") for paragraph in paragraphs]


def _publish(page):
    """Publish through a revision, as the editor does; a date set beforehand is kept."""
    published_at = page.first_published_at
    page.save_revision().publish()
    page.refresh_from_db()
    if published_at:
        type(page).objects.filter(pk=page.pk).update(first_published_at=published_at)
        if isinstance(page, VideoPage):
            catalogue.record(page)
    return page
