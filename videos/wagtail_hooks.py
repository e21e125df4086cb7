from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from community.groups import communities_of
from videos.admin import SubmissionViewSet, VideoPageViewSet
from videos.dashboard import ProposalsPanel


@hooks.register("register_admin_viewset")
def proposals():
    return SubmissionViewSet()


@hooks.register("register_admin_viewset")
def video_pages():
    return VideoPageViewSet()


@hooks.register("register_log_actions")
def decisions(actions):
    actions.register_action("videos.decline", _("Decline"), _("The proposal was declined."))


@hooks.register("construct_media_chooser_queryset")
def only_ones_own_media(media, request):
    communities = communities_of(request.user)
    return media.filter(collection__in=communities.values("media_collection"))


@hooks.register("construct_homepage_panels")
def proposals_to_review(request, panels):
    if request.user.has_perm("videos.view_videosubmission"):
        panels.append(ProposalsPanel())
