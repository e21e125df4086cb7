"""What `collectstatic` makes of our scripts, as production serves them."""

import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

IMPORT = re.compile(r"""(?:from|import|import\()\s*["'](\.{1,2}/[^"']+)["']""")


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_KEEP_ONLY_HASHED_FILES = True
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "portal.static_files.HashedFiles"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_a_module_finds_those_that_it_imports(collected):
    entry = collected / staticfiles_storage.stored_name("js/upload/page.js")
    seen, waiting = set(), [entry.resolve()]

    while waiting:
        module = waiting.pop()
        seen.add(module)
        imported = {(module.parent / name).resolve() for name in IMPORT.findall(module.read_text())}
        waiting += imported - seen

    assert [module for module in seen if not module.exists()] == []
    names = {module.name.split(".")[0] for module in seen}
    assert {"page", "sending", "checks", "tus", "mp4box"} <= names
