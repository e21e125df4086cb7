"""« Demander le retrait »: anybody asks, the video is hidden at once when a person is in it.

Hidden is a restriction of the page to the team: the public finds it nowhere and its files stop at
the next request, while its state, review and words stay as they are for the decision.
"""

from django.db import transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community.models import Community, User
from videos.models import RightsEntry, TakedownRequest, VideoPage
from videos.models.rights import RightsEvent, TakedownReason, TakedownState
from videos.rights import messages, register
from videos.rights.locking import lock_video
from videos.rights.withdrawal import AlreadyWithdrawn, withdraw

# Whoever says that they are in it, or their child, is believed until somebody has looked.
HIDING = {TakedownReason.MYSELF, TakedownReason.CHILD}
REFUSALS_BEFORE_WAITING = 2  # then a person looks first: the button is no way to silence a video


class AlreadyDecided(Exception):
    """Another member of the team has answered meanwhile: `request` says who and how."""

    def __init__(self, request: TakedownRequest):
        super().__init__(request.pk)
        self.request = request


@transaction.atomic
def ask(*, page: VideoPage, reason: str, words: str = "", email: str = "") -> TakedownRequest:
    """Take a request, hide the video if it must be, and tell the team and the person at once.

    Raises AlreadyWithdrawn when there is nothing left to withdraw.
    """
    submission, page = lock_video(page=page)
    if not page:
        raise AlreadyWithdrawn
    request = TakedownRequest.objects.create(
        page=page,
        community=Community.for_site(page.get_site()),
        title=page.title,
        reason=reason,
        words=words,
        email=email,
        hidden_at=timezone.now() if _must_hide(page, reason) else None,
    )
    noted = {"request": request.pk, "reason": reason, "hidden": bool(request.hidden_at)}
    if request.hidden_at:
        noted["restriction"] = _hide(page, request.community)
    entry = register.record(submission, page=page, event=RightsEvent.TAKEDOWN_ASKED, data=noted)
    messages.queue("takedown_received", request)
    messages.queue("takedown_team", request)
    if request.hidden_at:
        messages.queue("video_hidden", entry)
    return request


@transaction.atomic
def accept(request: TakedownRequest, *, by: User, answer: str = "") -> TakedownRequest:
    """Withdraw the video for good, and answer. Raises AlreadyDecided."""
    locked, page = _pending(request)
    _decide(locked, TakedownState.ACCEPTED, by=by, answer=answer)
    if page:
        withdraw(page=page, by=by, why="takedown")
    return locked


@transaction.atomic
def refuse(request: TakedownRequest, *, by: User, answer: str) -> TakedownRequest:
    """Keep the video, say why, and show it again unless another request hides it.

    Raises AlreadyDecided.
    """
    locked, page = _pending(request)
    _decide(locked, TakedownState.REFUSED, by=by, answer=answer)
    if page:
        register.record(
            page.submission,
            page=page,
            event=RightsEvent.TAKEDOWN_REFUSED,
            actor=by,
            data={"request": locked.pk},
        )
        if not is_hidden(page):
            _show(page, by)
    return locked


def is_hidden(page: VideoPage) -> bool:
    """Whether a page is hidden from the public until the team has decided."""
    return TakedownRequest.objects.hiding().filter(page=page).exists()


def _must_hide(page: VideoPage, reason: str) -> bool:
    if reason not in HIDING:
        return False
    refused = TakedownRequest.objects.filter(
        page=page, state=TakedownState.REFUSED, reason__in=HIDING
    )
    return refused.count() < REFUSALS_BEFORE_WAITING


def _hide(page: VideoPage, community: Community) -> int:
    """Return the number of the restriction, which the refusal of the request takes off."""
    restriction = PageViewRestriction(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.save()
    restriction.groups.set([community.editors, community.managers])
    return restriction.pk


def _show(page: VideoPage, by: User) -> None:
    asked = RightsEntry.objects.filter(event=RightsEvent.TAKEDOWN_ASKED, page_number=page.pk)
    ours = [each.data["restriction"] for each in asked if each.data["hidden"]]
    for restriction in PageViewRestriction.objects.filter(page=page, pk__in=ours):
        restriction.delete(user=by)


def _pending(request: TakedownRequest) -> tuple[TakedownRequest, VideoPage | None]:
    """Lock a request that nobody has answered, after the video that it is about."""
    page = VideoPage(pk=request.page_id) if request.page_id else None
    if page:
        _submission, page = lock_video(page=page)
    locked = TakedownRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.state != TakedownState.PENDING:
        raise AlreadyDecided(locked)
    return locked, page


def _decide(request: TakedownRequest, state: TakedownState, *, by: User, answer: str) -> None:
    request.state, request.decided_by, request.answer = state, by, answer
    request.decided_at = timezone.now()
    request.save()
    messages.queue(f"takedown_{state}", request)
