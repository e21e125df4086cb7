"""What members say to one another under a video: « contributions », replies and their documents.

`reading` is what everybody sees, `writing` what their authors do, `moderation` what the team does.
"""

from videos.conversation.moderation import AlreadyDecided, publish, refuse, take_off
from videos.conversation.reading import shown_on
from videos.conversation.writing import NotAllowed, delete, edit, write

__all__ = [
    "AlreadyDecided",
    "NotAllowed",
    "delete",
    "edit",
    "publish",
    "refuse",
    "shown_on",
    "take_off",
    "write",
]
