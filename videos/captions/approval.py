"""The author's captions and those shown with the file: public ones change by a decision only.

`submission.captions` is what the author wrote, `media.captions` what is shown. Imported while the
models load: no model up here.
"""

from hashlib import sha256

from django.db import transaction
from wagtail.log_actions import log


class ChangedMeanwhile(Exception):
    """Somebody else has saved these captions since they were opened: nothing was written."""


def proposed(submission) -> str:
    """What the author wishes to be shown. To write nothing is to ask for no change."""
    if submission.captions_choice == "no_speech":
        return ""
    return submission.captions or (submission.media.captions if submission.media else "")


def pending(submission) -> bool:
    """Tell whether captions that were sent wait for a decision, beside those that are shown."""
    return bool(
        submission.media
        and submission.is_in_review
        and proposed(submission) != submission.media.captions
    )


def hand_over(submission, *, approved: bool = False) -> None:
    """Have the file show its author's captions: at once when nobody may watch it yet.

    Those of a public file wait until they are `approved`: called so when the page is published,
    before its proposal's state says so. Otherwise than in review nothing was sent to approve.
    """
    media = submission.media
    if not media or (not approved and is_public(media)):
        return
    if approved and not submission.is_in_review:
        return
    _show(media, proposed(submission))


def take_back(submission) -> None:
    """Give the author the captions that are shown, which the team may have corrected."""
    if submission.media and submission.media.captions:
        submission.captions = submission.media.captions


def is_public(media) -> bool:
    """Tell whether a page on line shows this file."""
    shown = media.pages.filter(live=True) | media.described_pages.filter(live=True)
    return shown.exists()


def to_correct(media) -> str:
    """The captions that the team works on: those to approve when there are some."""
    waiting = next(filter(pending, _submissions(media)), None)
    return proposed(waiting) if waiting else media.captions


def seen_by(user, media) -> str:
    """The captions as their author or the team will have them, before any decision."""
    own = next((one for one in _submissions(media) if one.owner_id == user.pk), None)
    return proposed(own) if own else to_correct(media)


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@transaction.atomic
def correct(media, *, text: str, seen: str, user) -> None:
    """Save what the team corrected. `seen` is the fingerprint of the text it started from.

    Captions that wait for a decision stay so; others are shown at once, and the author's follow.
    Raises ChangedMeanwhile when the text is not that one any more.
    """
    # The proposals first, as sending one does: two locks taken in two orders would wait for ever.
    submissions = list(_submissions(media).select_for_update(of=("self",)))
    media = type(media).objects.select_for_update(of=("self",)).get(pk=media.pk)
    before = to_correct(media)
    if fingerprint(before) != seen:
        raise ChangedMeanwhile
    if text == before:
        return
    waiting = [one for one in submissions if pending(one)]
    if not (waiting and is_public(media)):
        _show(media, text)
    _keep_in_step(submissions, before=before, text=text)
    log(media, "videos.captions", user=user)


def corrected_elsewhere(media, *, before: str) -> None:
    """The team has changed the captions shown, in the media library: the author's follow."""
    _keep_in_step(_submissions(media), before=before, text=media.captions)


def _keep_in_step(submissions, *, before: str, text: str) -> None:
    """Have the author's captions say the same, unless they have changed theirs since."""
    for submission in submissions:
        if proposed(submission) == before or submission.captions == before:
            submission.captions = text
            if text and submission.captions_choice == "no_speech":
                submission.captions_choice = "given"
            submission.save(update_fields=["captions", "captions_choice"])


def _submissions(media):
    return media.submissions.select_related("media")


def _show(media, text: str) -> None:
    if media.captions != text:
        media.captions = text
        media.save(update_fields=["captions"])
