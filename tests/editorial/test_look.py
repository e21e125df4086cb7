"""The look, read from the style sheets: colours that can be read, icons that exist."""

import re
from pathlib import Path

import pytest

from community.models import Accent

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "site" / "portal" / "static"
DARK = "@media screen and (prefers-color-scheme:dark)"
GROUNDS = ["--paper", "--surface", "--sunken", "--accent-soft", "--accent-faint"]


def tokens(css: str) -> dict[str, str]:
    return {name: value.strip() for name, value in re.findall(r"(--[\w-]+):\s*([^;}{]+)[;}]", css)}


def colours(accent: str, scheme: str) -> dict[str, str]:
    """Return the colours in force for a community's accent, as #rrggbb."""
    system_light, system_dark = (STATIC / "vendor/dsfr/dsfr.css").read_text().split(DARK, 1)
    ours = (STATIC / "css/site.css").read_text()
    light, dark = re.findall(r":root \{(.*?)\n *\}", ours, re.DOTALL)[:2]
    chosen = re.search(rf'\[data-accent="{accent}"\] \{{(.*?)\}}', ours, re.DOTALL)[1]
    defined = tokens(system_light) | tokens(light) | tokens(chosen)
    if scheme == "dark":
        defined |= tokens(system_dark) | tokens(dark)

    def resolve(value):
        while reference := re.fullmatch(r"var\((--[\w-]+)\)", value):
            value = defined[reference[1]]
        return value

    names = [*GROUNDS, "--accent", "--on-accent", "--ink", "--ink-soft", "--edge"]
    return {name: resolve(f"var({name})") for name in names}


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    red, green, blue = (
        channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    darker, lighter = sorted([luminance(first), luminance(second)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("accent", Accent.values)
def test_every_text_can_be_read_whatever_the_accent(accent, scheme):
    shades = colours(accent, scheme)

    too_pale = {
        (text, ground)
        for text in ["--accent", "--ink", "--ink-soft"]
        for ground in GROUNDS
        if contrast(shades[text], shades[ground]) < 4.5
    }

    assert too_pale == set()
    assert contrast(shades["--on-accent"], shades["--accent"]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_borders_of_controls_can_be_seen(scheme):
    shades = colours(Accent.BLUE_CUMULUS, scheme)

    assert min(contrast(shades["--edge"], shades[ground]) for ground in GROUNDS) >= 3


def test_every_icon_that_a_template_names_exists():
    drawn = set(re.findall(r'id="(\w+)"', (STATIC / "vendor/dsfr/sprite.svg").read_text()))
    templates = (path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    named = {name for text in templates for name in re.findall(r'{% icon "(\w+)"', text)}

    assert named == drawn
