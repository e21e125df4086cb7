"""The editor's form of a video page: only the community's own themes, levels and keywords."""

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
