from wagtail import hooks

from community.groups import roles_of
from home.admin import ContactMessageViewSet, FormerVideoViewSet
from home.dashboard import SitePanel


@hooks.register("register_admin_viewset")
def contact_messages():
    return ContactMessageViewSet()


@hooks.register("register_admin_viewset")
def former_videos():
    return FormerVideoViewSet()


@hooks.register("construct_homepage_panels")
def what_the_site_needs(request, panels):
    if roles_of(request.user).editor:
        panels.append(SitePanel())
