"""The documents that go with a video: what is taken, what is refused, who may have them when."""

import logging
import zipfile
from io import BytesIO

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf.generic import ArrayObject, DictionaryObject
from wagtail.models import PageViewRestriction

from tests.videos import documents as made
from tests.videos.steps import decide, prepared, proposal, sent, step_address
from videos import attachments, submissions
from videos.documents import Refused, examine, pdf
from videos.documents import refusals as why
from videos.models import Attachment

pytestmark = pytest.mark.django_db


def embedded(writer):
    writer.add_attachment("virus.exe", b"MZ")


def named_scripts(writer):
    scripts = ArrayObject([made.script("a"), made.action("JavaScript", JS=made.script())])
    names = DictionaryObject({made.name("Names"): scripts})
    writer.root_object[made.name("Names")] = DictionaryObject({made.name("JavaScript"): names})


def launching(writer):
    made.annotated(writer, Subtype=made.name("Link"), A=made.action("Launch", F=made.script("x")))


def attached_by_a_note(writer):
    made.annotated(writer, Subtype=made.name("FileAttachment"))


def hidden_deep(writer):
    """In an array, in a dictionary, in an object that nothing refers to."""
    act = made.action("JavaScript", JS=made.script())
    inside = DictionaryObject({made.name("Kids"): ArrayObject([ArrayObject([act])])})
    writer._add_object(inside)


def protected(writer):
    writer.encrypt("secret")


def forms_of_another_kind(writer):
    writer.root_object[made.name("AcroForm")] = DictionaryObject(
        {made.name("XFA"): made.script("<xdp/>")}
    )


def linked(writer):
    made.annotated(
        writer,
        Subtype=made.name("Link"),
        A=made.action("URI", URI=made.script("https://eduscol.education.fr/")),
    )


HONEST = {
    "a PDF": (made.pdf, "pdf"),
    "a PDF with a link to click": (lambda: made.pdf(linked), "pdf"),
    "a PDF with a few bytes after its end": (lambda: made.pdf() + b"\r\n\x00", "pdf"),
    "an ODT": (made.odt, "odt"),
    "an ODT with a link to click": (
        lambda: made.odt('<text:a xlink:href="https://example.org/">ici</text:a>'),
        "odt",
    ),
    "an ODT with its own picture": (
        lambda: made.odt(
            '<draw:image xlink:href="Pictures/a.png"/>', **{"Pictures/a.png": made.picture("PNG")}
        ),
        "odt",
    ),
    "a DOCX": (made.docx, "docx"),
    "a DOCX with a link to click": (
        lambda: made.docx(relations=made.relation("hyperlink", "https://example.org/")),
        "docx",
    ),
    "a JPEG": (made.picture, "image"),
    "a PNG": (lambda: made.picture("PNG"), "image"),
    "a WebP": (lambda: made.picture("WEBP"), "image"),
}

HOSTILE = {
    "nothing": (lambda: b"", why.UNKNOWN),
    "a page of HTML": (lambda: b"<!DOCTYPE html><script>alert(1)</script>", why.UNKNOWN),
    "a drawing that runs scripts": (lambda: b"<svg onload='alert(1)'/>", why.UNKNOWN),
    "an archive of nothing known": (lambda: made.archive({"a.txt": "a"}), why.UNKNOWN),
    "a spreadsheet": (
        lambda: made.archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        why.UNKNOWN,
    ),
    "a GIF": (lambda: made.picture("GIF"), why.UNKNOWN),
    "a program": (lambda: b"MZ\x90\x00" + bytes(64), why.UNKNOWN),
    "HTML before a PDF": (lambda: b"<script>alert(1)</script>" + made.pdf(), why.UNKNOWN),
    # PDF
    "a PDF cut in its middle": (lambda: made.pdf()[:300], why.DAMAGED),
    "the beginning of a PDF": (lambda: b"%PDF-1.7\n%%EOF", why.DAMAGED),
    "a PDF of zeros": (lambda: b"%PDF-1.7\n" + bytes(5000) + b"%%EOF", why.DAMAGED),
    "a PDF with a password": (lambda: made.pdf(protected), why.ENCRYPTED),
    "a PDF that opens on a script": (
        lambda: made.pdf(made.opening_with(made.action("JavaScript", JS=made.script()))),
        why.ACTIVE,
    ),
    "a PDF with named scripts": (lambda: made.pdf(named_scripts), why.ACTIVE),
    "a PDF that starts a program": (lambda: made.pdf(launching), why.ACTIVE),
    "a PDF that opens another file": (
        lambda: made.pdf(made.opening_with(made.action("GoToR", F=made.script("//x/y.pdf")))),
        why.ACTIVE,
    ),
    "a PDF that sends a form": (
        lambda: made.pdf(made.opening_with(made.action("SubmitForm", F=made.script("http://x")))),
        why.ACTIVE,
    ),
    "a PDF with a file inside": (lambda: made.pdf(embedded), why.ACTIVE),
    "a PDF with a file on a note": (lambda: made.pdf(attached_by_a_note), why.ACTIVE),
    "a PDF with an XFA form": (lambda: made.pdf(forms_of_another_kind), why.ACTIVE),
    "a PDF with a script that nothing points to": (lambda: made.pdf(hidden_deep), why.ACTIVE),
    "a PDF with a script in disguise": (
        lambda: made.pdf(
            made.opening_with(made.action("JavaScript", JS=made.script()))
        ).replace(b"/JavaScript", b"/J#61v#61Script").replace(b"/JS", b"/#4a#53"),
        why.ACTIVE,
    ),
    "a PDF with an archive behind": (
        lambda: made.pdf() + made.archive({"a": "a"}),
        why.TWO_IN_ONE,
    ),
    "a PDF with a page of HTML behind": (
        lambda: made.pdf() + b"<html>" + b" " * 2000 + b"</html>",
        why.TWO_IN_ONE,
    ),
    # ODT and DOCX
    "an archive cut in its middle": (lambda: made.odt()[:-40], why.DAMAGED),
    "something before an archive": (lambda: b"PK\x03\x04" + bytes(60) + made.odt(), None),
    "something after an archive": (lambda: made.odt() + b"<script>", None),
    "an ODT with macros": (
        lambda: made.odt(**{"Basic/Standard/Module1.xml": "<a/>"}),
        why.ACTIVE,
    ),
    "an ODT with scripts": (lambda: made.odt(**{"Scripts/python/a.py": "1"}), why.ACTIVE),
    "an ODT whose events run a macro": (
        lambda: made.odt('<script:event-listener script:event-name="dom:load"/>'),
        why.ACTIVE,
    ),
    "an ODT with a picture elsewhere": (
        lambda: made.odt('<draw:image xlink:href="http://x.example/p.png"/>'),
        why.LINKED,
    ),
    "an ODT with a picture on a shared disk": (
        lambda: made.odt('<draw:image xlink:href="//serveur/p.png"/>'),
        why.LINKED,
    ),
    "an ODT with a password": (
        lambda: made.odt(
            **{
                "META-INF/manifest.xml": '<m:manifest xmlns:m="m"><m:file-entry>'
                "<m:encryption-data/></m:file-entry></m:manifest>"
            }
        ),
        why.ENCRYPTED,
    ),
    "an ODT whose entities grow": (
        lambda: made.odt(
            **{"styles.xml": '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'}
        ),
        why.ACTIVE,
    ),
    "a DOCX with macros": (lambda: made.docx(**{"word/vbaProject.bin": b"x"}), why.ACTIVE),
    "a DOCM renamed": (
        lambda: made.docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
        why.ACTIVE,
    ),
    "a DOCX with an object": (
        lambda: made.docx(**{"word/embeddings/oleObject1.bin": b"x"}),
        why.ACTIVE,
    ),
    "a DOCX with ActiveX": (lambda: made.docx(**{"word/activeX/activeX1.xml": "<a/>"}), why.ACTIVE),
    "a DOCX with a template elsewhere": (
        lambda: made.docx(relations=made.relation("attachedTemplate", "http://x/t.dotm")),
        why.LINKED,
    ),
    "a DOCX with an object elsewhere": (
        lambda: made.docx(relations=made.relation("oleObject", "http://x/o")),
        why.ACTIVE,
    ),
    "a DOCX with a picture elsewhere": (
        lambda: made.docx(relations=made.relation("image", "http://x/p.png")),
        why.LINKED,
    ),
    "a DOCX that starts a program": (
        lambda: made.docx("<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r>"
                          '<w:instrText>AUTO c:\\\\cmd "/k calc"</w:instrText></w:r></w:p>'),
        why.ACTIVE,
    ),
    "a DOCX that is only named so": (lambda: made.docx(main="text/plain"), why.UNKNOWN),
    "an archive that unpacks without end": (
        lambda: made.odt(**{"Pictures/a.png": b"0" * (60 * 1024 * 1024)}),
        why.TOO_COMPLEX,
    ),
    "an archive of thousands of parts": (
        lambda: made.odt(**{f"a{number}.txt": "" for number in range(2100)}),
        why.TOO_COMPLEX,
    ),
    "an archive that climbs up": (lambda: made.odt(**{"../../etc/x": "x"}), why.TWO_IN_ONE),
    # Pictures
    "the beginning of a JPEG": (lambda: made.picture()[:120], why.DAMAGED),
    "a JPEG in name": (lambda: b"\xff\xd8\xff\xe0" + b"<script>alert(1)</script>", why.DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize("kind", HONEST)
def test_an_honest_document_is_taken_for_what_it_is(kind):
    make, expected = HONEST[kind]

    assert examine(BytesIO(make())).kind == expected


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_document_is_refused_in_words(kind):
    make, sentence = HOSTILE[kind]

    with pytest.raises(Refused) as refused:
        examine(BytesIO(make()))

    assert sentence is None or refused.value.args[0] == sentence
    assert str(refused.value)


def test_an_archive_that_lies_about_its_size_is_not_unpacked():
    with pytest.raises(Refused):
        examine(BytesIO(made.lying_archive()))


def test_a_picture_keeps_nothing_of_where_and_by_whom_it_was_taken():
    before = Image.open(BytesIO(made.located_picture()))

    document = examine(BytesIO(made.located_picture()))

    after = Image.open(document.file)
    assert dict(before.getexif())
    assert dict(after.getexif()) == {}
    assert after.size == (30, 40)  # upright
    assert b"Durand" not in document.file.getvalue()


def test_what_is_glued_to_a_picture_is_left_behind():
    document = examine(BytesIO(made.picture() + made.archive({"a.js": "alert(1)"})))

    assert not zipfile.is_zipfile(document.file)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn():
    huge = Image.new("1", (12_000, 6_000))
    file = BytesIO()
    huge.save(file, "PNG")

    with pytest.raises(Refused) as refused:
        examine(file)

    assert "50" in refused.value.args[0]


def test_a_document_too_long_to_check_is_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_OBJECTS", 2)

    with pytest.raises(Refused) as refused:
        examine(BytesIO(made.pdf()))

    assert refused.value.args[0] == why.TOO_COMPLEX


# ── In a proposal ────────────────────────────────────────────────────────────


@pytest.fixture
def draft(teacher, community):
    return submissions.create_draft(owner=teacher, community=community)


def file(content: bytes, name: str = "fiche.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def add(submission, content: bytes | None = None, name="fiche_de_suivi.pdf") -> Attachment:
    return attachments.add(submission, file=file(content or made.pdf(), name), by=submission.owner)


def stored(attachment) -> bool:
    return storages["private"].exists(attachment.file.name)


def taken(client, attachment) -> int:
    return client.get(attachment.url).status_code


def test_a_document_is_added_on_its_step_with_the_words(as_user, teacher, draft):
    response = as_user(teacher).post(
        step_address(draft, "fiche"),
        {
            "sheet_aim": "Comparer",
            "documents": [file(made.pdf(), "Fiche_élève.pdf")],
            "go": "attach",
        },
    )

    draft.refresh_from_db()
    attachment = draft.attachments.get()
    assert response.url.startswith(step_address(draft, "fiche"))
    assert (attachment.title, attachment.name) == ("Fiche élève", "Fiche_élève.pdf")
    assert (attachment.kind, attachment.is_public) == ("pdf", False)
    assert draft.sheet_aim == "Comparer"


@pytest.mark.parametrize("name", ["fiche.pdf", "photo.jpg"])
def test_a_zip_renamed_is_refused_and_nothing_is_lost(as_user, teacher, draft, name):
    add(draft)
    disguised = file(made.archive({"a.txt": "a"}), name)

    response = as_user(teacher).post(
        step_address(draft, "fiche"),
        {"sheet_aim": "Comparer", "documents": [disguised], "go": "attach"},
    )

    draft.refresh_from_db()
    assert response.status_code == 422
    assert [name in error for error in response.context["form"].errors["documents"]] == [True]
    assert draft.sheet_aim == "Comparer"
    assert draft.attachments.count() == 1


def test_of_several_documents_the_good_ones_are_kept(as_user, teacher, draft):
    several = [file(made.pdf(), "a.pdf"), file(b"<html>", "b.pdf"), file(made.odt(), "c.odt")]

    response = as_user(teacher).post(step_address(draft, "fiche"), {"documents": several})

    assert response.status_code == 422
    assert [each.name for each in draft.attachments.all()] == ["a.pdf", "c.odt"]


def test_a_document_too_heavy_or_one_too_many_is_refused(draft, monkeypatch):
    for _ in range(5):
        add(draft)
    with pytest.raises(Refused, match="5"):
        add(draft)

    draft.attachments.last().delete()
    monkeypatch.setattr(attachments, "MAX_BYTES", 100)
    with pytest.raises(Refused):
        add(draft)


def test_documents_count_in_what_a_member_may_have_waiting(draft, community):
    community.max_member_megabytes = 1
    community.save()
    heavy = made.pdf() + b"\n" * 900
    attachment = add(draft)
    Attachment.objects.filter(pk=attachment.pk).update(size=1024 * 1024)

    with pytest.raises(Refused):
        add(draft, heavy)


def test_the_title_of_a_document_is_typed_beside_it(as_user, teacher, draft):
    attachment = add(draft)
    field = f"document_title_{attachment.uuid.hex}"

    as_user(teacher).post(
        reverse("draft_save", args=[draft.pk]), {"step": "fiche", field: "Fiche de l’élève"}
    )

    attachment.refresh_from_db()
    assert attachment.title == "Fiche de l’élève"


def test_a_document_that_nobody_saw_is_erased_with_its_file(
    as_user, teacher, draft, django_capture_on_commit_callbacks
):
    attachment = add(draft)
    assert stored(attachment)

    with django_capture_on_commit_callbacks(execute=True):
        as_user(teacher).post(step_address(draft, "fiche"), {"go": f"remove:{attachment.uuid.hex}"})

    assert not Attachment.objects.exists()
    assert not stored(attachment)


def test_somebody_elses_document_cannot_be_removed_nor_renamed(
    as_user, teacher, editor, community, draft
):
    theirs = add(draft)
    own = submissions.create_draft(owner=editor, community=community)
    client = as_user(editor)

    client.post(step_address(own, "fiche"), {"go": f"remove:{theirs.uuid.hex}"})
    client.post(step_address(own, "fiche"), {f"document_title_{theirs.uuid.hex}": "À moi"})

    theirs.refresh_from_db()
    assert theirs.title == "fiche de suivi"


def test_the_team_holds_what_it_reads(teacher, community):
    submission = prepared(sent(teacher, community))

    with pytest.raises(submissions.NotEditable):
        add(submission)


def published_with(teacher, community, editor, **more):
    submission = proposal(teacher, community)
    attachment = add(submission, **more)
    submissions.send(submission, file=SimpleUploadedFile("video.mp4", b"original"))
    submission.refresh_from_db()
    decide(prepared(submission), editor, "approve")
    attachment.refresh_from_db()
    return submission, attachment


def test_a_document_is_its_author_s_and_the_team_s_until_it_is_published(
    client, as_user, teacher, community, editor, other_editor, administrator
):
    submission = prepared(sent(teacher, community))
    decide(submission, editor, "reject", comment="Ajoutez la fiche.")
    attachment = add(submission)

    assert taken(client, attachment) == 404
    for person, status in [
        (teacher, 200),
        (editor, 200),
        (administrator, 200),
        (other_editor, 404),
    ]:
        assert taken(as_user(person), attachment) == status


def test_a_draft_without_a_video_shows_its_documents_to_its_author_alone(
    as_user, teacher, editor, draft
):
    attachment = add(draft)

    assert taken(as_user(teacher), attachment) == 200
    assert taken(as_user(editor), attachment) == 404


def test_a_published_document_is_everybody_s_and_named_as_it_is_titled(
    client, teacher, community, editor
):
    submission, attachment = published_with(teacher, community, editor)

    response = client.get(attachment.url)

    assert attachment.url in client.get(submission.page.url).content.decode()
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"] == 'attachment; filename="fiche de suivi.pdf"'
    assert b"".join(response.streaming_content) == made.pdf()


def test_the_name_of_a_document_cannot_forge_headers(client, teacher, community, editor):
    _, attachment = published_with(teacher, community, editor)
    Attachment.objects.update(title='a"\r\nSet-Cookie: x=1\u202egpj.exe')

    header = client.get(attachment.url).headers["Content-Disposition"]

    assert "\n" not in header and "Set-Cookie: x" not in header
    assert "\u202e" not in header


@pytest.mark.parametrize("what", ["unpublished", "restricted", "expired"])
def test_a_document_follows_its_page_out_of_sight(client, teacher, community, editor, what):
    from datetime import timedelta

    from django.utils import timezone

    submission, attachment = published_with(teacher, community, editor)
    page = submission.page
    if what == "unpublished":
        page.unpublish()
    elif what == "restricted":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(hours=1))

    assert taken(client, attachment) == 404


def test_what_an_author_changes_of_a_public_video_waits_for_the_team(
    client, teacher, community, editor, django_capture_on_commit_callbacks
):
    submission, first = published_with(teacher, community, editor)
    attachments.remove(submission, mark=first.uuid.hex)
    second = add(submission, name="autre.pdf")
    before = (taken(client, first), taken(client, second))

    submissions.send(submission)
    submission.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        decide(submission, editor, "approve")

    assert before == (200, 404)
    assert (taken(client, first), taken(client, second)) == (404, 200)
    assert not stored(first)


def test_a_declined_change_leaves_the_public_documents_as_they_are(
    client, teacher, community, editor
):
    submission, first = published_with(teacher, community, editor)
    attachments.remove(submission, mark=first.uuid.hex)
    second = add(submission, name="autre.pdf")
    submissions.send(submission)
    submission.refresh_from_db()

    decide(submission, editor, "decline", comment="Gardez la première fiche.")

    first.refresh_from_db()
    assert (first.is_public, first.is_removed) == (True, False)
    assert not Attachment.objects.filter(pk=second.pk).exists()


def test_what_was_added_after_the_sending_is_not_published(teacher, community, editor):
    submission = prepared(sent(teacher, community))
    decide(submission, editor, "reject", comment="Ajoutez la fiche.")
    late = add(submission)

    attachments.publish(submission)

    late.refresh_from_db()
    assert late.is_public is False


def test_documents_are_found_by_their_title(teacher, community, editor):
    submission, attachment = published_with(teacher, community, editor)

    assert "fiche de suivi" in submission.page.search_document().body


def test_no_name_of_a_document_goes_to_the_log(as_user, teacher, draft, caplog):
    caplog.set_level(logging.DEBUG)

    as_user(teacher).post(
        step_address(draft, "fiche"), {"documents": [file(b"%PDF-1.4 %%EOF", "Camille Durand.pdf")]}
    )

    assert "Durand" not in caplog.text
