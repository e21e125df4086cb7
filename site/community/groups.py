"""The staff groups of a community, and what each may do on its tree, files and settings."""

from typing import NamedTuple

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Page,
)
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.query import PageQuerySet

from community.models import Community, User

PAGE_PERMISSIONS = {
    "editors": ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
    "newsletter_managers": [],
    "managers": [
        "add_page",
        "change_page",
        "publish_page",
        "lock_page",
        "unlock_page",
        "bulk_delete_page",
    ],
}
FILE_PERMISSIONS = {
    "image": ["add_image", "change_image", "choose_image"],
    "document": ["add_document", "change_document", "choose_document"],
    "video": ["add_media", "change_media"],
}
ROLE_FILES = {
    "editors": ["image", "document", "video"],
    "newsletter_managers": ["image"],
    "managers": ["image", "document", "video"],
}


def create_groups(community: Community, home: Page) -> None:
    """Create the three staff groups of a community, with their permissions on `home`'s tree.

    The page permissions of a part of the tree that another app owns (the newsletter) are granted
    by that app with `grant_on_page`.
    """
    names = {
        "editors": _("%(community)s · Editorial team"),
        "newsletter_managers": _("%(community)s · Newsletter"),
        "managers": _("%(community)s · Community managers"),
    }
    collection = Collection.get_first_root_node().add_child(name=community.name)
    access = Permission.objects.get(codename="access_admin")
    for role, name in names.items():
        group = Group.objects.create(name=name % {"community": community.name})
        group.permissions.add(access)
        grant_on_page(group, home, PAGE_PERMISSIONS[role])
        codenames = sum((FILE_PERMISSIONS[kind] for kind in ROLE_FILES[role]), [])
        for permission in Permission.objects.filter(codename__in=codenames):
            GroupCollectionPermission.objects.create(
                group=group, collection=collection, permission=permission
            )
        setattr(community, role, group)
    GroupSitePermission.objects.create(
        group=community.managers,
        site=community.site,
        permission=Permission.objects.get(codename="change_community"),
    )
    community.media_collection = collection
    community.save()


def grant_on_page(group: Group, page: Page, codenames: list[str]) -> None:
    """Give a group permissions on a page and all below it."""
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codenames
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def communities_of(user: User):
    """Return the communities that a member of the staff works for; all for an administrator."""
    if user.is_superuser:
        return Community.objects.all()
    groups = user.groups.all()
    return Community.objects.filter(
        Q(editors__in=groups) | Q(managers__in=groups) | Q(newsletter_managers__in=groups)
    ).distinct()


def communities_edited_by(user: User):
    """Return the communities whose contents a person edits: not those of the newsletter alone."""
    if user.is_superuser:
        return Community.objects.all()
    groups = user.groups.all()
    return Community.objects.filter(Q(editors__in=groups) | Q(managers__in=groups)).distinct()


class Roles(NamedTuple):
    """Where a person works, by role: ids of communities. A manager does all that the others do."""

    editor: frozenset[int]
    newsletter: frozenset[int]


def roles_of(user: User) -> Roles:
    """Return what a person does where, in one query for as long as `user` lives (a request).

    Django keeps permissions on the user likewise: each item of the admin's menu asks.
    """
    if not hasattr(user, "_roles"):  # not __dict__: a request's user is wrapped
        groups = user.groups.values("pk")
        everywhere = Q(pk__isnull=not user.is_superuser)
        own = communities_of(user).annotate(
            edits=Q(everywhere | Q(editors__in=groups) | Q(managers__in=groups)),
            sends=Q(everywhere | Q(newsletter_managers__in=groups) | Q(managers__in=groups)),
        )
        rows = list(own.values_list("pk", "edits", "sends")) if user.is_active else []
        user._roles = Roles(
            editor=frozenset(pk for pk, edits, _sends in rows if edits),
            newsletter=frozenset(pk for pk, _edits, sends in rows if sends),
        )
    return user._roles


class EditorsPolicy(BasePermissionPolicy):
    """Whoever edits a community does everything with what belongs to it (its `community`).

    It asks nothing of Django's permissions: the groups of a community are enough, old or new.
    """

    def user_has_permission(self, user, action):
        return user.is_active and bool(roles_of(user).editor)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists()

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return self.user_has_permission_for_instance(user, "any", instance)

    def instances_user_has_permission_for(self, user, action):
        return self.model.objects.filter(community__in=communities_edited_by(user))

    def instances_user_has_any_permission_for(self, user, actions):
        return self.instances_user_has_permission_for(user, "any")

    def users_with_any_permission(self, actions):
        staff = Community.objects.values_list("editors", "managers")
        groups = {group for pair in staff for group in pair if group}
        return User.objects.filter(is_active=True).filter(
            Q(is_superuser=True) | Q(groups__in=groups)
        )


def own_pages(pages: PageQuerySet, user: User) -> PageQuerySet:
    """Narrow pages to the trees of the communities that a person works for."""
    return pages if user.is_superuser else pages_of(pages, communities_of(user))


def pages_of(pages: PageQuerySet, communities) -> PageQuerySet:
    """Narrow pages to the trees of some communities."""
    roots = Page.objects.filter(sites_rooted_here__community__in=communities)
    inside = Q(pk__in=[])
    for path in roots.values_list("path", flat=True):
        inside |= Q(path__startswith=path)
    return pages.filter(inside)


def team_of(*communities: Community):
    """Return the people who edit at least one of these communities, by name."""
    groups = [pk for each in communities for pk in (each.editors_id, each.managers_id)]
    people = User.objects.filter(is_active=True, groups__in=groups).distinct()
    return people.order_by("first_name", "last_name", "email")
