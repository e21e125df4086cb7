"""Why a file was refused, as a sentence: what was found, what is accepted, what to do."""

from django.utils.translation import gettext as _

from videos.models import VideoMedia


def explain(media: VideoMedia) -> str:
    """Return the sentence for the author of a refused file."""
    figures = media.refusal_figures
    sentences = refusal_sentences()
    sentence = sentences.get(media.refusal_code, sentences["unreadable"])
    if media.refusal_code in {"too_long", "too_short"}:
        figures = {name: spoken_duration(value) for name, value in figures.items()}
    return sentence % figures


def refusal_sentences() -> dict[str, str]:
    """The sentence of each code, its figures still to be filled in: the page says them too."""
    return {
        "too_long": _(
            "Your video lasts %(found)s; the limit is %(limit)s. Cut it on your phone, then choose "
            "it again."
        ),
        "too_short": _(
            "Your video lasts %(found)s; it must last at least %(limit)s. Film a little longer, "
            "then choose it again."
        ),
        "too_large_picture": _(
            "The picture of your video is too large (%(found)s pixels; the limit is %(limit)s). "
            "Set your camera to HD or 4K, then film again."
        ),
        "no_picture": _(
            "This file has sound but no picture. Choose the video itself, then send it again."
        ),
        "empty": _("This file is empty. Check that the video plays, then choose it again."),
        "unsupported_codec": _(
            "This video is encoded in a format that we cannot read (%(found)s). Export it as MP4 "
            "(H.264), then choose it again."
        ),
        "not_a_video": _(
            "This file is not a video that we can read. Choose an MP4, MOV, WebM, MKV or AVI file, "
            "as phones make them."
        ),
        "unreadable": _(
            "This video cannot be read: it may have been cut while it was copied. Check that it "
            "plays on your phone, then choose it again."
        ),
    }


def spoken_duration(seconds: float) -> str:
    """Return a duration as a person writes it: “2 min 20 s”."""
    minutes, seconds = divmod(round(seconds), 60)
    if not minutes:
        return _("%(seconds)s s") % {"seconds": seconds}
    if not seconds:
        return _("%(minutes)s min") % {"minutes": minutes}
    return _("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": seconds}
