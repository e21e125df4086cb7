from wagtail import hooks

from community.groups import roles_of
from events.dashboard import EventsPanel


@hooks.register("construct_homepage_panels")
def events_to_come(request, panels):
    if roles_of(request.user).editor:
        panels.append(EventsPanel())
