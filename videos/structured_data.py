"""What search engines read of a video: a video, and something to learn from."""

from django.http import HttpRequest

from community.context import current_community
from editorial.structured_data import moment, publisher
from editorial.templatetags.dates import machine_duration

LICENCES = {
    "cc-by-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "cc-by-sa-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "cc-by-nc-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "cc-by-nc-nd-4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/",
}


def video(page, request: HttpRequest) -> dict:
    """Describe a page of a video; its file only when it can be watched."""
    address = page.get_full_url(request)
    described = {
        "@type": ["VideoObject", "LearningResource"],
        "@id": address,
        "url": address,
        "name": page.title,
        # Required of a video: the title when nothing else was written.
        "description": page.meta_description or page.title,
        "inLanguage": "fr",
        "isAccessibleForFree": True,
        "license": LICENCES.get(page.licence),
        "uploadDate": moment(page.first_published_at),
        "datePublished": moment(page.first_published_at),
        "dateModified": moment(page.last_published_at),
        "author": author(page, request),
        "publisher": publisher(current_community(request), request),
        "learningResourceType": "Pratique pédagogique filmée",
        "educationalLevel": [level.label for level in page.levels.all()],
        "about": page.theme.label if page.theme else None,
        "keywords": [keyword.label for keyword in page.keywords.all()],
    }
    return described | (file(page, request, address) if page.media else {})


def file(page, request: HttpRequest, address: str) -> dict:
    media, absolute = page.media, request.build_absolute_uri
    if not media.is_ready:
        return {}
    shown = page.social_picture
    poster = absolute(media.poster_url) if media.thumbnail else None
    return {
        "thumbnailUrl": [absolute(shown.url)] * bool(shown) + [poster] * bool(poster),
        "duration": machine_duration(media.duration) if media.duration else None,
        "contentUrl": absolute(media.url),
        "embedUrl": absolute(f"/integrer/{page.slug}/"),
        "width": media.width,
        "height": media.height,
        "transcript": " ".join(cue.text for cue in page.transcript()),
        "hasPart": clips(page, address),
        "interactionStatistic": watched(page),
    }


def clips(page, address: str) -> list[dict]:
    """The chapters: each lasts until the next one, the last until the end."""
    chapters = sorted(page.chapters.all(), key=lambda chapter: chapter.start)
    ends = [chapter.start for chapter in chapters[1:]] + [int(page.media.duration or 0)]
    return [
        {
            "@type": "Clip",
            "name": chapter.title,
            "startOffset": chapter.start,
            "endOffset": end,
            "url": f"{address}?t={chapter.start}",
        }
        for chapter, end in zip(chapters, ends, strict=False)
        if end > chapter.start
    ]


def author(page, request: HttpRequest) -> dict | None:
    """Whoever signed it, as they signed; their page when they made it public."""
    profile = page.contributor if page.contributor and page.contributor.is_public else None
    name = page.credit or (profile.display_name if profile else "")
    if not name:
        return None
    address = request.build_absolute_uri(profile.get_absolute_url()) if profile else None
    return {"@type": "Person", "name": name} | ({"url": address} if address else {})


def watched(page) -> dict | None:
    entry = getattr(page, "catalogue_entry", None)
    if not entry or not entry.views:
        return None
    return {
        "@type": "InteractionCounter",
        "interactionType": {"@type": "WatchAction"},
        "userInteractionCount": entry.views,
    }
