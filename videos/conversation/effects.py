"""What follows from a change in the conversation: messages, and pages that show it."""

from django.urls import reverse
from procrastinate.contrib.django import app

from community.models import Community
from editorial import messages as letters
from editorial import page_cache
from videos.conversation import messages
from videos.models import Comment, VideoPage
from videos.models.conversation import CommentState

TASK = "videos.tasks.tell_about_contribution"


def changed(page: VideoPage) -> None:
    """What a page shows of its conversation has changed: it is made again."""
    page_cache.purge_page(page)


def came_online(comment: Comment, *, for_the_first_time: bool) -> None:
    """Tell whoever is answered, once, and the pages that show it."""
    changed(comment.page)
    is_answer = comment.parent_id and comment.parent.author_id not in {None, comment.author_id}
    if for_the_first_time and is_answer:
        tell(messages.ANSWERED, comment)


def tell(kind: str, comment: Comment) -> None:
    """Queue a message, in the transaction of what it tells."""
    app.configure_task(TASK).defer(kind=kind, comment_id=comment.pk)


def send(kind: str, comment_id: int) -> None:
    """Write to the person concerned, if what the message says is still true when it leaves."""
    comments = Comment.objects.filter(state=CommentState.REFUSED)
    if kind != messages.REFUSED:
        public = VideoPage.objects.published()
        comments = Comment.objects.published().filter(page__in=public.values("pk"))
    related = comments.select_related("page", "author", "parent__author")
    comment = related.filter(pk=comment_id).first()
    if not comment:
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
