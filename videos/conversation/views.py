"""Contributing: the page of one contribution, all those of a video, one's own.

Public pages never vary with the person: the form is a page of its own, which a script shows in
place.
"""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.context import community_or_404, current_community
from community.models import Community, User
from community.profiles import profile_of
from community.throttling import allow
from editorial.listing import paginate
from editorial.page_cache import public_page
from videos import documents
from videos.audience_views import public_video, wants_the_fragment
from videos.conversation import reading, writing
from videos.conversation.forms import ContributionForm, CorrectionForm
from videos.conversation.writing import NotAllowed
from videos.models import Comment, VideoPage
from videos.models.conversation import CommentState

AN_HOUR = 3600  # seconds
PER_ORIGIN = 60  # an hour: a whole training session may share one address


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contribute(request: HttpRequest, pk: int) -> HttpResponse:
    """Write under a video; `?reponse-a=`: under what a colleague wrote."""
    page = public_video(request, pk)
    if not request.user.is_authenticated:
        if wants_the_fragment(request):
            status = 401 if request.method == "POST" else 200
            return _form_page(request, page, None, None, status=status)
        return redirect_to_login(request.get_full_path())
    answered, gone = _answered(request, page)
    if request.method != "POST":
        form = ContributionForm(initial={"signature": _usual_name(request)})
        return _form_page(request, page, answered, form)
    form = ContributionForm(request.POST, request.FILES)
    if form.is_valid() and gone:
        form.add_error(None, _("The contribution that you answer is no longer online."))
    elif form.is_valid():
        comment = _write(request, page, answered, form)
        if comment:
            return _thank(request, page, comment)
    return _form_page(request, page, answered, form, status=422)


@require_safe
@public_page
def contributions(request: HttpRequest, pk: int) -> HttpResponse:
    """All the contributions of a video, by pages."""
    page = public_video(request, pk)
    comments = paginate(reading.threads(page), request, per_page=reading.SHOWN)
    reading.name_authors(list(comments), page)
    context = {"video": page, "comments": comments, "noindex": True}
    return TemplateResponse(request, "videos/contributions/all.html", context)


@login_required
@never_cache
@require_safe
def own_contributions(request: HttpRequest) -> HttpResponse:
    """« Mes contributions »: where each is, and what may be done with it."""
    community = community_or_404(request)
    found = _own_in(community, request.user).order_by("-created_at", "-pk")
    comments = paginate(found.select_related("page", "document"), request, per_page=20)
    for comment in comments:
        comment.can_be_edited = writing.can_be_edited(comment)
    context = {"comments": comments}
    return TemplateResponse(request, "videos/contributions/own.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct one's own contribution, or delete it."""
    comment = _own_or_404(request, pk)
    if "delete" in request.POST:
        writing.delete(comment, by=request.user)
        messages.success(request, _("Your contribution is deleted."))
        return redirect("my_contributions")
    if request.method != "POST" and not writing.can_be_edited(comment):
        messages.info(request, _("It can no longer be changed: delete it, then write another."))
        return redirect("my_contributions")
    posted = request.POST if request.method == "POST" else None
    form = CorrectionForm(posted, initial={"text": comment.text, "signature": comment.signature})
    if posted is not None and form.is_valid():
        try:
            edited = writing.edit(comment, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said_of(edited))
            return redirect("my_contributions")
    context = {"comment": comment, "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "videos/contributions/correct.html", context, status=status)


def _write(request, page, answered, form) -> Comment | None:
    """Keep what was written; on a refusal, say why on the form, where the words still are."""
    origin = get_adapter().get_client_ip(request)
    if not allow("contribution", origin, limit=PER_ORIGIN, seconds=AN_HOUR):
        form.add_error(None, _("Many contributions come from your network. Try again in an hour."))
        return None
    written = form.cleaned_data
    try:
        return writing.write(
            page=page,
            author=request.user,
            signature=written["signature"],
            text=written["text"],
            parent=answered,
            file=written["document"],
        )
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    except documents.Refused as refusal:
        form.add_error("document", str(refusal))
    except OSError:
        form.add_error(
            "document", _("The document could not be kept: the fault is ours. Try again shortly.")
        )
    return None


def _thank(request: HttpRequest, page: VideoPage, comment: Comment) -> HttpResponse:
    if wants_the_fragment(request):
        context = {"video": page, "comment": comment, "said": _said_of(comment)}
        return TemplateResponse(request, "videos/contributions/thanks.html", context)
    messages.success(request, _said_of(comment))
    return redirect("my_contributions")


def _said_of(comment: Comment) -> str:
    if comment.state == CommentState.PUBLISHED:
        return _("Thank you: your contribution is online.")
    return _("Thank you. The team reads it before it shows; you are told by e-mail.")


def _form_page(request, page, answered, form, *, status: int = 200) -> HttpResponse:
    template = "fragment" if wants_the_fragment(request) else "write"
    context = {
        "video": page,
        "answered": answered,
        "form": form,
        "closed": writing.obstacle(current_community(request)),
        "next": f"{page.get_url(request)}#contributions",
    }
    name = f"videos/contributions/{template}.html"
    return TemplateResponse(request, name, context, status=status)


def _usual_name(request: HttpRequest) -> str:
    """The name of their last contribution, else of their profile, else their first name."""
    user, community = request.user, current_community(request)
    last = _own_in(community, user).exclude(signature="").order_by("-pk").first()
    profile = profile_of(user, community)
    return last.signature if last else profile.display_name if profile else user.first_name


def _answered(request: HttpRequest, page: VideoPage) -> tuple[Comment | None, bool]:
    """The contribution that is answered, if any; and whether it has gone since."""
    asked = request.GET.get("reponse-a", "")
    if not asked.isdecimal() or len(asked) > 18:
        return None, bool(asked)
    found = Comment.objects.published().filter(page=page, pk=asked).first()
    return found, found is None


def _own_in(community: Community, user: User):
    pages = VideoPage.objects.descendant_of(community.site.root_page)
    own = Comment.objects.filter(author=user, page__in=pages)
    return own.exclude(state=CommentState.DELETED)


def _own_or_404(request: HttpRequest, pk: int) -> Comment:
    own = _own_in(community_or_404(request), request.user)
    return get_object_or_404(own.select_related("page"), pk=pk)
