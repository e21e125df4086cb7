import os
import socket
import sys
from pathlib import Path

import pytest

from tools import prepare

CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\nmsgid "a"\nmsgstr "b"\n'


def test_a_busy_port_is_said_in_one_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])

        with pytest.raises(prepare.Missing) as refusal:
            prepare.check_port(port)

    assert str(refusal.value) == f"Le port {port} est déjà pris : essayez PORT=8001 make run."


@pytest.mark.parametrize("port", ["", "http", "-1", "0", "65536"])
def test_a_port_is_a_number(port):
    with pytest.raises(prepare.Missing) as refusal:
        prepare.check_port(port)

    assert str(refusal.value) == f"PORT doit être un nombre de 1 à 65535, et non « {port} »."


def test_a_full_disk_is_said_in_one_sentence():
    prepare.check_disk(2 * prepare.GIGABYTE, needed=2.0)

    with pytest.raises(prepare.Missing) as refusal:
        prepare.check_disk(1_940_000_000, needed=2.0)

    assert str(refusal.value) == "Il reste 1.9 Go sur ce disque : libérez-en, il en faut 2.0."


def test_a_package_list_that_changed_is_installed_again(monkeypatch, tmp_path):
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    monkeypatch.setattr(prepare, "VENV", tmp_path)
    monkeypatch.setattr(prepare, "PYTHON", Path(sys.executable))
    (tmp_path / "requirements.txt").write_text("Django==5.2.19\n")
    assert not prepare.is_installed("requirements.txt")

    prepare.stamp_of("requirements.txt").write_text(prepare.digest_of("requirements.txt"))
    assert prepare.is_installed("requirements.txt")

    (tmp_path / "requirements.txt").write_text("Django==5.2.20\n")
    assert not prepare.is_installed("requirements.txt")


def test_translations_are_compiled_when_they_changed(monkeypatch, tmp_path):
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    monkeypatch.setattr(prepare, "PYTHON", Path(sys.executable))
    folder = tmp_path / "site" / "portal" / "locale" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source, compiled = folder / "django.po", folder / "django.mo"
    source.write_text(CATALOGUE)

    prepare.compile_translations()
    assert compiled.read_bytes().startswith(b"\xde\x12\x04\x95")

    compiled.write_bytes(b"kept")
    prepare.compile_translations()
    assert compiled.read_bytes() == b"kept"

    os.utime(compiled, (0, 0))
    prepare.compile_translations()
    assert compiled.read_bytes() != b"kept"
