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

# The controls of the player: the components that we use, in one file, as 40 requests would be slow.
PLAYER = "media-chrome@4.19.4"
PLAYER_PARTS = [
    *("controller", "control-bar", "play-button", "mute-button", "volume-range", "time-range"),
    *("time-display", "captions-button", "pip-button", "fullscreen-button", "loading-indicator"),
    *("preview-thumbnail", "preview-time-display", "preview-chapter-display"),
]
BUNDLER = "esbuild@0.25.12"

# Its components write a `<style>` in their shadow root, which our Content Security Policy refuses;
# a constructed style sheet it allows. (pattern, replacement) in the sources.
STYLES_AS_SHEETS = [
    (
        r"this\.shadowRoot\.setHTMLUnsafe \? .+? : this\.shadowRoot\.innerHTML = html;",
        "fillShadow(this.shadowRoot, html);",
    ),
    (
        r"this\.shadowRoot\.innerHTML = (this\.constructor\.getTemplateHTML\(attrs\));",
        r"fillShadow(this.shadowRoot, \1);",
    ),
    (r'styleParent\.querySelectorAll\("style:not\(\[media\]\)"\)', "sheetsOf(styleParent)"),
]
SHEETS = r"""
export function fillShadow(root, html) {
  const sheet = new CSSStyleSheet();
  const inner = /<template shadowrootmode(?:(?!<template)[^])*?<\/template>/g;
  let css = "";
  // The parts inside make their own shadow root: what is written for them here is for servers.
  while (inner.test(html)) html = html.replace(inner, "");
  root.innerHTML = html.replace(/<style[^>]*>([^]*?)<\/style>/g, (_all, rules) => {
    css += rules;
    return "";
  });
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
}
export function sheetsOf(root) {
  return (root.adoptedStyleSheets ?? []).map((sheet) => ({ sheet }));
}
"""


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


def bundled_player(source: Path) -> str:
    """Return the components of the player as one module, with their styles as our policy asks."""
    for file in (source / "dist").rglob("*.js"):
        code = file.read_text(encoding="utf-8")
        for pattern, replacement in STYLES_AS_SHEETS:
            code = re.sub(pattern, replacement, code)
        file.write_text(code, encoding="utf-8")
    (source / "sheets.js").write_text(SHEETS, encoding="utf-8")
    imports = [f'import "./dist/media-{part}.js";' for part in PLAYER_PARTS]
    imports += [
        'export { setLanguage } from "./dist/utils/i18n.js";',
        'import "./dist/lang/fr.js";',
    ]
    (source / "entry.js").write_text("\n".join(imports), encoding="utf-8")
    command = ["npx", "--yes", BUNDLER, "entry.js", "--bundle", "--minify", "--format=esm"]
    command += ["--inject:sheets.js", "--legal-comments=none", "--charset=utf8"]
    made = subprocess.run(command, cwd=source, check=True, capture_output=True, text=True)
    return made.stdout


def vendor_player() -> None:
    target = TARGET / "media-chrome"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        source = fetch(PLAYER, Path(folder))
        shutil.copy(source / "LICENSE", target / "LICENSE")
        code = f"/*! {PLAYER}, styles as constructed sheets | see LICENSE */\n"
        (target / "media-chrome.js").write_text(code + bundled_player(source), encoding="utf-8")
    for path in sorted(target.iterdir()):
        print(f"{path.stat().st_size:>8}  {path.relative_to(TARGET)}")


def main() -> None:
    vendor_player()
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
