"""What a declaration must say: in the form, in memory, in the database, in the register."""

import contextlib
import hashlib
import itertools
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from tests.videos.steps import decide, prepared, proposal, sent
from videos import review, rights, submissions, tasks
from videos.models import RightsEntry, VideoSubmission
from videos.models.review import CheckPoint
from videos.models.rights import RightsEvent
from videos.models.submissions import SubmissionState
from videos.rights import register
from videos.rights.forms import FIELDS, RightsForm, in_years

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)


def answers(**changes) -> dict:
    """All that is declared of two pupils and one adult, as a form posts it."""
    today = timezone.localdate()
    said = {
        "people_shown": "minors",
        "adults": "1",
        "minors": "2",
        "recognised_by": ["face", "voice"],
        "authorisations_held": "on",
        "authorisation_form": "portal-2026",
        "signed_first_on": (today - timedelta(days=9)).isoformat(),
        "signed_last_on": (today - timedelta(days=2)).isoformat(),
        "all_parents_signed": "on",
        "pupils_agree": "on",
        "destinations": ["site", "training"],
        "rights_end_on": in_years(today, 3).isoformat(),
        "originals_kept_by": "École Jean-Macé : la direction",
    }
    return {name: value for name, value in (said | changes).items() if value is not None}


def declared(submission, community, **changes) -> VideoSubmission:
    """Write a declaration in a proposal, as the step does."""
    form = RightsForm(answers(**changes), instance=submission, community=community)
    assert form.is_valid(), form.errors
    return form.save()


@pytest.fixture
def whole(teacher, community):
    """A proposal with pupils, all declared and signed, its file ready, waiting for the team."""
    submission = declared(proposal(teacher, community), community)
    media_ready(submission)
    return submission


def media_ready(submission):
    from django.core.files.uploadedfile import SimpleUploadedFile

    submissions.send(submission, file=SimpleUploadedFile("video.mp4", b"original"))
    submission.refresh_from_db()
    prepared(submission)


def errors_of(community, **changes) -> set[str]:
    return set(RightsForm(answers(**changes), community=community).errors)


def test_nobody_shown_asks_for_nothing_more(community):
    form = RightsForm({"people_shown": "nobody"}, community=community)

    assert form.is_valid()
    assert form.instance.destinations == [] and rights.problems(form.instance) == []


def test_answers_about_people_vanish_when_nobody_is_shown(community):
    form = RightsForm(answers(people_shown="nobody", adults="x"), community=community)

    assert form.is_valid()
    assert (form.instance.minors, form.instance.originals_kept_by) == (0, "")
    assert form.instance.rights_end_on is None


def test_a_whole_declaration_of_pupils_is_taken(community):
    form = RightsForm(answers(), community=community)

    assert form.is_valid(), form.errors
    assert rights.problems(form.instance) == []


@pytest.mark.parametrize(
    "name",
    [
        "minors",
        "recognised_by",
        "authorisations_held",
        "authorisation_form",
        "signed_first_on",
        "signed_last_on",
        "all_parents_signed",
        "pupils_agree",
        "destinations",
        "originals_kept_by",
    ],
)
def test_each_answer_is_needed_for_pupils(community, name):
    assert errors_of(community, **{name: None}) == {name}


@pytest.mark.parametrize("name", ["minors", "all_parents_signed", "pupils_agree"])
def test_what_concerns_pupils_is_not_asked_when_only_adults_are_shown(community, name):
    assert errors_of(community, people_shown="adults", **{name: None}) == set()


def test_an_adult_is_counted(community):
    assert errors_of(community, people_shown="adults", adults="0") == {"adults"}


def test_the_forms_must_name_this_site(community):
    assert errors_of(community, destinations=["training"]) == {"destinations"}


@pytest.mark.parametrize(
    ("name", "days", "is_refused"),
    [
        ("signed_last_on", 0, False),
        ("signed_last_on", 1, True),
        ("rights_end_on", 29, True),
        ("rights_end_on", 30, False),
        ("rights_end_on", -1, True),
    ],
)
def test_dates_are_within_reason(community, name, days, is_refused):
    day = (timezone.localdate() + timedelta(days=days)).isoformat()

    assert (name in errors_of(community, **{name: day})) == is_refused


def test_rights_end_within_ten_years(community):
    today = timezone.localdate()

    assert errors_of(community, rights_end_on=in_years(today, 10).isoformat()) == set()
    late = in_years(today, 10) + timedelta(days=1)
    assert errors_of(community, rights_end_on=late.isoformat()) == {"rights_end_on"}


def test_the_last_signature_does_not_come_before_the_first(community):
    early = (timezone.localdate() - timedelta(days=10)).isoformat()

    assert errors_of(community, signed_last_on=early) == {"signed_last_on"}


@pytest.mark.parametrize("days", ["pas une date", "2026-02-30", ""])
def test_a_date_that_is_none_is_refused_with_words(community, days):
    assert errors_of(community, signed_first_on=days) == {"signed_first_on"}


@pytest.mark.parametrize("count", ["-1", "deux", "1.5", "99999999"])
def test_a_count_that_is_none_is_refused(community, count):
    assert errors_of(community, minors=count) == {"minors"}


def test_while_it_is_typed_anything_may_be_missing(community):
    form = RightsForm({"people_shown": "minors"}, community=community, complete=False)

    assert form.is_valid()


def test_memory_and_database_agree_on_what_is_missing(teacher, community):
    """Every mixture of answers given and not given, signed or not, in the register or before it."""
    today = timezone.localdate()
    given = {
        "adults": (0, 1),
        "minors": (0, 2),
        "recognised_by": ([], ["voice"]),
        "all_parents_signed": (False, True),
        "pupils_agree": (False, True),
        "destinations": (["social"], ["site"]),
        "originals_kept_by": ("", "L’école"),
        "rights_end_on": (today - timedelta(days=1), today),
    }
    fixed = {"authorisations_held": True, "authorisation_form": "other", "signed_first_on": today}
    made = []
    for people in ("nobody", "adults", "minors"):
        for values in itertools.product(*given.values()):
            made.append(
                VideoSubmission(
                    owner=teacher,
                    community=community,
                    people_shown=people,
                    signed_last_on=today,
                    rights_declared_at=timezone.now(),
                    **fixed,
                    **dict(zip(given, values, strict=True)),
                )
            )
    whole = {"rights_declared_at": timezone.now(), "people_shown": "adults", "adults": 1}
    whole |= {"recognised_by": ["face"], "destinations": ["site"], "originals_kept_by": "L’école"}
    for changes in (
        {"signed_last_on": today - timedelta(days=1)},
        {"signed_last_on": None},
        {"signed_first_on": None, "signed_last_on": today},
        {"authorisation_form": "", "signed_last_on": today},
        {"rights_declared_at": None, "signed_last_on": today},
        {"rights_declared_at": None, "people_shown": "", "signed_last_on": None},
        {"state": "withdrawn", "signed_last_on": today},
    ):
        made.append(
            VideoSubmission(owner=teacher, community=community, **(fixed | whole | changes))
        )
    made = VideoSubmission.objects.bulk_create(made)
    RightsEntry.objects.bulk_create(
        RightsEntry(submission=one, community=community, title="x", event=RightsEvent.DECLARED)
        for number, one in enumerate(made)
        if number % 3
    )

    found = set(VideoSubmission.objects.missing_rights().values_list("pk", flat=True))

    assert found == {one.pk for one in made if rights.obstacles(one)}
    assert 0 < len(found) < len(made)


def test_a_declaration_made_before_the_register_stands_until_it_is_sent_again(teacher, community):
    former = prepared(sent(teacher, community))
    VideoSubmission.objects.filter(pk=former.pk).update(
        people_shown="minors", minors=3, authorisations_held=True
    )
    with connection.cursor() as cursor:  # as if it had been sent before
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE videos_rightsentry DISABLE TRIGGER USER")
        RightsEntry.objects.filter(submission=former).delete()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE videos_rightsentry ENABLE TRIGGER USER")
    former.refresh_from_db()

    assert rights.obstacles(former) == []
    assert former not in VideoSubmission.objects.missing_rights()

    submissions.ask_for_changes(former, reason="Le son.")
    submissions.send(former)
    former.refresh_from_db()
    assert rights.obstacles(former) != []
    assert former in VideoSubmission.objects.missing_rights()


# -- The register ----------------------------------------------------------------------------------


def test_signing_records_every_answer_the_wording_the_file_and_who(whole, teacher):
    entry = whole.rights_entries.get(event=RightsEvent.DECLARED)

    assert set(FIELDS) <= entry.data.keys()
    assert (entry.data["minors"], entry.data["destinations"]) == (2, ["site", "training"])
    assert entry.data["rights_end_on"] == whole.rights_end_on.isoformat()
    assert (entry.wording, entry.actor) == (register.WORDING, teacher.email)
    assert entry.file_sha256 == hashlib.sha256(b"original").hexdigest()
    assert entry.data["media"] == str(whole.media.uuid)


def test_each_sending_adds_a_line_that_says_what_was_declared_then(whole, editor):
    decide(whole, editor, "reject", comment="Floutez le fond.")
    submissions.autosave(whole, values={})
    whole.minors = 1
    whole.save()
    submissions.send(whole)

    first, second = whole.rights_entries.filter(event=RightsEvent.DECLARED)
    assert (first.data["minors"], second.data["minors"]) == (2, 1)
    assert first.file_sha256 == second.file_sha256


def test_the_same_declaration_is_recorded_once(whole):
    register.declare(whole)

    assert whole.rights_entries.filter(event=RightsEvent.DECLARED).count() == 1


def test_a_big_file_is_read_by_the_worker(teacher, community, monkeypatch):
    monkeypatch.setattr(register, "READ_AT_ONCE", 3)
    submission = prepared(sent(teacher, community))
    entry = submission.rights_entries.get(event=RightsEvent.DECLARED)
    assert entry.file_sha256 == ""

    tasks.fingerprint_declared_file(entry_id=entry.pk)
    tasks.fingerprint_declared_file(entry_id=entry.pk)

    added = submission.rights_entries.exclude(pk=entry.pk).get(event=RightsEvent.DECLARED)
    assert added.file_sha256 == hashlib.sha256(b"original").hexdigest()
    assert added.data["entry"] == entry.pk


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE videos_rightsentry SET title = 'x'",
        "UPDATE videos_rightsentry SET data = '{}' WHERE event = 'declared'",
        "DELETE FROM videos_rightsentry",
        "TRUNCATE videos_rightsentry CASCADE",
    ],
)
def test_the_database_itself_refuses_to_alter_the_register(whole, statement):
    before = list(RightsEntry.objects.values())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        # Off for the suite alone, which empties its tables between two tests.
        cursor.execute(
            "ALTER TABLE videos_rightsentry ENABLE TRIGGER rights_register_never_emptied"
        )

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)

    assert list(RightsEntry.objects.values()) == before


def test_a_proposal_in_the_register_cannot_be_deleted(whole):
    with pytest.raises(Exception, match="rights_entries|protected"):
        whole.delete()


# -- No publication without it ---------------------------------------------------------------------


@pytest.fixture
def incomplete(whole):
    """Waiting for the team, but its author forgot the parents."""
    VideoSubmission.objects.filter(pk=whole.pk).update(all_parents_signed=False)
    whole.refresh_from_db()
    return whole


def test_the_reviewer_is_not_offered_to_approve_it(incomplete, editor):
    task = incomplete.page.current_workflow_task.specific

    assert "approve" not in [name for name, *_ in task.get_actions(incomplete.page, editor)]


@pytest.mark.parametrize("person", ["editor", "administrator"])
def test_the_editor_s_screen_does_not_publish_it(incomplete, as_user, person, request):
    client = as_user(request.getfixturevalue(person))
    address = f"/admin/pages/{incomplete.page_id}/edit/"
    form = client.get(address).context["form"]
    posted = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(address, posted | {"action-publish": "1"}, follow=True)

    incomplete.page.refresh_from_db()
    assert (answer.status_code, incomplete.page.live) == (200, False)


def test_the_bulk_action_does_not_publish_it(incomplete, as_user, administrator):
    client = as_user(administrator)
    address = f"/admin/bulk/wagtailcore/page/publish/?id={incomplete.page_id}"
    client.get(address)
    with contextlib.suppress(ValidationError):  # the guard, whatever the screen makes of it
        client.post(address, {"next": "/admin/"})

    incomplete.page.refresh_from_db()
    assert not incomplete.page.live


def test_the_workflow_does_not_publish_it(incomplete, editor):
    state = incomplete.page.current_workflow_task_state

    with pytest.raises(review.NotPublishable) as refusal, transaction.atomic():
        state.task.specific.on_action(state, editor, "approve", checklist=list(CheckPoint))

    assert set(rights.obstacles(incomplete)) <= set(refusal.value.problems)
    assert rights.obstacles(incomplete)
    incomplete.page.refresh_from_db()
    assert not incomplete.page.live


def test_the_publishing_that_goes_round_the_page_s_own_method_is_refused(incomplete):
    """As the admin's editor and its API do, under their screens."""
    action = PublishPageRevisionAction(incomplete.page.get_latest_revision())

    with pytest.raises(ValidationError):
        action.execute(skip_permission_checks=True)

    incomplete.page.refresh_from_db()
    assert not incomplete.page.live


def test_code_does_not_publish_it(incomplete, administrator):
    with pytest.raises(ValidationError):
        incomplete.page.get_latest_revision().publish(
            user=administrator, skip_permission_checks=True
        )


def test_a_scheduled_hour_does_not_publish_it_and_keeps_no_other_from_coming(
    incomplete, video_index, community, teacher
):
    from django.core.management import call_command

    from tests.factories import VideoPageFactory

    other = VideoPageFactory(parent=video_index, live=False, first_published_at=None)
    for page in (incomplete.page.specific, other):
        revision = page.save_revision()
        revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
        revision.save()

    call_command("publish_scheduled", verbosity=0)

    incomplete.page.refresh_from_db()
    other.refresh_from_db()
    assert (incomplete.page.live, other.live) == (False, True)


def test_whole_rights_let_it_be_published(whole, editor):
    decide(whole, editor, "approve")

    assert whole.state == SubmissionState.PUBLISHED
    assert whole.page.live
