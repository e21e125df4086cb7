"""What `make run` starts: PostgreSQL, the demonstration, then web and workers together.

Whatever ends one of them ends them all; a signal ends them all without complaint.
"""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from portal import database

ROOT = Path(__file__).resolve().parents[2]
PORT = os.environ.setdefault("PORT", "8000")
ENVIRONMENT = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
MANAGE = [sys.executable, "manage.py"]

OTHER_QUEUES = ["default", "newsletter"]

PATIENCE_TO_START = 60
# Then they are killed: a job that dies is run again at the next start.
PATIENCE_TO_STOP = 10

WELCOME = f"""
Entre pairs est prêt :
  http://localhost:{PORT}/                     les communautés
  http://classe-a-12.localhost:{PORT}/         Classe à 12
  http://devoirs-faits.localhost:{PORT}/       Devoirs Faits la Communauté
  http://localhost:{PORT}/admin/               l’administration
  http://localhost:{PORT}/dev/courriels/       les courriels envoyés

Comptes de démonstration (mot de passe de l’équipe : entre-pairs) :
  admin@example.org          administration
  redaction@example.org      équipe éditoriale des deux communautés
  infolettre@example.org     infolettre
  enseignante@example.org    contributrice : connexion par un code, à lire dans les courriels

Ctrl-C arrête tout.
"""


class Stopped(Exception):
    """Somebody asked us to stop."""


class Failed(Exception):
    """Something went wrong, which the message says in one sentence."""


def main() -> int:
    _on_signals(_stop_now)
    processes = {}
    try:
        database.ensure_running()
        database.check_connection()
        _make_ready(processes)
        with undisturbed():
            processes |= {"le site": _start_web(), "les tâches": _start_worker(*OTHER_QUEUES)}
        _wait_for_health(processes)
        # After the site, which people wait for. Alone, so that an hour of videos delays no letter.
        with undisturbed():
            processes["le traitement des vidéos"] = _start_worker("video")
        print(WELCOME, flush=True)
        _watch(processes)
    except Stopped:
        print("\nArrêt…", flush=True)
        return 0
    except (Failed, database.Unavailable) as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    finally:
        _on_signals(signal.SIG_IGN)
        _stop(processes)
        database.leave()


def _on_signals(act) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, act)


def _stop_now(number, frame):
    raise Stopped


@contextlib.contextmanager
def undisturbed():
    """Let a signal wait until a process that starts is known: nobody would stop it otherwise."""
    waiting = []
    _on_signals(lambda number, frame: waiting.append(number))
    try:
        yield
    finally:
        _on_signals(_stop_now)
    if waiting:
        raise Stopped


def _start(*command: str) -> subprocess.Popen:
    # In a session of its own, so Ctrl-C reaches us only and things stop in order.
    return subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, start_new_session=True)


def _start_web() -> subprocess.Popen:
    address = f"127.0.0.1:{PORT}"  # the passwords of the demonstration are known to all
    return _start(sys.executable, "-m", "gunicorn", "--bind", address, "--log-level", "warning")


def _start_worker(*queues: str) -> subprocess.Popen:
    patience = "--shutdown-graceful-timeout=5"
    return _start(*MANAGE, "procrastinate", "worker", patience, f"--queues={','.join(queues)}")


def _make_ready(processes: dict) -> None:
    with undisturbed():
        processes["la préparation"] = command = _start(*MANAGE, "make_ready")
    if command.wait() != 0:
        raise Failed("La préparation de la base a échoué : la raison est ci-dessus.")
    del processes["la préparation"]


def _wait_for_health(processes: dict) -> None:
    deadline = time.monotonic() + PATIENCE_TO_START
    while (status := _health()) != 200:
        _check_alive(processes)
        if time.monotonic() > deadline:
            raise Failed(f"Le site ne va pas bien : http://localhost:{PORT}/sante/ dit {status}.")
        time.sleep(0.2)


def _health() -> int | None:
    connection = http.client.HTTPConnection("127.0.0.1", int(PORT), timeout=10)
    try:
        connection.request("GET", "/sante/", headers={"Host": f"localhost:{PORT}"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def _watch(processes: dict) -> None:
    while True:
        _check_alive(processes)
        time.sleep(0.5)


def _check_alive(processes: dict) -> None:
    for name, process in processes.items():
        if process.poll() is not None:
            raise Failed(f"Arrêt : {name} s’est interrompu (code {process.returncode}).")


def _stop(processes: dict) -> None:
    """Ask each to end, then kill what remains of them and of their descendants."""
    family = _family(processes)
    for process in processes.values():
        process.terminate()
    deadline = time.monotonic() + PATIENCE_TO_STOP
    for process in processes.values():
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0, deadline - time.monotonic()))
    # Parents first, or they would take the death of a child for a failure of its work.
    remaining = list(dict.fromkeys([*_family(processes), *family]))
    for member in remaining:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.kill()
    psutil.wait_procs(remaining, timeout=PATIENCE_TO_STOP)


def _family(processes: dict) -> list[psutil.Process]:
    family = []
    for process in processes.values():
        with contextlib.suppress(psutil.NoSuchProcess):
            parent = psutil.Process(process.pid)
            family += [parent, *parent.children(recursive=True)]
    return family


if __name__ == "__main__":
    sys.exit(main())
