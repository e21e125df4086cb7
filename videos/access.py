"""Who may watch a video file, and who may publish its page."""

from uuid import UUID

from django.apps import apps
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import PagePermissionTester

from community.groups import communities_edited_by
from videos import review, review_links


class VideoPermissionTester(PagePermissionTester):
    """Publishing goes through the review, whatever rights on the tree a person holds.

    The team may touch up what is public, unless a new version is under review. An administrator
    may also publish what no review is about; nobody publishes their own video.
    """

    def can_publish(self):
        if not super().can_publish() or not (self.page.live or self.user.is_superuser):
            return False
        return not self.page.current_workflow_state and not review.is_own(self.page, self.user)

    def can_unschedule(self):
        return super().can_publish() and not review.is_own(self.page, self.user)

    def can_set_view_restrictions(self):
        """A video hidden by a request for withdrawal is shown again by its decision alone."""
        return super().can_set_view_restrictions() and not self.page.takedown_requests.hiding()


class VideoIndexPermissionTester(PagePermissionTester):
    def can_publish_subpage(self):
        """No video is public from the start, nor as the copy of another: reviews publish."""
        return False


# One query, written by hand: players ask for each file dozens of times, by ranges, and nothing of
# this may be remembered from one request to the next. What `published()` says of pages in several
# queries, and twice: an hour that has passed counts before a job has said so.
FIND = """
SELECT media.*,
    EXISTS (
        SELECT 1
        FROM videos_videopage video JOIN wagtailcore_page page ON page.id = video.page_ptr_id
        WHERE (
                video.media_id = media.id
                OR (video.described_media_id = media.id AND video.audio_description = 'present')
            )
            AND page.live
            AND (page.expire_at IS NULL OR page.expire_at > statement_timestamp())
            AND NOT EXISTS (
                SELECT 1
                FROM wagtailcore_pageviewrestriction restriction
                JOIN wagtailcore_page above ON above.id = restriction.page_id
                WHERE starts_with(page.path, above.path)
            )
    ) AS is_public,
    ARRAY(
        SELECT file FROM videos_rendition WHERE media_id = media.id ORDER BY height DESC
    ) AS rendition_files,
    ARRAY(
        SELECT LEAST(width, height) FROM videos_rendition
        WHERE media_id = media.id ORDER BY height DESC
    ) AS short_sides
FROM videos_videomedia media
WHERE media.uuid = %s
"""


def find(uuid: UUID):
    """Return the media of this address, with its access and its files; None when there is none.

    `is_public`: a page that any visitor may read shows it now. `rendition_files`: the names of its
    playable files, the best first; `short_sides`: theirs, in pixels.
    """
    media = apps.get_model("videos", "VideoMedia")
    return next(iter(media.objects.raw(FIND, [uuid])), None)


def may_download(request: HttpRequest, media) -> bool:
    """Tell whether a media that is not public may leave with this person.

    Its author and the team may, and whoever may read a page under restriction that shows it.
    """
    return is_theirs(request.user, media) or _reads_a_page(request, media)


def may_watch(request: HttpRequest, media) -> bool:
    """Tell whether a media that is not public may be watched: also by a review link (`?cle=`)."""
    key = request.GET.get(review_links.KEY)
    return bool(key and review_links.opens(key, media)) or may_download(request, media)


def is_shown(attachment) -> bool:
    """Tell whether a page that any visitor may read offers a document now."""
    return attachment.is_public and _is_public(attachment.submission.page_id)


def _is_public(page_id: int | None) -> bool:
    """Whether any visitor may read a page now: an hour that has passed counts at once."""
    pages = apps.get_model("videos", "VideoPage").objects.published().filter(pk=page_id)
    return pages.exclude(expire_at__lte=timezone.now()).exists()


def is_shown_in_conversation(document) -> bool:
    """Tell whether any visitor may take a document now: it shows with its contribution."""
    comment = document.comment
    said = type(comment).objects.published().filter(pk=comment.pk)
    return said.exists() and _is_public(comment.page_id)


def may_read_contribution(user, comment) -> bool:
    """Its author and the team read what is not shown to all."""
    if not user.is_authenticated:
        return False
    if comment.author_id == user.pk:
        return True
    above = comment.page.get_ancestors()
    return communities_edited_by(user).filter(site__root_page__in=above).exists()


def may_take(request: HttpRequest, attachment) -> bool:
    """Tell whether a document that is not shown to all may leave with this person.

    Its author and the team may, and whoever may read a page under restriction that offers it.
    """
    submission, user = attachment.submission, request.user
    if user.is_authenticated and submission.owner_id == user.pk:
        return True
    if submission.media and is_theirs(user, submission.media):
        return True
    return bool(
        attachment.is_public and submission.page and _reads(request, _still_shown(submission.page))
    )


def _still_shown(page) -> list:
    hour_has_passed = page.expire_at and page.expire_at <= timezone.now()
    return [page] if page.live and not hour_has_passed else []


def is_theirs(user, media) -> bool:
    """Tell whether a person is the author of a media, or of the team that works on it."""
    if not user.is_authenticated:
        return False
    return media.uploaded_by_user_id == user.pk or media.is_editable_by_user(user)


def _live_pages(media):
    """The pages that show a media now: not those whose hour has passed before a job says so."""
    shown = Q(media=media) | Q(described_media=media, audio_description="present")
    pages = media.pages.model.objects.live().filter(shown)
    return pages.exclude(expire_at__lte=timezone.now())


def _reads_a_page(request: HttpRequest, media) -> bool:
    return _reads(request, _live_pages(media))


def _reads(request: HttpRequest, pages) -> bool:
    return any(
        all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
        for page in pages
    )
