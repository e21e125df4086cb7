"""From an original to what can be watched: one media, its states, its files."""

import logging
import tempfile
from pathlib import Path

from django.core.files import File
from django.db import transaction
from procrastinate.contrib.django import app

from videos.models import Rendition, VideoMedia
from videos.models.media import MediaState
from videos.processing import Limits, Output, ProcessingFailed, Refused, probe, transcode

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 3


def queue(media: VideoMedia) -> None:
    """Ask the worker to prepare a media, once the current transaction is committed."""
    app.configure_task("videos.tasks.process_video", lock=f"video-{media.pk}").defer(
        media_id=media.pk
    )


def prepare(media_id: int) -> VideoMedia:
    """Probe an original, then make its playable file and posters. May be run again at any time.

    Returns the media: ready, refused (its file is at fault) or failed (we are).
    Raises ProcessingFailed or OSError (storage) while another attempt may succeed.
    """
    media = VideoMedia.objects.get(pk=media_id)
    if media.state in {MediaState.READY, MediaState.REFUSED}:
        return media  # done by an earlier run that died before saying so
    if media.attempts >= MAX_ATTEMPTS:
        _set(media, state=MediaState.FAILED)  # the last run died with its worker
        return media
    _set(media, state=MediaState.PROCESSING, progress=0, attempts=media.attempts + 1)
    try:
        _make_files(media)
    except Refused as refusal:
        _set(
            media,
            state=MediaState.REFUSED,
            refusal_code=refusal.code,
            refusal_figures=refusal.figures,
        )
    except (ProcessingFailed, OSError) as failure:
        logger.warning("media %s: attempt %s failed: %s", media.uuid, media.attempts, failure)
        if media.attempts < MAX_ATTEMPTS:
            raise
        _set(media, state=MediaState.FAILED)
    return media


def limits_for(media: VideoMedia) -> Limits:
    """The limits of the community that the file was sent to; the defaults for the team's own."""
    submission = media.submissions.select_related("community").first()
    return Limits(max_seconds=submission.community.max_duration) if submission else Limits()


def _make_files(media: VideoMedia) -> None:
    with tempfile.TemporaryDirectory(prefix="video-") as folder:
        original = Path(folder) / "original"
        with media.file.open("rb") as stored, original.open("wb") as copy:
            for chunk in stored.chunks():
                copy.write(chunk)
        found = probe(original, limits=limits_for(media))
        made = transcode(
            original,
            output_dir=Path(folder),
            probe=found,
            progress=lambda percent: _set(media, progress=percent),
        )
        keep(media, made, has_sound=found.has_audio)


@transaction.atomic
def keep(media: VideoMedia, made: Output, *, has_sound: bool) -> None:
    """Store the files and say that they are ready, in one transaction."""
    best = made.renditions[0]
    rendition = Rendition(media=media, width=best.width, height=best.height, size=best.size)
    with best.path.open("rb") as video:
        rendition.file.save("video.mp4", File(video), save=False)
    media.renditions.all().delete()
    rendition.save()
    with best.path.with_name("poster.jpg").open("rb") as poster:
        media.thumbnail.save("poster.jpg", File(poster), save=False)
    with best.path.with_name("card.jpg").open("rb") as card:
        media.card.save("card.jpg", File(card), save=False)
    media.width, media.height, media.duration = best.width, best.height, made.duration
    media.has_sound = has_sound
    media.state, media.progress = MediaState.READY, 100
    media.save()


def _set(media: VideoMedia, **values) -> None:
    """Write some columns, and only those: the rest may have changed meanwhile."""
    for name, value in values.items():
        setattr(media, name, value)
    VideoMedia.objects.filter(pk=media.pk).update(**values)
