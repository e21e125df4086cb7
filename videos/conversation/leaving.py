"""What becomes of the contributions of a member who leaves: as they chose for their videos."""

from django.db import transaction

from community.models import User
from videos.conversation import effects
from videos.conversation.writing import erase
from videos.departures import Fate
from videos.models.conversation import CommentState


@transaction.atomic
def settle(user: User, *, fate: str) -> None:
    """Leave what is online signed, unsigned, or erase it; what nobody sees is erased."""
    own = user.comments.select_for_update(of=("self",)).select_related("page").order_by("pk")
    for comment in own:
        if fate == Fate.WITHDRAW or comment.state != CommentState.PUBLISHED:
            erase(comment)
        elif fate == Fate.ANONYMOUS:
            comment.signature = ""
            comment.save(update_fields=["signature"])
            effects.changed(comment.page)
