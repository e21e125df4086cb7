"""What the team sees first in the admin: the proposals that wait for it."""

from django.urls import reverse
from wagtail.admin.ui.components import Component

from community.groups import communities_of
from videos.models import VideoSubmission

SHOWN = 5


class ProposalsPanel(Component):
    name = "proposals"
    template_name = "videos/admin/proposals_panel.html"
    order = 50

    def get_context_data(self, parent_context):
        communities = communities_of(parent_context["request"].user)
        waiting = VideoSubmission.objects.to_review().filter(community__in=communities)
        return {
            "count": waiting.count(),
            "oldest": waiting.select_related("community", "page")[:SHOWN],
            "list_url": reverse("propositions:index") + "?state=in_review",
        }
