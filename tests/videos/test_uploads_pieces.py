"""One file, several writers: whatever they do, it holds the right bytes or fewer of them."""

import hashlib
import random
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from videos.uploads import pieces
from videos.uploads.pieces import Overtaken, Vanished

VIDEO = random.Random(7).randbytes(4 * 1024 * 1024)


@pytest.fixture
def uuid(settings, tmp_path):
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    uuid = uuid4()
    pieces.create(uuid)
    return uuid


def send(uuid, seed):
    """Send the whole video as a client does: from where the server stands, by pieces of any size.

    Returns how many pieces were refused because another writer was faster.
    """
    chance, refused = random.Random(seed), 0
    while (offset := pieces.size_of(uuid)) < len(VIDEO):
        end = min(len(VIDEO), offset + chance.randrange(1, 200_000))
        step = chance.randrange(1, 9_000)
        chunks = (VIDEO[start : min(start + step, end)] for start in range(offset, end, step))
        try:
            pieces.write(uuid, offset=offset, chunks=chunks)
        except Overtaken:
            refused += 1
    return refused


def test_four_writers_of_one_file_end_with_the_right_one(uuid):
    with ThreadPoolExecutor(4) as threads:
        refused = sum(threads.map(lambda seed: send(uuid, seed), range(4)))

    whole = pieces.path_of(uuid).read_bytes()
    assert hashlib.sha256(whole).digest() == hashlib.sha256(VIDEO).digest()
    assert refused > 0  # else they never met, and this proves nothing


def test_a_writer_that_was_overtaken_stops_there(uuid):
    def chunks():
        yield b"first"
        pieces.write(uuid, offset=5, chunks=[b"other"])
        yield b"late"

    with pytest.raises(Overtaken) as stopped:
        pieces.write(uuid, offset=0, chunks=chunks())

    assert stopped.value.size == 10
    assert pieces.path_of(uuid).read_bytes() == b"firstother"


def test_a_writer_waiting_for_its_network_holds_nobody(uuid):
    def silent():
        yield b"first"
        assert pieces.write(uuid, offset=5, chunks=[b"second"]) == 11

    assert pieces.write(uuid, offset=0, chunks=silent()) == 5
    assert pieces.size_of(uuid) == 11


def test_what_was_written_before_a_failure_stays(uuid):
    def cut():
        yield b"arrived"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        pieces.write(uuid, offset=0, chunks=cut())

    assert pieces.path_of(uuid).read_bytes() == b"arrived"


def test_a_file_deleted_under_a_writer_takes_nothing_more(uuid):
    def chunks():
        yield b"first"
        pieces.remove(uuid)
        yield b"second"

    with pytest.raises(Vanished):
        pieces.write(uuid, offset=0, chunks=chunks())
