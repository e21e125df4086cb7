"""What the page of a video shows around it: its place in a collection, its licence, its files."""

import re
from typing import NamedTuple

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from videos import captions, embedding, related, series, sharing, transcripts
from videos.captions import TimedCue
from videos.conversation import reading
from videos.models import CollectionPage, Rendition, VideoPage
from videos.models.pages import Licence

LATEST = 100 * 3600  # seconds: no video is longer
UNITS = re.compile(
    r"(?:(?P<h>[0-9]{1,3})h)?(?:(?P<m>[0-9]{1,4})m)?(?:(?P<s>[0-9]{1,6})(?:\.[0-9]{1,9})?s?)?"
)
CLOCK = re.compile(r"(?:(?P<h>[0-9]{1,3}):)?(?P<m>[0-9]{1,4}):(?P<s>[0-9]{1,2})")


class LicenceTerms(NamedTuple):
    """What a licence is called, where it is written, and what it allows in one sentence."""

    name: str
    url: str
    allows: str


CREATIVE_COMMONS = "https://creativecommons.org/licenses/{}/4.0/deed.fr"
TERMS = {
    Licence.CC_BY: (
        "by",
        _("You may share it, cut it and use it again, on condition that you name its author."),
    ),
    Licence.CC_BY_SA: (
        "by-sa",
        _(
            "You may share it and change it, on condition that you name its author and keep this "
            "licence."
        ),
    ),
    Licence.CC_BY_NC: (
        "by-nc",
        _("You may share it and change it, without selling it, if you name its author."),
    ),
    Licence.CC_BY_NC_ND: (
        "by-nc-nd",
        _("You may share it as it is, without selling it, if you name its author."),
    ),
    Licence.RESERVED: ("", _("You may watch it and share its address. Ask before any other use.")),
}


class Place(NamedTuple):
    """Where a video stands in a collection; `number` counts from 1, neighbours may be None."""

    collection: CollectionPage
    number: int
    total: int
    previous: VideoPage | None
    next: VideoPage | None


def context(page: VideoPage, request: HttpRequest) -> dict:
    """Return what the template needs. The same number of queries whatever there is around."""
    prefetch_related_objects([page], "levels", "keywords", "chapters")
    if page.media:
        prefetch_related_objects([page.media], "renditions")
    collections = list(page.published_collections())
    followed = series.followed(page, request)
    place = None if followed else place_in_collection(page, collections)
    within = followed or place
    playable = renditions(page)
    address = page.get_full_url(request) or ""
    attachments = list(page.attachments())
    return {
        "collections": [one for one in collections if not within or one != within.collection],
        "series": followed,
        "place": place,
        "contributions": reading.shown_on(page),
        "resources": [*attachments, *reading.documents_of(page)],
        "related": related.related_to(page, collections=collections),
        "transcript": said_in(page),
        "attachments": attachments,
        "chapters": sorted(page.chapters.all(), key=lambda chapter: chapter.start),
        "event": _public_event(page),
        "licence": licence_terms(page),
        "chapters_track": chapters_address(page),
        "renditions": playable,
        "best": playable[-1] if playable else None,
        "start": second_asked(request.GET.get("t", "")),
        "address": address,
        "ways": sharing.ways(page.title, address),
        "embed": embedding.code(page, request),
        "tchap": sharing.TCHAP,
        "report_url": f"{reverse('report')}?page={page.pk}",
    }


def renditions(page: VideoPage) -> list[Rendition]:
    """The files that may be played, the smallest first."""
    made = page.media.renditions.all() if page.media else []
    return sorted(made, key=lambda rendition: rendition.short_side)


def chapters_address(page: VideoPage) -> str:
    """Where players read the chapters; "" when there are none, or nobody may watch yet."""
    given = page.live and page.chapters.all()
    return reverse("chapters_track", args=[page.pk]) if given else ""


def said_in(page: VideoPage) -> list[TimedCue]:
    """The sentences of a video's captions, with their times in seconds."""
    if not (page.media and page.media.captions):
        return []
    return transcripts.sentences(captions.timed(page.media.captions))


def place_in_collection(page: VideoPage, collections: list[CollectionPage]) -> Place | None:
    """Where the video stands in its first collection, for who comes from elsewhere."""
    for collection in collections[:1]:
        videos = VideoPage.objects.published().filter(collection_entries__collection=collection)
        videos = list(videos.order_by("collection_entries__sort_order", "collection_entries__pk"))
        for at, video in enumerate(videos):
            if video.pk == page.pk:
                before = videos[at - 1] if at else None
                after = videos[at + 1] if at + 1 < len(videos) else None
                return Place(collection, at + 1, len(videos), before, after)
    return None


def licence_terms(page: VideoPage) -> LicenceTerms:
    code, allows = TERMS[Licence(page.licence)]
    url = CREATIVE_COMMONS.format(code) if code else ""
    return LicenceTerms(page.get_licence_display(), url, allows)


def second_asked(typed: str) -> int:
    """Return the second of `?t=`: “83”, “83.5”, “83s”, “1m23s”, “1:23”; 0 when it says nothing."""
    found = UNITS.fullmatch(typed.strip().lower()) or CLOCK.fullmatch(typed.strip())
    if not found:
        return 0
    parts = found.groupdict("0")
    seconds = 3600 * int(parts["h"]) + 60 * int(parts["m"]) + int(parts["s"])
    return seconds if seconds <= LATEST else 0


def chapters_track(page: VideoPage) -> str:
    """Return the chapters as WebVTT: each lasts until the next one, the last until the end."""
    chapters = sorted(page.chapters.all(), key=lambda chapter: chapter.start)
    end_of_all = page.media.duration if page.media and page.media.duration else LATEST
    ends = [*(chapter.start for chapter in chapters[1:]), end_of_all]
    lines = ["WEBVTT", ""]
    for chapter, end in zip(chapters, ends, strict=False):
        if end > chapter.start:
            title = " ".join(chapter.title.replace("-->", "→").split())
            title = title.replace("&", "&amp;").replace("<", "&lt;")
            lines += [f"{_clock(chapter.start)} --> {_clock(end)}", title, ""]
    return "\n".join(lines)


def _clock(seconds: float) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, seconds = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"


def _public_event(page: VideoPage) -> Page | None:
    """The event that the video came out of, when everybody may read its page."""
    if not page.event_id:
        return None
    events = page._meta.get_field("event").related_model.objects
    return events.published().filter(pk=page.event_id).first()
