"""Who may watch a video file, and who may publish its page."""

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import PagePermissionTester

from videos import review_links


class VideoPermissionTester(PagePermissionTester):
    """A first publication goes through the review, whatever rights on the tree a person holds."""

    def can_publish(self):
        reviewed = bool(self.page.first_published_at)
        return super().can_publish() and (reviewed or self.user.is_superuser)


def is_public(media) -> bool:
    """Tell whether a page that any visitor may read shows this media now."""
    return _live_pages(media).public().exists()


def may_download(request: HttpRequest, media) -> bool:
    """Tell whether a media that is not public may leave with this person.

    Its author and the team may, and whoever may read a page under restriction that shows it.
    """
    return is_theirs(request.user, media) or _reads_a_page(request, media)


def may_watch(request: HttpRequest, media) -> bool:
    """Tell whether a media that is not public may be watched: also by a review link (`?cle=`)."""
    key = request.GET.get(review_links.KEY)
    return bool(key and review_links.opens(key, media)) or may_download(request, media)


def is_theirs(user, media) -> bool:
    """Tell whether a person is the author of a media, or of the team that works on it."""
    if not user.is_authenticated:
        return False
    return media.uploaded_by_user_id == user.pk or media.is_editable_by_user(user)


def _live_pages(media):
    """The pages that show a media now: not those whose hour has passed before a job says so."""
    pages = media.pages.model.objects.live().filter(media=media)
    return pages.exclude(expire_at__lte=timezone.now())


def _reads_a_page(request: HttpRequest, media) -> bool:
    return any(
        all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
        for page in _live_pages(media)
    )
