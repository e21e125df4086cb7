"""Copy what browsers need of the State design system out of its package: `make vendor`.

django-dsfr carries every component, palette and icon of the DSFR. We keep the components that our
templates use, in a cascade layer, so that site.css always has the last word. What belongs to the
State (its font, its logo) goes apart, in state.css: only a State service may show it.
"""

import re
import shutil
from importlib.metadata import distribution
from pathlib import Path

import dsfr

SOURCE = Path(dsfr.__file__).parent / "static" / "dsfr"
DIST = SOURCE / "dist"
TARGET = Path(__file__).parents[1] / "site" / "portal" / "static" / "vendor" / "dsfr"

COMPONENTS = [
    "link", "button", "form", "input", "select", "checkbox", "radio", "upload", "tag", "badge",
    "alert", "breadcrumb", "pagination", "search", "skiplink",
]  # fmt: skip
# Illustrative palettes that no community can choose.
PALETTES = "|".join([
    "green-tilleul-verveine", "green-bourgeon", "green-emeraude", "pink-macaron",
    "yellow-tournesol", "yellow-moutarde", "brown-cafe-creme", "brown-caramel", "brown-opera",
    "beige-gris-galet",
])  # fmt: skip
# Utilities and variants that our templates do not use.
UNUSED = re.compile(
    rf"""\.fr-[mp][trblxy]?-|artwork|\.fr-(col|grid-row|container|fi-|responsive|ratio|display
    |collaps|placement|ellipsis|enlarge|raw-|hr|unhidden|transition|no-|icon|text--|h[1-6]\b)
    |fr-btn--(account|briefcase|team|fullscreen|tooltip|sort|display|close|align)
    |fr-search-bar\ \.fr-btn:|fr-connect|fr-link--(close|download)|fr-links
    |data-fr-scrolling|target=_blank|-ms-|_::|fr-(ratio|icon|fi-|col)|type=range|contenteditable|{PALETTES}""",
    re.VERBOSE,
)
# The design system's dark theme waits for JavaScript; ours follows the system's preference.
DARK = "[data-fr-theme=dark]"
PREFERS_DARK = "@media screen and (prefers-color-scheme:dark)"
DARK_ROOT = ":root:not([data-fr-theme=light])"
# Our pictures on buttons and lists: name in our templates, file of the design system.
ICONS = {
    "bell": "media/notification-3-line",
    "bookmark": "business/bookmark-line",
    "arrow": "arrows/arrow-right-line",
    "calendar": "business/calendar-event-line",
    "check": "system/check-line",
    "captions": "communication/chat-quote-line",
    "close": "system/close-line",
    "collection": "media/film-line",
    "heart": "health/heart-line",
    "menu": "system/menu-fill",
    "person": "user/user-line",
    "place": "map/map-pin-2-line",
    "play": "media/play-circle-fill",
    "search": "system/search-line",
    "space": "user/account-circle-line",
    "time": "system/time-line",
    "video": "media/clapperboard-line",
    "silent": "media/volume-mute-line",
}


def rules(css: str):
    """Yield the (selector, body) pairs of a minified style sheet, nested ones left whole."""
    depth, start, opening = 0, 0, 0
    for position, char in enumerate(css):
        if char == "{":
            opening = opening if depth else position
            depth += 1
        elif char == "}":
            depth -= 1
            if not depth:
                yield css[start:opening].strip(), css[opening + 1 : position]
                start = position + 1


def select(css: str, dark: list) -> str:
    """Return the rules that we use; put those of the dark theme in `dark`."""
    kept = []
    for selector, body in rules(css):
        if selector.startswith(("@media", "@supports")) and "-ms-" not in selector:
            inner = []
            body = select(body, inner)
            dark += [f"{selector}{{{''.join(inner)}}}"] if inner else []
        elif selector.startswith("@"):
            continue
        else:
            parts = re.split(r",(?![^(]*\))", selector)
            parts = [part for part in parts if not UNUSED.search(part)]
            selector = ",".join(part for part in parts if "data-fr-theme" not in part)
            themed = [part.replace(":root[", "[") for part in parts if DARK in part]
            themed = ",".join(part.replace(DARK, DARK_ROOT) for part in themed)
            if ":root" in parts or f":root{DARK}" in parts:
                body = ";".join(line for line in body.split(";") if not re.search(PALETTES, line))
            if themed:
                dark.append(f"{themed}{{{body}}}")
        if selector and body:
            kept.append(f"{selector}{{{body}}}")
    return "".join(kept)


def read(name: str) -> str:
    css = (DIST / name).read_text(encoding="utf-8")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return css.replace("Marianne,arial,sans-serif", "var(--font)")


def copy_icons(css: str) -> str:
    """Copy the icons that a style sheet names, and return it with their new addresses."""
    for name in set(re.findall(r"url\(\.\./\.\./icons/([\w/-]+\.svg)\)", css)):
        shutil.copy(DIST / "icons" / name, TARGET / "icons" / Path(name).name)
    return re.sub(r"url\(\.\./\.\./icons/[\w-]+/", "url(icons/", css)


def sprite() -> str:
    """Return our icons as one SVG file, to be shown with <use>."""
    symbols = []
    for name, file in sorted(ICONS.items()):
        svg = (DIST / "icons" / f"{file}.svg").read_text(encoding="utf-8")
        drawing = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)[1]
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{drawing}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def main() -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    (TARGET / "icons").mkdir(parents=True)
    version = (SOURCE / "dsfr_version").read_text(encoding="utf-8").strip()
    licence = f"/*! DSFR {version} | SPDX-License-Identifier: MIT | see LICENSE.md */\n"

    dark = []
    names = ["core/core.main.min.css", "scheme/scheme.min.css"]
    names += [f"component/{name}/{name}.main.min.css" for name in COMPONENTS]
    css = "".join(select(read(name), dark) for name in names)
    css += f"{PREFERS_DARK}{{{''.join(dark)}}}"
    (TARGET / "dsfr.css").write_text(f"{licence}@layer dsfr{{{copy_icons(css)}}}\n")

    faces = re.findall(r"@font-face\{[^}]*Marianne[^}]*\}", read("core/core.main.min.css"))
    fonts = re.sub(r",url\([^)]*\.woff\) format\(\"woff\"\)", "", "".join(faces))
    fonts = re.sub(r"url\([^)]*/", "url(../../dsfr/fonts/", fonts)
    dark = []
    logo = select(read("component/logo/logo.main.min.css"), dark)
    logo += f"{PREFERS_DARK}{{{''.join(dark)}}}"
    (TARGET / "state.css").write_text(f"{licence}{fonts}@layer dsfr{{{logo}}}\n")

    (TARGET / "sprite.svg").write_text(sprite())
    for file in distribution("django-dsfr").files:
        if "licenses" in file.parts:
            shutil.copy(file.locate(), TARGET / "LICENSE.md")
    for path in sorted(TARGET.rglob("*.*")):
        print(f"{path.stat().st_size:>8}  {path.relative_to(TARGET)}")


if __name__ == "__main__":
    main()
