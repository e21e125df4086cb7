"""Files that go in and out of private storage."""

import contextlib
from pathlib import Path

from django.core.files import File
from django.core.files.storage import Storage


class LocalFile(File):
    """A file of this machine that storage may take as it is: renamed on a disk, sent elsewhere."""

    def __init__(self, path: Path):
        super().__init__(path.open("rb"), name=path.name)
        self.path = path

    def temporary_file_path(self) -> str:
        """Where Django's storage on disk moves the file from, instead of copying it."""
        return str(self.path)


def delete_folder(storage: Storage, folder: str) -> None:
    """Delete a folder and all below it; what is already gone is no error."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        folders, files = storage.listdir(folder)
        for name in folders:
            delete_folder(storage, f"{folder}/{name}")
        for name in files:
            storage.delete(f"{folder}/{name}")
        storage.delete(folder)
