"""Make a clone ready, with nothing but Python's own library: checks, packages, translations.

`prepare.py run` prepares `make run`; `prepare.py test` prepares `make test` and the like.
"""

import contextlib
import hashlib
import os
import shutil
import socket
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = {
    "run": ["requirements.txt"],
    "test": ["requirements.txt", "requirements-s3.txt", "requirements-dev.txt"],
}
GIGABYTE = 10**9


class Missing(Exception):
    """Something is missing, which the message names in one sentence."""


def main(purpose: str) -> None:
    names = REQUIREMENTS[purpose]
    outdated = [name for name in names if not is_installed(name)]
    check_disk(shutil.disk_usage(ROOT).free, needed=2.0 if outdated else 0.3)
    if purpose == "run":
        check_port(os.environ.get("PORT", "8000"))
    if outdated:
        install(names)
    compile_translations()


def check_disk(free: int, needed: float) -> None:
    if free < needed * GIGABYTE:
        raise Missing(
            f"Il reste {free / GIGABYTE:.1f} Go sur ce disque : libérez-en, il en faut {needed}."
        )


def check_port(port: str) -> None:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Missing(f"PORT doit être un nombre de 1 à 65535, et non « {port} ».")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except PermissionError:
            raise Missing(f"Le port {port} est réservé : essayez PORT=8001 make run.") from None
        except OSError:
            raise Missing(f"Le port {port} est déjà pris : essayez PORT=8001 make run.") from None


def check_venv_modules() -> None:
    # Debian cuts this part of Python's library out into a package of its own.
    if not (find_spec("venv") and find_spec("ensurepip")):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Missing(
            f"Le module venv de Python manque : apt install python{version}-venv, puis recommencez."
        )


def is_installed(name: str) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return PYTHON.exists() and stamp_of(name).read_text() == digest_of(name)
    return False


def install(names: list[str]) -> None:
    if not has_working_venv():
        create_venv()
    print("Installation des paquets Python (deux minutes la première fois)…", flush=True)
    sources = [argument for name in names for argument in ("-r", ROOT / name)]
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    if subprocess.run([*pip, *sources]).returncode != 0:
        raise Missing("Les paquets n’ont pas pu être installés : la raison est ci-dessus.")
    for name in names:
        stamp_of(name).write_text(digest_of(name))


def has_working_venv() -> bool:
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0


def create_venv() -> None:
    check_venv_modules()
    if subprocess.run([sys.executable, "-m", "venv", "--clear", VENV]).returncode != 0:
        raise Missing("L’environnement .venv n’a pas pu être créé : la raison est ci-dessus.")


def stamp_of(name: str) -> Path:
    return VENV / f"{name}.installed"


def digest_of(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def compile_translations() -> None:
    for source in ROOT.glob("site/portal/locale/*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        babel = [PYTHON, "-m", "babel.messages.frontend", "--quiet", "compile"]
        if subprocess.run([*babel, "-i", source, "-o", compiled]).returncode != 0:
            raise Missing(f"{source.relative_to(ROOT)} n’a pas pu être compilé.")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except (Missing, PermissionError) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
