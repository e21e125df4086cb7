"""The proposals before and after one, in the order and with the filters of the list."""

from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse

from videos.admin.proposal_filters import ProposalFilterSet, proposals_seen_by, search
from videos.models import VideoSubmission
from videos.models.submissions import SubmissionState


class Queue(NamedTuple):
    """Addresses of the neighbours, empty at an end, and how many wait."""

    previous: str
    following: str
    waiting: int


def address(submission: VideoSubmission, request: HttpRequest) -> str:
    """The review of a proposal, with the filters that the person came with."""
    return _with_filters(reverse("proposal_review", args=[submission.pk]), request)


def list_address(request: HttpRequest) -> str:
    query = request.GET.urlencode()
    listing = reverse("propositions:index")
    return f"{listing}?{query}" if query else f"{listing}?state={SubmissionState.IN_REVIEW}"


def around(submission: VideoSubmission, request: HttpRequest) -> Queue:
    """What comes before and after, the oldest first; after the last one, the first again."""
    waiting = _filtered(request).exclude(page=None).order_by("sent_at", "pk")
    others = waiting.exclude(pk=submission.pk).exclude(owner=request.user)
    at = submission.sent_at
    older = Q(sent_at__lt=at) | Q(sent_at=at, pk__lt=submission.pk)
    previous = others.filter(older).last()
    following = others.exclude(older).first() or others.first()
    return Queue(
        address(previous, request) if previous else "",
        address(following, request) if following else "",
        waiting.count(),
    )


def _filtered(request: HttpRequest):
    proposals = proposals_seen_by(request.user)
    if "state" not in request.GET:
        proposals = proposals.filter(state=SubmissionState.IN_REVIEW)
    if not request.GET:
        return proposals
    chosen = ProposalFilterSet(request.GET, queryset=_marked(proposals), request=request)
    found = chosen.qs if chosen.is_valid() else proposals
    return search(found, request.GET.get("q", ""))


def _marked(proposals):
    """What the filters of the list look at."""
    lacking = {
        "lacks_captions": VideoSubmission.objects.missing_captions(),
        "lacks_rights": VideoSubmission.objects.missing_rights(),
    }
    return proposals.annotate(
        **{name: Exists(rows.filter(pk=OuterRef("pk"))) for name, rows in lacking.items()}
    )


def _with_filters(url: str, request: HttpRequest) -> str:
    query = request.GET.urlencode()
    return f"{url}?{query}" if query else url
