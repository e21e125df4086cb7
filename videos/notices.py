"""What the team is told by e-mail about the work that goes on behind its back."""

from django.urls import reverse

from editorial.mail import send_message
from videos.failures import explain_failure
from videos.models import VideoMedia
from videos.preparation import community_of


def tell_team_of_failure(media: VideoMedia) -> None:
    """Say which video could not be prepared, why, and where to start it again."""
    community = community_of(media)
    if not community or not community.contact_address:
        return  # the admin's dashboard says it too
    send_message(
        "videos/email/team_failed",
        to=community.contact_address,
        community=community,
        media=media,
        reason=explain_failure(media.failure_code),
        admin_url=community.root_url + reverse("preparations:inspect", args=[media.pk]),
    )
