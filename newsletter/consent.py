"""What a subscriber agrees to. A changed text is a new version: old proofs keep theirs."""

from django.utils.translation import gettext_lazy as _

from community.models import Community

CURRENT = "2026-11"
TEXTS = {
    "2026-11": _(
        "I agree to receive the newsletter of %(community)s at this address. I can unsubscribe at "
        "any time, with the link at the end of each message."
    ),
}


def consent_text(community: Community, version: str = CURRENT) -> str:
    return TEXTS[version] % {"community": community.name}
