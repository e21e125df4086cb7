"""What a newsletter manager finds first in the admin: the issue to come."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.groups import pages_of
from editorial.dashboard import Detail, Line, WorkPanel
from editorial.templatetags.dates import day
from newsletter.models import IssuePage
from newsletter.permissions import newsletters_run_by

SHOWN = 3


class IssuesPanel(WorkPanel):
    """The issues that have not left yet, the last one changed first."""

    name = "issues"
    heading = gettext_lazy("Newsletter")
    icon_name = "mail"
    order = 70

    def lines(self, request: HttpRequest) -> list[Line]:
        waiting = IssuePage.objects.filter(sending=None)
        issues = pages_of(waiting, newsletters_run_by(request.user))
        issues = issues.order_by("-latest_revision_created_at", "-pk")
        count = issues.count()
        if not count:
            return [Line(_("No issue is being written"), None)]
        words = ngettext(
            "%(count)s issue is being written", "%(count)s issues are being written", count
        )
        nearest = list(issues[:SHOWN])
        details = [
            Detail(
                issue.title,
                reverse("wagtailadmin_pages:edit", args=[issue.pk]),
                _("changed on %(day)s") % {"day": day(issue.latest_revision_created_at)}
                if issue.latest_revision_created_at
                else "",
            )
            for issue in nearest
        ]
        url = reverse("wagtailadmin_pages:edit", args=[nearest[0].pk])
        return [Line(words % {"count": count}, url, details=details)]
