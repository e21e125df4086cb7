"""The messages of the contact form: each may be put in a community's own words."""

from django.utils.translation import gettext_lazy as _

from editorial import messages

VARIABLES = {
    "sujet": (_("the subject chosen"), _("A technical question")),
    "nom": (_("the name of who writes"), "Camille Martin"),
    "adresse": (_("the address of who writes"), "camille.martin@example.org"),
    "message": (_("what they wrote"), _("Hello, I cannot find my video any more.")),
}


def register() -> None:
    messages.register(
        "contact_team",
        label=_("Contact form: to the team"),
        when=_("When somebody writes with the contact form."),
        template="home/email/contact_team",
        variables=VARIABLES,
        compulsory=("adresse", "message"),
    )
    messages.register(
        "contact_copy",
        label=_("Contact form: copy to who wrote"),
        when=_("Just after, to the person who wrote."),
        template="home/email/contact_copy",
        variables=VARIABLES,
        compulsory=("message",),
    )
