"""The editors' forms of videos and collections: only what is the community's own."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from community.models import Community
from community.taxonomy import keywords_for, split_keywords


class VideoPageForm(WagtailAdminPageForm):
    keywords = forms.CharField(
        label=_("Keywords"), required=False, help_text=_("Separated by commas.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.community = Community.for_site(self.parent_page.get_site())
        self.fields["theme"].queryset = self.community.themes.all()
        self.fields["levels"].queryset = self.community.levels.all()
        if not self.fields["levels"].queryset:
            del self.fields["levels"]
        if described := self.fields.get("described_media"):
            own = self.community.media_collection
            described.queryset = described.queryset.filter(collection=own)
        self.initial["keywords"] = ", ".join(map(str, self.instance.keywords.all()))

    def clean_keywords(self):
        return keywords_for(self.community, split_keywords(self.cleaned_data["keywords"]))


class CollectionPageForm(WagtailAdminPageForm):
    """A rule says what it needs; the videos are the community's, and public when they are added."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.community = Community.for_site(self.parent_page.get_site())
        self.fields["rule_theme"].queryset = self.community.themes.all()
        self.fields["rule_keyword"].queryset = self.community.keywords.all()

    def clean(self):
        cleaned = super().clean()
        needed = {
            "theme": ("rule_theme", _("Choose the theme whose newest videos it gathers.")),
            "keyword": ("rule_keyword", _("Choose the keyword whose newest videos it gathers.")),
        }
        name, words = needed.get(cleaned.get("rule"), (None, ""))
        if name and not cleaned.get(name) and name not in self.errors:
            self.add_error(name, words)
        return cleaned

    def is_valid(self):
        # Not in clean(): the forms of the videos are validated after this one.
        return super().is_valid() and not self._refuse_videos()

    def _refuse_videos(self) -> bool:
        """Say beside each video that it cannot be added: elsewhere, not public, or there twice."""
        model = self.instance.videos.model._meta.get_field("video").related_model
        public = model.objects.published().descendant_of(self.community.site.root_page)
        forms_ = [form for form in self.formsets["videos"].forms if _is_kept(form)]
        chosen = [form.cleaned_data["video"].pk for form in forms_]
        shown = set(public.filter(pk__in=chosen).values_list("pk", flat=True))
        seen = set()
        for form in forms_:
            video = form.cleaned_data["video"]
            is_new = "video" in form.changed_data
            if video.pk in seen:
                form.add_error("video", _("This video is already in the collection."))
            elif is_new and video.pk not in shown:
                form.add_error("video", _("Choose a video that is online, of this community."))
            seen.add(video.pk)
        return any(form.errors for form in forms_)


def _is_kept(form) -> bool:
    cleaned = getattr(form, "cleaned_data", None) or {}
    return bool(cleaned.get("video")) and not cleaned.get("DELETE")
