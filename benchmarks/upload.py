"""How fast a file arrives by our upload server, and what memory it takes.

    make bench NAME=upload        ROUNDS=5 MEGABYTES=256

The same file goes, in turn and several times over, to the real server (gunicorn with our
configuration, one process): by tus in pieces of 8 MiB, by tus in one piece, and to a plain Django
view (one form, one file); then it is copied on the same disk. Ours and the copy end on the disk
(fsync), the plain view does not wait for it. Prints medians: MB/s, the processor time of the web
process for each MiB (which a loaded machine changes less), its resident memory in MiB before, at
its highest and after; and as its last line the ratios.
"""

import http.client
import os
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import django
import psutil
from django.conf import settings
from django.urls import reverse

ROUNDS = int(os.environ.get("ROUNDS", "5"))
SIZE = int(os.environ.get("MEGABYTES", "256")) * 1024 * 1024  # bytes
MIB = 1024 * 1024
BOUNDARY = "benchmark"


class Client:
    """A signed-in browser on the loopback, that costs little: the system sends the file."""

    def __init__(self, web, member, file: Path):
        from tests.e2e.uploads.sending import PIECE, signed_in

        self.port = web.port
        self.file = file
        self.tus = signed_in(member) | {"Tus-Resumable": "1.0.0", "Content-Type": PIECE}
        self.form = self.tus | {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}

    def by_tus(self, submission, piece: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        address = reverse("upload_create", args=[submission.pk])
        headers = self.tus | {"Upload-Length": str(SIZE)}
        address = self._send(connection, "POST", address, headers, 0, 0)["Location"]
        for offset in range(0, SIZE, piece):
            headers = self.tus | {"Upload-Offset": str(offset)}
            self._send(connection, "PATCH", address, headers, offset, min(piece, SIZE - offset))
        connection.close()

    def by_plain_form(self, _submission) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        opening = (
            f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=file; filename=video.mp4\r\n\r\n"
        ).encode()
        ending = f"\r\n--{BOUNDARY}--\r\n".encode()
        self._send(connection, "POST", "/plain/", self.form, 0, SIZE, opening, ending)
        connection.close()

    def _send(self, connection, method, address, headers, offset, size, opening=b"", ending=b""):
        connection.putrequest(method, address)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(opening) + size + len(ending)))
        connection.endheaders(opening or None)
        if size:
            with self.file.open("rb") as file:
                connection.sock.sendfile(file, offset, size)
        if ending:
            connection.sock.sendall(ending)
        response = connection.getresponse()
        response.read()
        assert response.status in {201, 204}, (method, response.status)
        return response.headers


def copy(file: Path) -> None:
    with file.open("rb") as source, (file.parent / "copy").open("wb") as target:
        shutil.copyfileobj(source, target, MIB)
        target.flush()
        os.fsync(target.fileno())


class WebProcess:
    """What the system knows of the process that serves."""

    def __init__(self, pid: int):
        self.folder = Path(f"/proc/{pid}")
        self.process = psutil.Process(pid)

    def forget_the_highest(self) -> None:
        (self.folder / "clear_refs").write_text("5")

    def cpu_seconds(self) -> float:
        return sum(self.process.cpu_times()[:2])

    def memory(self, name: str) -> float:
        """Resident memory in MiB: VmRSS now, VmHWM the highest since it was forgotten."""
        for line in (self.folder / "status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) / 1024
        raise KeyError(name)


class Measure(NamedTuple):
    speed: float  # MB/s
    cpu: float  # milliseconds per MiB
    before: float  # MiB, as the next two
    highest: float
    after: float


def measure(ways: dict, web: WebProcess, prepare, tidy) -> dict[str, list[Measure]]:
    """Run each way in turn, several times over."""
    found = defaultdict(list)
    for number in range(ROUNDS + 1):
        for name, way in ways.items():
            submission = prepare()
            os.sync()
            web.forget_the_highest()
            before, cpu, begun = web.memory("VmRSS"), web.cpu_seconds(), time.perf_counter()
            way(submission)
            taken = time.perf_counter() - begun
            cpu = web.cpu_seconds() - cpu
            if number:  # the first round warms up
                memory = web.memory("VmHWM"), web.memory("VmRSS")
                speeds = SIZE / 1e6 / taken, cpu * 1000 / (SIZE / MIB)
                found[name].append(Measure(*speeds, before, *memory))
            tidy()
    return found


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
    from portal import database

    settings.DATABASES["default"]["TEST"] = {"NAME": "benchmark_upload"}
    django.setup()
    database.ensure_running()
    from django.db import connection

    print(f"Preparing a database, then {ROUNDS} rounds of {SIZE // MIB} MiB…", flush=True)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        _measure_on_a_portal()
    finally:
        connection.creation.destroy_test_db("benchmark_upload", verbosity=0)
        shutil.rmtree(settings.TEST_FILES, ignore_errors=True)


def _measure_on_a_portal() -> None:
    from community.models import User
    from home.opening import open_community
    from tests.conftest import plan
    from tests.processes import Web
    from tests.videos.steps import proposal
    from videos.models import Upload, VideoMedia, VideoSubmission

    community = open_community(plan())
    member = User.objects.create_user("lea@ac-lille.fr")

    def tidy():
        Upload.objects.all().delete()
        VideoSubmission.objects.all().delete()
        VideoMedia.objects.all().delete()
        for folder in ("originals", "plain"):
            shutil.rmtree(settings.PRIVATE_MEDIA_ROOT / folder, ignore_errors=True)

    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        file = Path(folder) / "video"
        with file.open("wb") as made:
            for _ in range(SIZE // MIB):
                made.write(os.urandom(MIB))
        with Web(app="benchmarks.uploads.plain:application") as web:
            client = Client(web, member, file)
            found = measure(
                {
                    "tus, pieces of 8 MiB": lambda each: client.by_tus(each, 8 * MIB),
                    "tus, one piece": lambda each: client.by_tus(each, SIZE),
                    "plain Django view": client.by_plain_form,
                    "copy of the file": lambda _each: copy(file),
                },
                WebProcess(web.worker_pids()[0]),
                prepare=lambda: proposal(member, community),
                tidy=tidy,
            )
    report(found)


def report(found: dict[str, list[Measure]]) -> None:
    print(f"{'':22}{'MB/s':>6}  {'min–max':9}{'CPU ms/MiB':>11}   memory: before, highest, after")
    speeds = []
    for name, measures in found.items():
        middle = Measure(*map(statistics.median, zip(*measures, strict=True)))
        speeds.append(middle.speed)
        low, *_, high = sorted(each.speed for each in measures)
        print(
            f"{name:22}{middle.speed:6.0f}  {f'{low:.0f}–{high:.0f}':9}{middle.cpu:11.2f}"
            f"   {middle.before:14.1f}{middle.highest:9.1f}{middle.after:7.1f}"
        )
    pieces, whole, plain, copied = speeds
    print(
        f"ratios: pieces/plain {pieces / plain:.2f}  whole/plain {whole / plain:.2f}  "
        f"pieces/copy {pieces / copied:.2f}  whole/copy {whole / copied:.2f}"
    )


if __name__ == "__main__":
    main()
