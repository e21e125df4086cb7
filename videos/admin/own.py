"""Screens of one thing that belongs to a community: 404 for whoever does not edit that one."""

from django.http import Http404
from wagtail.admin.views.generic import DeleteView, EditView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView

from community.groups import communities_edited_by


class Own:
    """A view of one thing: 404 when it belongs to a community that the person does not edit."""

    def get_object(self, *args, **kwargs):
        found = super().get_object(*args, **kwargs)
        if not communities_edited_by(self.request.user).filter(pk=found.community_id).exists():
            raise Http404
        return found


class OwnEditView(Own, EditView):
    pass


class OwnDeleteView(Own, DeleteView):
    pass


class OwnHistoryView(Own, HistoryView):
    pass


class OwnUsageView(Own, UsageView):
    pass
