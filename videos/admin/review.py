"""The screen where one proposal is watched and decided on, without leaving the keyboard.

Everything is a form that works without JavaScript; scripts save ticks and remarks at once, so that
the video goes on playing. What is posted names the review and the revision that were on screen: if
somebody decided or the author changed something meanwhile, nothing is overwritten, and what was
typed comes back in the page.
"""

from hashlib import sha256
from http import HTTPStatus
from importlib.util import find_spec

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import TemplateDoesNotExist, get_template
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.models import EditingSession
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from editorial.templatetags.dates import clock, day, hour
from videos import assignment, captions, notices, review
from videos.admin import review_queue
from videos.admin.proposal_filters import proposals_seen_by
from videos.models import DecisionReason, ReviewNote, VideoMedia, VideoSubmission
from videos.models.media import MediaState
from videos.models.review import CheckPoint
from videos.models.submissions import SubmissionState
from videos.refusals import advise
from videos.review import changes as review_changes
from videos.review import history as review_history
from videos.review import notes as review_notes
from videos.review.forms import NoteForm, PublicationForm, ReasonForm

SEEN_LATELY = timezone.timedelta(seconds=60)  # the page says every 20 s that it is open
STATE_OF = {
    "reject": SubmissionState.CHANGES_REQUESTED,
    "decline": SubmissionState.DECLINED,
    "unpublish": SubmissionState.UNPUBLISHED,
}


def find(request: HttpRequest, pk: int) -> VideoSubmission:
    """Return a proposal of the person's communities; 404 for any other, and for one's own."""
    submission = get_object_or_404(
        proposals_seen_by(request.user).select_related(
            "community__site", "owner", "theme", "assignee", "media", "page__media", "page__theme"
        ),
        pk=pk,
    )
    if submission.owner_id == request.user.pk:
        raise Http404(_("This is your own video: a colleague has to decide."))
    return submission


class ReviewView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "videos/admin/review.html"
    header_icon = "media"
    http_method_names = ["get", "post", "head"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.problems: list[str] = []
        self.message: dict | None = None  # the one that would leave, in the second step

    def dispatch(self, request, *args, **kwargs):
        submission = get_object_or_404(proposals_seen_by(request.user), pk=kwargs["pk"])
        if submission.owner_id == request.user.pk:
            messages.warning(request, _("This is your own video: a colleague has to decide."))
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        self.say_here()
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        action = request.POST.get("action", "")
        act = getattr(self, f"do_{action.replace('-', '_')}", None)
        if not act:
            return self.show(status=HTTPStatus.BAD_REQUEST)
        try:
            return act()
        except review.NotPublishable as refused:
            self.problems = refused.problems
        except (review.AlreadyDecided, review.ChangedMeanwhile) as refused:
            self.problems = [str(refused)]
            self.forget_what_was_read()
            return self.show(status=HTTPStatus.CONFLICT)
        except review.DecisionRefused as refused:
            self.problems = [str(refused)]
        return self.show(status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def show(self, status=HTTPStatus.OK) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**self.kwargs), status=status)

    def forget_what_was_read(self) -> None:
        """Somebody has changed the rows since they were read: read them again to show them."""
        for name in ("submission", "page", "draft", "task_state", "reviews"):
            self.__dict__.pop(name, None)

    # What is on screen.

    @cached_property
    def submission(self) -> VideoSubmission:
        return find(self.request, self.kwargs["pk"])

    @cached_property
    def page(self):
        return self.submission.page

    @cached_property
    def draft(self):
        """The page as the author sent it last, corrected by the team."""
        return self.page.get_latest_revision_as_object() if self.page else None

    @cached_property
    def task_state(self):
        """The review under way, or None."""
        return self.page.current_workflow_task_state if self.page else None

    @property
    def is_open(self) -> bool:
        return bool(self.task_state) and self.task_state.status == "in_progress"

    @cached_property
    def reviews(self):
        return review_history.decided_reviews(self.page) if self.page else []

    # The forms.

    @cached_property
    def publication_form(self) -> PublicationForm:
        return PublicationForm(
            self.request.POST if self.is_posted else None,
            initial=self.kept_so_far(),
            described_media=described_media(self.submission, self.draft),
        )

    @cached_property
    def reject_form(self) -> ReasonForm:
        return self.reason_form("reject")

    @cached_property
    def decline_form(self) -> ReasonForm:
        return self.reason_form("decline")

    @cached_property
    def unpublish_form(self) -> ReasonForm:
        return self.reason_form("unpublish")

    @property
    def is_posted(self) -> bool:
        return self.request.method == "POST"

    @cached_property
    def offered(self) -> list[DecisionReason]:
        return list(DecisionReason.objects.filter(community=self.submission.community))

    def reason_form(self, action: str) -> ReasonForm:
        # What takes a video off the site is what would have declined it.
        kind = "decline" if action == "unpublish" else action
        reasons = [reason for reason in self.offered if reason.action == kind]
        data = self.request.POST if self.is_posted else None
        return ReasonForm(data, prefix=action, reasons=reasons)

    def kept_so_far(self) -> dict:
        if not self.draft:
            return {}
        kept = {name: getattr(self.draft, name) for name in review.DECISION_FIELDS}
        return kept | {"checklist": self.task_state.checklist if self.is_open else []}

    # What may be done. Each answers, or raises why not.

    def do_take(self):
        self.problems = take(self.submission, self.request.user)
        return self.show(HTTPStatus.CONFLICT if self.problems else HTTPStatus.OK)

    def do_release(self):
        self.problems = release(self.submission, self.request.user)
        return self.show(HTTPStatus.CONFLICT if self.problems else HTTPStatus.OK)

    def do_save(self):
        form = self.checked(self.publication_form)
        review.keep(
            self.posted_state(),
            user=self.request.user,
            checklist=form.cleaned_data["checklist"],
            decisions=form.decisions,
            seen_revision=self.seen_revision(),
        )
        messages.success(self.request, _("What you have checked is kept."))
        return self.back()

    def do_approve(self):
        return self.publish(at=None)

    def do_schedule(self):
        form = self.checked(self.publication_form)
        if not form.cleaned_data["publish_at"]:
            raise review.NotPublishable([_("Choose the day and the hour of the publication.")])
        return self.publish(at=form.cleaned_data["publish_at"])

    def publish(self, *, at):
        form = self.checked(self.publication_form)
        review.approve(
            self.posted_state(),
            user=self.request.user,
            comment=form.cleaned_data["comment"],
            checklist=form.cleaned_data["checklist"],
            decisions=form.decisions,
            publish_at=at,
            seen_revision=self.seen_revision(),
        )
        if at:
            done = _("“%(title)s” will be online on %(day)s at %(hour)s.")
        else:
            done = _("“%(title)s” is online.")
        values = {"day": day(at), "hour": hour(at)} if at else {}
        return self.on_to_the_next(done, **values)

    def do_preview_approve(self):
        form = self.checked(self.publication_form)
        at = form.cleaned_data["publish_at"]
        state = SubmissionState.SCHEDULED if at else SubmissionState.PUBLISHED
        subject, body = notices.preview(self.submission, state, at=at)
        self.message = {"action": "approve", "subject": subject, "body": body}
        return self.show()

    def do_preview_reject(self):
        return self.preview("reject", self.reject_form)

    def do_preview_decline(self):
        return self.preview("decline", self.decline_form)

    def preview(self, action: str, form: ReasonForm):
        """Show the message as it would leave; nothing is sent before the second button."""
        self.message = self.message_of(action, form)
        return self.show()

    def message_of(self, action: str, form: ReasonForm) -> dict:
        self.checked(form)
        if not form.words and not (action == "reject" and self.notes_to_send):
            raise review.ReasonMissing(_("Choose a reason or write a few words first."))
        reason = form.words or review.notes_only()
        subject, body = notices.preview(self.submission, STATE_OF[action], reason=reason)
        read = sha256(f"{subject}\n{body}".encode()).hexdigest()
        return {"action": action, "subject": subject, "body": body, "read": read}

    def do_reject(self):
        done = _("Changes are asked for “%(title)s”; its author is told.")
        return self.refuse("reject", review.request_changes, self.reject_form, done)

    def do_decline(self):
        done = _("“%(title)s” is declined; its author is told.")
        return self.refuse("decline", review.decline, self.decline_form, done)

    def refuse(self, action: str, decide, form: ReasonForm, done: str):
        """Send the message that was read: when it has changed since, show it once more."""
        state = self.posted_state()
        message = self.message_of(action, form)
        if self.is_open and message["read"] != self.request.POST.get("read"):
            self.message = message
            self.problems = [_("The message has changed since you read it: here it is now.")]
            return self.show(HTTPStatus.UNPROCESSABLE_ENTITY)
        verified = self.publication_form
        kept = "checks" in self.request.POST and verified.is_valid()
        decide(
            state,
            user=self.request.user,
            comment=form.words,
            reasons=form.labels,
            checklist=verified.cleaned_data["checklist"] if kept else None,
            decisions=verified.decisions if kept else None,
            seen_revision=self.seen_revision(),
        )
        return self.on_to_the_next(done)

    def do_unschedule(self):
        review.cancel_schedule(self.need_page(), user=self.request.user)
        messages.success(self.request, _("It will not be published: it is to be reviewed again."))
        return self.back()

    def do_unpublish(self):
        form = self.checked(self.unpublish_form)
        review.unpublish(self.need_page(), user=self.request.user, reason=form.words)
        messages.success(self.request, _("Nobody can watch it any more; its author is told."))
        return self.back()

    def do_review_again(self):
        review.review_again(self.need_page(), user=self.request.user)
        messages.success(self.request, _("It is in the queue again."))
        return self.back()

    def need_page(self):
        if not self.page:
            raise review.AlreadyDecided(_("This proposal has no page any more."))
        return self.page

    def checked(self, form):
        """Return a form whose values are right; its errors are said at the top of the page too."""
        if not form.is_valid():
            raise review.NotPublishable(sum(form.errors.values(), []))
        return form

    def posted_state(self):
        """The review that was on screen, whatever has happened since."""
        number = self.request.POST.get("task_state", "")
        if self.task_state and number == str(self.task_state.pk):
            return self.task_state
        past = next((each for each in self.reviews if str(each.pk) == number), None)
        if past:
            return past
        raise review.AlreadyDecided(_("This proposal is not under review any more."))

    def seen_revision(self) -> int | None:
        number = self.request.POST.get("revision", "")
        return int(number) if number.isdecimal() else None

    def back(self):
        return redirect(self.address())

    def address(self) -> str:
        return review_queue.address(self.submission, self.request)

    def on_to_the_next(self, done: str, **values):
        """Say what was done, and open the next proposal of the queue: thirty an hour."""
        button = messages.button(self.address(), _("See it again"))
        text = done % {"title": self.submission.title, **values}
        messages.success(self.request, text, buttons=[button])
        following = self.queue.following
        return redirect(following or review_queue.list_address(self.request))

    @cached_property
    def queue(self):
        return review_queue.around(self.submission, self.request)

    @cached_property
    def notes(self) -> list[ReviewNote]:
        return list(self.submission.notes.select_related("by"))

    @property
    def notes_to_send(self) -> list[ReviewNote]:
        version = self.submission.version
        return [
            note
            for note in self.notes
            if note.for_author and not note.sent_at and note.version == version
        ]

    def say_here(self) -> None:
        if self.page:
            say_here(self.request.user, self.page)

    def get_page_title(self):
        return self.submission.title

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": review_queue.list_address(self.request), "label": _("Proposals")},
            {"url": "", "label": self.submission.title},
        ]

    def get_context_data(self, **kwargs):
        submission, draft, user = self.submission, self.draft, self.request.user
        media = draft.media if draft else submission.media
        notes = self.notes
        return super().get_context_data(**kwargs) | {
            "submission": submission,
            "page": draft,
            "media": media,
            "is_open": self.is_open,
            "is_scheduled": submission.state == SubmissionState.SCHEDULED,
            "goes_live_at": submission.goes_live_at,
            "is_public": bool(self.page and self.page.live),
            "may_review_again": submission.state in review.closed_states() and bool(self.page),
            "task_state": self.task_state,
            "revision": self.page.latest_revision_id if self.page else "",
            "problems": self.problems,
            "missing": draft.preparation_problems() if draft and self.is_open else [],
            "letter": self.message,
            "typed": self.typed(),
            "publication_form": self.publication_form,
            "reject_form": self.reject_form,
            "decline_form": self.decline_form,
            "unpublish_form": self.unpublish_form,
            "notes": notes,
            "note_form": NoteForm(auto_id="note-%s"),
            "notes_to_send": self.notes_to_send,
            "captions": proposed_captions(submission, media),
            "cues": cues_of(submission, media),
            "advice": advice_on(media, submission),
            "changes": review_changes.since_last_decision(
                draft, submission, self.reviews[0] if self.reviews else None
            )
            if draft
            else None,
            "history": review_history.of(self.page, self.reviews, notes) if self.page else [],
            "attachments": submission.attachments.proposed(),
            "others": others_here(user, self.page) if self.page else [],
            "is_mine": submission.assignee_id == user.pk,
            "queue": self.queue,
            "query": self.request.GET.urlencode(),
            "address": self.address(),
            "rights_summary": existing_template("videos/rights/admin_summary.html"),
            "checkpoints": CheckPoint.choices,
            "max_duration": submission.community.max_duration,
        }

    def typed(self) -> list[str]:
        """What was typed when nothing can be decided any more: given back, to be copied."""
        if not self.is_posted or self.is_open:
            return []
        names = ["reject-comment", "decline-comment", "comment"]
        return [text for name in names if (text := self.request.POST.get(name, "").strip())]


def described_media(submission: VideoSubmission, draft):
    """The files that may be a page's version with audio description: ready, shown by none."""
    media = VideoMedia.objects.filter(
        collection=submission.community.media_collection_id,
        state=MediaState.READY,
        pages=None,
        submissions=None,
    )
    if draft and draft.described_media_id:
        media |= VideoMedia.objects.filter(pk=draft.described_media_id)
    return media.distinct().order_by("-created_at")


def proposed_captions(submission: VideoSubmission, media: VideoMedia | None) -> str:
    """The captions as they would be published: those of the author, else those of the file."""
    if submission.captions_choice == "no_speech":
        return ""
    return submission.captions or (media.captions if media else "")


def cues_of(submission: VideoSubmission, media: VideoMedia | None) -> list[captions.Cue]:
    text = proposed_captions(submission, media)
    return captions.cues(text) if text else []


def advice_on(media: VideoMedia | None, submission: VideoSubmission) -> list[str]:
    """What was measured in the file and its captions, in words: it never stops anybody."""
    if not media:
        return []
    said = list(advise(media.warnings))
    if media.duration and media.duration > submission.community.max_duration:
        said.append(
            _("It lasts %(found)s; the community's limit is %(limit)s.")
            % {"found": clock(media.duration), "limit": clock(submission.community.max_duration)}
        )
    if media.width and media.height > media.width:
        said.append(_("It is filmed upright: it is shown between two bands on a computer."))
    text = proposed_captions(submission, media)
    if text and find_spec("videos.captions.advice"):
        from videos.captions import advice, timed

        said += [str(each) for each in advice.advise(timed(text), duration=media.duration)]
    return said


def existing_template(name: str) -> str:
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return ""
    return name


def take(submission: VideoSubmission, user) -> list[str]:
    """Take a proposal for oneself; return why not, in words, empty when it is done."""
    try:
        assignment.take(submission, user)
    except assignment.AlreadyTaken as taken:
        return [_("%(name)s has taken it already.") % {"name": taken.holder}]
    except assignment.NotAssigned:
        return [_("There is nothing to take any more: it is decided or withdrawn.")]
    submission.refresh_from_db(fields=["assignee", "assigned_at"])
    return []


def release(submission: VideoSubmission, user) -> list[str]:
    """Give a proposal back; return why not, in words, empty when it is done."""
    try:
        assignment.release(submission, user)
    except assignment.NotAssigned:
        return [_("It is somebody else's: nothing was changed.")]
    submission.refresh_from_db(fields=["assignee", "assigned_at"])
    return []


# Who has it open: in Wagtail's own sessions, so that its page editor says it too.


def say_here(user, page) -> None:
    sessions = EditingSession.objects.filter(**_session_of(page), user=user)
    now = timezone.now()
    if not sessions.update(last_seen_at=now):
        EditingSession.objects.create(**_session_of(page), user=user, last_seen_at=now)


def others_here(user, page) -> list[str]:
    """The names of the other people who have it open now, here or in the page editor."""
    sessions = EditingSession.objects.filter(
        **_session_of(page), last_seen_at__gte=timezone.now() - SEEN_LATELY
    )
    return sorted({str(each.user) for each in sessions.exclude(user=user).select_related("user")})


def _session_of(page) -> dict:
    return {"content_type": ContentType.objects.get_for_model(Page), "object_id": str(page.pk)}


@require_POST
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the screen is open, and be told who else is there and what has changed."""
    submission = find(request, pk)
    if not submission.page:
        return JsonResponse({"others": [], "changed": _("It has been withdrawn.")})
    say_here(request.user, submission.page)
    state = submission.page.current_workflow_task_state
    changed = ""
    if str(state.pk if state else "") != request.POST.get("task_state", ""):
        changed = _("It has been decided on, or sent again: reload before you decide.")
    elif str(submission.page.latest_revision_id) != request.POST.get("revision", ""):
        changed = _("It has been corrected by somebody: reload before you decide.")
    assignee = submission.assignee
    return JsonResponse(
        {
            "others": others_here(request.user, submission.page),
            "taken_by": str(assignee) if assignee and assignee != request.user else "",
            "changed": changed,
        }
    )


@require_POST
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is ticked, at once: the review may be left and taken up again."""
    submission = find(request, pk)
    state = submission.page and submission.page.current_workflow_task_state
    if not state or str(state.pk) != request.POST.get("task_state"):
        return HttpResponse(_("It is not under review any more."), status=HTTPStatus.CONFLICT)
    try:
        review.keep(state, user=request.user, checklist=request.POST.getlist("checklist"))
    except review.DecisionRefused as refused:
        return HttpResponse(str(refused), status=HTTPStatus.CONFLICT)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_POST
def add_note(request: HttpRequest, pk: int) -> HttpResponse:
    submission = find(request, pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        review_notes.add(submission, by=request.user, **form.cleaned_data)
    return _notes(request, submission, form)


@require_POST
def change_note(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Rewrite a remark, or delete it when the button says so."""
    submission = find(request, pk)
    note = get_object_or_404(submission.notes, pk=number)
    form = NoteForm(request.POST)
    try:
        if "delete" in request.POST:
            review_notes.remove(note)
            form = None
        elif form.is_valid():
            review_notes.edit(note, **form.cleaned_data)
    except review_notes.NoteSent as sent:
        return _notes(request, submission, None, problem=str(sent))
    return _notes(request, submission, form)


def _notes(request, submission, form: NoteForm | None, problem: str = "") -> HttpResponse:
    """The list of remarks for a script; the whole screen otherwise."""
    if form and not form.is_valid():
        problem = " ".join(sum(form.errors.values(), []))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    if request.headers.get("X-Requested-With") == "fetch":
        context = {"submission": submission, "notes": submission.notes.select_related("by")}
        context |= {"problem": problem, "media": submission.media}
        context["query"] = request.GET.urlencode()
        return TemplateResponse(request, "videos/admin/review_notes.html", context, status=status)
    if problem:
        messages.error(request, problem)
    return redirect(review_queue.address(submission, request) + "#remarques")


@require_safe
def captions_track(request: HttpRequest, pk: int) -> HttpResponse:
    """The captions as they would be published, for the player of the team."""
    submission = find(request, pk)
    text = proposed_captions(submission, submission.media)
    if not text:
        raise Http404
    headers = {"Content-Type": "text/vtt; charset=utf-8", "Cache-Control": "private, no-store"}
    return HttpResponse(captions.serialise(text), headers=headers)


urlpatterns = [
    path("relire/", ReviewView.as_view(), name="proposal_review"),
    path("presence/", presence, name="proposal_presence"),
    path("points/", tick, name="proposal_tick"),
    path("remarques/", add_note, name="proposal_note_add"),
    path("remarques/<int:number>/", change_note, name="proposal_note"),
    path("sous-titres.vtt", captions_track, name="proposal_captions"),
]
