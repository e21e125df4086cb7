from community.models.access import AccessRequest, AccessRole, AccessState, AddressEnding
from community.models.communities import (
    Accent,
    CommentsModeration,
    Community,
    ContactSubject,
    Keyword,
    Level,
    Theme,
)
from community.models.people import Contributor, MemberManager, User

__all__ = [
    "Accent",
    "AccessRequest",
    "AccessRole",
    "AccessState",
    "AddressEnding",
    "CommentsModeration",
    "Community",
    "ContactSubject",
    "Contributor",
    "Keyword",
    "Level",
    "MemberManager",
    "Theme",
    "User",
]
