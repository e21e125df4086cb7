"""The proposals before and after one, in the order and with the filters of the list."""

from typing import NamedTuple

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

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
    from videos.admin.review import reviewed_by

    proposals = reviewed_by(request.user)
    if "state" not in request.GET:
        proposals = proposals.filter(state=SubmissionState.IN_REVIEW)
    if not request.GET:
        return proposals
    from videos.admin.proposals import SubmissionFilterSet

    chosen = SubmissionFilterSet(request.GET, queryset=proposals, request=request)
    return chosen.qs if chosen.is_valid() else proposals


def _with_filters(url: str, request: HttpRequest) -> str:
    query = request.GET.urlencode()
    return f"{url}?{query}" if query else url
