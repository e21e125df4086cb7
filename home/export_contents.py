"""What an export holds: a JSON text of the rows about a member, and the files that they sent."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from community.models import User
from newsletter.models import Subscriber
from videos.models import Follow, Report, TakedownRequest, VideoSubmission
from videos.serving.sending import readable_name

BLOCK = 1024 * 1024  # bytes
# Ours, not the member's: who of the team did what, and keys that mean nothing outside.
LEFT_OUT = {"id", "user", "owner", "community", "assignee", "by", "added_by", "decided_by"}


class Kept(NamedTuple):
    """A file of the private storage, and its name in the ZIP."""

    name: str
    file: object  # Django's FieldFile


def write(user: User, path: Path, *, progress: Callable[[float], None] = lambda part: None):
    """Write the ZIP. A file that storage has lost is named in `fichiers-manquants.txt`."""
    submissions = [*_submissions(user)]
    kept, missing = [*_files(user, submissions)], []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:  # videos do not shrink
        archive.writestr("LISEZMOI.txt", render_to_string("home/export/readme.txt", {"user": user}))
        text = json.dumps(
            facts(user, submissions), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2
        )
        archive.writestr("donnees.json", text)
        for number, each in enumerate(kept):
            progress(number / len(kept))
            try:
                _copy(archive, each)
            except FileNotFoundError:
                missing.append(each.name)
        if missing:
            archive.writestr("fichiers-manquants.txt", "\n".join(missing) + "\n")


def facts(user: User, submissions: list[VideoSubmission]) -> dict:
    """Return all that the database holds about a member, but what others wrote for themselves."""
    return {
        "account": _row(user, only={"email", "first_name", "last_name", "date_joined"})
        | {"last_sign_in": user.last_login},
        "profiles": [
            _row(each) | {"community": str(each.community)}
            for each in user.contributors.select_related("community")
        ],
        "access_requests": [
            _row(each) | {"community": str(each.community)}
            for each in user.access_requests.select_related("community")
        ],
        "videos": [_video(each) for each in submissions],
        "thanks": [_about(each) for each in user.thanks.select_related("page")],
        "try_outs": [
            _about(each) | {"words": each.words} for each in user.try_outs.select_related("page")
        ],
        "favourites": [_about(each) for each in user.favourites.select_related("page")],
        "follows": [_follow(each) for each in user.follows.select_related("theme", "contributor")],
        "daily_messages": [
            _row(each, without={"follows_told_on", "contributions_told_on"})
            | {"community": str(each.community)}
            for each in user.notice_preferences.select_related("community")
        ],
        "contributions": [_contribution(each) for each in contributions_of(user)],
        "newsletters": [
            _row(each, without={"token"}) | {"community": str(each.community)}
            for each in Subscriber.objects.filter(email=user.email).select_related("community")
        ],
        "withdrawal_requests": [
            _row(each, without={"page"})
            for each in TakedownRequest.objects.filter(email__iexact=user.email)
        ],
        "reports": [_report(each) for each in reports_of(user)],
    }


def _submissions(user: User):
    related = ("owner", "community", "theme", "media", "page__media")
    return VideoSubmission.objects.filter(owner=user).select_related(*related).order_by("pk")


def _video(submission: VideoSubmission) -> dict:
    """A proposal with what was said to its author, decided, declared and attached."""
    seen = submission.notes.filter(for_author=True).exclude(sent_at=None)
    return _row(submission, without={"media", "page", "rights_reminded_days"}) | {
        "number": submission.pk,
        "community": str(submission.community),
        "theme": submission.theme and submission.theme.label,
        "levels": [level.label for level in submission.levels.all()],
        "file": submission.media and submission.media.original_name,
        "page": submission.page and submission.page.full_url if submission.page_id else None,
        "captions_online": submission.media.captions if submission.media else "",
        "remarks": [_row(note, without={"submission", "for_author"}) for note in seen],
        "decisions": [*_decisions(submission)],
        "rights_register": [
            _row(entry, without={"submission", "actor"})
            | {"by_yourself": entry.actor == submission.owner.email}  # else the team, unnamed
            for entry in submission.rights_entries.all()
        ],
        "attachments": [
            _row(each, without={"submission", "file"}) for each in submission.attachments.all()
        ],
        "authorisations": [
            _row(each, without={"submission", "file"}) for each in submission.proofs.all()
        ],
    }


def reports_of(user: User):
    """What a member reported, with or without signing in, when they gave their address."""
    own = Report.objects.filter(email__iexact=user.email).order_by("pk")
    return own.select_related("page", "comment__page")


def _report(report: Report) -> dict:
    page = report.page or report.comment.page
    return _row(report, without={"page", "comment"}) | {
        "about": page.title,
        "is_contribution": bool(report.comment_id),
    }


def _follow(follow: Follow) -> dict:
    """A profile that is private again is not named."""
    person = follow.contributor
    return {
        "theme": follow.theme and follow.theme.label,
        "contributor": person.display_name if person and person.is_public else None,
        "since": follow.created_at,
    }


def contributions_of(user: User):
    return user.comments.select_related("page", "document").order_by("pk")


def _contribution(comment) -> dict:
    return _row(comment, without={"page", "author", "decided_by", "parent"}) | {
        "video": comment.page.title,
        "document": comment.document.name if hasattr(comment, "document") else None,
    }


def _decisions(submission: VideoSubmission):
    """The answers of the team, without the names of its members."""
    if not submission.page:
        return
    for state in submission.page.workflow_states.order_by("created_at"):
        for task in state.task_states.exclude(finished_at=None).order_by("finished_at"):
            yield {"at": task.finished_at, "decision": task.status, "comment": task.comment}


def _about(row) -> dict:
    return {"video": row.page.title, "at": row.created_at}


def _row(row, *, only: set | None = None, without: set = frozenset()) -> dict:
    """The columns of a row, by name; keys to other rows by the number that names them there."""
    columns = [
        column
        for column in row._meta.concrete_fields
        if column.name not in LEFT_OUT | without and (only is None or column.name in only)
    ]
    return {column.name: _value(row, column) for column in columns}


def _value(row, column):
    value = getattr(row, column.attname)
    return value.name if hasattr(value, "storage") else value  # the name of a file


def _files(user: User, submissions: list[VideoSubmission]):
    """All the files that a member sent, each under a name that says what it is."""
    for profile in user.contributors.all():
        if profile.picture:
            yield Kept(f"profil-{profile.slug}.webp", profile.picture)
    for comment in contributions_of(user).exclude(document=None):
        name = _safe(comment.document.name)
        yield Kept(f"contributions/{comment.pk}-{name}", comment.document.file)
    for submission in submissions:
        folder = f"videos/{submission.pk}"
        shown = [submission.media, submission.page.media if submission.page else None]
        for media in dict.fromkeys(each for each in shown if each and each.file):
            sent = PurePosixPath(media.original_name or media.title)
            name = readable_name(sent.stem, sent.suffix)
            yield Kept(f"{folder}/original/{media.pk}-{name}", media.file)
        for attachment in submission.attachments.all():
            name = _safe(attachment.name)
            yield Kept(f"{folder}/fichiers-joints/{attachment.pk}-{name}", attachment.file)
        for proof in submission.proofs.all():
            yield Kept(f"{folder}/autorisations/{proof.pk}-{_safe(proof.name)}", proof.file)


def _safe(name: str) -> str:
    path = PurePosixPath(name)
    return readable_name(path.stem, path.suffix)


def _copy(archive: zipfile.ZipFile, kept: Kept) -> None:
    with (
        kept.file.storage.open(kept.file.name) as source,
        archive.open(kept.name, "w", force_zip64=True) as target,
    ):
        while block := source.read(BLOCK):
            target.write(block)
