"""What templates need to present pages: menus, addresses, icons. No content is decided here."""

from typing import NamedTuple
from urllib.parse import urlencode

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.models import Page, Site

from editorial import structured_data

register = template.Library()

# The design system's class of a form control, by Django's type of widget; the others are inputs.
CONTROL_CLASSES = {
    "select": "fr-select",
    "file": "fr-upload",
    "clearablefile": "fr-upload",
    "checkbox": "",
}

# What, after “?”, makes a page that is worth being found by itself.
CANONICAL_PARAMETERS = {"theme", "niveau", "mot-cle", "page", "apres"}

# Pages that close a visit rather than start one: listed in the footer.
FOOTER_MODELS = {"standardpage"}


class MenuEntry(NamedTuple):
    title: str
    url: str
    current: str  # the value of aria-current: "page", "true" for its section, or ""


class Navigation(NamedTuple):
    top: list[MenuEntry]
    footer: list[MenuEntry]


@register.simple_tag(takes_context=True)
def navigation(context) -> Navigation:
    """Return the menus of the site: its sections in the order of the tree, and its footer."""
    request = context.request
    menus = Navigation([], [])
    site = Site.find_for_request(request)
    if not site:
        return menus
    pages = Page.objects.child_of(site.root_page).live().public().in_menu().order_by("path")
    for page in pages:
        model = page.cached_content_type.model
        menu = menus.footer if model in FOOTER_MODELS else menus.top
        url = page.get_url(request)
        menu.append(MenuEntry(page.title, url, _current(request.path, url)))
    return menus


def _current(path: str, url: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""


@register.simple_tag(takes_context=True)
def trail(context, page: Page) -> list[MenuEntry]:
    """Return the way to a page: the pages above it, from the home page down."""
    request = context.request
    above = structured_data.way_to(page, request)
    return [MenuEntry(step.title, step.get_url(request), "") for step in above]


@register.simple_tag(takes_context=True)
def page_data(context, page: Page) -> str:
    """Return what search engines read of a page, of the way to it and of what it lists."""
    request = context.request
    things = list(page.structured_data(request)) if hasattr(page, "structured_data") else []
    if crumbs := structured_data.breadcrumb(page, request):
        things.append(crumbs)
    if listed := context.get(getattr(page, "listed", "")):
        return listed_data(context, listed, *things)
    return structured_data.script(*things) if things else ""


@register.simple_tag(takes_context=True)
def listed_data(context, pages, *things) -> str:
    """Return what search engines read of a list of pages."""
    items = structured_data.item_list(pages, context.request)
    every = [*things, *([items] if items else [])]
    return structured_data.script(*every) if every else ""


@register.simple_tag(takes_context=True)
def own_address(context) -> str:
    """Return the address that search engines keep of this page: what is chosen in it, no more.

    A page of a list is itself; the choices that only sort or that we do not know lead nowhere else.
    """
    request = context.request
    kept = [
        (name, value)
        for name in sorted(CANONICAL_PARAMETERS & request.GET.keys())
        if (value := request.GET[name]) and (name, value) != ("page", "1")
    ]
    query = f"?{urlencode(kept)}" if kept else ""
    site = Site.find_for_request(request)
    root = site.root_url if site else f"{request.scheme}://{request.get_host()}"
    return f"{root}{request.path}{query}"


@register.simple_tag(takes_context=True)
def address(context, page: Page) -> str:
    """Return the address of a page; works in components too, where `pageurl` has no request."""
    return page.get_url(getattr(context, "request", None)) or ""


@register.simple_tag(takes_context=True)
def absolute(context, url: str) -> str:
    """Return an address with its scheme and host, for other sites to read."""
    return context.request.build_absolute_uri(url)


@register.simple_tag(takes_context=True)
def address_without(context, name: str) -> str:
    """Return the current address without one of its choices, back on the first page."""
    choices = context.request.GET.copy()
    for key in (name, "page", "apres", "avant"):
        choices.pop(key, None)
    for key in [key for key, value in choices.items() if not value]:
        del choices[key]
    return f"{context.request.path}?{choices.urlencode()}" if choices else context.request.path


@register.simple_tag
def icon(name: str) -> str:
    """Return a decorative icon: the text beside it says what it means."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("vendor/dsfr/sprite.svg"),
        name,
    )


@register.filter
def control(field: BoundField) -> SafeString:
    """Render a form's field alone, dressed as the design system's, whoever made the form."""
    dressed = field.field.widget.attrs.get("class")
    return field.as_widget(
        attrs={"class": dressed or CONTROL_CLASSES.get(field.widget_type, "fr-input")}
    )


@register.filter
def total_duration(videos) -> float:
    """Return the length of several videos, in seconds."""
    return sum(video.media.duration or 0 for video in videos if video.media)


@register.filter
def is_portrait(media) -> bool:
    """Tell whether a video is higher than wide."""
    return (media.height or 0) > (media.width or 0)


@register.filter
def thousands(number: int) -> str:
    """Return “12 345”, as a French reader writes it."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
