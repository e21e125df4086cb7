"""From an original to what can be watched: one media, its states, its lease, its files.

received → probing → processing → ready, or refused (the file is at fault), or failed (we are).
A run holds the lease of its media and renews it while ffmpeg works. Whatever kills it, the lease
ends, another run starts from the original, and what the dead one left is swept.
"""

import errno
import logging
import tempfile
import time
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from community.models import Community
from editorial import page_cache
from videos import catalogue, posters
from videos.files import LocalFile, delete_folder
from videos.models import MediaStateChange, Rendition, VideoMedia
from videos.models.media import MediaState, private_storage
from videos.processing import (
    Limits,
    Output,
    Probe,
    ProcessingFailed,
    Refused,
    probe,
    transcode,
)

logger = logging.getLogger(__name__)

TASK = "videos.tasks.process_video"
NOTICE_TASK = "videos.tasks.tell_team_of_failure"
MAX_ATTEMPTS = 3
LEASE = timedelta(seconds=60)
RENEWAL = 10  # seconds between two renewals of the lease
FIRST_WAIT = 30  # seconds before the second attempt; four times more before each next one

UNEXPECTED = "unexpected"  # none of the failures that we know

ENDED = {MediaState.READY, MediaState.REFUSED, MediaState.FAILED}


class TryLater(Exception):
    """This attempt failed, or the media is in other hands: try again in `wait` seconds."""

    def __init__(self, reason: str, wait: int):
        super().__init__(reason)
        self.wait = wait


class LeaseLost(Exception):
    """Another run has the media, or it is gone: this one must stop and leave no trace."""


def queue(media: VideoMedia) -> None:
    """Ask the worker to prepare a media, once the current transaction is committed."""
    app.configure_task(TASK, lock=f"video-{media.pk}").defer(media_id=media.pk)


def prepare(media_id: int) -> VideoMedia | None:
    """Probe an original, then make its renditions and pictures. May be run again at any time.

    Returns the media: ready, refused or failed; None when it was deleted.
    Raises TryLater while another attempt may succeed, LeaseLost when another run took over.
    """
    run = _claim(media_id)
    if not run:
        return VideoMedia.objects.filter(pk=media_id).first()
    try:
        run.make()
    except Refused as refusal:
        run.end(
            MediaState.REFUSED,
            reason=refusal.code,
            refusal_code=refusal.code,
            refusal_figures=refusal.figures,
        )
    except LeaseLost:
        raise
    except Exception as failure:
        run.give_back(failure)
    return run.media


def relaunch(media: VideoMedia) -> bool:
    """Start a failed media again, with all its attempts. Return whether there was anything to do.

    The proposals that wait for it wait again.
    """
    with transaction.atomic():
        locked = VideoMedia.objects.select_for_update().filter(pk=media.pk, state=MediaState.FAILED)
        if not (found := locked.first()):
            return False
        _enter(found, MediaState.RECEIVED, reason="relaunched", attempts=0, failure_code="")
        queue(found)
    return True


def resume_forgotten() -> int:
    """Queue the media that nobody prepares and no job waits for. Return how many.

    A restored database or a purged queue leaves such media; nothing else should.
    """
    jobs = ProcrastinateJob.objects.filter(task_name=TASK, status__in=["todo", "doing"])
    queued = {job.args["media_id"] for job in jobs}
    unfinished = ~Q(state__in=ENDED) & _free()
    unsaid = Q(state__in=ENDED, submissions__state="received")
    found = VideoMedia.objects.filter(unfinished | unsaid).distinct()
    forgotten = [media for media in found if media.pk not in queued]
    for media in forgotten:
        logger.warning("media %s: no job waited for it, it is queued again", media.uuid)
        queue(media)
    return len(forgotten)


def community_of(media: VideoMedia) -> Community | None:
    """The community that the file was sent to, by a member or by the team."""
    return (
        Community.objects.filter(Q(submissions__media=media) | Q(media_collection=media.collection))
        .select_related("site")
        .distinct()
        .first()
    )


def limits_for(media: VideoMedia) -> Limits:
    """The limits of the media's community; the defaults for a file outside of all."""
    community = community_of(media)
    return Limits(max_seconds=community.max_duration) if community else Limits()


# -- One run -------------------------------------------------------------------------------------


class Run:
    """One attempt at a media, for as long as it holds the lease."""

    def __init__(self, media: VideoMedia):
        self.media = media
        self.lease: UUID = media.lease
        self._renewed_at = time.monotonic()

    def make(self) -> None:
        media = self.media
        delete_leftovers(media)
        with tempfile.TemporaryDirectory(prefix="video-") as name:
            work = Path(name)
            original = self._original(work)
            found = probe(original, limits=limits_for(media), alive=self.alive)
            self.enter(MediaState.PROCESSING)
            made = transcode(
                original,
                output_dir=work / "made",
                probe=found,
                progress=self.progress,
                alive=self.alive,
                poster_at=media.poster_moment,
            )
            keep(media, made, found=found, run=self)

    def _original(self, work: Path) -> Path:
        """Where ffmpeg may read the original: as it is on a disk, else brought here."""
        try:
            return Path(self.media.file.path)
        except NotImplementedError:  # storage that is no folder of this machine
            copy = work / "original"
        with self.media.file.open("rb") as stored, copy.open("wb") as local:
            for chunk in stored.chunks():
                local.write(chunk)
                self.alive()
        return copy

    def alive(self) -> None:
        """Renew the lease now and then. Raises LeaseLost."""
        if time.monotonic() - self._renewed_at >= RENEWAL:
            self._write(lease_expires_at=Now() + LEASE)

    def progress(self, percent: int) -> None:
        self._write(progress=percent, lease_expires_at=Now() + LEASE)

    def enter(self, state: MediaState, **values) -> None:
        """Record a new state, or raise LeaseLost."""
        with transaction.atomic():
            self._write(lease_expires_at=Now() + LEASE)
            _enter(self.media, state, **values)

    def end(self, state: MediaState, *, reason: str, **values) -> None:
        """Give the lease back with a verdict that no other attempt would change."""
        self.enter(state, reason=reason, lease=None, lease_expires_at=None, **values)

    def give_back(self, failure: Exception) -> None:
        """Let another attempt follow, later, unless this was the last one. Raises TryLater."""
        media, code = self.media, _failure_code(failure)
        logger.warning("media %s: attempt %s: %s", media.uuid, media.attempts, code)
        if code == UNEXPECTED:
            logger.error("media %s", media.uuid, exc_info=failure)
        if media.attempts >= MAX_ATTEMPTS:
            self.end(MediaState.FAILED, reason=code, failure_code=code)
            return
        self.end(MediaState.RECEIVED, reason=code, failure_code=code, progress=0)
        raise TryLater(code, wait=FIRST_WAIT * 4 ** (media.attempts - 1)) from failure

    def _write(self, **values) -> None:
        mine = VideoMedia.objects.filter(pk=self.media.pk, lease=self.lease)
        if not mine.update(**values):
            raise LeaseLost(self.media.uuid)
        self._renewed_at = time.monotonic()


def _claim(media_id: int) -> Run | None:
    """Take the media for one attempt, or None when its preparation has ended.

    Raises TryLater while a living run has it.
    """
    with transaction.atomic():
        media = VideoMedia.objects.select_for_update(of=("self",)).filter(pk=media_id).first()
        if not media or media.state in ENDED:
            return None
        if not VideoMedia.objects.filter(_free(), pk=media_id).exists():
            raise TryLater("in_use", wait=int(LEASE.total_seconds() / 2))
        if media.attempts >= MAX_ATTEMPTS:  # each run died with its worker
            code = media.failure_code or "killed"
            _enter(media, MediaState.FAILED, reason=code, failure_code=code, lease=None)
            return None
        media.attempts += 1
        media.lease = uuid4()
        _enter(
            media,
            MediaState.PROBING,
            attempts=media.attempts,
            lease=media.lease,
            lease_expires_at=Now() + LEASE,
            progress=0,
        )
    return Run(media)


def _free() -> Q:
    """By the database's clock: those of two workers may differ."""
    return Q(lease=None) | Q(lease_expires_at__lt=Now())


def _enter(media: VideoMedia, state: MediaState, *, reason: str = "", **values) -> None:
    """Write the state and some columns, only those, and a line of history."""
    VideoMedia.objects.filter(pk=media.pk).update(state=state, **values)
    media.state = state
    for name, value in values.items():
        if not hasattr(value, "resolve_expression"):
            setattr(media, name, value)
    MediaStateChange.objects.create(media=media, state=state, reason=reason, attempt=media.attempts)
    if state == MediaState.FAILED:
        app.configure_task(NOTICE_TASK).defer(media_id=media.pk)


def _failure_code(failure: Exception) -> str:
    if isinstance(failure, FileNotFoundError) or getattr(failure, "code", "") == "no_source":
        return "no_original"
    if isinstance(failure, ProcessingFailed):
        return failure.code
    if isinstance(failure, OSError):
        full = failure.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        return "disk_full" if full else "storage"
    return UNEXPECTED


# -- Files ---------------------------------------------------------------------------------------


def keep(media: VideoMedia, made: Output, *, found: Probe, run: Run | None = None) -> None:
    """Store the files, then say in one transaction that they are ready.

    Raises LeaseLost, and takes the files back, when another run has the media.
    """
    storage, folder = private_storage(), media.new_folder()
    try:
        for path in sorted(made.renditions[0].path.parent.iterdir()):
            with LocalFile(path) as file:
                storage.save(f"{folder}/{path.name}", file)
            if run:
                run.alive()
        _say_ready(media, made, folder, found=found, lease=run.lease if run else None)
    except BaseException:
        delete_folder(storage, folder)
        raise
    delete_leftovers(media)


@transaction.atomic
def _say_ready(
    media: VideoMedia, made: Output, folder: str, *, found: Probe, lease: UUID | None
) -> None:
    row = VideoMedia.objects.select_for_update(of=("self",)).filter(pk=media.pk, lease=lease)
    asked = row.values_list("poster_moment", flat=True)
    if not asked:
        raise LeaseLost(media.uuid)
    media.renditions.all().delete()
    Rendition.objects.bulk_create(
        Rendition(
            media=media,
            file=f"{folder}/{each.path.name}",
            width=each.width,
            height=each.height,
            size=each.size,
        )
        for each in made.renditions
    )
    best = made.renditions[0]
    _enter(
        media,
        MediaState.READY,
        progress=100,
        folder=folder,
        thumbnail=f"{folder}/poster.jpg",
        card=f"{folder}/card.jpg",
        width=best.width,
        height=best.height,
        duration=made.duration,
        has_sound=found.has_audio,
        loudness=made.loudness,
        warnings=list(made.warnings),
        proposed_moments=list(made.proposals),
        storyboard=asdict(made.storyboard) if made.storyboard else {},
        failure_code="",
        lease=None,
        lease_expires_at=None,
    )
    catalogue.record_media(media)
    page_cache.purge(community_of(media))
    if asked[0] != media.poster_moment:  # chosen while the run was under way
        posters.queue(media)


def delete_leftovers(media: VideoMedia) -> None:
    """Delete what runs that died left in the media's folder of private storage."""
    _delete_others(private_storage(), f"renditions/{media.uuid}", media.folder)


def _delete_others(storage: Storage, parent: str, kept: str) -> None:
    try:
        folders, _files = storage.listdir(parent)
    except FileNotFoundError:
        return
    for name in folders:
        if f"{parent}/{name}" != kept:
            delete_folder(storage, f"{parent}/{name}")


def delete_files(media: VideoMedia) -> None:
    """Delete all that was made of a media; its original goes with its row."""
    delete_folder(private_storage(), f"renditions/{media.uuid}")
