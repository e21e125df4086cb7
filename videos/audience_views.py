"""What a visitor does beside a public video: watch it, say thanks, say that they tried it.
The buttons that keep it and follow what it is about are shown with these.

The video's page never varies with the person: this is a fragment that it loads, and without a
script a small page of its own. The beacon of views takes no identifier and gives none.
"""

from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from community.context import community_or_404
from editorial.forms import PortalForm
from videos import audience, following
from videos.models import TryOut, VideoPage


class TryOutForm(PortalForm):
    words = forms.CharField(
        label=gettext_lazy("What did it change?"),
        help_text=gettext_lazy("Its author reads it, without your name. 500 characters at most."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        required=False,
        max_length=500,
    )


# No token: a cached page has none to give, and a forged request could only add one view to a
# count that its sender may add to by playing the video.
@csrf_exempt
@never_cache
@require_POST
def view(request: HttpRequest, pk: int) -> HttpResponse:
    """Count a view that a player reports: from our own pages, of people who let us count."""
    page = public_video(request, pk)
    if not _comes_from_this_site(request):
        return HttpResponse(status=403)
    if _asks_not_to_be_counted(request) or _works_on(request, page):
        return HttpResponse(status=204)
    if not audience.network_may_count(get_adapter().get_client_ip(request), page):
        return HttpResponse(status=429)
    audience.count_view(page)
    return HttpResponse(status=204)


@never_cache
@require_http_methods(["GET", "POST"])
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """Shown to everybody; said, or taken back, by a member."""
    page = public_video(request, pk)
    if request.method == "GET":
        return _answer(request, page)
    if not request.user.is_authenticated:
        return redirect_to_login(back_to(request, page))
    given = request.POST.get("thanks") == "1"
    try:
        audience.thank(page, by=request.user, thanks=given)
    except audience.OwnVideo:
        return _answer(request, page, status=403)
    return done(request, page, _("Thank you: its author sees it.") if given else "")


@never_cache
@require_POST
def try_out(request: HttpRequest, pk: int) -> HttpResponse:
    """« I tried it », with a word or without; said again, it replaces what was said."""
    page = public_video(request, pk)
    if not request.user.is_authenticated:
        return redirect_to_login(back_to(request, page))
    if "forget" in request.POST:
        audience.forget_try_out(page, by=request.user)
        return done(request, page, _("Erased."))
    form = TryOutForm(request.POST)
    if not form.is_valid():
        return _answer(request, page, form=form, status=422)
    try:
        audience.say_tried(page, by=request.user, words=form.cleaned_data["words"])
    except audience.OwnVideo:
        return _answer(request, page, status=403)
    return done(request, page, _("Noted. Thank you for telling its author."))


def public_video(request: HttpRequest, pk: int) -> VideoPage:
    """A video that anybody may watch in this community, else 404."""
    videos = audience.public_videos(community_or_404(request))
    page = videos.select_related("theme", "contributor").filter(pk=pk).first()
    if not page:
        raise Http404
    return page


def _comes_from_this_site(request: HttpRequest) -> bool:
    """Browsers say where a request comes from, and a page cannot make them lie."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()


def _asks_not_to_be_counted(request: HttpRequest) -> bool:
    return "1" in (request.headers.get("Sec-GPC"), request.headers.get("DNT"))


def _works_on(request: HttpRequest, page: VideoPage) -> bool:
    """Whether the team, or its author, looks at a video."""
    user = request.user
    return user.is_authenticated and (
        user.has_perm("wagtailadmin.access_admin") or audience.is_author(user, page)
    )


def wants_the_fragment(request: HttpRequest) -> bool:
    """Whether a script of ours asks, to show the answer in the page."""
    return request.headers.get("X-Requested-With") == "fetch"


def _answer(request: HttpRequest, page: VideoPage, *, form=None, status: int = 200):
    user = request.user
    member = user if user.is_authenticated else None
    own = member and TryOut.objects.filter(page=page, user=member).first()
    template = "fragment" if wants_the_fragment(request) else "page"
    context = {
        "video": page,
        "figures": audience.figures(page),
        "is_favourite": bool(member) and page.favourites.filter(user=member).exists(),
        "followable": following.followable_from(page, by=member),
        "has_thanked": bool(member) and page.thanks.filter(user=member).exists(),
        "own_try_out": own,
        "is_author": bool(member) and audience.is_author(member, page),
        "submission": page.submission,
        "form": form or TryOutForm(initial={"words": own.words if own else ""}),
        "next": back_to(request, page),
    }
    return TemplateResponse(request, f"videos/audience/{template}.html", context, status=status)


def done(request: HttpRequest, page: VideoPage, said: str) -> HttpResponse:
    """Answer an act on a video: its fragment again, or its small page with what is `said`."""
    if wants_the_fragment(request):
        return _answer(request, page)
    if said:
        messages.success(request, said)
    return redirect("video_thanks", pk=page.pk)


def back_to(request: HttpRequest, page: VideoPage) -> str:
    return f"{page.get_url(request)}#merci"
