from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from community.groups import communities_of, roles_of
from videos.admin import review
from videos.admin.captions import CaptionsViewSet
from videos.admin.contributions import ContributionViewSet
from videos.admin.members import MembersViewSetGroup
from videos.admin.pages import VideoPageViewSet, refuse_bulk_publication, refuse_publication
from videos.admin.preparations import PreparationViewSet
from videos.admin.proposals import ProposalViewSet
from videos.admin.reasons import ReasonViewSet
from videos.admin.reports import ReportViewSet
from videos.admin.rights import RegisterViewSet, TakedownViewSet
from videos.dashboard import ProposalsPanel
from videos.models import VideoPage


@hooks.register("register_admin_viewset")
def proposals():
    return ProposalViewSet()


@hooks.register("register_admin_viewset")
def reasons():
    return ReasonViewSet()


@hooks.register("register_admin_viewset")
def preparations():
    return PreparationViewSet()


@hooks.register("register_admin_viewset")
def captions():
    return CaptionsViewSet()


@hooks.register("register_admin_viewset")
def members():
    return MembersViewSetGroup()


@hooks.register("register_admin_viewset")
def video_pages():
    return VideoPageViewSet()


@hooks.register("register_admin_urls")
def review_screen():
    return [path("propositions/<int:pk>/", include(review.urlpatterns))]


hooks.register("before_publish_page", refuse_publication)
hooks.register("before_bulk_action", refuse_bulk_publication)


@hooks.register("register_admin_viewset")
def rights_register():
    return RegisterViewSet()


@hooks.register("register_admin_viewset")
def contributions():
    return ContributionViewSet()


@hooks.register("register_admin_viewset")
def reports():
    return ReportViewSet()


@hooks.register("register_admin_viewset")
def takedowns():
    return TakedownViewSet()


@hooks.register("register_log_actions")
def decisions(actions):
    actions.register_action("videos.relaunch", _("Start again"), _("Preparation started again"))
    actions.register_action("videos.take", _("Take"), _("Taken by an editor"))
    actions.register_action("videos.release", _("Release"), _("Given back to the team"))
    actions.register_action("videos.assign", _("Assign"), _("Given to somebody of the team"))
    actions.register_action(
        "videos.captions", _("Correct the captions"), _("The captions were corrected.")
    )
    actions.register_action("videos.decline", _("Decline"), _("The proposal was declined."))
    actions.register_action("videos.published", _("Approve"), _("The video was approved."))
    actions.register_action("videos.scheduled", _("Schedule"), _("Accepted, for an hour to come."))
    actions.register_action("videos.changes", _("Ask for changes"), _("Changes were asked."))
    actions.register_action("videos.declined", _("Decline"), _("The proposal was declined."))
    actions.register_action("videos.unschedule", _("Unschedule"), _("The hour was given up."))
    actions.register_action("videos.unpublish", _("Take off the site"), _("Taken off the site."))
    actions.register_action("videos.withdraw", _("Take back"), _("Taken back by its author"))
    actions.register_action("videos.state", _("Change of state"), _("State of the proposal"))
    actions.register_action(
        "videos.contribution_published", _("Show"), _("A contribution was put online.")
    )
    actions.register_action(
        "videos.contribution_refused", _("Refuse"), _("A contribution was refused.")
    )
    actions.register_action("videos.report_upheld", _("Follow"), _("A report was followed."))
    actions.register_action(
        "videos.report_dismissed", _("Dismiss"), _("A report was not followed.")
    )
    actions.register_action(
        "community.access_accepted", _("Accept"), _("The request for access was accepted.")
    )
    actions.register_action(
        "community.access_refused", _("Refuse"), _("The request for access was refused.")
    )


@hooks.register("construct_media_chooser_queryset")
def only_ones_own_media(media, request):
    communities = communities_of(request.user)
    return media.filter(collection__in=communities.values("media_collection"))


@hooks.register("construct_homepage_panels")
def proposals_to_review(request, panels):
    # Ours is limited and says how old each one is; Wagtail's lists them all, a query each.
    panels[:] = [each for each in panels if not isinstance(each, WorkflowObjectsToModeratePanel)]
    if roles_of(request.user).editor:
        panels.append(ProposalsPanel())


@hooks.register("construct_page_action_menu")
def a_review_ends_by_a_decision(menu_items, request, context):
    """Cancelling Wagtail's workflow would leave the author without an answer."""
    if isinstance(context.get("page"), VideoPage):
        menu_items[:] = [item for item in menu_items if item.name != "action-cancel-workflow"]
