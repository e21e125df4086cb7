"""What an author has changed since the team last decided, field by field, the words marked."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry, Revision

from videos.models import VideoPage, VideoReviewTaskState, VideoSubmission
from videos.models.sheets import PracticeSheet
from videos.review import fingerprint

WORDS = ["title", "summary", "description", "credit", *PracticeSheet.SHEET_PARTS, "place"]
CHOICES = ["theme", "levels", "keywords", "academie"]
# Compared word by word up to here, as wholes beyond: the time of difflib grows as the square.
COMPARED = 4000  # characters


@dataclass(frozen=True)
class Change:
    """One difference; `words` is HTML, escaped, with <ins> and <del>."""

    label: str
    words: SafeString


def since_last_decision(
    draft: VideoPage, submission: VideoSubmission | None, decided: VideoReviewTaskState | None
) -> list[Change] | None:
    """Return what differs from what was decided on; None when nothing was decided before.

    `decided` is the last review that ended; `draft` is the page of the latest revision.
    """
    if not decided:
        return None
    entry = PageLogEntry.objects.filter(
        page=draft.pk, action__startswith="videos.", data__task_state=decided.pk
    ).first()
    seen = entry.data if entry else {}
    revision = Revision.objects.filter(pk=seen.get("revision")).first() or decided.revision
    before = revision.as_object()
    changes = [_field(name, before, draft) for name in [*WORDS, *CHOICES]]
    changes.append(_file(before, draft))
    if submission and "documents" in seen:
        changes += _sent_beside(seen, submission)
    return [change for change in changes if change]


def mark(before: str, after: str) -> SafeString:
    """Return the words of both texts, those that left in <del>, those that came in <ins>."""
    if len(before) + len(after) > COMPARED * 2:
        return _left(before) + mark_safe(" ") + _came(after)
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (before, after))
    marked = SafeString("")
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            marked += conditional_escape("".join(old[i1:i2]))
        else:
            marked += _left("".join(old[i1:i2])) + _came("".join(new[j1:j2]))
    return marked


def _left(text: str) -> SafeString:
    return format_html("<del>{}</del>", text) if text else SafeString("")


def _came(text: str) -> SafeString:
    return format_html("<ins>{}</ins>", text) if text else SafeString("")


def _field(name: str, before: VideoPage, after: VideoPage) -> Change | None:
    old, new = _shown(before, name), _shown(after, name)
    if old == new:
        return None
    return Change(str(VideoPage._meta.get_field(name).verbose_name), mark(old, new))


def _shown(page: VideoPage, name: str) -> str:
    if name in {"levels", "keywords"}:
        return ", ".join(sorted(str(each) for each in getattr(page, name).all()))
    if name == "academie":
        return page.get_academie_display()
    return str(getattr(page, name) or "")


def _file(before: VideoPage, after: VideoPage) -> Change | None:
    if before.media_id == after.media_id:
        return None
    return Change(_("Video file"), _came(_("replaced by another file")))


def _sent_beside(seen: dict, submission: VideoSubmission) -> list[Change]:
    """Captions and documents: what the log says of them then, and what they are now."""
    now = fingerprint(submission)
    changes = []
    if seen.get("captions") != now["captions"]:
        if not seen.get("captions"):
            words = _came(_("added"))
        elif not now["captions"]:
            words = _left(_("removed"))
        else:
            words = _came(_("changed"))
        changes.append(Change(_("Captions"), words))
    before, after = set(seen["documents"]), set(now["documents"])
    names = {str(each.uuid): each.title for each in submission.attachments.all()}
    left = [_left(names.get(uuid) or _("a document")) for uuid in sorted(before - after)]
    came = [_came(names[uuid]) for uuid in sorted(after - before)]
    if left or came:
        changes.append(Change(_("Documents"), mark_safe(", ".join([*left, *came]))))
    return changes
