"""Why a document is not taken, in words for whoever sends it."""

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A document that cannot be taken. `args[0]` says why, and what to do."""


UNKNOWN = _(
    "This is not a PDF, ODT, DOCX, JPEG, PNG or WebP file, whatever its name says. Export your "
    "document as PDF, then choose it again."
)
DAMAGED = _("This file is damaged or incomplete. Open it, save it again, then choose it again.")
ENCRYPTED = _("This file is protected by a password. Remove the password, then choose it again.")
ACTIVE = _(
    "This document holds something that acts by itself (a script, a macro, an attached file or a "
    "media). Print it as PDF, then choose that PDF."
)
LINKED = _(
    "This document fetches something elsewhere (a picture, a template or an object that is not in "
    "it). Export it as PDF, then choose that PDF."
)
TWO_IN_ONE = _(
    "This file holds something else than what it shows. Export your document as PDF, then choose "
    "it again."
)
TOO_COMPLEX = _("This document is too complex to be checked. Export it again as a simpler PDF.")
TOO_MANY_PIXELS = _(
    "This picture is larger than %(limit)s million pixels. Make it smaller, then choose it again."
)
