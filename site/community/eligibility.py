"""Who may propose: the address of a member, the request that was accepted, the team."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.groups import communities_edited_by
from community.models import AccessState, AddressEnding, Community, User

MAX_DOMAIN = 120  # characters, as in AddressEnding
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")

# Mailboxes that anybody opens in a minute: accepting one accepts everybody.
PUBLIC_MAILBOXES = {
    "aol.com",
    "bbox.fr",
    "free.fr",
    "gmail.com",
    "gmx.com",
    "gmx.fr",
    "googlemail.com",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "laposte.net",
    "live.com",
    "live.fr",
    "mac.com",
    "mail.com",
    "mailinator.com",
    "mailo.com",
    "me.com",
    "msn.com",
    "neuf.fr",
    "numericable.fr",
    "orange.fr",
    "outlook.com",
    "outlook.fr",
    "pm.me",
    "proton.me",
    "protonmail.com",
    "sfr.fr",
    "tutanota.com",
    "wanadoo.fr",
    "yahoo.com",
    "yahoo.fr",
    "yandex.com",
    "yopmail.com",
    "ymail.com",
    "zoho.com",
}


class NotEligible(Exception):
    """This member may not propose in this community: they may ask for an access."""


def may_propose(user: User, community: Community) -> bool:
    """Tell whether a person may begin a proposal in a community."""
    if not user.is_authenticated or not user.is_active:
        return False
    return (
        community.anyone_may_propose
        or has_accepted_address(user, community)
        or community.access_requests.filter(user=user, state=AccessState.ACCEPTED).exists()
        or communities_edited_by(user).filter(pk=community.pk).exists()
    )


def has_accepted_address(user: User, community: Community) -> bool:
    domain = domain_of(user.email)
    return bool(domain) and community.address_endings.filter(domain=domain).exists()


def domain_of(address: str) -> str:
    """Return what follows the last @, as it is compared; empty when it cannot be a domain.

    The last one, because a local part may be quoted and hold others (RFC 5321, 4.1.2).
    """
    _local, at, domain = address.strip().rpartition("@")
    return normalise_domain(domain) if at else ""


def normalise_domain(domain: str) -> str:
    """Return the one spelling of a domain: ASCII (IDNA), lower case, no final dot; empty if none.

    The same encoding as Django's when it sends: two spellings are equal when they reach the same
    mailbox.
    """
    try:
        return domain.strip().encode("idna").decode().lower().removesuffix(".")
    except UnicodeError:
        return ""


def clean_domain(typed: str) -> str:
    """Return a domain that a person typed, as it is kept. Raises ValidationError, in words."""
    text = typed.strip()
    if "@" in text[1:]:
        raise ValidationError(
            _("“%(text)s” is a whole address: write only what follows the @."),
            params={"text": text},
        )
    domain = normalise_domain(text.removeprefix("@"))
    labels = domain.split(".")
    sound = len(labels) > 1 and all(LABEL.fullmatch(label) for label in labels)
    if not sound or labels[-1].isdigit() or len(domain) > MAX_DOMAIN:
        raise ValidationError(
            _(
                "“%(text)s” is not an address ending. Write it in full, without a joker, for "
                "example ac-lille.fr"
            ),
            params={"text": text},
        )
    return domain


def is_public_mailbox(domain: str) -> bool:
    return domain in PUBLIC_MAILBOXES


def accept_endings(community: Community, domains: list[str], *, note: str = "") -> list[str]:
    """Accept these domains in a community. Return those that were not accepted yet."""
    known = set(community.address_endings.values_list("domain", flat=True))
    new = [domain for domain in dict.fromkeys(domains) if domain not in known]
    AddressEnding.objects.bulk_create(
        [AddressEnding(community=community, domain=domain, note=note) for domain in new],
        ignore_conflicts=True,  # a colleague may be importing the same list
    )
    return new
