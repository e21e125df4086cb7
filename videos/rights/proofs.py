"""Scans of the signed forms: checked by what is inside, cleaned, private, erased with the video."""

import hashlib
import io

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from community.groups import communities_edited_by
from community.models import User
from videos.models import RightsProof, VideoSubmission
from videos.models.rights import RightsEvent
from videos.models.submissions import SubmissionState
from videos.rights import register
from videos.uploads.file_names import clean_name

MAX_BYTES = 10 * 1024 * 1024
MAX_NUMBER = 20
MAX_PIXELS = 60_000_000  # a telephone's 50 megapixels
LONG_SIDE = 2400  # pixels: A4 at 200 dots an inch, enough to read a signature
MAX_PAGES = 60
MAX_OBJECTS = 50_000
ACCEPTED = ".pdf,.jpg,.jpeg,.png"

# What runs, opens or carries something else when a PDF is read (ISO 32000-2, sections 12.6, 7.11).
ACTIVE = {
    "/JavaScript",
    "/JS",
    "/Launch",
    "/EmbeddedFiles",
    "/EmbeddedFile",
    "/RichMedia",
    "/XFA",
    "/AA",
    "/SubmitForm",
    "/ImportData",
    "/GoToE",
}


class ProofRefused(Exception):
    """This file cannot be kept: the message says why, and what to do."""


@transaction.atomic
def add(submission: VideoSubmission, *, file: UploadedFile, by: User) -> RightsProof:
    """Keep a scan. Raises ProofRefused."""
    name = clean_name(file.name) or _("form without a name")
    if file.size > MAX_BYTES:
        raise ProofRefused(
            _("“%(name)s” weighs more than 10 MB. Scan it in black and white, or page by page.")
            % {"name": name}
        )
    content, content_type = _checked(file.read(), name)
    locked = VideoSubmission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if locked.state == SubmissionState.WITHDRAWN:
        raise ProofRefused(_("This video was withdrawn: nothing can be added to it."))
    if locked.proofs.count() >= MAX_NUMBER:
        raise ProofRefused(_("Twenty files at most. Put several forms in one PDF, or remove some."))
    proof = RightsProof(
        submission=locked,
        name=name,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_by=by,
    )
    proof.file.save(name, ContentFile(content), save=False)
    proof.save()
    register.record(
        locked,
        event=RightsEvent.PROOF_ADDED,
        actor=by,
        data={"proof": str(proof.uuid), "sha256": proof.sha256, "size": proof.size},
    )
    return proof


def remove(proof: RightsProof) -> None:
    """Take a scan away, its file first: the register alone still says that it was there.

    Raises OSError when storage refuses; nothing is removed then.
    """
    proof.file.storage.delete(proof.file.name)
    proof.delete()


def read_by(proof: RightsProof, *, user: User) -> bool:
    """Tell whether a person may read a scan; a reading by the team goes in the register."""
    if not user.is_authenticated:
        return False
    if proof.submission.owner_id == user.pk:
        return True
    if not communities_edited_by(user).filter(pk=proof.submission.community_id).exists():
        return False
    register.record(
        proof.submission,
        event=RightsEvent.PROOF_READ,
        actor=user,
        data={"proof": str(proof.uuid), "sha256": proof.sha256},
    )
    return True


def _checked(content: bytes, name: str) -> tuple[bytes, str]:
    """Return what is kept, and its type. What the file's name says counts for nothing."""
    if content.startswith(b"%PDF-"):
        _check_pdf(content, name)
        return content, "application/pdf"
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return _clean_image(content, name), "image/jpeg"
    raise ProofRefused(
        _("“%(name)s” is neither a PDF nor an image (JPEG, PNG). Scan the form, or photograph it.")
        % {"name": name}
    )


def _clean_image(content: bytes, name: str) -> bytes:
    """Draw the image again: no place, no device, nothing hidden behind."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValueError("too many pixels")
            image.draft("RGB", (LONG_SIDE, LONG_SIDE))
            drawn = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise ProofRefused(
            _("“%(name)s” cannot be opened as an image. Photograph the form again.")
            % {"name": name}
        ) from None
    drawn.thumbnail((LONG_SIDE, LONG_SIDE))
    drawn.info.clear()
    made = io.BytesIO()
    drawn.save(made, "JPEG", quality=85, optimize=True)
    return made.getvalue()


def _check_pdf(content: bytes, name: str) -> None:
    """Refuse a PDF that does something, is locked, or cannot be read to its end."""
    try:
        reader = PdfReader(io.BytesIO(content))
        locked = reader.is_encrypted
        found = None if locked else _active_parts(reader)
    except Exception:  # whatever a damaged file breaks in the reader
        raise ProofRefused(
            _("“%(name)s” cannot be read as a PDF. Export it again, or photograph the form.")
            % {"name": name}
        ) from None
    if locked:
        raise ProofRefused(
            _("“%(name)s” is locked by a password. Send it without one.") % {"name": name}
        )
    if found:
        raise ProofRefused(
            _(
                "“%(name)s” holds something else than pages (a program, a form or another file). "
                "Print it as a PDF, then send that one."
            )
            % {"name": name}
        )


def _active_parts(reader: PdfReader) -> set[str]:
    """Look at all that the document leads to. Raises ValueError when there is too much."""
    if len(reader.pages) > MAX_PAGES:
        raise ValueError("too many pages")
    found, seen, waiting = set(), set(), [reader.trailer]
    while waiting:
        current = waiting.pop()
        if isinstance(current, IndirectObject):
            if current.idnum in seen:
                continue
            seen.add(current.idnum)
            current = current.get_object()
        if len(seen) > MAX_OBJECTS or len(waiting) > MAX_OBJECTS:
            raise ValueError("too many objects")
        if isinstance(current, DictionaryObject):
            found |= ACTIVE & current.keys()
            found |= ACTIVE & {str(current.raw_get("/S"))} if "/S" in current else set()
            waiting += [current.raw_get(key) for key in current]
        elif isinstance(current, ArrayObject):
            waiting += list.__iter__(current)
    return found
