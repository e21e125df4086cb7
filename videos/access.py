"""Who may watch a video file, and who may publish its page."""

from wagtail.models import PagePermissionTester


class VideoPermissionTester(PagePermissionTester):
    """A first publication goes through the review, whatever rights on the tree a person holds."""

    def can_publish(self):
        reviewed = bool(self.page.first_published_at)
        return super().can_publish() and (reviewed or self.user.is_superuser)


def is_public(media) -> bool:
    """Tell whether a page that any visitor may read shows this media now."""
    pages = media.pages.model
    return pages.objects.published().filter(media=media).exists()


def may_watch(user, media) -> bool:
    """Tell whether a person may open a video's files now.

    Anyone once a page showing them is public; before that, the author and the team.
    """
    if is_public(media):
        return True
    if not user.is_authenticated:
        return False
    return media.uploaded_by_user_id == user.pk or media.is_editable_by_user(user)
