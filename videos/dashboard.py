"""What waits for the team of the videos: proposals, what broke, and what people ask."""

from datetime import timedelta

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.groups import communities_edited_by, roles_of
from community.models import AccessRequest, AccessState, User
from editorial.dashboard import Detail, Line, WorkPanel, address
from videos.admin.contributions import seen_by as contributions_seen_by
from videos.admin.preparations import seen_by
from videos.admin.proposal_actions import review_url
from videos.admin.proposal_filters import RIGHTS_END_SOON, proposals_seen_by
from videos.admin.reports import seen_by as reports_seen_by
from videos.models import TakedownRequest, VideoSubmission
from videos.models.conversation import ReportReason, ReportState
from videos.models.media import MediaState
from videos.models.rights import TakedownState
from videos.models.submissions import SubmissionState

SHOWN = 5
IN_REVIEW = Q(state=SubmissionState.IN_REVIEW)


class ProposalsPanel(WorkPanel):
    """Proposals, the oldest first; then failures and requests. The same queries for any team."""

    name = "proposals"
    heading = gettext_lazy("Videos")
    icon_name = "media"
    order = 50
    quiet = gettext_lazy("Nothing waits for the team: all is quiet.")

    def lines(self, request: HttpRequest) -> list[Line]:
        user = request.user
        several = len(roles_of(user).editor) > 1
        proposals = proposals_seen_by(user)
        counts = proposals.aggregate(
            waiting=Count("pk", filter=IN_REVIEW),
            late=Count("pk", filter=VideoSubmission.objects.late_condition()),
            nobody=Count("pk", filter=IN_REVIEW & Q(assignee=None)),
            again=Count("pk", filter=IN_REVIEW & Q(version__gt=1)),
            ending=Count("pk", filter=VideoSubmission.objects.rights_end_before(soon())),
        )
        lines = []
        if counts["waiting"]:
            lines.append(_waiting(proposals, counts["waiting"], several))
            lines.append(_shared_out(proposals, counts["nobody"], user))
        return [*lines, *_counted(counts), *_asked(user)]


def soon():
    """The last day of the rights that come to their end “soon”."""
    return timezone.localdate() + timedelta(days=RIGHTS_END_SOON)


def _waiting(proposals, count: int, several: bool) -> Line:
    oldest = proposals.filter(IN_REVIEW).select_related("community").order_by("sent_at", "pk")
    now = timezone.now()
    return Line(
        ngettext(
            "%(count)s proposal waits for the team",
            "%(count)s proposals wait for the team",
            count,
        )
        % {"count": count},
        _list("?state=in_review"),
        details=[
            Detail(
                proposal.title,
                review_url(proposal),
                _("sent %(age)s ago") % {"age": timesince(proposal.sent_at, now, depth=1)}
                + (f" · {proposal.community}" if several else ""),
            )
            for proposal in oldest.only("title", "sent_at", "page", "community__name")[:SHOWN]
        ],
    )


def _shared_out(proposals, nobody: int, user: User) -> Line:
    """Who has what, oneself first, then who has most."""
    held = (
        proposals.filter(IN_REVIEW, assignee__isnull=False)
        .values("assignee")
        .annotate(count=Count("pk"))
        .order_by("-count", "assignee")
    )
    counts = {row["assignee"]: row["count"] for row in held}
    people = User.objects.in_bulk(counts)
    ranked = sorted(counts, key=lambda pk: (pk != user.pk, -counts[pk]))
    return Line(
        ngettext(
            "%(count)s of them has been taken by nobody",
            "%(count)s of them have been taken by nobody",
            nobody,
        )
        % {"count": nobody}
        if nobody
        else _("Each of them is taken by somebody"),
        _list("?state=in_review&assignee=nobody") if nobody else None,
        details=[
            Detail(
                _("You") if pk == user.pk else str(people[pk]),
                _list(f"?state=in_review&assignee={'me' if pk == user.pk else pk}"),
                str(counts[pk]),
            )
            for pk in ranked
        ],
    )


def _counted(counts: dict[str, int]) -> list[Line]:
    late, again, ending = counts["late"], counts["again"], counts["ending"]
    lines = []
    if late:
        words = ngettext("%(count)s proposal is late", "%(count)s proposals are late", late)
        lines.append(Line(words % {"count": late}, _list("?age=late"), is_urgent=True))
    if again:
        words = ngettext(
            "%(count)s proposal came back corrected",
            "%(count)s proposals came back corrected",
            again,
        )
        url = _list("?state=in_review&received=again")
        lines.append(Line(words % {"count": again}, url))
    if ending:
        words = ngettext(
            "The image rights of %(count)s video end within %(days)s days",
            "The image rights of %(count)s videos end within %(days)s days",
            ending,
        )
        url = _list("?rights=ending")
        lines.append(Line(words % {"count": ending, "days": RIGHTS_END_SOON}, url))
    return lines


def _asked(user: User) -> list[Line]:
    """What broke, who asks to take part, who asks for a withdrawal."""
    communities = communities_edited_by(user)
    failures = seen_by(user).filter(state=MediaState.FAILED).count()
    accesses = AccessRequest.objects.filter(
        community__in=communities, state=AccessState.PENDING
    ).count()
    takedowns = TakedownRequest.objects.filter(
        community__in=communities, state=TakedownState.PENDING
    ).count()
    lines = []
    if takedowns:
        words = ngettext(
            "%(count)s request for a withdrawal waits for an answer",
            "%(count)s requests for a withdrawal wait for an answer",
            takedowns,
        )
        url = address("takedowns:index", "?state=pending")
        lines.append(Line(words % {"count": takedowns}, url, is_urgent=True))
    if failures:
        words = ngettext(
            "%(count)s video could not be prepared",
            "%(count)s videos could not be prepared",
            failures,
        )
        url = reverse("preparations:index") + "?state=failed"
        lines.append(Line(words % {"count": failures}, url, is_urgent=True))
    reports = reports_seen_by(user).filter(state=ReportState.PENDING)
    reports = reports.aggregate(
        waiting=Count("pk"), urgent=Count("pk", filter=Q(reason=ReportReason.RECOGNISED))
    )
    if reports["waiting"]:
        words = ngettext(
            "%(count)s report to treat", "%(count)s reports to treat", reports["waiting"]
        )
        url = reverse("reports:index") + "?state=pending"
        count, urgent = {"count": reports["waiting"]}, bool(reports["urgent"])
        lines.append(Line(words % count, url, is_urgent=urgent))
    contributions = contributions_seen_by(user).to_moderate().count()
    if contributions:
        words = ngettext(
            "%(count)s contribution waits for the team",
            "%(count)s contributions wait for the team",
            contributions,
        )
        url = reverse("contributions_admin:index") + "?state=pending"
        lines.append(Line(words % {"count": contributions}, url))
    if accesses:
        words = ngettext(
            "%(count)s person asks to propose videos",
            "%(count)s people ask to propose videos",
            accesses,
        )
        url = address("access_requests:index", "?state=pending")
        lines.append(Line(words % {"count": accesses}, url))
    return lines


def _list(query: str) -> str:
    return reverse("propositions:index") + query
