"""What search engines read of the home page, and of the news."""

from datetime import datetime, time

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from community.context import current_community
from editorial.structured_data import moment, picture, publisher


def website(page, request: HttpRequest) -> dict:
    """The site of a community, and how to search it."""
    community = current_community(request)
    search = request.build_absolute_uri(reverse("search"))
    return {
        "@type": "WebSite",
        "url": page.get_full_url(request),
        "name": community.name if community else page.title,
        "description": community.baseline if community else "",
        "inLanguage": "fr",
        "publisher": publisher(community, request),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def article(page, request: HttpRequest) -> dict:
    """A news item, by its author, else by the community."""
    address = page.get_full_url(request)
    by_community = publisher(current_community(request), request)
    written = timezone.make_aware(datetime.combine(page.date, time()))
    return {
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "headline": page.title[:110],
        "description": page.meta_description,
        "inLanguage": "fr",
        "datePublished": moment(written),
        "dateModified": moment(page.last_published_at),
        "author": {"@type": "Person", "name": page.author} if page.author else by_community,
        "publisher": by_community,
        "image": picture(page, request),
    }
