"""The media library's form: what enters by it goes through the same preparation as a proposal."""

from wagtailmedia.forms import BaseMediaForm

from videos import preparation
from videos.captions import approval
from videos.uploads.file_names import clean_name


class VideoMediaForm(BaseMediaForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A published video would change without a review: another file is another media.
        self.fields["file"].disabled = bool(self.instance.pk)

    def save(self, commit=True):
        is_new = not self.instance.pk
        media = super().save(commit=commit)
        if is_new:
            file = self.cleaned_data["file"]
            media.original_name, media.size = clean_name(file.name), file.size
            media.save(update_fields=["original_name", "size"])
            preparation.queue(media)
        elif "captions" in self.changed_data:
            approval.corrected_elsewhere(media, before=self.initial["captions"])
        return media
