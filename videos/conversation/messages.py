"""The messages about contributions: each may be put in a community's own words."""

from django.utils.translation import gettext_lazy as _

from editorial import messages

PUBLISHED = "contribution_published"
REFUSED = "contribution_refused"
ANSWERED = "contribution_answered"

VARIABLES = {
    "titre": (_("the title of the video"), _("Negotiated dictation")),
    "contribution": (_("what was written"), _("I tried it with a slate: less fear of mistakes.")),
    "lien": (
        _("the address where to go on"),
        "https://classe-a-12.example.org/videos/la-dictee-negociee/#contribution-3",
    ),
}


def register() -> None:
    messages.register(
        PUBLISHED,
        label=_("Contribution online"),
        when=_("The team has read a contribution, which is now under the video."),
        variables=VARIABLES,
        template="videos/email/contribution_published",
        compulsory=("lien",),
    )
    messages.register(
        REFUSED,
        label=_("Contribution refused"),
        when=_("The team does not show a contribution, or takes it off."),
        variables=VARIABLES
        | {
            "message": (
                _("what the team tells its author"),
                _("A pupil is named: could you write it again without the name?"),
            )
        },
        template="videos/email/contribution_refused",
        compulsory=("message", "lien"),
    )
    messages.register(
        ANSWERED,
        label=_("Reply to a contribution"),
        when=_("Somebody has answered a contribution."),
        variables=VARIABLES | {"auteur": (_("who answers"), "Léa M.")},
        template="videos/email/contribution_answered",
        compulsory=("lien",),
    )
