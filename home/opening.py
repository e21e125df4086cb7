"""Opening a community: its site, tree, groups, review and first pages, in one transaction."""

from dataclasses import dataclass, field

from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Site, Workflow, WorkflowPage, WorkflowTask

from community.academies import ADDRESS_ENDINGS
from community.eligibility import accept_endings
from community.groups import create_groups
from community.models import Accent, Community, Level, Theme
from events.models import EventIndexPage, EventKind
from home.models import HomePage, NewsIndexPage, StandardPage
from home.starter_pages import starting_text
from home.starting import starting_blocks
from newsletter.models import NewsletterPage
from newsletter.permissions import grant_newsletter_permissions
from videos.models import CollectionIndexPage, VideoIndexPage, VideoReviewTask
from videos.reasons import give_starting_reasons


@dataclass(frozen=True)
class CommunityPlan:
    """What must be known to open a community. `themes`: (slug, label, description, icon)."""

    slug: str
    name: str
    hostname: str
    port: int = 443
    baseline: str = ""
    accent: str = Accent.BLUE_CUMULUS
    featured_collection_label: str = "La collection à la une"
    sender_address: str = ""
    contact_address: str = ""
    themes: list[tuple[str, str, str, str]] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    event_kinds: list[tuple[str, str]] = field(default_factory=list)
    address_endings: list[str] = field(default_factory=lambda: [*ADDRESS_ENDINGS])
    is_default_site: bool = False


@transaction.atomic
def open_community(plan: CommunityPlan) -> Community:
    """Build all that a community needs to live, without any content of its own."""
    home = Page.get_first_root_node().add_child(
        instance=HomePage(
            title=plan.name, slug=plan.slug, show_in_menus=False, blocks=starting_blocks()
        )
    )
    site = Site.objects.create(
        hostname=plan.hostname,
        port=plan.port,
        site_name=plan.name,
        root_page=home,
        is_default_site=plan.is_default_site,
    )
    community = Community.objects.create(
        site=site,
        name=plan.name,
        baseline=plan.baseline,
        accent=plan.accent,
        featured_collection_label=plan.featured_collection_label,
        sender_address=plan.sender_address,
        contact_address=plan.contact_address,
    )
    for order, (slug, label, description, icon) in enumerate(plan.themes):
        Theme.objects.create(
            community=community,
            slug=slug,
            label=label,
            description=description,
            icon=icon,
            sort_order=order,
        )
    for order, label in enumerate(plan.levels):
        Level.objects.create(community=community, label=label, sort_order=order)
    accept_endings(community, plan.address_endings)
    create_groups(community, home)
    _grow_tree(community, home, plan)
    _start_review(community, home)
    give_starting_reasons(community)
    return community


def _grow_tree(community: Community, home: HomePage, plan: CommunityPlan) -> None:
    """The sections of the contract of addresses, and the legal pages to complete."""
    home.add_child(instance=VideoIndexPage(title=_("Videos"), slug="videos", show_in_menus=True))
    home.add_child(
        instance=CollectionIndexPage(title=_("Collections"), slug="collections", show_in_menus=True)
    )
    events = home.add_child(
        instance=EventIndexPage(title=_("Events"), slug="evenements", show_in_menus=True)
    )
    for order, (label, description) in enumerate(plan.event_kinds):
        EventKind.objects.create(
            index=events, label=label, description=description, sort_order=order
        )
    home.add_child(instance=NewsIndexPage(title=_("News"), slug="actualites", show_in_menus=True))
    newsletter = home.add_child(instance=NewsletterPage(title=_("Newsletter"), slug="infolettre"))
    grant_newsletter_permissions(community, newsletter)
    for slug, title in {
        "a-propos": _("About"),
        "charte": _("Charter"),
        "contact": _("Contact"),
        "accessibilite": _("Accessibility"),
        "mentions-legales": _("Legal notice"),
        "confidentialite": _("Privacy"),
    }.items():
        body = starting_text(slug, community)
        home.add_child(instance=StandardPage(title=title, slug=slug, body=body, show_in_menus=True))


def _start_review(community: Community, home: HomePage) -> None:
    """One workflow a community, on its videos: approved by its team, published at once."""
    name = _("Review of the videos of %(community)s") % {"community": community.name}
    task = VideoReviewTask.objects.create(name=name)
    reviewers = [community.editors, community.managers]
    task.groups.set(reviewers)
    see_proposals = Permission.objects.get(codename="view_videosubmission")
    for group in reviewers:
        group.permissions.add(see_proposals)
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    index = VideoIndexPage.objects.child_of(home).get()
    WorkflowPage.objects.create(workflow=workflow, page=index)
