"""Whose turn it is when two people act on one video: rows are locked in the same order everywhere.

The proposal, then its page, then the requests about it. A publication, a withdrawal, a request and
a decision on it all begin here, so the second always sees what the first has done.
"""

from wagtail.models import Page

from videos.models import VideoPage, VideoSubmission


def lock_video(
    *, page: VideoPage | None = None, submission: VideoSubmission | None = None
) -> tuple[VideoSubmission | None, VideoPage | None]:
    """Lock and read again a proposal and its page, from either; None for what is not there.

    Must be called in a transaction.
    """
    rows = VideoSubmission.objects.select_for_update(of=("self",)).select_related("community")
    if submission:
        found = rows.filter(pk=submission.pk).first()
        number = found.page_id if found else None
    else:
        found = rows.filter(page_id=page.pk).first()
        number = page.pk
    if not number or not Page.objects.select_for_update(of=("self",)).filter(pk=number).exists():
        return found, None
    return found, VideoPage.objects.filter(pk=number).first()
