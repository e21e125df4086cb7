"""The Chromium that the tests drive. `python tests/browser.py` finds one, or installs it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
HOW_TO_GET_ONE = (
    "Chromium manque aux tests : installez-le (apt install chromium, ou un paquet de votre "
    "système), ou donnez son chemin dans CHROMIUM."
)


def find_chromium() -> str:
    """Path of a Chromium: the one asked for, the machine's, then Playwright's own."""
    if asked := os.environ.get("CHROMIUM"):
        if found := shutil.which(asked):
            return found
        raise RuntimeError(f"CHROMIUM indique « {asked} », qui n’est pas un programme.")
    for candidate in [*map(shutil.which, NAMES), *_installed_by_playwright()]:
        if candidate:
            return candidate
    raise RuntimeError(HOW_TO_GET_ONE)


def _installed_by_playwright() -> list[str]:
    default = Path.home() / (
        "Library/Caches/ms-playwright" if sys.platform == "darwin" else ".cache/ms-playwright"
    )
    folder = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or default)
    patterns = ["chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*"]
    return [str(path) for pattern in patterns for path in sorted(folder.glob(pattern))]


def _install() -> str:
    print("Installation de Chromium pour les tests…", flush=True)
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        attempts += [
            ["apt-get", "update", "--quiet=2"],
            ["apt-get", "install", "--quiet=2", "--yes", "chromium"],
        ]
    for attempt in attempts:
        subprocess.run(attempt, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return find_chromium()
        except RuntimeError:
            continue
    raise RuntimeError(HOW_TO_GET_ONE)


def main() -> None:
    try:
        find_chromium()
    except RuntimeError as error:
        if "CHROMIUM" in os.environ:
            sys.exit(str(error))
        try:
            _install()
        except RuntimeError as failure:
            sys.exit(str(failure))


if __name__ == "__main__":
    main()
