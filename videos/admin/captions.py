"""The captions of one video, corrected by the team: the author's own editor, in the admin."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import ModelLogEntry

from videos.admin.preparations import seen_by
from videos.captions import approval
from videos.captions.forms import TeamCaptionsForm
from videos.captions.pages import editor_facts
from videos.captions.views import KINDS, caption_file, captions_in
from videos.models import VideoMedia


def media_or_404(request: HttpRequest, pk: int) -> VideoMedia:
    """A video of the person's communities, whose files they may change."""
    media = get_object_or_404(seen_by(request.user), pk=pk)
    if not media.is_editable_by_user(request.user):
        raise Http404
    return media


class CaptionsEditView(WagtailAdminTemplateMixin, FormView):
    template_name = "videos/admin/captions.html"
    form_class = TeamCaptionsForm
    page_title = gettext_lazy("Captions")
    header_icon = "openquote"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.media_file = None

    def dispatch(self, request, *args, **kwargs):
        self.media_file = media_or_404(request, kwargs["pk"])
        self.page = self.media_file.pages.first() or self.media_file.described_pages.first()
        self.text = approval.to_correct(self.media_file)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.page.title if self.page else self.media_file.title

    def get_breadcrumbs_items(self):
        items = [*self.breadcrumbs_items]
        if self.page:
            items.append({"url": self.page_url, "label": self.page.title})
        return [*items, {"url": "", "label": self.page_title}]

    @property
    def page_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk]) if self.page else ""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"media": self.media_file}

    def get_initial(self):
        return {"captions": self.text, "seen": approval.fingerprint(self.text)}

    def form_valid(self, form):
        # Told what the others wrote, a person may choose to replace it.
        seen = self.request.POST.get("replace") or form.cleaned_data["seen"]
        text = form.cleaned_data.get("captions", "")
        try:
            approval.correct(self.media_file, text=text, seen=seen, user=self.request.user)
        except approval.ChangedMeanwhile:
            return self._changed_meanwhile(form)
        messages.success(self.request, self._saved())
        return redirect("captions:edit", self.media_file.pk)

    def _changed_meanwhile(self, form):
        context = self.get_context_data(
            form=form,
            theirs=self.text,
            theirs_seen=approval.fingerprint(self.text),
            last=last_correction(self.media_file),
        )
        return self.render_to_response(context, status=409)

    def _saved(self) -> str:
        self.media_file.refresh_from_db()
        if approval.to_correct(self.media_file) != self.media_file.captions:
            return _("Captions saved. The public sees them once the new version is approved.")
        return _("Captions saved.")

    def get_context_data(self, **kwargs):
        media = self.media_file
        return super().get_context_data(**kwargs) | {
            "media_file": media,
            "page_url": self.page_url,
            "waits": self.text != media.captions,
            "downloads": {
                kind: reverse("captions:download", args=[media.pk, kind])
                for kind in KINDS
                if self.text
            },
            "facts": editor_facts(media, read_url=reverse("captions:read", args=[media.pk])),
        }


def last_correction(media: VideoMedia) -> ModelLogEntry | None:
    """Who corrected these captions last, and when."""
    entries = ModelLogEntry.objects.for_instance(media).filter(action="videos.captions")
    return entries.select_related("user").order_by("-timestamp").first()


@require_POST
def read_captions(request: HttpRequest, pk: int) -> HttpResponse:
    return captions_in(request, media_or_404(request, pk))


@require_safe
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    media = media_or_404(request, pk)
    return caption_file(approval.to_correct(media), title=media.title, kind=kind)


class CaptionsViewSet(ViewSet):
    name = "captions"
    url_prefix = "sous-titres"
    icon = "openquote"

    def get_urlpatterns(self):
        return [
            path("<int:pk>/", CaptionsEditView.as_view(), name="edit"),
            path("<int:pk>/lire/", read_captions, name="read"),
            path("<int:pk>/telecharger/<slug:kind>/", download, name="download"),
        ]
