"""A page editor that never saves over what somebody else has just sent."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet

from videos.models import VideoIndexPage, VideoPage


class VideoEditView(EditView):
    """Wagtail's autosave refuses an outdated revision, its manual save does not: we do.

    A reviewer's open tab would otherwise erase what the author has just sent again.
    """

    def post(self, request, *args, **kwargs):
        if self.is_out_of_date and not self.expects_json_response:
            messages.error(
                request,
                _(
                    "This video has been changed meanwhile, so nothing was saved: here is its "
                    "latest version."
                ),
            )
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        return super().post(request, *args, **kwargs)


class VideoPageViewSet(PageViewSet):
    model = VideoPage
    parent_models = [VideoIndexPage]
    edit_view_class = VideoEditView
