"""What the team finds first in the admin: the events that come."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from community.groups import communities_edited_by, pages_of
from editorial.dashboard import Detail, Line, WorkPanel
from editorial.templatetags.dates import date_range
from events.models import EventPage

SHOWN = 3


class EventsPanel(WorkPanel):
    name = "events"
    heading = gettext_lazy("Events")
    icon_name = "date"
    order = 60

    def lines(self, request: HttpRequest) -> list[Line]:
        own = communities_edited_by(request.user)
        coming = pages_of(EventPage.objects.published().upcoming(), own)
        count = coming.count()
        if not count:
            return []
        nearest = list(coming[:SHOWN])
        lists = {event.path[: -event.steplen] for event in nearest}
        words = ngettext("%(count)s event is coming", "%(count)s events are coming", count)
        url = reverse("wagtailadmin_explore_root")
        if len(lists) == 1:  # all of one community: straight to its list
            url = reverse("wagtailadmin_explore", args=[nearest[0].get_parent().pk])
        details = [
            Detail(
                event.title,
                reverse("wagtailadmin_pages:edit", args=[event.pk]),
                date_range(event.starts_at, event.ends_at),
            )
            for event in nearest
        ]
        return [Line(words % {"count": count}, url, details=details)]
