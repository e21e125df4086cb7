from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from community.groups import communities_of
from videos.admin.pages import VideoPageViewSet
from videos.admin.preparations import PreparationViewSet
from videos.admin.proposals import SubmissionViewSet
from videos.admin.rights import RegisterViewSet, TakedownViewSet, refuse_incomplete
from videos.dashboard import ProposalsPanel
from videos.models import VideoPage


@hooks.register("register_admin_viewset")
def proposals():
    return SubmissionViewSet()


@hooks.register("register_admin_viewset")
def preparations():
    return PreparationViewSet()


@hooks.register("register_admin_viewset")
def video_pages():
    return VideoPageViewSet()


@hooks.register("register_admin_viewset")
def rights_register():
    return RegisterViewSet()


@hooks.register("register_admin_viewset")
def takedowns():
    return TakedownViewSet()


@hooks.register("register_log_actions")
def decisions(actions):
    actions.register_action("videos.relaunch", _("Start again"), _("Preparation started again"))
    actions.register_action("videos.decline", _("Decline"), _("The proposal was declined."))


@hooks.register("construct_media_chooser_queryset")
def only_ones_own_media(media, request):
    communities = communities_of(request.user)
    return media.filter(collection__in=communities.values("media_collection"))


@hooks.register("construct_homepage_panels")
def proposals_to_review(request, panels):
    # Ours is limited and says how old each one is; Wagtail's lists them all, a query each.
    panels[:] = [each for each in panels if not isinstance(each, WorkflowObjectsToModeratePanel)]
    if request.user.has_perm("videos.view_videosubmission"):
        panels.append(ProposalsPanel())


@hooks.register("before_publish_page")
def nothing_incomplete_is_published(request, page):
    """Say it in words: the guard of the page itself would only raise."""
    return refuse_incomplete(request, page) if isinstance(page, VideoPage) else None


@hooks.register("construct_page_action_menu")
def a_review_ends_by_a_decision(menu_items, request, context):
    """Cancelling Wagtail's workflow would leave the author without an answer."""
    if isinstance(context.get("page"), VideoPage):
        menu_items[:] = [item for item in menu_items if item.name != "action-cancel-workflow"]
