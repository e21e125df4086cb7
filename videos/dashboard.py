"""What the team sees first in the admin: the proposals that wait for it, and what broke."""

from django.urls import reverse
from wagtail.admin.ui.components import Component

from community.groups import communities_of
from videos.admin.preparations import seen_by
from videos.models import VideoSubmission
from videos.models.media import MediaState

SHOWN = 5


class ProposalsPanel(Component):
    name = "proposals"
    template_name = "videos/admin/proposals_panel.html"
    order = 50

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        communities = communities_of(user)
        waiting = VideoSubmission.objects.to_review().filter(community__in=communities)
        return {
            "count": waiting.count(),
            "oldest": waiting.select_related("community", "page")[:SHOWN],
            "failures": seen_by(user).filter(state=MediaState.FAILED).count(),
            "failures_url": reverse("preparations:index") + "?state=failed",
            "list_url": reverse("propositions:index") + "?state=in_review",
        }
