"""Favourites, follows and daily messages, as their member sees them.

What a public page shows of them is a fragment that a script loads; without one, a page of its own.
"""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from community.context import community_or_404
from community.models import Community, Contributor, Theme
from editorial.forms import PortalForm
from editorial.listing import paginate
from videos import audience, audience_views, daily_messages, following

NO_LONGER_KEPT = gettext_lazy("It is no longer among your favourites.")


class MessagesForm(PortalForm):
    """Which daily messages a member wants."""

    follows = forms.BooleanField(
        label=gettext_lazy("What comes out in what I follow"),
        help_text=gettext_lazy("One message a day at most, none when nothing is new."),
        required=False,
    )
    contributions = forms.BooleanField(
        label=gettext_lazy("What colleagues write under my videos"),
        help_text=gettext_lazy("One message a day at most, none when nothing is new."),
        required=False,
    )


# ── Favourites ───────────────────────────────────────────────────────────────


@never_cache
@require_POST
def favourite(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a public video for later (`favourite=1`), or forget it."""
    page = audience_views.public_video(request, pk)
    if not request.user.is_authenticated:
        return redirect_to_login(audience_views.back_to(request, page))
    kept = request.POST.get("favourite") == "1"
    following.keep(page, by=request.user, kept=kept)
    said = _("It is among your favourites.") if kept else NO_LONGER_KEPT
    return audience_views.done(request, page, said)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def favourites(request: HttpRequest) -> HttpResponse:
    """« Mes favoris », where one is also removed, online or not."""
    community = community_or_404(request)
    own = following.favourites_of(request.user, community)
    if request.method == "POST":
        removed = own.filter(pk=_number(request.POST.get("remove"))).first()
        if removed:
            removed.delete()
            messages.success(request, NO_LONGER_KEPT)
        return redirect("favourites")
    shown = paginate(own.select_related("page"), request)
    cards = audience.public_videos(community).filter(pk__in=[each.page_id for each in shown])
    cards = {page.pk: page for page in cards.for_cards()}
    for each in shown:
        each.card = cards.get(each.page_id)
    context = {"favourites": shown}
    return TemplateResponse(request, "videos/following/favourites.html", context)


# ── Following ────────────────────────────────────────────────────────────────


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_theme(request: HttpRequest, slug: str) -> HttpResponse:
    theme = get_object_or_404(Theme, community=community_or_404(request), slug=slug)
    return _follow(request, {"theme": theme}, name=theme.label)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_contributor(request: HttpRequest, slug: str) -> HttpResponse:
    community = community_or_404(request)
    found = get_object_or_404(Contributor.objects.published(), community=community, slug=slug)
    return _follow(request, {"contributor": found}, name=found.display_name)


def _follow(request: HttpRequest, what: dict, *, name: str) -> HttpResponse:
    """Show whether a member follows a theme or a contributor; follow (`follow=1`), or stop."""
    if request.method != "POST":
        return _follow_state(request, what, name)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.POST.get("follow") == "1":
        try:
            following.follow(by=request.user, **what)
        except following.Oneself:
            return _follow_state(request, what, name, status=403)
        said = _("You follow “%(name)s”.") % {"name": name}
    else:
        following.unfollow(by=request.user, **what)
        said = _("You no longer follow “%(name)s”.") % {"name": name}
    if number := _number(request.POST.get("video")):  # from the fragment of a video
        return audience_views.done(request, audience_views.public_video(request, number), said)
    if audience_views.wants_the_fragment(request):
        return _follow_state(request, what, name)
    messages.success(request, said)
    return redirect(request.path)


def _follow_state(request: HttpRequest, what: dict, name: str, *, status: int = 200):
    member = request.user if request.user.is_authenticated else None
    profile = what.get("contributor")
    context = {
        **what,
        "name": name,
        "url": request.path,
        "follows": bool(member) and member.follows.filter(**what).exists(),
        "is_oneself": bool(member) and bool(profile) and profile.user_id == member.pk,
    }
    template = "fragment" if audience_views.wants_the_fragment(request) else "page"
    name = f"videos/following/{template}.html"
    return TemplateResponse(request, name, context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follows(request: HttpRequest) -> HttpResponse:
    """« Mes abonnements »: what is followed, and which messages come."""
    community = community_or_404(request)
    own = following.follows_of(request.user, community)
    if request.method == "POST":
        _change(request, community, own)
        return redirect("follows")
    preference = following.preference_of(request.user, community)
    chosen = {name: getattr(preference, name) for name in MessagesForm.base_fields}
    context = {
        "follows": list(own),
        "form": MessagesForm(initial=chosen),
        "themes": community.themes.all(),
    }
    return TemplateResponse(request, "videos/following/follows.html", context)


def _change(request: HttpRequest, community: Community, own) -> None:
    if "remove" in request.POST:
        own.order_by().filter(pk=_number(request.POST["remove"])).delete()
        messages.success(request, _("Done: you no longer follow it."))
        return
    form = MessagesForm(request.POST)
    if form.is_valid():
        following.choose_messages(user=request.user, community=community, **form.cleaned_data)
        messages.success(request, _("Your choices are saved."))


# ── From the message itself ──────────────────────────────────────────────────


# No session: the link is the proof, and mail software posts to it by itself (RFC 8058).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a daily message, by its own link; opening the page changes nothing."""
    community = community_or_404(request)
    context = {"token": token, "done": ""}
    try:
        if request.method == "POST":
            wanted = "resume" in request.POST
            what = daily_messages.set_by_link(token, community=community, wanted=wanted)
            context["done"] = "resumed" if wanted else "stopped"
        else:
            _user, what = daily_messages.read_stop(token, community=community)
    except daily_messages.LinkDead:
        answer = TemplateResponse(request, "videos/following/stop_dead.html", status=410)
    else:
        context["what"] = what
        answer = TemplateResponse(request, "videos/following/stop.html", context)
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
