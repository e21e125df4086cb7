"""The end of the rights: reminders, the video that leaves by itself, renewing."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.videos.steps import decide, proposal
from tests.videos.test_rights_declaration import answers, declared, media_ready
from videos import tasks
from videos.models import RightsEntry, VideoPage, VideoSubmission
from videos.models.rights import RightsEvent
from videos.models.submissions import SubmissionState
from videos.rights import ending, expiry, register, renewal

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(teacher, community, editor) -> VideoSubmission:
    """Published, with rights for three years."""
    submission = declared(proposal(teacher, community), community)
    media_ready(submission)
    decide(submission, editor, "approve")
    return submission


def ends(submission, day) -> None:
    """As if it had been declared and published with this last day."""
    VideoSubmission.objects.filter(pk=submission.pk).update(rights_end_on=day)
    submission.refresh_from_db()
    submission.version += 1
    register.declare(submission)
    VideoPage.objects.filter(pk=submission.page_id).update(expire_at=expiry.end_of(day))


def test_a_day_ends_at_midnight_in_paris():
    day = datetime(2027, 6, 30).date()

    assert expiry.end_of(day) == datetime(2027, 7, 1, tzinfo=ZoneInfo("Europe/Paris"))


def test_publishing_sets_the_hour_at_which_it_leaves(public):
    assert public.page.expire_at == expiry.end_of(public.rights_end_on)


def test_an_earlier_hour_chosen_by_the_team_stays(public, editor):
    chosen = timezone.now() + timedelta(days=5)
    page = public.page.specific
    page.expire_at = chosen
    page.save_revision().publish(user=editor, skip_permission_checks=True)

    page.refresh_from_db()
    assert page.expire_at == chosen


def test_touching_up_the_page_does_not_lose_the_hour(public, editor):
    page = VideoPage.objects.get(pk=public.page_id)
    page.expire_at = None
    page.save_revision().publish(user=editor, skip_permission_checks=True)

    page.refresh_from_db()
    assert page.expire_at == expiry.end_of(public.rights_end_on)


@pytest.mark.parametrize(
    ("left", "reminded", "expected"),
    [
        (61, None, None),
        (60, None, 60),
        (40, None, 60),
        (40, 60, None),
        (15, 60, 15),
        (15, 15, None),
        (3, None, 15),
        (0, 60, 15),
    ],
)
def test_the_author_is_reminded_sixty_then_fifteen_days_before(public, left, reminded, expected):
    ends(public, timezone.localdate() + timedelta(days=left))
    VideoSubmission.objects.filter(pk=public.pk).update(rights_reminded_days=reminded)

    sent = ending.remind()

    public.refresh_from_db()
    assert sent == (expected is not None)
    assert public.rights_reminded_days == (expected or reminded)
    assert ending.remind() == 0


def test_a_reminder_says_when_and_where_to_renew(public, mailoutbox):
    ends(public, timezone.localdate() + timedelta(days=60))
    ending.remind()

    job = ProcrastinateJob.objects.get(args__kind="rights_reminder")
    tasks.send_rights_message(**job.args)

    assert mailoutbox[-1].to == [public.owner.email]
    assert reverse("rights_renew", args=[public.pk]) in mailoutbox[-1].body
    assert RightsEntry.objects.filter(event=RightsEvent.REMINDED).count() == 1


def come_to_its_end(submission) -> None:
    ends(submission, timezone.localdate() - timedelta(days=1))
    call_command("publish_scheduled", verbosity=0)
    submission.refresh_from_db()


def test_files_stop_at_the_hour_before_any_job_has_run(public, client):
    assert client.get(public.media.url).status_code == 200

    ends(public, timezone.localdate() - timedelta(days=1))

    assert client.get(public.media.url).status_code == 404


def test_the_video_leaves_by_itself_and_its_author_and_team_are_told(public, client, mailoutbox):
    mailoutbox.clear()
    come_to_its_end(public)

    for job in ProcrastinateJob.objects.filter(args__kind__startswith="rights_ended"):
        tasks.send_rights_message(**job.args)
    assert client.get(public.page.url).status_code == 404
    assert public.state == SubmissionState.UNPUBLISHED
    assert public.rights_entries.filter(event=RightsEvent.EXPIRED).count() == 1
    told = sorted(message.to[0] for message in mailoutbox)
    assert told == sorted([public.owner.email, public.community.contact_address])


def test_it_cannot_be_published_again_without_new_rights(public):
    come_to_its_end(public)

    assert public in VideoSubmission.objects.missing_rights()
    assert public.page.specific.publication_problems() != []


def test_renewing_signs_again_and_asks_the_team(public, as_user):
    come_to_its_end(public)
    address = reverse("rights_renew", args=[public.pk])
    client = as_user(public.owner)
    assert client.get(address).status_code == 200

    answer = client.post(address, answers(go="sign"))

    public.refresh_from_db()
    assert answer.status_code == 302
    assert public.state == SubmissionState.IN_REVIEW
    assert public.rights_entries.filter(event=RightsEvent.DECLARED).count() == 3


def test_renewed_and_approved_it_is_back_until_the_new_end(public, as_user, editor, client):
    come_to_its_end(public)
    as_user(public.owner).post(reverse("rights_renew", args=[public.pk]), answers(go="sign"))
    public.refresh_from_db()

    decide(public, editor, "approve")

    assert public.page.live and public.page.expire_at == expiry.end_of(public.rights_end_on)
    call_command("publish_scheduled", verbosity=0)
    public.page.refresh_from_db()
    assert public.page.live


def test_a_later_end_waits_for_the_team_a_sooner_one_does_not(public, as_user):
    first = public.page.expire_at
    client, address = as_user(public.owner), reverse("rights_renew", args=[public.pk])
    soon = timezone.localdate() + timedelta(days=40)
    client.post(address, answers(rights_end_on=soon.isoformat(), go="sign"))

    page = VideoPage.objects.get(pk=public.page_id)
    assert page.expire_at == expiry.end_of(soon) < first


def test_an_incomplete_renewal_is_refused_and_what_was_typed_stays(public, as_user):
    client, address = as_user(public.owner), reverse("rights_renew", args=[public.pk])

    answer = client.post(
        address, answers(pupils_agree=None, originals_kept_by="L’école Hugo", go="sign")
    )

    assert "L’école Hugo" in answer.content.decode()
    public.refresh_from_db()
    assert public.state == SubmissionState.PUBLISHED


def test_nobody_else_renews(public, as_user, editor):
    assert as_user(editor).get(reverse("rights_renew", args=[public.pk])).status_code == 404
    with pytest.raises(renewal.NotRenewable):
        renewal.renew(public, by=editor, values={})


def test_a_renewal_that_the_team_holds_survives_the_end_of_the_former_rights(public, as_user):
    as_user(public.owner).post(reverse("rights_renew", args=[public.pk]), answers(go="sign"))
    yesterday = timezone.localdate() - timedelta(days=1)
    RightsEntry.objects.create(
        submission=public,
        community=public.community,
        title="x",
        event=RightsEvent.DECLARED,
        data={"rights_end_on": yesterday.isoformat()},
    )
    VideoPage.objects.filter(pk=public.page_id).update(expire_at=expiry.end_of(yesterday))

    call_command("publish_scheduled", verbosity=0)

    public.refresh_from_db()
    assert public.state == SubmissionState.IN_REVIEW
    assert not VideoPage.objects.get(pk=public.page_id).live


@pytest.mark.parametrize(("days", "is_erased"), [(30, False), (32, True)])
def test_files_are_erased_thirty_days_after_the_end(public, days, is_erased):
    come_to_its_end(public)
    VideoSubmission.objects.filter(pk=public.pk).update(
        rights_end_on=timezone.localdate() - timedelta(days=days)
    )
    with connection.cursor() as cursor:  # the register is made older, which only a test may do
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE videos_rightsentry DISABLE TRIGGER USER")
        RightsEntry.objects.update(at=timezone.now() - timedelta(days=days))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE videos_rightsentry ENABLE TRIGGER USER")

    tasks.watch_rights(timestamp=0)

    public.refresh_from_db()
    assert (public.state == SubmissionState.WITHDRAWN) == is_erased
