from django.urls import reverse
from wagtail.admin.panels import Panel

from videos import review_links
from videos.refusals import advise


class PlayerPanel(Panel):
    """The video as a reviewer must see it: playable, with its author's declaration beside it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "videos/admin/player_panel.html"

        def get_context_data(self, parent_context=None):
            page = self.instance
            watchable = page.pk and page.media and page.media.is_ready
            return super().get_context_data(parent_context) | {
                "page": page,
                "media": page.media,
                "submission": page.submission if page.pk else None,
                "advice": advise(page.media.warnings) if page.media else [],
                "problems": page.publication_problems() if page.pk else [],
                "review_url": self._review_url(page),
                "review_link": review_links.address_for(page) if watchable else "",
            }

        def _review_url(self, page) -> str:
            """Where it is watched and decided on; empty for what no proposal made, or one's own."""
            submission = page.submission if page.pk else None
            if not submission or submission.owner_id == self.request.user.pk:
                return ""
            return reverse("proposal_review", args=[submission.pk])
