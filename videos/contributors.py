"""Who contributes: the profile that a member writes, and the page that everybody may read."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.academies import Academie
from community.context import community_or_404
from community.models import Contributor
from community.portraits import make_portrait
from community.profiles import profile_of, replace_picture, save_profile
from editorial.forms import PortalRenderer, dress
from editorial.page_cache import public_page
from videos import catalogue
from videos.models import CatalogueEntry, VideoPage
from videos.serving.sending import send


class ProfileForm(forms.ModelForm):
    new_picture = forms.FileField(
        label=_("A picture"),
        help_text=_("JPEG, PNG or WebP, 5 MB at most. It is cut into a square."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    remove_picture = forms.BooleanField(label=_("Remove the picture"), required=False)

    class Meta:
        model = Contributor
        fields = ["display_name", "role", "academie", "words"]
        labels = {
            "display_name": _("The name that everybody reads"),
            "role": _("Your role"),
            "academie": _("Your académie"),
            "words": _("A few words"),
        }
        help_texts = {
            "display_name": _("A first name is enough. Example: Léa M."),
            "role": _("Example: enseignante en CP, REP+"),
        }
        widgets = {
            "words": forms.Textarea(attrs={"rows": 4}),
            "display_name": forms.TextInput(attrs={"autocomplete": "nickname"}),
        }
        error_messages = {
            "display_name": {"required": _("Say how you wish to be named.")},
        }

    default_renderer = PortalRenderer

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["academie"].choices = [("", _("Choose…")), *Academie.choices]
        if not self.instance.picture:
            del self.fields["remove_picture"]
        dress(self)

    def clean_display_name(self):
        name = self.cleaned_data["display_name"]
        if "@" in name:
            raise ValidationError(
                _("Do not give your address here: everybody could read it. A name is enough.")
            )
        return name

    def clean_new_picture(self):
        sent = self.cleaned_data["new_picture"]
        return make_portrait(sent) if sent else None


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def profile(request: HttpRequest) -> HttpResponse:
    """Write one's profile, see it as others would, publish it or take it back."""
    community = community_or_404(request)
    own = profile_of(request.user, community) or Contributor(
        user=request.user, community=community, display_name=request.user.first_name
    )
    if request.method == "POST" and "withdraw" in request.POST:
        return _withdraw(request, own)
    posted = request.method == "POST"
    form = ProfileForm(
        request.POST if posted else None, request.FILES if posted else None, instance=own
    )
    if posted and form.is_valid():
        try:
            _save(form, publish="publish" in request.POST)
        except IntegrityError:  # the same person, in two tabs, the first time
            messages.info(request, gettext("Your profile was made in another tab: here it is."))
            return redirect("profile")
        if form.instance.is_public:
            messages.success(request, gettext("Your profile is saved. Everybody can read it."))
        else:
            messages.success(request, gettext("Your profile is saved. Only you can read it."))
        return redirect("profile")
    if posted:
        own = profile_of(request.user, community) or Contributor()  # as it is saved
    return TemplateResponse(request, "videos/profile.html", {"form": form, "contributor": own})


@require_safe
@public_page
def contributor(request: HttpRequest, slug: str) -> HttpResponse:
    """The public page of a contributor, with their published videos."""
    community = community_or_404(request)
    found = get_object_or_404(Contributor.objects.published(), community=community, slug=slug)
    entries = CatalogueEntry.objects.filter(community=community, contributor=found)
    listing = VideoPage.listing(entries, parameters=request.GET, total=entries.count())
    context = {"contributor": found, "listing": listing, "videos": listing.rows}
    return TemplateResponse(request, "videos/contributor.html", context)


@require_safe
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture of a profile: to everybody when it is public, else to its owner."""
    found = get_object_or_404(Contributor, community=community_or_404(request), slug=slug)
    is_own = request.user.is_authenticated and found.user_id == request.user.pk
    if not found.is_public and not is_own:
        raise Http404
    cache_control = "no-cache" if found.is_public else "private, no-store"
    name = found.picture.name
    return send(request, name, content_type="image/webp", cache_control=cache_control)


def _save(form: ProfileForm, *, publish: bool) -> None:
    saved = form.save(commit=False)
    saved.is_public = saved.is_public or publish
    save_profile(saved)
    if form.cleaned_data["new_picture"]:
        replace_picture(saved, form.cleaned_data["new_picture"])
    elif form.cleaned_data.get("remove_picture"):
        replace_picture(saved, None)
    sign_videos(saved)


def _withdraw(request: HttpRequest, own: Contributor) -> HttpResponse:
    if own.pk:
        own.is_public = False
        own.save(update_fields=["is_public"])
        messages.success(request, gettext("Your profile is private again: only you can read it."))
    return redirect("profile")


def sign_videos(saved: Contributor) -> None:
    """Tie to a profile the videos that its owner made before it."""
    root = saved.community.site.root_page
    own = VideoPage.objects.descendant_of(root).filter(owner=saved.user, contributor=None)
    unsigned = list(own.filter(submissions__owner=saved.user).values_list("pk", flat=True))
    VideoPage.objects.filter(pk__in=unsigned).update(contributor=saved)
    catalogue.record_pages(unsigned)
