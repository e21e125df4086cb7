"""The page editor of videos: it saves over nobody's work, and no button of it skips the review."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsUnscheduleView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet

from videos import review, submissions
from videos.models import VideoIndexPage, VideoPage
from videos.models.submissions import SubmissionState


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
        if refusal := self._refusal():
            messages.error(request, refusal)
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        try:
            return super().post(request, *args, **kwargs)
        except review.DecisionRefused as refused:
            messages.error(request, _("Your corrections are saved. %(why)s") % {"why": refused})
            return redirect("wagtailadmin_pages:edit", self.page.pk)

    def _refusal(self) -> str:
        """Why the author would be left without an answer by this button; empty when not."""
        submission = self.page.submission
        if not submission:
            return ""
        posted = self.request.POST
        if "action-cancel-workflow" in posted or "action-restart-workflow" in posted:
            return _("A review ends by a decision: publish, ask for changes or decline.")
        if "action-submit" in posted and submission.state == SubmissionState.WITHDRAWN:
            return _("Its author has withdrawn this proposal: it cannot be reviewed again.")
        if "action-submit" in posted and submission.state == SubmissionState.CHANGES_REQUESTED:
            return _("Changes were asked: its author has it, and will send it again.")
        return ""

    def submit_action(self):
        response = super().submit_action()
        submission = self.page.submission
        if submission and submission.state in review.closed_states():
            submissions.back_to_review(submission)
        return response


class VideoWorkflowActionView(WorkflowActionView):
    """The decision taken in the modal: what forbids it is said, never a bare refusal."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except review.DecisionRefused as refused:
            messages.error(request, str(refused))
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                step = {"step": "success", "redirect": self.redirect_url}
                return self.render_modal_json(request, step)
            return redirect(self.redirect_url)


class VideoUnscheduleView(RevisionsUnscheduleView):
    """Give up the hour of a publication: the author must know, and the team decide again."""

    def post(self, request, *args, **kwargs):
        try:
            review.cancel_schedule(self.object.specific, user=request.user)
            messages.success(request, _("It will not be published: it is to be reviewed again."))
        except review.DecisionRefused as refused:
            messages.error(request, str(refused))
        return redirect(self.get_next_url())


class VideoPageViewSet(PageViewSet):
    model = VideoPage
    parent_models = [VideoIndexPage]
    edit_view_class = VideoEditView
    workflow_action_view_class = VideoWorkflowActionView
    revisions_unschedule_view_class = VideoUnscheduleView


def refuse_publication(request: HttpRequest, page) -> HttpResponse | None:
    """Before the editor's Publish: say what is missing, keep what was typed as a draft."""
    if not isinstance(page, VideoPage):
        return None
    problems = page.publication_problems()
    if not page.permissions_for_user(request.user).can_publish():
        problems = [_("A video is published by a review: submit it, a colleague will decide.")]
    if not problems:
        return None
    messages.error(
        request,
        _("Saved as a draft, not published. %(problems)s")
        % {"problems": " ".join(map(str, problems))},
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_bulk_publication(
    request: HttpRequest, action_type: str, objects, action
) -> HttpResponse | None:
    """Before the listings' Publish: nothing is published while one of the videos is incomplete."""
    if action_type != "publish":
        return None
    for page in objects:
        for video in VideoPage.objects.descendant_of(page, inclusive=True):
            if video.live and video.pk != page.pk:
                continue  # only drafts are published with what is above them
            draft = video.get_latest_revision_as_object()
            if not draft.permissions_for_user(request.user).can_publish():
                continue
            if problems := draft.publication_problems():
                messages.error(
                    request,
                    _("Nothing was published. “%(title)s”: %(problems)s")
                    % {"title": draft.title, "problems": " ".join(map(str, problems))},
                )
                return redirect(action.next_url)
    return None
