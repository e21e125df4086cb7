"""What search engines read of an event."""

from django.http import HttpRequest

from community.context import current_community
from editorial.structured_data import moment, picture, publisher

ONLINE, ON_SITE, BOTH = (
    f"https://schema.org/{mode}EventAttendanceMode" for mode in ("Online", "Offline", "Mixed")
)


def event(page, request: HttpRequest) -> dict:
    """Describe an event. To take part remotely, one goes by its page: the link stays there."""
    address = page.get_full_url(request)
    place = page.place and {"@type": "Place", "name": page.place, "address": page.place}
    remote = page.link and {"@type": "VirtualLocation", "url": address}
    facilitator = page.facilitator and {"@type": "Person", "name": page.facilitator}
    return {
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": page.title,
        "description": page.meta_description,
        "inLanguage": "fr",
        "startDate": moment(page.starts_at),
        "endDate": moment(page.ends_at),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": BOTH if place and remote else ON_SITE if place else ONLINE,
        # Required: with neither place nor link yet, its page says where.
        "location": [each for each in (place, remote) if each]
        or [{"@type": "VirtualLocation", "url": address}],
        "performer": facilitator,
        "organizer": publisher(current_community(request), request),
        "image": picture(page, request),
        "isAccessibleForFree": True,
    }
