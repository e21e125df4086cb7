"""What the templates of a message need: nothing in a mailbox is relative to the site."""

from urllib.parse import urljoin

from django import template
from django.utils.safestring import mark_safe

from newsletter import rich_text

register = template.Library()


@register.filter
def from_root(url: str, root_url: str) -> str:
    """Return a whole address."""
    return urljoin(root_url, url)


@register.filter
def message_html(value, root_url: str) -> str:
    """Return rich text as HTML; Wagtail sanitised it when the editor saved."""
    return mark_safe(rich_text.message_html(value.source, root_url))


@register.filter
def message_text(value, root_url: str) -> str:
    return rich_text.message_text(value.source, root_url)
