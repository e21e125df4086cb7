"""The poster of a video: the moment that its author or the team chose, instead of the sharpest."""

import shutil
import tempfile
from pathlib import Path, PurePosixPath
from uuid import uuid4

from django.db import transaction
from procrastinate.contrib.django import app

from editorial import page_cache
from videos.files import LocalFile, delete_folder
from videos.models import VideoMedia
from videos.models.media import private_storage
from videos.processing import pick_poster

TASK = "videos.tasks.make_poster"


def choose_moment(media: VideoMedia, *, moment: float) -> None:
    """Have the poster show the picture at `moment` seconds: soon, or once the media is prepared."""
    with transaction.atomic():
        locked = VideoMedia.objects.select_for_update(of=("self",)).get(pk=media.pk)
        if locked.poster_moment == moment:
            return
        VideoMedia.objects.filter(pk=media.pk).update(poster_moment=max(0.0, moment))
        if locked.is_ready:
            queue(locked)


def make_poster(media: VideoMedia) -> None:
    """Make the poster again, at the moment chosen. May be run again at any time.

    Raises ProcessingFailed, or OSError when storage refuses; the former poster then stays.
    """
    storage, best = private_storage(), media.playable()
    with tempfile.TemporaryDirectory(prefix="poster-") as name:
        video, made = Path(name) / "video.mp4", Path(name) / "made"
        made.mkdir()
        with best.file.open("rb") as stored, video.open("wb") as copy:
            shutil.copyfileobj(stored, copy)
        pick_poster(video, moment=min(media.poster_moment, media.duration - 0.1), output_dir=made)
        folder = f"{media.folder}/poster-{uuid4().hex[:8]}"
        for path in made.iterdir():
            with LocalFile(path) as file:
                storage.save(f"{folder}/{path.name}", file)
    still_there = VideoMedia.objects.filter(pk=media.pk, folder=media.folder)
    replaced = str(PurePosixPath(media.thumbnail.name).parent)
    if not still_there.update(thumbnail=f"{folder}/poster.jpg", card=f"{folder}/card.jpg"):
        delete_folder(storage, folder)  # prepared again meanwhile
        return
    page_cache.purge()
    if replaced != media.folder:
        delete_folder(storage, replaced)


def queue(media: VideoMedia) -> None:
    app.configure_task(TASK, lock=f"video-{media.pk}").defer(media_id=media.pk)
