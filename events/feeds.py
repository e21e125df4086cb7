"""The next events, as a feed."""

from django.utils.translation import gettext

from community.models import Community
from editorial.feeds import Entry, Feed
from editorial.templatetags.dates import event_dates
from events.models import EventPage


class EventsFeed(Feed):
    """The events that are not over, the last announced first."""

    def title(self, community: Community) -> str:
        return gettext("Events")

    def pages(self, community: Community):
        events = EventPage.objects.descendant_of(community.site.root_page).published().upcoming()
        return events.order_by("-first_published_at", "-pk")

    def entry(self, page: EventPage) -> Entry:
        when = " · ".join(filter(None, [event_dates(page), page.place]))
        return Entry(summary=" — ".join(filter(None, [when, page.meta_description])))
