"""Why a preparation failed, in the team's words: what happened, what to do about it."""

from django.utils.translation import gettext as _


def explain_failure(code: str) -> str:
    """Return the sentence for a `failure_code`."""
    sentences = {
        "no_original": _(
            "The file that was sent is no longer in storage. If storage was away, start again; if "
            "the file is lost, ask its author to send it once more."
        ),
        "disk_full": _("There is no room left on the disk. Make some, then start again."),
        "storage": _("Storage refused to be read or written. Look at it, then start again."),
        "timeout": _(
            "The work took far too long: the machine is overloaded, or the file is a trap. Start "
            "again once; if it fails again, ask for another export of the video."
        ),
        "killed": _(
            "The work was stopped each time, by the system or a restart. Start again when the "
            "machine is quiet."
        ),
        "system_error": _("The system lacked memory, disk or files. Look at it, then start again."),
        "ffmpeg_error": _(
            "ffmpeg gave up on this video, though its file looks sound. Start again once; if it "
            "fails again, ask for another export of the video."
        ),
        "no_ffmpeg": _("ffmpeg is missing on the machine that prepares videos: install it."),
    }
    sentences["bad_output"] = sentences["ffmpeg_error"]
    return sentences.get(code) or _(
        "Something unexpected happened; the technical log has the details. Start again once, then "
        "tell whoever looks after the portal."
    )
