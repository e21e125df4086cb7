"""Erasing the files of what was withdrawn, until storage holds none: killed or refused, it resumes.

What to erase is in the register, so nothing is forgotten; the register says that it is done only
after storage was looked at again.
"""

import contextlib
import logging
from uuid import UUID

from django.core.files.storage import Storage, default_storage
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from videos import posters, preparation
from videos.files import delete_folder
from videos.models import RightsEntry
from videos.models.media import private_storage
from videos.models.rights import RightsEvent
from videos.rights import register
from videos.uploads import pieces

logger = logging.getLogger(__name__)

TASK = "videos.tasks.erase_withdrawn"


class NotErasedYet(Exception):
    """Storage refuses, or a preparation that was under way may still write: try again."""


def erase(entry_id: int) -> None:
    """Erase the files of a withdrawal, then say so in the register. May be run again at any time.

    Raises NotErasedYet while something is left, OSError when storage cannot even be looked at.
    """
    entry = RightsEntry.objects.withdrawals().get(pk=entry_id)
    if not RightsEntry.objects.to_erase().filter(pk=entry_id).exists():
        return
    failure = _try_to_erase(entry.data)
    left = failure or find_left(entry.data)
    if left:
        logger.warning("withdrawal %s: not erased yet: %s", entry.pk, left)
        raise NotErasedYet(left)
    _say_done(entry)


def find_left(noted: dict) -> str:
    """Say what of a withdrawal is still there, or still at work; empty when nothing is."""
    storage = private_storage()
    left = [f"folder {name}" for name in noted["folders"] if _holds_files(storage, name)]
    left += [f"file {name}" for name in noted["files"] if storage.exists(name)]
    left += [f"file {name}" for name in noted["public_files"] if default_storage.exists(name)]
    left += [f"upload {name}" for name in noted["uploads"] if pieces.path_of(UUID(name)).exists()]
    if _at_work(noted["media"]):
        left.append("a preparation is under way")
    return ", ".join(left)


def resume_forgotten() -> int:
    """Queue the erasures that no job waits for any more. Return how many."""
    jobs = ProcrastinateJob.objects.filter(task_name=TASK, status__in=["todo", "doing"])
    queued = {job.args["entry_id"] for job in jobs}
    forgotten = [each for each in RightsEntry.objects.to_erase() if each.pk not in queued]
    for entry in forgotten:
        logger.warning("withdrawal %s: no job waited for it, it is queued again", entry.pk)
        app.configure_task(TASK).defer(entry_id=entry.pk)
    return len(forgotten)


def _try_to_erase(noted: dict) -> str:
    """Delete each thing on its own: one that storage refuses does not keep the others."""
    storage, failures = private_storage(), []
    for folder in noted["folders"]:
        with _failures(failures):
            delete_folder(storage, folder)
    for name in noted["files"]:
        with _failures(failures):
            storage.delete(name)
    for name in noted["public_files"]:
        with _failures(failures):
            default_storage.delete(name)
    for name in noted["uploads"]:
        with _failures(failures):
            pieces.remove(UUID(name))
    return "; ".join(failures)


@transaction.atomic
def _say_done(entry: RightsEntry) -> None:
    """Two runs may end together: one line."""
    locked = RightsEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if not RightsEntry.objects.to_erase().filter(pk=locked.pk).exists():
        return
    register.record(
        locked.submission,
        event=RightsEvent.ERASED,
        title=locked.title,
        community=locked.community,
        page_number=locked.page_number,
        data={
            "entry": locked.pk,
            "files": len(locked.data["files"]) + len(locked.data["public_files"]),
            "media": len(locked.data["media"]),
        },
    )


def _holds_files(storage: Storage, folder: str) -> bool:
    try:
        folders, files = storage.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return bool(files) or any(_holds_files(storage, f"{folder}/{name}") for name in folders)


def _at_work(media: list[int]) -> bool:
    """A run that has not noticed yet that its media is gone may leave one more file."""
    jobs = ProcrastinateJob.objects.filter(
        task_name__in=[preparation.TASK, posters.TASK], status="doing"
    )
    return any(job.args["media_id"] in media for job in jobs)


@contextlib.contextmanager
def _failures(found: list[str]):
    """Note what storage refuses, by kind: its messages may hold addresses and keys."""
    try:
        yield
    except FileNotFoundError:
        pass
    except OSError as failure:
        found.append(type(failure).__name__)
