"""Writing a contribution, correcting it, taking it away: what its author may do, and until when."""

from datetime import timedelta

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.groups import roles_of
from community.models import CommentsModeration, Community, User
from videos import attachments
from videos.conversation import effects
from videos.models import Comment, CommentDocument, VideoPage
from videos.models.conversation import CommentState

EDITABLE_FOR = timedelta(hours=24)
MOST_A_DAY = 30  # contributions of one member in one community
AT_ONCE = timedelta(minutes=2)  # within which the same words again are a second click


class NotAllowed(Exception):
    """What a member may not do; the text says why, and what they may do."""


def obstacle(community: Community) -> str:
    """Say why nobody may write in a community; empty when members may."""
    if community.comments_moderation == CommentsModeration.CLOSED:
        return _("Contributions are closed for the moment.")
    return ""


def can_be_edited(comment: Comment) -> bool:
    """Whether its author may still correct it: for a day, or for as long as it was refused."""
    if comment.state == CommentState.REFUSED:
        return True
    recent = timezone.now() - comment.created_at < EDITABLE_FOR
    return recent and comment.state in {CommentState.PENDING, CommentState.PUBLISHED}


@transaction.atomic
def write(
    *,
    page: VideoPage,
    author: User,
    signature: str,
    text: str,
    parent: Comment | None = None,
    file: UploadedFile | None = None,
) -> Comment:
    """Keep a contribution, and show it at once or hand it to the team, as the community chose.

    A reply to a reply goes under the first contribution. The same words sent twice in a row are
    kept once, with the document that came the second time.
    Raises NotAllowed, documents.Refused, OSError when storage refuses the document.
    """
    community = Community.for_site(page.get_site())
    if closed := obstacle(community):
        raise NotAllowed(closed)
    User.objects.select_for_update().get(pk=author.pk)  # a second click waits for the first
    thread = _thread(page, parent)
    here = VideoPage.objects.descendant_of(community.site.root_page)
    own = Comment.objects.filter(author=author, page__in=here)
    sent = own.filter(page=page, parent=thread, text=text, created_at__gt=_ago(AT_ONCE))
    if twice := sent.exclude(state=CommentState.DELETED).first():
        if file and not CommentDocument.objects.filter(comment=twice).exists():
            _keep_document(twice, file, by=author, community=community)
            effects.changed(page)
        return twice
    if own.filter(created_at__gt=_ago(timedelta(days=1))).count() >= MOST_A_DAY:
        raise NotAllowed(_("You have written a lot today, thank you. Go on tomorrow."))
    comment = Comment(page=page, parent=thread, author=author, signature=signature, text=text)
    if _shows_at_once(community, by=author):
        _put_online(comment)
    comment.save()
    if file:
        _keep_document(comment, file, by=author, community=community)
    if comment.state == CommentState.PUBLISHED:
        effects.came_online(comment, for_the_first_time=True)
    return comment


@transaction.atomic
def edit(comment: Comment, *, by: User, text: str, signature: str) -> Comment:
    """Correct the words; read again by the team where it reads before they show.

    What the team has refused is always read again. Raises NotAllowed when it is too late, or when
    it is not theirs.
    """
    locked = _own(comment, by)
    if not locked:
        raise NotAllowed(_("This contribution is not there any more."))
    if not can_be_edited(locked):
        raise NotAllowed(_("It can no longer be changed: delete it, then write another."))
    community = Community.for_site(locked.page.get_site())
    at_once = locked.state != CommentState.REFUSED and _shows_at_once(community, by=by)
    first_time = locked.published_at is None
    locked.text, locked.signature, locked.reason = text, signature, ""
    locked.decided_by = locked.decided_at = None
    locked.edited_at = timezone.now()
    locked.state = CommentState.PENDING
    if at_once:
        _put_online(locked)
    locked.save()
    effects.changed(locked.page)
    if at_once:
        effects.came_online(locked, for_the_first_time=first_time)
    return locked


@transaction.atomic
def delete(comment: Comment, *, by: User) -> None:
    """Erase the words and the document; replies stay, under the mention that it was deleted.

    Raises NotAllowed when it is not theirs. Done twice, it does nothing more.
    """
    if locked := _own(comment, by):
        erase(locked)


def erase(locked: Comment) -> None:
    """Erase a contribution whose row is held.

    What was replied to, or reported, stays as an empty place: replies and reports are others'.
    """
    page = locked.page
    CommentDocument.objects.filter(comment=locked).delete()
    if locked.replies.exists() or locked.reports.exists():
        locked.text = locked.signature = locked.reason = ""
        locked.author = None
        locked.state = CommentState.DELETED
        locked.save()
    else:
        locked.delete()
    effects.changed(page)


def _thread(page: VideoPage, parent: Comment | None) -> Comment | None:
    """The first contribution that a reply goes under. Raises NotAllowed when it is gone."""
    if not parent:
        return None
    answered = Comment.objects.published().filter(page=page, pk=parent.pk).first()
    first = answered and (answered.parent_id or answered.pk)
    # Held: whoever deletes it meanwhile finds the reply.
    rows = Comment.objects.select_for_update(of=("self",), no_key=True)
    thread = rows.filter(pk=first).first() if first else None
    if not thread:
        raise NotAllowed(_("The contribution that you answer is no longer online."))
    return thread


def _shows_at_once(community: Community, *, by: User) -> bool:
    """The community's choice; its team needs nobody to read it."""
    of_the_team = community.pk in roles_of(by).editor
    return of_the_team or community.comments_moderation == CommentsModeration.AFTER


def _put_online(comment: Comment) -> None:
    comment.state = CommentState.PUBLISHED
    comment.published_at = comment.published_at or timezone.now()


def _keep_document(comment: Comment, file: UploadedFile, *, by: User, community) -> None:
    received = attachments.receive(file, by=by, community=community)
    document = CommentDocument(comment=comment, **received.described)
    document.file.save("document", File(received.file), save=False)
    document.size = document.file.size
    document.save()


def _own(comment: Comment, by: User) -> Comment | None:
    """Hold one's own contribution; None when it is gone. Raises NotAllowed for another's."""
    locked = Comment.objects.select_for_update(of=("self",)).filter(pk=comment.pk).first()
    if not locked or locked.state == CommentState.DELETED:
        return None
    if locked.author_id != by.pk:
        raise NotAllowed(_("This contribution is not there any more."))
    return locked


def _ago(delay: timedelta):
    return timezone.now() - delay
