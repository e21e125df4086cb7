"""What the page of a proposal says by itself while a video is checked and sent.

Its scripts fill the figures in: the sentences stay with all the others, to be translated.
"""

from django.utils.translation import gettext as _

from videos.refusals import refusal_sentences


def page_sentences() -> dict[str, str]:
    """Every sentence by its name in `static/js/`, with `%(name)s` where a figure goes."""
    return refusal_sentences() | _figures() | _checks() | _sending() | _saving() | _filming()


def _figures() -> dict[str, str]:
    return {
        "seconds": _("%(seconds)s s"),
        "minutes": _("%(minutes)s min"),
        "minutes_and_seconds": _("%(minutes)s min %(seconds)s s"),
        "megabytes": _("%(megabytes)s MB"),
        "hour": _("%(hours)s h %(minutes)s"),
    }


def _checks() -> dict[str, str]:
    return {
        "checking": _("We are looking at your file…"),
        "too_big": _(
            "This file weighs %(found)s MB; the limit is %(limit)s MB. Film in HD rather "
            "than in 4K, or cut the video, then choose it again."
        ),
        "upright": _("upright picture"),
        "lying": _("landscape picture"),
        "with_sound": _("with sound"),
        "no_sound": _(
            "We find no sound in this video. If that is what you want, go on; otherwise check the "
            "microphone, then film again."
        ),
        "cannot_check": _(
            "Your browser cannot read this file: we will check it once it has been sent."
        ),
    }


def _sending() -> dict[str, str]:
    return {
        "starting": _("Sending begins…"),
        "sending": _("Sending: %(percent)s%%"),
        "sent_of": _("%(sent)s of %(total)s"),
        "time_left": _("%(time)s left"),
        "paused": _("Paused at %(percent)s%%"),
        "waiting": _("Connection lost: sending will go on by itself."),
        "signed_out": _(
            "Your session has ended. Sign in again in another tab: this page then goes on by "
            "itself."
        ),
        "replaced": _(
            "Another file is being sent for this video, from another tab or device. This one has "
            "stopped."
        ),
        "refused": _("The portal could not take this file. Choose another, or write to the team."),
        "sent": _("Your video has arrived."),
        "left": _(
            "Sending “%(name)s” stopped at %(percent)s%%. Choose the same file again: it goes on "
            "from there."
        ),
        "left_other": _(
            "This is not the file whose sending had stopped: it is sent from its beginning."
        ),
        "send_when_sent": _(
            "Your video is still on its way (%(percent)s%%). Everything leaves as soon as it has "
            "arrived: keep this page open."
        ),
        "send_when_back": _("The portal cannot be reached. We try again: keep this page open."),
        "moment_chosen": _("Picture chosen: at %(time)s"),
    }


def _saving() -> dict[str, str]:
    return {
        "saved_at": _("Saved at %(hour)s"),
        "saved_here": _(
            "No connection: what you type is kept in this browser, and will be saved by itself."
        ),
        "not_saved": _("This proposal cannot be changed any more. Reload the page to see why."),
        "saved_over": _(
            "Saved at %(hour)s. Another page had written something else in this step: yours has "
            "replaced it."
        ),
        "not_gone": _(
            "The portal cannot be reached: what you typed is kept here. Try again in a moment."
        ),
        "document_sending": _("Sending the document…"),
        "document_done": _("The list of documents is up to date."),
        "document_failed": _(
            "The document could not be sent. Check the connection, then choose it again."
        ),
        "restored": _("We have found again what you had typed without connection."),
    }


def _filming() -> dict[str, str]:
    return {
        "camera_refused": _(
            "The browser may not use your camera. Allow it in the address bar, then try again; or "
            "choose a video already filmed."
        ),
        "camera_missing": _(
            "We find no camera here. Plug one in, or choose a video already filmed."
        ),
        "camera_busy": _(
            "The camera does not answer: another program may be using it. Close it, then try again."
        ),
        "filming": _("Filming has begun."),
        "filmed": _("Filming has stopped at %(time)s. Watch it, then use it or film again."),
        "film_limit": _("%(time)s: this is the longest a video may be. Filming has stopped."),
        "film_name": _("Filmed on %(day)s"),
    }
