"""Who may write the issues of a newsletter, send them, and see its subscribers."""

from django.db.models import Q

from community.groups import grant_on_page
from community.models import Community
from newsletter.models import IssuePage, NewsletterPage

PAGE_PERMISSIONS = ["add_page", "change_page", "publish_page"]


def grant_newsletter_permissions(community: Community, newsletter_page: NewsletterPage) -> None:
    """Let the newsletter managers of a community write and publish its issues, and only them.

    The other staff groups hold their rights on the whole tree already.
    """
    grant_on_page(community.newsletter_managers, newsletter_page, PAGE_PERMISSIONS)


def newsletters_run_by(user):
    """Return the communities whose newsletter a person may send and whose subscribers they see."""
    if not user.is_active:
        return Community.objects.none()
    if user.is_superuser:
        return Community.objects.all()
    groups = user.groups.all()
    run = Q(newsletter_managers__in=groups) | Q(managers__in=groups)
    return Community.objects.filter(run).distinct()


def may_send(user, issue: IssuePage) -> bool:
    """Tell whether a person may send an issue: writing the site is not enough."""
    return newsletters_run_by(user).filter(pk=issue.community.pk).exists()
