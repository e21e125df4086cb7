"""What follows from a change in the conversation: messages, and pages that show it."""

from django.urls import reverse
from procrastinate.contrib.django import app

from community.models import Community
from editorial import messages as letters
from videos.conversation import messages
from videos.models import Comment, VideoPage
from videos.models.conversation import CommentState

TASK = "videos.tasks.tell_about_contribution"


def changed(page: VideoPage) -> None:
    """What a page shows of its conversation has changed."""


def written(comment: Comment) -> None:
    """Tell the person who is answered, and the pages that show it."""
    if comment.state == CommentState.PUBLISHED:
        came_online(comment)


def came_online(comment: Comment) -> None:
    changed(comment.page)
    if comment.parent_id and comment.parent.author_id not in {None, comment.author_id}:
        tell(messages.ANSWERED, comment)


def tell(kind: str, comment: Comment) -> None:
    """Queue a message, in the transaction of what it tells."""
    app.configure_task(TASK).defer(kind=kind, comment_id=comment.pk)


def send(kind: str, comment_id: int) -> None:
    """Write to the person concerned; nothing when the contribution or the person is gone."""
    comment = Comment.objects.select_related("page", "author", "parent__author").filter(
        pk=comment_id
    )
    comment = comment.first()
    if not comment or comment.state == CommentState.DELETED:
        return
    person = comment.parent.author if kind == messages.ANSWERED else comment.author
    if not person or not person.is_active:
        return
    community = Community.for_site(comment.page.get_site())
    values = {
        "titre": comment.page.title,
        "contribution": comment.text,
        "lien": f"{comment.page.full_url}#contribution-{comment.pk}",
    }
    if kind == messages.REFUSED:
        values["message"] = comment.reason
        values["lien"] = community.root_url + reverse("my_contributions")
    if kind == messages.ANSWERED:
        values["auteur"] = comment.signature
    letters.send(kind, to=person.email, community=community, **values)
