"""Wagtail's « site history », kept apart by community."""

from wagtail.admin.views.reports.audit_logging import LogEntriesView


class SiteHistoryView(LogEntriesView):
    """For the team, what happened to the pages that they work on; all of it for administrators.

    Wagtail's log of everything else (proposals, requests, messages) knows permissions on kinds,
    not communities: an editor would read there what happens in all of them.
    """

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_superuser:
            # Where ModelLogEntry.objects.viewable_by_user remembers the kinds that one may read.
            request.user._allowed_content_type_ids = set()
        return super().dispatch(request, *args, **kwargs)
