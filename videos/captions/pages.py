"""What the pages with a caption editor tell its scripts, translated with the portal."""

from django.utils.translation import gettext as _

from videos.captions import advice
from videos.captions.webvtt_texts import MAX_CUES


def editor_facts(media, *, read_url: str, state_url: str = "") -> dict:
    """All that `static/js/captions/` needs.

    `read_url` reads a file or spreads words; `state_url` tells when the video is ready, for who
    may be here before it is.
    """
    return {
        "video": video_facts(media),
        "preparing": bool(media and media.is_under_way),
        "read_url": read_url,
        "state_url": state_url,
        "thresholds": advice.thresholds(),
        "most": MAX_CUES,
        "sentences": advice.sentences() | _sentences(),
    }


def video_facts(media) -> dict | None:
    """What a player needs of a video that can be played, in seconds and pixels; None before."""
    if not (media and media.is_ready):
        return None
    return {
        "src": media.url,
        "poster": media.poster_url,
        "duration": media.duration,
        "width": media.width,
        "height": media.height,
    }


def _sentences() -> dict[str, str]:
    return {
        "group": _("Caption %(number)s"),
        "count_none": _("No caption yet."),
        "count_one": _("1 caption"),
        "count_many": _("%(count)s captions"),
        "advice_none": _("nothing to improve"),
        "advice_one": _("1 piece of advice"),
        "advice_many": _("%(count)s pieces of advice"),
        "added": _("Caption %(number)s added at %(time)s."),
        "split": _("Caption %(number)s cut in two."),
        "not_split": _("Place the cursor between two words, then cut."),
        "merged": _("Captions %(number)s and %(next)s joined."),
        "not_merged": _("This is the last caption: there is nothing to join it with."),
        "moved": _("Caption %(number)s: from %(start)s to %(end)s."),
        "all_moved": _("All the captions are moved by %(seconds)s s."),
        "removed": _("Caption %(number)s deleted. “Undo” brings it back."),
        "undone": _("Undone."),
        "redone": _("Redone."),
        "nothing_to_undo": _("There is nothing to undo."),
        "loop": _("Caption %(number)s plays again and again."),
        "loop_ended": _("The video goes on."),
        "too_many": _(
            "There are %(count)s captions already: it is the most that a video may have."
        ),
        "wrong_time": _("A time is written like 1:05.2: minutes, seconds, tenths."),
        "imported": _("%(count)s captions placed. “Undo” brings back the former ones."),
        "reading": _("We are reading it…"),
        "unreachable": _("The portal cannot be reached. Try again in a moment."),
        "unreadable": _(
            "The text below cannot be read as captions, so the editor is closed: correct the text, "
            "or empty it."
        ),
        "no_video": _("Your video is not here yet. You may already type: you will place it later."),
        "preparing": _(
            "Your video is being prepared, and comes here by itself. You may already type."
        ),
        "ready": _("Your video is here: play it, and place your captions."),
        "preview": _("Captions being made"),
        "play": _("Play"),
        "pause": _("Pause"),
    }
