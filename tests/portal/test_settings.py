"""Production refuses what is missing; development keeps its mail on the machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core import mail

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "DATABASE_URL": "postgres://portal@localhost/portal",
    "SECRET_KEY": "x" * 60 + "0123456789-abcdef",
    "ALLOWED_HOSTS": "classe-a-12.example.org,devoirs-faits.example.org",
    "ADMIN_BASE_URL": "https://classe-a-12.example.org",
    "DEFAULT_FROM_EMAIL": "Entre pairs <bonjour@example.org>",
    "EMAIL_BACKEND": "anymail.backends.brevo.EmailBackend",
    "ANYMAIL_BREVO_API_KEY": "key",
}


def manage(*arguments, **changes):
    environment = {k: v for k, v in (COMPLETE | changes).items() if v is not None}
    environment |= {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_deployment_check_is_clean():
    result = manage("check", "--deploy", "--fail-level", "WARNING")

    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    "name",
    [
        "DATABASE_URL",
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "ADMIN_BASE_URL",
        "DEFAULT_FROM_EMAIL",
        "EMAIL_BACKEND",
    ],
)
def test_production_does_not_start_without(name):
    result = manage("check", **{name: None})

    assert result.returncode != 0
    assert f"Set {name} in the environment." in result.stderr


S3 = {
    "STORAGE": "s3",
    "S3_BUCKET": "videos",
    "S3_ENDPOINT_URL": "https://s3.example.org/",
    "S3_ACCESS_KEY_ID": "key",
    "S3_SECRET_ACCESS_KEY": "secret",
}


def test_the_videos_may_be_kept_by_an_s3_provider_which_the_pages_then_show():
    assert manage("check", "--deploy", "--fail-level", "WARNING", **S3).returncode == 0

    code = (
        "from django.conf import settings; from django.test import Client;"
        "from django.core.files.storage import storages;"
        "print(settings.SENDFILE, type(storages['private']).__name__);"
        "print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['media-src']);"
        "from portal.security import ADMIN_DIRECTIVES; print(ADMIN_DIRECTIVES['img-src'])"
    )
    said = manage("shell", "--no-imports", "-c", code, **S3).stdout.splitlines()

    assert said == [
        "s3 PrivateS3Storage",
        """["'self'", 'blob:', 'https://s3.example.org']""",
        """["'self'", 'data:', 'blob:', 'https://s3.example.org']""",
    ]


@pytest.mark.parametrize("name", sorted(set(S3) - {"STORAGE"}))
def test_an_s3_storage_is_not_used_without(name):
    result = manage("check", **(S3 | {name: None}))

    assert f"Set {name} in the environment." in result.stderr


def test_the_sender_of_files_is_one_that_exists():
    assert manage("check", SENDFILE="nginx").returncode == 0
    assert "SENDFILE is" in manage("check", SENDFILE="apache").stderr


def test_production_refuses_the_demonstration():
    result = manage("load_demonstration")

    assert result.returncode != 0
    assert "refuse the demonstration" in result.stderr


@pytest.mark.urls("portal.urls_dev")
def test_the_mail_of_development_can_be_read(client, community, settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path
    with mail.get_connection(
        "django.core.mail.backends.filebased.EmailBackend", file_path=tmp_path
    ) as connection:
        for number in (1, 2):
            message = mail.EmailMultiAlternatives(
                f"Sujet {number}", "Du texte à lire", to=["a@example.org"], connection=connection
            )
            message.attach_alternative("<p>Du HTML</p>", "text/html")
            message.send()

    inbox = client.get("/dev/courriels/").content.decode()
    address = client.get("/dev/courriels/").context["messages"][0]["name"]
    shown = client.get(f"/dev/courriels/{address}/").content.decode()

    assert "Sujet 1" in inbox
    assert "Sujet 2" in inbox
    assert "Du texte à lire" in shown
    assert "&lt;p&gt;Du HTML&lt;/p&gt;" in shown


def test_production_has_no_mail_reader(client, community):
    assert client.get("/dev/courriels/").status_code == 404


@pytest.mark.urls("portal.urls_dev")
@pytest.mark.parametrize("name", ["..%2F..%2Fetc", "nothing.0", "x.-1"])
def test_the_mail_reader_reads_only_its_own_files(client, community, settings, tmp_path, name):
    settings.EMAIL_FILE_PATH = tmp_path

    assert client.get(f"/dev/courriels/{name}/").status_code == 404
