"""The step of a proposal where captions are given."""

from django import forms

from editorial.forms import PortalRenderer, dress
from videos.models import VideoSubmission


class CaptionsForm(forms.ModelForm):
    class Meta:
        model = VideoSubmission
        fields = ["captions_choice", "captions"]
        widgets = {"captions_choice": forms.RadioSelect}

    default_renderer = PortalRenderer

    def __init__(self, *args, community, **kwargs):
        super().__init__(*args, **kwargs)
        dress(self)
