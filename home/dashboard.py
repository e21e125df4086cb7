"""What the team finds first in the admin: messages that did not leave, pages to complete."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from community.groups import communities_edited_by, pages_of
from editorial.dashboard import Detail, Line, WorkPanel
from home.models import ContactMessage, StandardPage


class SitePanel(WorkPanel):
    name = "site"
    heading = gettext_lazy("The site")
    icon_name = "site"
    order = 70

    def lines(self, request: HttpRequest) -> list[Line]:
        own = communities_edited_by(request.user)
        return [*_stuck_messages(own), *_pages_to_complete(own)]


def _stuck_messages(communities) -> list[Line]:
    count = ContactMessage.objects.filter(community__in=communities).stuck().count()
    if not count:
        return []
    words = ngettext(
        "%(count)s message of the contact form has not reached you",
        "%(count)s messages of the contact form have not reached you",
        count,
    )
    url = reverse("contact_messages:index") + "?state=stuck"
    return [Line(words % {"count": count}, url, is_urgent=True)]


def _pages_to_complete(communities) -> list[Line]:
    pages = list(pages_of(StandardPage.objects.live().to_complete(), communities).order_by("path"))
    if not pages:
        return []
    words = ngettext(
        "%(count)s page is to complete before the site opens",
        "%(count)s pages are to complete before the site opens",
        len(pages),
    )
    details = [
        Detail(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk])) for page in pages
    ]
    return [Line(words % {"count": len(pages)}, details[0].url, details=details)]
