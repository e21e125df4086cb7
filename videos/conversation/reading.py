"""What any visitor of a public video may read of its contributions, and take of its documents."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from community.models import Contributor
from videos.models import Comment, CommentDocument, VideoPage
from videos.models.conversation import CommentState

SHOWN = 20  # contributions in the page of a video; all of them have a page of their own


@dataclass(frozen=True)
class Conversation:
    """The latest contributions of a page, each with its `shown_replies`, the oldest first."""

    comments: list[Comment]
    has_more: bool


def shown_on(page: VideoPage, *, most: int = SHOWN) -> Conversation:
    """Return the contributions of a page as it shows them. Three queries, whatever their number."""
    found = list(threads(page)[: most + 1])
    name_authors(found, page)
    return Conversation(found[:most], has_more=len(found) > most)


def threads(page: VideoPage) -> QuerySet[Comment]:
    """First contributions, the latest first; one that was deleted stays as long as replies do."""
    replies = Comment.objects.published().select_related("document").order_by("published_at", "pk")
    answered = Comment.objects.published().filter(parent=OuterRef("pk"))
    shown = Q(state=CommentState.PUBLISHED) | Q(Exists(answered), state=CommentState.DELETED)
    return (
        page.comments.filter(shown, parent=None)
        .select_related("document")
        .prefetch_related(Prefetch("replies", queryset=replies, to_attr="shown_replies"))
        .order_by("-created_at", "-pk")
    )


def name_authors(comments: list[Comment], page: VideoPage) -> None:
    """Say of each whether the author of the video wrote it, and which public profile is theirs."""
    everyone = [each for comment in comments for each in (comment, *comment.shown_replies)]
    writers = {each.author_id for each in everyone if each.author_id}
    profiles = {}
    if writers:
        public = Contributor.objects.published().filter(user__in=writers)
        public = public.filter(community__site__root_page__path__in=_paths_above(page))
        profiles = {profile.user_id: profile for profile in public}
    for each in everyone:
        each.is_by_the_author = bool(each.author_id) and each.author_id == page.owner_id
        each.profile = profiles.get(each.author_id)


def documents_of(page: VideoPage) -> QuerySet[CommentDocument]:
    """The documents that members gave with what they said of a video, the oldest first."""
    shown = Comment.objects.published().filter(page=page)
    given = CommentDocument.objects.filter(comment__in=shown.values("pk"))
    return given.select_related("comment").order_by("pk")


def _paths_above(page: VideoPage) -> list[str]:
    step = page.steplen
    return [page.path[:end] for end in range(step, len(page.path), step)]
