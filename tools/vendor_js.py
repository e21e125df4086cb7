"""Copy the browser builds of pinned npm packages, with their licences: `make vendor`.

The copies are committed: neither running nor testing the portal needs npm. Each build is an ES
module or a script, as its authors publish it; we only rename `.mjs` to `.js`, which our static
storage gives a hashed name, and drop the links to source maps, which we do not serve.
"""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

TARGET = Path(__file__).parents[1] / "site" / "portal" / "static" / "vendor"
PACKAGES = {
    # Resumable uploads: the client of the tus protocol.
    "tus": ("tus-js-client@4.3.1", ["dist/tus.min.js"]),
    # Reads the duration and the tracks of an MP4 or MOV, also those a browser cannot play.
    "mp4box": ("mp4box@2.4.1", ["dist/mp4box.all.mjs", "dist/styp-*.mjs", "dist/rolldown-*.mjs"]),
}


def fetch(package: str, folder: Path) -> Path:
    """Unpack a package in a folder, and return where its files are."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    )
    shutil.unpack_archive(folder / packed.stdout.strip(), folder / "unpacked")
    return folder / "unpacked" / "package"


def served(code: str) -> str:
    """Return a build as we serve it."""
    code = re.sub(r"\n//# sourceMappingURL=\S+\s*$", "\n", code)
    return re.sub(r'(from "\./[\w.-]+)\.mjs"', r'\1.js"', code)


def main() -> None:
    for name, (package, builds) in PACKAGES.items():
        target = TARGET / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        with tempfile.TemporaryDirectory() as folder:
            source = fetch(package, Path(folder))
            shutil.copy(source / "LICENSE", target / "LICENSE")
            for pattern in builds:
                for build in source.glob(pattern):
                    code = f"/*! {package} | see LICENSE */\n{build.read_text(encoding='utf-8')}"
                    (target / f"{build.stem}.js").write_text(served(code), encoding="utf-8")
        for path in sorted(target.iterdir()):
            print(f"{path.stat().st_size:>8}  {path.relative_to(TARGET)}")


if __name__ == "__main__":
    main()
