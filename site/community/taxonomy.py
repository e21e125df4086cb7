"""Themes, levels and keywords: what may be changed, and how words become keywords."""

from django import forms
from django.apps import apps
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm

MAX_KEYWORDS = 8
MAX_KEYWORD_LENGTH = 40


def split_keywords(text: str) -> list[str]:
    """Return the words of a comma-separated line, once each, in their order.

    Raises ValidationError when there are too many or one is too long.
    """
    words: dict[str, str] = {}
    for word in text.split(","):
        words.setdefault(slugify(word), " ".join(word.split()))
    words.pop("", None)
    if len(words) > MAX_KEYWORDS:
        raise forms.ValidationError(
            _("Choose at most %(limit)s keywords; you gave %(count)s."),
            params={"limit": MAX_KEYWORDS, "count": len(words)},
        )
    for word in words.values():
        if len(word) > MAX_KEYWORD_LENGTH:
            raise forms.ValidationError(
                _("“%(word)s” is too long: a keyword has at most %(limit)s characters."),
                params={"word": word, "limit": MAX_KEYWORD_LENGTH},
            )
    return list(words.values())


def keywords_for(community, words: list[str]) -> list:
    """Return the community's keywords for these words, creating the missing ones."""
    model = apps.get_model("community", "Keyword")
    return [
        model.objects.get_or_create(
            community=community, slug=slugify(word)[:40], defaults={"label": word}
        )[0]
        for word in words
    ]


class CommunityForm(WagtailAdminModelForm):
    """Refuses, in words, to remove a theme that videos use."""

    def is_valid(self):
        # Not in clean(): the themes' own forms are validated after this one.
        return super().is_valid() and not self._refuse_removals()

    def _refuse_removals(self) -> bool:
        """Add an error for each theme that is removed though videos use it."""
        for form in self.formsets["themes"].deleted_forms:
            count = form.instance.videos.count() if form.instance.pk else 0
            if count:
                sentence = ngettext(
                    "The theme “%(theme)s” is used by %(count)s video: give it another theme "
                    "before removing this one.",
                    "The theme “%(theme)s” is used by %(count)s videos: give them another theme "
                    "before removing this one.",
                    count,
                )
                self.add_error(None, sentence % {"theme": form.instance, "count": count})
        return bool(self.errors)
