"""All that the portal knows of a member, in one ZIP that only they can take.

No table: the private storage holds `exports/<account>/<uuid>.asked`, then `.zip` and, once it is
whole, `.ready` (or `.failed`). A worker that dies leaves `.asked` alone: after an hour it may be
asked again.
"""

import json
import logging
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from community.models import Community, User
from editorial.mail import send_message
from home import export_contents
from videos.files import LocalFile, delete_folder

logger = logging.getLogger(__name__)

ROOT = "exports"
TASK = "home.tasks.make_export"
KEPT = timedelta(days=7)
GIVEN_UP = timedelta(hours=1)  # after which a worker that says nothing is believed dead


class UnderWay(Exception):
    """An export of this member is being made: one at a time."""


@dataclass(frozen=True)
class Export:
    """Where an export is. `size` is in bytes, `percent` what is done while it is being made."""

    uuid: UUID
    asked_at: datetime
    made_at: datetime | None = None
    failed: bool = False
    size: int = 0
    percent: int = 0

    @property
    def is_ready(self) -> bool:
        return self.made_at is not None and timezone.now() < self.ends_at

    @property
    def is_over(self) -> bool:
        return self.made_at is not None and timezone.now() >= self.ends_at

    @property
    def is_under_way(self) -> bool:
        is_late = timezone.now() > self.asked_at + GIVEN_UP
        return not self.made_at and not self.failed and not is_late

    @property
    def has_failed(self) -> bool:
        return not self.made_at and not self.is_under_way

    @property
    def ends_at(self) -> datetime | None:
        return self.made_at and self.made_at + KEPT


def latest_of(user_id: int) -> Export | None:
    """Return the last export that a member asked for, or None."""
    found = [_read(user_id, name[:-6]) for name in _names(user_id) if name.endswith(".asked")]
    return max(found, key=lambda export: export.asked_at, default=None)


@transaction.atomic
def ask(user: User, *, community: Community) -> Export:
    """Have an export made; the one before it is erased. Raises UnderWay.

    The row of the account is locked: of two clicks, the second finds the first.
    """
    User.objects.select_for_update().get(pk=user.pk)
    former = latest_of(user.pk)
    if former and former.is_under_way:
        raise UnderWay
    forget(user.pk)
    uuid = uuid4()
    _write(user.pk, uuid, "asked", {"at": timezone.now().isoformat()})
    app.configure_task(TASK, lock=f"export-{user.pk}").defer(
        user_id=user.pk, uuid=str(uuid), community_id=community.pk
    )
    return _read(user.pk, str(uuid))


def make(*, user_id: int, uuid: str, community_id: int) -> None:
    """Make the ZIP and write to its owner. May be run again; does nothing once it is ready."""
    user = User.objects.filter(pk=user_id).first()
    if not user or f"{uuid}.asked" not in _names(user_id) or f"{uuid}.ready" in _names(user_id):
        return  # the account was deleted, or another export was asked for
    with tempfile.TemporaryDirectory(prefix="export-") as folder:
        path = Path(folder) / "export.zip"
        try:
            export_contents.write(user, path, progress=lambda part: _progress(uuid, part))
            size = path.stat().st_size
            _keep(user, uuid, path, size)
        except Exception:
            logger.exception("export of account %s", user_id)
            _write(user_id, uuid, "failed", {})
            raise
    community = Community.objects.select_related("site").get(pk=community_id)
    send_message(
        "home/email/export_ready",
        to=user.email,
        community=community,
        account_url=community.root_url + reverse("account"),
        ends_at=timezone.localtime(timezone.now() + KEPT),
    )


def file_of(user: User, uuid: UUID) -> str | None:
    """Return the name, in private storage, of a member's own export; None once it is over."""
    export = latest_of(user.pk)
    if not export or export.uuid != uuid or not export.is_ready:
        return None
    return f"{ROOT}/{user.pk}/{uuid}.zip"


def forget(user_id: int) -> None:
    """Erase the exports of an account."""
    delete_folder(storages["private"], f"{ROOT}/{user_id}")


def sweep() -> None:
    """Erase the exports that are over, and those of accounts that are no more."""
    try:
        accounts, _files = storages["private"].listdir(ROOT)
    except FileNotFoundError:
        return
    for name in accounts:
        export = latest_of(int(name))
        is_over = not export or export.is_over or export.asked_at < timezone.now() - KEPT * 2
        if is_over or not User.objects.filter(pk=int(name)).exists():
            forget(int(name))


def _keep(user: User, uuid: str, path: Path, size: int) -> None:
    """Put the ZIP in private storage, unless the account was deleted while it was made."""
    with transaction.atomic():
        if not User.objects.select_for_update().filter(pk=user.pk).exists():
            return
        name = f"{ROOT}/{user.pk}/{uuid}.zip"
        storages["private"].delete(name)  # what a worker that died may have left
        with LocalFile(path) as file:
            storages["private"].save(name, file)
        _write(user.pk, uuid, "ready", {"at": timezone.now().isoformat(), "size": size})


def _names(user_id: int) -> list[str]:
    try:
        return storages["private"].listdir(f"{ROOT}/{user_id}")[1]
    except FileNotFoundError:
        return []


def _read(user_id: int, uuid: str) -> Export:
    names = _names(user_id)
    asked = _content(user_id, uuid, "asked")
    ready = _content(user_id, uuid, "ready") if f"{uuid}.ready" in names else None
    return Export(
        uuid=UUID(uuid),
        asked_at=datetime.fromisoformat(asked["at"]),
        made_at=datetime.fromisoformat(ready["at"]) if ready else None,
        failed=f"{uuid}.failed" in names,
        size=ready["size"] if ready else 0,
        percent=cache.get(f"export:{uuid}", 0),
    )


def _content(user_id: int, uuid: str, kind: str) -> dict:
    with storages["private"].open(f"{ROOT}/{user_id}/{uuid}.{kind}") as file:
        return json.load(file)


def _write(user_id: int, uuid, kind: str, content: dict) -> None:
    name = f"{ROOT}/{user_id}/{uuid}.{kind}"
    storages["private"].delete(name)
    storages["private"].save(name, ContentFile(json.dumps(content).encode()))


def _progress(uuid: str, part: float) -> None:
    cache.set(f"export:{uuid}", round(100 * part), GIVEN_UP.total_seconds())
