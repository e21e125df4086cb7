"""« Signaler »: anybody says that something is wrong with a page or a contribution, the team
decides, and whoever left an address reads the decision (LCEN, article 6; DSA, article 16).
"""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app
from wagtail.log_actions import log
from wagtail.models import Page

from community.models import Community, User
from editorial import messages
from videos import conversation, review
from videos.models import Comment, Report, VideoPage
from videos.models.conversation import CommentState, ReportState

TASK = "videos.tasks.send_report_message"
AT_ONCE = timedelta(minutes=2)  # within which the same report again is a second click
KEPT_FOR = timedelta(days=365)  # who reported, after the decision

RECEIVED, TEAM = "report_received", "report_team"
DECIDED = {ReportState.UPHELD: "report_upheld", ReportState.DISMISSED: "report_dismissed"}


class AlreadyDecided(Exception):
    """Another member of the team has decided meanwhile: `report` says who and how."""

    def __init__(self, report: Report):
        super().__init__(report.pk)
        self.report = report


class OwnContribution(Exception):
    """Nobody dismisses a report about what they wrote."""


# ── Reporting ────────────────────────────────────────────────────────────────


@transaction.atomic
def report(
    *,
    community: Community,
    reason: str,
    page: Page | None = None,
    comment: Comment | None = None,
    words: str = "",
    name: str = "",
    email: str = "",
) -> Report:
    """Keep a report of a page or of a contribution, tell the team, confirm it to its author.

    The same one sent twice in a row is kept once.
    """
    about = {"page": page, "comment": comment}
    said = {"reason": reason, "words": words, "name": name, "email": email}
    target = page or comment
    type(target).objects.select_for_update(of=("self",), no_key=True).get(pk=target.pk)
    recent = Report.objects.filter(created_at__gt=timezone.now() - AT_ONCE)
    if twice := recent.filter(**about, **said).first():
        return twice
    made = Report.objects.create(community=community, **about, **said)
    _queue(TEAM, made)
    _queue(RECEIVED, made)
    return made


def video_of(made: Report) -> VideoPage | None:
    """The video that a report is about, itself or by a contribution; None for another page."""
    if made.comment_id:
        return made.comment.page
    return VideoPage.objects.filter(pk=made.page_id).first()


# ── Deciding ─────────────────────────────────────────────────────────────────


@transaction.atomic
def uphold(made: Report, *, by: User, answer: str = "", reason: str = "") -> Report:
    """Follow a report: its contribution is taken off, whose author reads `reason`.

    The other reports of the same contribution that wait are followed with it. A page is treated
    by hand, where it is edited. Raises AlreadyDecided.
    """
    locked = _pending(made)
    _decide(locked, ReportState.UPHELD, by=by, answer=answer)
    if locked.comment_id:
        if is_shown(locked.comment):
            conversation.take_off(locked.comment, by=by, reason=reason)
        others = Report.objects.select_for_update(of=("self",)).filter(
            comment=locked.comment_id, state=ReportState.PENDING
        )
        for other in others.order_by("pk"):
            _decide(other, ReportState.UPHELD, by=by, answer=answer)
    return locked


@transaction.atomic
def dismiss(made: Report, *, by: User, answer: str = "") -> Report:
    """Leave things as they are, and say why. Raises AlreadyDecided, OwnContribution."""
    locked = _pending(made)
    if is_about(locked, by):
        raise OwnContribution
    _decide(locked, ReportState.DISMISSED, by=by, answer=answer)
    return locked


def is_about(made: Report, person: User) -> bool:
    """Whether a report is about what somebody wrote, or filmed."""
    if made.comment_id and made.comment.author_id == person.pk:
        return True
    video = video_of(made)
    return bool(video) and not made.comment_id and review.is_own(video, person)


def is_shown(comment: Comment) -> bool:
    """Whether there is something to take off: shown, or about to be."""
    return comment.state in {CommentState.PUBLISHED, CommentState.PENDING}


def forget_reporters() -> int:
    """Erase from old reports who made them, and all words: only what was decided stays.

    Return how many were cleaned.
    """
    old = Report.objects.filter(decided_at__lt=timezone.now() - KEPT_FOR)
    blank = {"words": "", "name": "", "email": "", "answer": ""}
    return old.exclude(**blank).update(**blank)


def _pending(made: Report) -> Report:
    """Lock a report that nobody has decided on, after what it is about, as `conversation` does."""
    if made.comment_id:
        Comment.objects.select_for_update(of=("self",)).filter(pk=made.comment_id).first()
    locked = Report.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if locked.state != ReportState.PENDING:
        raise AlreadyDecided(locked)
    return locked


def _decide(locked: Report, state: ReportState, *, by: User, answer: str) -> None:
    locked.state, locked.decided_by, locked.answer = state, by, answer
    locked.decided_at = timezone.now()
    locked.save()
    about = locked.comment.page if locked.comment_id else locked.page
    data = {"report": locked.pk, "contribution": locked.comment_id}
    log(about, f"videos.report_{state}", user=by, data=data)
    _queue(DECIDED[state], locked)


# ── Messages ─────────────────────────────────────────────────────────────────


def register() -> None:
    """Declare the messages that a community may put in its own words."""
    title = {"titre": (_("the title of the page"), "La dictée négociée")}
    reason = {"motif": (_("the reason chosen"), "Un prénom d’élève apparaît")}
    answer = {"reponse": (_("what the team answers"), "Merci de nous l’avoir signalé.")}
    link = {"adresse": (_("the address in the admin"), "https://exemple.fr/admin/signalements/3/")}

    def declare(name: str, label: str, when: str, variables: dict, **options) -> None:
        template = f"videos/reports/email/{name}"
        messages.register(
            name, label=label, when=when, variables=variables, template=template, **options
        )

    declare(
        RECEIVED,
        _("Report: received"),
        _("At once, to whoever reports something and leaves an address."),
        title | reason,
    )
    declare(
        TEAM,
        _("Report: to decide (for the team)"),
        _("At once, to the team."),
        title | reason | link,
        compulsory=("adresse",),
    )
    declare(
        DECIDED[ReportState.UPHELD],
        _("Report: followed"),
        _("To whoever reported, when the team agrees."),
        title | answer,
    )
    declare(
        DECIDED[ReportState.DISMISSED],
        _("Report: not followed"),
        _("To whoever reported, when the team leaves things as they are."),
        title | answer,
        compulsory=("reponse",),
    )


def send(kind: str, report_id: int) -> None:
    """Send a queued message; nothing when there is nobody to write to."""
    related = ("community__site", "page", "comment__page")
    made = Report.objects.select_related(*related).filter(pk=report_id).first()
    if not made:
        return
    to = made.community.contact_address if kind == TEAM else made.email
    if not to:
        return
    values = {"titre": made.page.title if made.page_id else made.comment.page.title}
    if kind in {RECEIVED, TEAM}:
        values["motif"] = made.get_reason_display()
    if kind == TEAM:
        path = reverse("reports:decide", args=[made.pk])
        values["adresse"] = made.community.root_url + path
    if kind in DECIDED.values():
        values["reponse"] = made.answer
    messages.send(kind, to=to, community=made.community, **values)


def _queue(kind: str, made: Report) -> None:
    """Queue a message, in the transaction of what it tells."""
    if kind == TEAM or made.email:
        app.configure_task(TASK).defer(kind=kind, report_id=made.pk)
