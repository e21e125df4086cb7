"""The French catalogue: complete, in step with the code, and typeset as French is."""

import re
import shutil
from itertools import chain
from pathlib import Path

import polib
import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = Path("site/portal/locale/fr/LC_MESSAGES/django.po")
NOT_COLLECTED = {"benchmarks", "tests", "var"}  # as in `make messages`
NBSP = "\N{NO-BREAK SPACE}"

MARK = re.compile(r"%\(\w+\)[sdf]|%%|\{\w*\}|</?[a-z][^>]*>")
NOT_PROSE = re.compile(r"%\(\w+\)[sdf]|\{\w*\}|</?[a-z][^>]*>|https?://\S+|\d+:\d[\d:.]*")
MISTAKES = {
    "straight apostrophe or quotation mark": re.compile(r"['\"]"),
    "English quotation mark": re.compile("[“”]"),
    "three dots for an ellipsis": re.compile(r"\.\.\."),
    "no no-break space before ; ! ? or »": re.compile(f"(?<!{NBSP})[;!?»]"),
    "no no-break space before a colon": re.compile(f"(?<!{NBSP}):"),
    "no no-break space before a percent sign": re.compile(f"(?<![%{NBSP}])%"),
    "no no-break space after «": re.compile(f"«(?!{NBSP})"),
    "narrow or doubled space": re.compile(f"\N{NARROW NO-BREAK SPACE}|[ {NBSP}]{{2}}"),
    "no no-break space after n°": re.compile(f"n°(?!{NBSP})"),
}


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(ROOT / CATALOGUE))


@pytest.fixture
def copied_code(tmp_path, monkeypatch, settings) -> Path:
    """A copy of the code, which `makemessages` reads from the current folder, and writes to."""
    for folder in ROOT.iterdir():
        if folder.is_dir() and not folder.name.startswith(".") and folder.name not in NOT_COLLECTED:
            _copy_code(folder, tmp_path / folder.name)
    monkeypatch.chdir(tmp_path)
    settings.LOCALE_PATHS = [tmp_path / "site" / "portal" / "locale"]
    return tmp_path


def test_every_message_is_translated(catalogue):
    unfinished = [entry.msgid for entry in catalogue if entry.fuzzy or not entry.translated()]

    assert unfinished == []
    assert catalogue.metadata_is_fuzzy in (False, [])


def test_every_translation_keeps_the_placeholders_and_the_tags(catalogue):
    unfaithful = [text for entry in catalogue for text in _unfaithful_texts(entry)]

    assert unfaithful == []


def test_every_translation_follows_french_typography(catalogue):
    mistakes = [
        f"{mistake}: {text}"
        for text in chain.from_iterable(map(_translations, catalogue))
        for mistake, pattern in MISTAKES.items()
        if pattern.search(NOT_PROSE.sub("x", text))
    ]

    assert mistakes == []


def test_the_catalogue_is_in_step_with_the_code(catalogue, copied_code):
    if not shutil.which("xgettext"):
        pytest.fail("xgettext manque : installez le paquet gettext de votre système.")

    call_command("makemessages", locale=["fr"], no_obsolete=True, verbosity=0)

    collected = polib.pofile(str(copied_code / CATALOGUE))
    missing, obsolete = _keys(collected) - _keys(catalogue), _keys(catalogue) - _keys(collected)
    assert (missing, obsolete) == (set(), set()), "make messages, puis traduire"


def _copy_code(source: Path, destination: Path) -> None:
    for file in source.rglob("*"):
        if file.suffix in {".py", ".html", ".txt", ".po"} and "migrations" not in file.parts:
            copy = destination / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)


def _keys(catalogue: polib.POFile) -> set[tuple]:
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue}


def _translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def _unfaithful_texts(entry: polib.POEntry) -> list[str]:
    """The French singular also serves zero: it may take the count from the English plural."""
    sources = [_marks(entry.msgid)]
    if not entry.msgid_plural:
        return [text for text in _translations(entry) if _marks(text) not in sources]
    plural = _marks(entry.msgid_plural)
    singular_text, plural_text = entry.msgstr_plural[0], entry.msgstr_plural[1]
    faithful = _marks(singular_text) in [*sources, plural], _marks(plural_text) == plural
    return [] if all(faithful) else [singular_text, plural_text]


def _marks(text: str) -> list[str]:
    return sorted(MARK.findall(text))
