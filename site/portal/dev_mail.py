"""The mail of development: written in files by Django's file backend, read here."""

from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

SHOWN = 100
# One file holds the messages of one connection, separated by a line of dashes.
SEPARATOR = b"\n" + b"-" * 79 + b"\n"


def inbox(request: HttpRequest) -> HttpResponse:
    messages = [
        {"name": f"{path.stem}.{number}", "parsed": parsed}
        for path in _files()[:SHOWN]
        for number, parsed in reversed(list(enumerate(_parse(path))))
    ]
    return TemplateResponse(request, "dev/inbox.html", {"messages": messages[:SHOWN]})


def message(request: HttpRequest, name: str) -> HttpResponse:
    stem, _, number = name.rpartition(".")
    path = next((path for path in _files() if path.stem == stem), None)
    parsed = _parse(path) if path else []
    if not number.isdigit() or int(number) >= len(parsed):
        raise Http404
    mail = parsed[int(number)]
    text = mail.get_body(preferencelist=("plain",))
    html = mail.get_body(preferencelist=("html",))
    context = {
        "mail": mail,
        "headers": mail.items(),
        "text": text.get_content() if text else "",
        "html": html.get_content() if html else "",
    }
    return TemplateResponse(request, "dev/message.html", context)


def _files() -> list[Path]:
    folder = Path(settings.EMAIL_FILE_PATH)
    return sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)


def _parse(path: Path) -> list:
    raw = (part.strip() for part in path.read_bytes().split(SEPARATOR))
    return [message_from_bytes(part, policy=policy.default) for part in raw if part]
