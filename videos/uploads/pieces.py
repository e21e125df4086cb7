"""The bytes that have arrived: one file per upload, which only grows. Its size is the offset.

So nothing can disagree with it, whatever dies at whatever instruction. A request locks the file
for each chunk it writes, never while it waits for the network, and writes only if the file still
ends where this request left it: late and repeated pieces change nothing.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings

from videos.uploads.protocol import Checksum

CHUNK = 256 * 1024  # bytes in memory at once


class Overtaken(Exception):
    """The file does not end where the request believed: `size` bytes are there."""

    def __init__(self, size: int):
        super().__init__(size)
        self.size = size


class Vanished(Exception):
    """There is no such file: it was deleted, by its owner or with age."""


class Damaged(Exception):
    """The bytes received are not those whose checksum was sent."""


def path_of(uuid: UUID) -> Path:
    return settings.UPLOAD_ROOT / uuid.hex


def create(uuid: UUID) -> None:
    """Make the empty file. Raises OSError when storage refuses."""
    settings.UPLOAD_ROOT.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    os.close(os.open(path_of(uuid), flags, settings.FILE_UPLOAD_PERMISSIONS))


def free_bytes() -> int:
    settings.UPLOAD_ROOT.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(settings.UPLOAD_ROOT).free


def size_of(uuid: UUID) -> int:
    """Return how many bytes have arrived. Raises Vanished, or OSError when storage is away."""
    with _told_apart():
        return path_of(uuid).stat().st_size


def remove(uuid: UUID) -> None:
    path_of(uuid).unlink(missing_ok=True)


def is_there() -> bool:
    return settings.UPLOAD_ROOT.is_dir()


def seconds_untouched(uuid: UUID) -> float:
    """Return how long ago the file was last written. Raises Vanished."""
    with _told_apart():
        return time.time() - path_of(uuid).stat().st_mtime


def write(
    uuid: UUID, *, offset: int, chunks: Iterable[bytes], checksum: Checksum | None = None
) -> int:
    """Append chunks from `offset` on, as they come, and return where the file now ends.

    What has been written stays, on the disk, whatever exception the chunks raise; with a checksum,
    nothing is written before it has been verified. Raises Overtaken, Vanished, Damaged, OSError.
    """
    with _open_end(uuid, offset) as end:
        if checksum:
            with tempfile.TemporaryFile(dir=settings.UPLOAD_ROOT) as piece:
                _verify(chunks, checksum, into=piece)
                for chunk in iter(lambda: piece.read(CHUNK), b""):
                    end.append(chunk)
        else:
            for chunk in chunks:
                end.append(chunk)
        return end.offset


def _verify(chunks: Iterable[bytes], checksum: Checksum, *, into) -> None:
    digest = checksum.begin()
    for chunk in chunks:
        digest.update(chunk)
        into.write(chunk)
    if digest.digest() != checksum.digest:
        raise Damaged
    into.seek(0)


class _End:
    """The end of an open file, where one request writes."""

    def __init__(self, descriptor: int, offset: int):
        self.descriptor = descriptor
        self.offset = offset

    def append(self, data: bytes) -> None:
        rest = memoryview(data)
        with self.locked():
            while rest:
                written = os.pwrite(self.descriptor, rest, self.offset)
                self.offset += written
                rest = rest[written:]

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the file, provided that it still ends here."""
        fcntl.flock(self.descriptor, fcntl.LOCK_EX)
        try:
            found = os.fstat(self.descriptor)
            if not found.st_nlink:
                raise Vanished
            if found.st_size != self.offset:
                raise Overtaken(found.st_size)
            yield
        finally:
            fcntl.flock(self.descriptor, fcntl.LOCK_UN)


@contextmanager
def _open_end(uuid: UUID, offset: int) -> Iterator[_End]:
    with _told_apart():
        descriptor = os.open(path_of(uuid), os.O_WRONLY)
    try:
        end = _End(descriptor, offset)
        with end.locked():
            pass
        try:
            yield end
        finally:
            if end.offset != offset:
                os.fsync(descriptor)  # what we say has arrived survives a power cut
    finally:
        os.close(descriptor)


@contextmanager
def _told_apart() -> Iterator[None]:
    """Tell a file that is not there from a disk that is not there, which may come back."""
    try:
        yield
    except FileNotFoundError:
        if settings.UPLOAD_ROOT.is_dir():
            raise Vanished from None
        raise


def delete_strangers(*, untouched_seconds: float, is_known: Callable[[str], bool]) -> None:
    """Delete the files that belong to no upload, unless they were written lately."""
    with os.scandir(settings.UPLOAD_ROOT) as entries:
        for entry in entries:
            with contextlib.suppress(FileNotFoundError):  # finished meanwhile
                age = time.time() - entry.stat(follow_symlinks=False).st_mtime
                if age > untouched_seconds and not is_known(entry.name):
                    os.unlink(entry.path)
