"""Delete what this clone has made here: database, videos, mail. FORCE=1 asks nothing."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "site"))

from portal.postgres import Server, Unavailable  # noqa: E402 (needs the path above)


def main() -> None:
    server = Server(ROOT / "var")
    if not server.folder.exists():
        return
    question = "Effacer la base, les vidéos et les courriels de ce poste (var/) ? [o/N] "
    if os.environ.get("FORCE") != "1" and input(question).strip().lower() not in ("o", "oui"):
        sys.exit("Rien n’est effacé.")
    server.delete()


if __name__ == "__main__":
    try:
        main()
    except (Unavailable, PermissionError) as error:
        sys.exit(str(error))
    except (KeyboardInterrupt, EOFError):
        sys.exit("\nRien n’est effacé.")
