"""Words that members typed, made safe to show."""

from django import template
from django.utils.html import Urlizer, linebreaks
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


class _Links(Urlizer):
    """Addresses become links that say nothing of us, and that search engines do not follow.

    `ugc`, `nofollow`: a link written by a member. Only http, https and mailto are ever linked.
    """

    url_template = '<a href="{href}" rel="nofollow ugc noopener"{attrs}>{url}</a>'


@register.filter
def with_links(text: str) -> SafeString:
    """Return plain text as HTML paragraphs: all of it escaped, its addresses made links."""
    linked = _Links()(text, autoescape=True)
    return mark_safe(linebreaks(linked))  # noqa: S308  escaped by the urlizer
