"""What the system offers to shut ffmpeg in: found once, by trying."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

LAUNCHER = [sys.executable, "-I", "-S", str(Path(__file__).with_name("launcher.py"))]

UNSHARE = (
    ["unshare", "--net", "--ipc"],
    ["unshare", "--user", "--map-root-user", "--net", "--ipc"],
)
BWRAP = ["bwrap", "--unshare-all", "--die-with-parent", "--cap-drop", "ALL"]
SYSTEM_FOLDERS = ["/usr", "/bin", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache"]


def sandbox() -> str:
    """The best isolation that works here: "bwrap", "unshare" (no network) or "none"."""
    return _found()[0]


def confined(
    command: list[str], *, limits: dict[str, int], writable: Path | None = None
) -> list[str]:
    """The command that runs `command` with less: limits, no network, few files."""
    name, prefix = _found()
    told = ",".join(f"{limit}={value}" for limit, value in limits.items())
    launcher = [*LAUNCHER, str(os.getpid()), told]
    if name == "bwrap":
        # After the launcher: what the launcher needs is not visible inside.
        return [*launcher, *prefix, *_visible(command[0], writable), "--", *command]
    return [*prefix, *launcher, *command]


@functools.cache
def _found() -> tuple[str, list[str]]:
    bwrap = [shutil.which("bwrap") or "", *BWRAP[1:]]
    if bwrap[0] and _runs([*bwrap, *_visible("/bin/sh"), "--", "/bin/sh", "-c", ":"]):
        return "bwrap", bwrap
    for unshare in UNSHARE:
        if _runs([*unshare, "/bin/sh", "-c", ":"]):
            return "unshare", unshare
    return "none", []


def _visible(program: str, writable: Path | None = None) -> list[str]:
    """The source is not in the list: it is handed over as an open file."""
    binds = [word for folder in SYSTEM_FOLDERS for word in ("--ro-bind-try", folder, folder)]
    binds += ["--ro-bind", program, program, "--proc", "/proc", "--dev", "/dev"]
    if writable:
        binds += ["--bind", str(writable), str(writable), "--chdir", str(writable)]
    return binds


def _runs(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=10).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
