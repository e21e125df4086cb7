"""Asking to propose all the same: what a member writes, what the team answers."""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from community.eligibility import may_propose
from community.models import AccessRequest, AccessState, Community, User
from editorial.mail import send_message


class AlreadyAllowed(Exception):
    """This member may propose here: there is nothing to ask."""


class AlreadyAsked(Exception):
    """A request of this member is waiting for its answer."""


class AlreadyDecided(Exception):
    """A colleague has answered meanwhile. Holds the request as it is now."""

    def __init__(self, request: AccessRequest):
        super().__init__(request.pk)
        self.request = request


def latest_of(user: User, community: Community) -> AccessRequest | None:
    """Return the last request of a member in a community: the one whose answer counts."""
    return user.access_requests.filter(community=community).order_by("-created_at").first()


@transaction.atomic
def ask(
    *, user: User, community: Community, role: str, organisation: str, words: str = ""
) -> AccessRequest:
    """Record a request, and tell the team. Raises AlreadyAllowed, AlreadyAsked."""
    if may_propose(user, community):
        raise AlreadyAllowed
    try:
        with transaction.atomic():
            asked = AccessRequest.objects.create(
                user=user, community=community, role=role, organisation=organisation, words=words
            )
    except IntegrityError:  # one_open_request_per_member: also when two tabs ask at once
        raise AlreadyAsked from None
    transaction.on_commit(lambda: _tell_team(asked))
    return asked


def accept(request: AccessRequest, *, by: User) -> AccessRequest:
    """Let the member propose, and write to them. Raises AlreadyDecided."""
    return _decide(request, AccessState.ACCEPTED, by=by)


def refuse(request: AccessRequest, *, by: User, reason: str) -> AccessRequest:
    """Say no, with the reason that the member reads. Raises AlreadyDecided."""
    return _decide(request, AccessState.REFUSED, by=by, reason=reason)


@transaction.atomic
def _decide(request: AccessRequest, state: AccessState, *, by: User, reason="") -> AccessRequest:
    """Answer, once: the row is locked, the second of two colleagues finds it answered."""
    locked = (
        AccessRequest.objects.select_for_update(of=("self",))
        .select_related("user", "community__site", "decided_by")
        .get(pk=request.pk)
    )
    if locked.state != AccessState.PENDING:
        raise AlreadyDecided(locked)
    locked.state, locked.reason = state, reason
    locked.decided_by, locked.decided_at = by, timezone.now()
    locked.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    log(locked, f"community.access_{state}", user=by)
    transaction.on_commit(lambda: _tell_member(locked))
    return locked


def _tell_member(request: AccessRequest) -> None:
    community = request.community
    send_message(
        f"community/email/access_{request.state}",
        to=request.user.email,
        community=community,
        reason=request.reason,
        propose_url=community.root_url + reverse("propose"),
        access_url=community.root_url + reverse("access_request"),
    )


def _tell_team(request: AccessRequest) -> None:
    community = request.community
    if not community.contact_address:
        return
    send_message(
        "community/email/access_asked",
        to=community.contact_address,
        community=community,
        request=request,
    )
