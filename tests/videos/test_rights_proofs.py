"""Scans of the forms, and the forms to sign: checked, private, filled in."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tests.videos.steps import prepared, proposal, sent
from videos.models import RightsEntry, RightsProof
from videos.models.rights import RightsEvent
from videos.rights import authorisations, proofs
from videos.rights.withdrawal import withdraw

pytestmark = pytest.mark.django_db


def pdf(change=None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    if change:
        change(writer)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def photo(kind="JPEG", **options) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(made, kind, **options)
    return made.getvalue()


def open_action(writer):
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc.exe")}
    )


def run_javascript(writer):
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("a()")}
    )


def add(submission, teacher, content: bytes, name="autorisation.pdf") -> RightsProof:
    return proofs.add(submission, file=SimpleUploadedFile(name, content), by=teacher)


@pytest.fixture
def submission(teacher, community):
    return proposal(teacher, community)


def test_a_pdf_is_kept_and_recorded(submission, teacher):
    proof = add(submission, teacher, pdf())

    entry = RightsEntry.objects.get(event=RightsEvent.PROOF_ADDED)
    assert entry.data["sha256"] == proof.sha256
    assert "autorisation" not in str(entry.data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photograph_is_drawn_again_without_where_nor_when(submission, teacher, kind):
    exif = Image.Exif()
    exif[0x010E] = "Chez Zéphyrine"
    exif.get_ifd(0x8825)[1] = "N"

    proof = add(submission, teacher, photo(kind, exif=exif), name="photo.pdf")

    kept = proof.file.open().read()
    assert proof.content_type == "image/jpeg"
    assert not Image.open(io.BytesIO(kept)).getexif() and b"phyrine" not in kept


def zipped() -> bytes:
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", "x")
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        zipped(),
        b"<html><script>alert(1)</script>",
        b"%PDF-1.7\nnothing more",
        b"\xff\xd8\xff and no picture",
        photo("GIF"),
        pdf(run_javascript),
        pdf(lambda writer: writer.add_attachment("a.exe", b"MZ")),
        pdf(open_action),
        pdf(lambda writer: writer.encrypt("secret")),
        b"",
    ],
    ids=["zip", "html", "half pdf", "half jpeg", "gif", "js", "attached", "launch", "locked", "0"],
)
def test_what_is_no_scan_is_refused_with_words(submission, teacher, content):
    with pytest.raises(proofs.ProofRefused, match="autorisation.pdf"):
        add(submission, teacher, content)

    assert not RightsProof.objects.exists()


def test_ten_megabytes_at_most(submission, teacher):
    with pytest.raises(proofs.ProofRefused, match="10"):
        add(submission, teacher, pdf() + b"0" * proofs.MAX_BYTES)


def test_twenty_files_at_most(submission, teacher, monkeypatch):
    monkeypatch.setattr(proofs, "MAX_NUMBER", 2)
    add(submission, teacher, pdf())
    add(submission, teacher, pdf())

    with pytest.raises(proofs.ProofRefused):
        add(submission, teacher, pdf())


def test_its_author_reads_it_and_the_register_says_nothing(as_user, submission, teacher):
    proof = add(submission, teacher, pdf())

    answer = as_user(teacher).get(proof.url)

    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["Cache-Control"] == "private, no-store"
    assert "attachment" in answer["Content-Disposition"]
    assert not RightsEntry.objects.filter(event=RightsEvent.PROOF_READ).exists()


def test_each_reading_by_the_team_is_recorded(as_user, submission, teacher, editor):
    proof = add(submission, teacher, pdf())
    client = as_user(editor)

    for _ in range(2):
        client.get(proof.url)

    read = RightsEntry.objects.filter(event=RightsEvent.PROOF_READ)
    assert [entry.actor for entry in read] == [editor.email] * 2


@pytest.mark.parametrize("person", ["other_editor", "newsletter_manager", None])
def test_nobody_else_learns_that_it_exists(request, client, as_user, submission, teacher, person):
    proof = add(submission, teacher, pdf())
    asking = as_user(request.getfixturevalue(person)) if person else client

    assert asking.get(proof.url).status_code == 404


def step(submission) -> str:
    return reverse("submission_step", args=[submission.pk, "droits"])


def test_scans_are_added_and_removed_without_javascript(as_user, submission, teacher):
    client = as_user(teacher)
    typed = {"people_shown": "minors", "minors": "4", "go": "attach"}

    client.post(step(submission), typed | {"scans": SimpleUploadedFile("a.pdf", pdf())})
    proof = RightsProof.objects.get()
    submission.refresh_from_db()
    assert submission.minors == 4  # what was typed around it is kept
    assert proof.url in client.get(step(submission)).content.decode()

    client.post(step(submission), typed | {"go": f"remove:{proof.uuid}"})
    assert not RightsProof.objects.exists()
    assert not proof.file.storage.exists(proof.file.name)


def test_scans_chosen_leave_with_any_button(as_user, submission, teacher):
    typed = {"people_shown": "minors", "scans": SimpleUploadedFile("a.pdf", pdf())}

    as_user(teacher).post(step(submission), typed)

    assert RightsProof.objects.count() == 1


def test_a_refused_scan_is_said_beside_the_field(as_user, submission, teacher):
    typed = {"people_shown": "minors", "scans": SimpleUploadedFile("a.pdf", zipped())}

    answer = as_user(teacher).post(step(submission), typed | {"go": "attach"})

    assert answer.status_code == 422
    assert "a.pdf" in answer.content.decode()


@pytest.mark.parametrize("mark", ["x", "00000000-0000-4000-8000-000000000000"])
def test_a_scan_that_is_none_is_removed_without_harm(as_user, submission, teacher, mark):
    add(submission, teacher, pdf())

    as_user(teacher).post(step(submission), {"people_shown": "minors", "go": f"remove:{mark}"})

    assert RightsProof.objects.count() == 1


def test_somebody_else_s_scans_cannot_be_touched(as_user, submission, teacher, editor, community):
    proof = add(submission, teacher, pdf())
    own = proposal(editor, community)
    client = as_user(editor)

    gone = {"people_shown": "minors", "go": f"remove:{proof.uuid}"}
    assert client.post(step(submission), gone).status_code == 404
    client.post(step(own), gone)
    assert RightsProof.objects.count() == 1


def test_nothing_is_added_to_a_withdrawn_proposal(submission, teacher):
    withdraw(submission=submission, by=teacher, why="author")

    with pytest.raises(proofs.ProofRefused):
        add(submission, teacher, pdf())


# -- The forms to sign -----------------------------------------------------------------------------


def form_address(submission, kind="eleve", form="pdf") -> str:
    return reverse("rights_authorisation", args=[submission.pk, kind, form])


@pytest.mark.parametrize("kind", authorisations.KINDS)
def test_a_form_is_filled_in_tagged_and_fits_on_a_sheet(as_user, submission, teacher, kind):
    submission.title = "La #dictée $négociée$ « à trois »"
    submission.credit = "Léa, enseignante à Roubaix"
    submission.save()

    answer = as_user(teacher).get(form_address(submission, kind))

    assert answer["Content-Type"] == "application/pdf"
    document = PdfReader(io.BytesIO(answer.content))
    text = " ".join(" ".join(page.extract_text().split()) for page in document.pages)
    assert len(document.pages) <= 2
    assert "La #dictée $négociée$ « à trois »" in text and "Léa, enseignante à Roubaix" in text
    assert submission.community.name in text
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "fr"
    assert b"pdfuaid:part>1<" in document.xmp_metadata.stream.get_data()


def test_the_form_of_a_pupil_has_two_parents_and_the_pupil(submission):
    form = authorisations.prefilled(submission, authorisations.PUPIL)

    signatures = [part for section in form.sections for part in section.parts]
    assert sum(part.kind == "signature" for part in signatures) == 3
    adult = authorisations.prefilled(submission, authorisations.ADULT)
    assert sum(part.kind == "signature" for s in adult.sections for part in s.parts) == 1


def test_the_same_form_is_a_page_for_whoever_cannot_read_a_pdf(as_user, submission, teacher):
    page = as_user(teacher).get(form_address(submission, form="html"))

    assert page.status_code == 200 and submission.title in page.content.decode()


@pytest.mark.parametrize("person", ["other_editor", "newsletter_manager"])
def test_only_the_author_and_the_team_get_the_forms(request, as_user, submission, editor, person):
    assert as_user(editor).get(form_address(submission)).status_code == 200
    stranger = request.getfixturevalue(person)
    assert as_user(stranger).get(form_address(submission)).status_code == 404


@pytest.mark.parametrize(("kind", "form"), [("parent", "pdf"), ("eleve", "exe")])
def test_no_other_form_exists(as_user, submission, teacher, kind, form):
    assert as_user(teacher).get(form_address(submission, kind, form)).status_code == 404


# -- The register in the admin ---------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 8])
def test_the_register_costs_the_same_whatever_its_length(
    as_user, teacher, community, editor, count, django_assert_max_num_queries
):
    for _ in range(count):
        sent(teacher, community)
    client = as_user(editor)
    client.get(reverse("rights_register:index"))

    with django_assert_max_num_queries(20):
        page = client.get(reverse("rights_register:index"))

    assert len(page.context["object_list"]) == count


def test_the_record_of_a_video_is_read_and_exported(as_user, teacher, community, editor):
    submission = prepared(sent(teacher, community))
    entry = submission.rights_entries.get()
    client = as_user(editor)

    page = client.get(reverse("rights_register:record", args=[entry.pk])).content.decode()
    exported = client.get(reverse("rights_register:record_json", args=[entry.pk])).json()

    assert entry.file_sha256 in page
    assert [line["event"] for line in exported["register"]] == ["declared"]
    assert exported["register"][0]["data"]["people_shown"] == "nobody"


def test_another_community_s_register_is_closed(as_user, teacher, community, other_editor):
    entry = sent(teacher, community).rights_entries.get()
    client = as_user(other_editor)

    assert len(client.get(reverse("rights_register:index")).context["object_list"]) == 0
    for name in ("record", "record_json"):
        assert client.get(reverse(f"rights_register:{name}", args=[entry.pk])).status_code == 404


def test_nobody_changes_the_register_by_hand(as_user, teacher, community, administrator):
    entry = sent(teacher, community).rights_entries.get()
    client = as_user(administrator)

    for part in ("new", f"edit/{entry.pk}", f"delete/{entry.pk}"):
        assert client.get(f"/admin/registre-des-droits/{part}/").status_code == 404


def test_private_storage_is_outside_of_what_is_served():
    assert settings.MEDIA_ROOT not in settings.PRIVATE_MEDIA_ROOT.parents
