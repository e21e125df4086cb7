from community.models.access import AccessRequest, AccessRole, AccessState, AddressEnding
from community.models.communities import Accent, Community, Keyword, Level, Theme
from community.models.people import Contributor, MemberManager, User

__all__ = [
    "Accent",
    "AccessRequest",
    "AccessRole",
    "AccessState",
    "AddressEnding",
    "Community",
    "Contributor",
    "Keyword",
    "Level",
    "MemberManager",
    "Theme",
    "User",
]
