"""The messages that the author of a video receives: each may be put in a community's own words."""

from django.utils.translation import gettext_lazy as _

from editorial import messages
from videos.models.submissions import SubmissionState

TITLE = {"titre": (_("the title of the video"), _("Negotiated dictation"))}
LINK = {
    "lien": (
        _("the address where the author follows the video"),
        "https://classe-a-12.example.org/mon-espace/mes-videos/12/suivi/",
    )
}
WORDS = {
    "message": (
        _("what the team tells the author"),
        _("Your video is very clear. The sound is a little low at the beginning."),
    )
}
NEW_VERSION_DECLINED = "video_version_declined"


# The states that an author is told of here; a withdrawal is told by `videos.rights`.
TOLD = {
    SubmissionState.RECEIVED,
    SubmissionState.REFUSED,
    SubmissionState.FAILED,
    SubmissionState.IN_REVIEW,
    SubmissionState.CHANGES_REQUESTED,
    SubmissionState.DECLINED,
    SubmissionState.SCHEDULED,
    SubmissionState.PUBLISHED,
    SubmissionState.UNPUBLISHED,
}


def name_of(state: str) -> str:
    """The kind of message by which a state is told."""
    return f"video_{state}"


def register() -> None:
    """Declare the messages to authors, in the order in which they may come."""
    _declare(
        SubmissionState.RECEIVED,
        _("Video received"),
        when=_("The author has sent a video, which is being prepared."),
    )
    _declare(
        SubmissionState.REFUSED,
        _("File refused"),
        when=_("The file is not a video that can be published: too long, damaged…"),
        more={"raison": (_("why the file is refused"), _("This video lasts 2 min 20 s."))},
        compulsory=("raison", "lien"),
    )
    _declare(
        SubmissionState.FAILED,
        _("Preparation failed"),
        when=_("The portal could not prepare the video, through its own fault."),
        compulsory=("lien",),
    )
    _declare(
        SubmissionState.IN_REVIEW,
        _("Video handed to the team"),
        when=_("The video is ready, and waits for its review."),
        more={"delai": (_("the usual delay of an answer"), _("within five working days"))},
    )
    _declare(
        SubmissionState.CHANGES_REQUESTED,
        _("Changes asked for"),
        when=_("The team asks for changes before publishing."),
        more=WORDS
        | {
            "remarques": (
                _("the remarks on moments of the video; nothing when there is none"),
                _("Moment by moment:\n• at 0:42: show the poster from closer"),
            )
        },
        compulsory=("message", "remarques", "lien"),
    )
    _declare(
        SubmissionState.DECLINED,
        _("Video declined"),
        when=_("The team will not publish the video."),
        more=WORDS,
        compulsory=("message",),
    )
    messages.register(
        NEW_VERSION_DECLINED,
        label=_("New version declined"),
        when=_("The team keeps the public version, and declines the one that replaced it."),
        variables=TITLE | LINK | WORDS,
        template="videos/email/version_declined",
        compulsory=("message",),
    )
    _declare(
        SubmissionState.SCHEDULED,
        _("Publication at a date"),
        when=_("The team has accepted the video, and chosen when it will be online."),
        more={"date": (_("when it will be online"), _("3 June 2027 at 2 pm"))},
        compulsory=("date",),
    )
    _declare(
        SubmissionState.PUBLISHED,
        _("Video published"),
        when=_("Everybody can watch the video."),
        more={
            "adresse": (
                _("the public address of the video"),
                "https://classe-a-12.example.org/videos/la-dictee-negociee/",
            )
        },
        compulsory=("adresse",),
    )
    _declare(
        SubmissionState.UNPUBLISHED,
        _("Video taken off the site"),
        when=_("The video is not public any more, and may come back."),
        more=WORDS,
    )


def _declare(state: SubmissionState, label, *, when, more=None, compulsory=()) -> None:
    messages.register(
        name_of(state),
        label=label,
        when=when,
        variables=TITLE | LINK | (more or {}),
        template=f"videos/email/{state}",
        compulsory=compulsory,
    )
