"""How much a member may send. Sizes are in bytes; sentences speak in megabytes."""

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import Community, User
from community.models.communities import MEGABYTE
from videos.models import Attachment, Upload, VideoMedia
from videos.models.submissions import SubmissionState
from videos.uploads.protocol import Refusal

# Nobody waits for these any more.
SETTLED = [SubmissionState.DECLINED, SubmissionState.UNPUBLISHED]


def check_size(length: int, community: Community) -> None:
    """Refuse a file that is empty, or heavier than the community accepts."""
    if not length:
        raise Refusal(
            400, _("This file is empty. Check that the video plays, then choose it again.")
        )
    if length > community.max_bytes:
        raise Refusal(
            413,
            _(
                "This file weighs %(found)s MB; the limit is %(limit)s MB. Film in HD rather "
                "than in 4K, or cut the video, then choose it again."
            )
            % {"found": _megabytes(length), "limit": community.max_megabytes},
        )


def check_total(length: int, *, member: User, community: Community) -> None:
    """Refuse a file that would bring what the member has waiting above the limit."""
    total = waiting_bytes(member, community) + length
    if total > community.max_member_bytes:
        raise Refusal(
            413,
            _(
                "With this file, your videos that are not published yet would weigh %(found)s MB; "
                "the limit is %(limit)s MB. Wait until one of them is published, then choose this "
                "file again."
            )
            % {"found": _megabytes(total), "limit": community.max_member_megabytes},
        )


def waiting_bytes(member: User, community: Community) -> int:
    """Return what a member has in a community between the first byte and the publication."""
    sending = Upload.objects.filter(
        owner=member,
        submission__community=community,
        media=None,
        expires_at__gt=timezone.now(),
    )
    received = VideoMedia.objects.filter(
        uploaded_by_user=member, submissions__community=community
    ).exclude(submissions__state__in=SETTLED)
    unpublished = received.exclude(pages__live=True).distinct()
    documents = Attachment.objects.filter(
        submission__owner=member, submission__community=community, is_public=False
    ).exclude(submission__state__in=SETTLED)
    return _sum(sending, "length") + _sum(unpublished, "size") + _sum(documents, "size")


def _sum(rows, column: str) -> int:
    return rows.aggregate(total=Sum(column))["total"] or 0


def _megabytes(size: int) -> int:
    """Round up: a file just above the limit must not be said to weigh the limit."""
    return -(-size // MEGABYTE)
