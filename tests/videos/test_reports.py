"""« Signaler »: anybody says what is wrong, the team decides once, and answers."""

from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.models import PageLogEntry, PageViewRestriction

from community.models import User
from tests.factories import VideoPageFactory
from videos import conversation, report_views, reports, tasks
from videos.models import Comment, Report, VideoIndexPage
from videos.models.conversation import CommentState, ReportReason, ReportState
from videos.rights.withdrawal import withdraw

pytestmark = pytest.mark.django_db

REPORT = reverse("report")
PARENT = "parent@example.org"


@pytest.fixture
def colleague(db) -> User:
    return User.objects.create_user("paul@ac-lyon.fr", first_name="Paul")


@pytest.fixture
def contribution(published_video, colleague, editor) -> Comment:
    """What everybody reads under the video."""
    written = conversation.write(
        page=published_video, author=colleague, signature="Paul", text="Avec Kévin, ça marche."
    )
    return conversation.publish(written, by=editor)


def typed(**changes) -> dict:
    """The form as a person fills it: its trap of time is answered after a minute."""
    signer = signing.TimestampSigner(salt="editorial.forms")
    signer.timestamp = lambda: signing.b62_encode(int(timezone.now().timestamp()) - 60)
    data = {"reason": "disrespectful", "words": "", "name": "", "email": "", "website": ""}
    return data | {"opened": signer.sign("")} | changes


def made(community, **changes) -> Report:
    said = {"reason": ReportReason.DISRESPECTFUL, "words": "Un prénom.", "email": PARENT}
    return reports.report(community=community, **(said | changes))


def deliver() -> None:
    """Send what is queued about reports."""
    for job in ProcrastinateJob.objects.filter(task_name=reports.TASK, status="todo"):
        tasks.send_report_message(**job.args)
        ProcrastinateJob.objects.filter(pk=job.pk).update(status="doing")


def screen(report) -> str:
    return reverse("reports:decide", args=[report.pk])


# ── Reporting ────────────────────────────────────────────────────────────────


def test_anybody_reports_a_contribution_without_account_nor_cookie(
    client, contribution, published_video, community
):
    address = f"{REPORT}?contribution={contribution.pk}"
    assert address in client.get(published_video.url).content.decode()

    form = client.get(address)
    answer = client.post(address, typed(words="On nomme un élève."))

    assert form.cookies == answer.cookies == {}
    assert "Avec Kévin, ça marche." in form.content.decode()
    report = Report.objects.get()
    assert (report.comment, report.page, report.community) == (contribution, None, community)
    assert (report.words, report.state) == ("On nomme un élève.", ReportState.PENDING)
    assert client.get(answer.url).status_code == 200


def test_any_public_page_is_reported_the_home_page_too(client, home, published_video):
    for page in (home, published_video):
        answer = client.post(f"{REPORT}?page={page.pk}", typed())
        assert answer.status_code == 302

    assert list(Report.objects.order_by("pk").values_list("page", flat=True)) == [
        home.pk,
        published_video.pk,
    ]


def test_whoever_is_in_a_video_is_led_to_its_withdrawal(client, published_video):
    takedown = reverse("takedown_ask", args=[published_video.pk])
    address = f"{REPORT}?page={published_video.pk}"

    form = client.get(address).content.decode()
    sent = client.post(address, typed(reason="recognised"), follow=True).content.decode()

    assert takedown in form
    assert takedown in sent
    assert Report.objects.get().reason == ReportReason.RECOGNISED


def test_the_team_is_told_and_whoever_left_an_address_too(
    community, contribution, published_video, mailoutbox
):
    report = made(community, comment=contribution)
    made(community, page=published_video, email="")
    deliver()

    told = [message.to[0] for message in mailoutbox]
    assert sorted(told) == sorted([community.contact_address, PARENT, community.contact_address])
    assert screen(report) in mailoutbox[0].body
    everything = " ".join(message.body + message.subject for message in mailoutbox)
    assert "Un prénom." not in everything  # read in the admin, never left in a mailbox


def test_a_second_click_makes_no_second_report(community, contribution):
    first, second = (made(community, comment=contribution) for _ in range(2))

    assert first == second
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "nimporte"}, "reason"),
        ({"reason": "other"}, "words"),
        ({"words": "a" * 2001}, "words"),
        ({"email": "paul"}, "email"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field(client, published_video, changes, wrong):
    answer = client.post(f"{REPORT}?page={published_video.pk}", typed(**changes))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [wrong]
    assert Report.objects.count() == 0


@pytest.mark.parametrize("trap", [{"website": "http://spam.example"}, {"opened": "forged"}])
def test_a_robot_is_thanked_and_nothing_is_kept(client, published_video, trap):
    answer = client.post(f"{REPORT}?page={published_video.pk}", typed(**trap))

    assert answer.status_code == 302
    assert Report.objects.count() == 0


def test_a_network_and_an_address_are_limited(client, published_video, monkeypatch):
    monkeypatch.setattr(report_views, "REPORTS_PER_ORIGIN", 3)
    monkeypatch.setattr(report_views, "REPORTS_PER_ADDRESS", 1)

    statuses = [
        client.post(
            f"{REPORT}?page={published_video.pk}", typed(words=str(number), email=PARENT)
        ).status_code
        for number in range(4)
    ]

    assert statuses == [302, 302, 302, 429]
    kept = Report.objects.order_by("pk").values_list("email", flat=True)
    assert list(kept) == [PARENT, "", ""]  # nobody floods a mailbox through us


@pytest.mark.parametrize("query", ["", "?page=x", "?page=999999", "?contribution=0", "?page=²"])
def test_what_does_not_exist_cannot_be_reported(client, community, query):
    assert client.get(REPORT + query).status_code == 404


def test_what_is_not_public_does_not_exist(client, contribution, published_video, editor):
    page, comment = f"{REPORT}?page={published_video.pk}", f"?contribution={contribution.pk}"
    restriction = PageViewRestriction.objects.create(page=published_video, restriction_type="login")
    hidden = [client.get(page).status_code, client.get(REPORT + comment).status_code]
    restriction.delete()
    conversation.refuse(contribution, by=editor, reason="Un prénom.")
    refused = client.post(REPORT + comment, typed()).status_code
    published_video.unpublish()
    draft = client.post(page, typed()).status_code

    assert [*hidden, refused, draft] == [404, 404, 404, 404]
    assert Report.objects.count() == 0


def test_another_community_s_page_is_not_reported_here(client, other_community):
    index = VideoIndexPage.objects.child_of(other_community.site.root_page).get()
    foreign = VideoPageFactory(parent=index, theme=other_community.themes.first())

    assert client.get(f"{REPORT}?page={foreign.pk}").status_code == 404


# ── Deciding ─────────────────────────────────────────────────────────────────


def test_a_report_that_is_followed_takes_the_contribution_off_and_all_are_told(
    client, as_user, community, contribution, published_video, editor, colleague, mailoutbox
):
    report = made(community, comment=contribution)
    same = made(community, comment=contribution, email="autre@example.org")
    deliver()
    mailoutbox.clear()

    as_user(editor).post(
        screen(report),
        {"uphold": "1", "reason": "Pas de prénom d’élève.", "answer": "Merci à vous."},
    )

    contribution.refresh_from_db()
    assert (contribution.state, contribution.reason) == (
        CommentState.REFUSED,
        "Pas de prénom d’élève.",
    )
    client.logout()
    assert "Kévin" not in client.get(published_video.url).content.decode()
    states = Report.objects.order_by("pk").values_list("pk", "state", "decided_by")
    assert list(states) == [
        (report.pk, ReportState.UPHELD, editor.pk),
        (same.pk, ReportState.UPHELD, editor.pk),
    ]
    deliver()
    assert {message.to[0] for message in mailoutbox} == {PARENT, "autre@example.org"}
    assert all("Merci à vous." in message.body for message in mailoutbox)
    assert PageLogEntry.objects.filter(
        page=published_video.pk, action="videos.report_upheld", user=editor
    ).exists()


def test_a_contribution_is_not_taken_off_without_a_word_to_its_author(
    as_user, community, contribution, editor
):
    report = made(community, comment=contribution)

    answer = as_user(editor).post(screen(report), {"uphold": "1", "reason": " ", "answer": ""})

    assert answer.status_code == 422
    contribution.refresh_from_db()
    assert contribution.state == CommentState.PUBLISHED


def test_a_report_is_followed_though_its_contribution_is_already_off(
    as_user, community, contribution, editor
):
    report = made(community, comment=contribution)
    conversation.refuse(contribution, by=editor, reason="Un prénom.")

    answer = as_user(editor).post(screen(report), {"uphold": "1", "answer": ""})

    report.refresh_from_db()
    assert (answer.status_code, report.state) == (302, ReportState.UPHELD)


def test_a_report_that_is_not_followed_changes_nothing_and_says_why(
    as_user, community, contribution, editor, mailoutbox
):
    report = made(community, comment=contribution)
    deliver()
    mailoutbox.clear()
    admin = as_user(editor)

    silent = admin.post(screen(report), {"dismiss": "1", "answer": ""})
    admin.post(screen(report), {"dismiss": "1", "answer": "Kévin est un collègue."})
    deliver()

    contribution.refresh_from_db()
    report.refresh_from_db()
    assert silent.status_code == 422
    assert contribution.state == CommentState.PUBLISHED
    assert report.state == ReportState.DISMISSED
    assert [message.to for message in mailoutbox] == [[PARENT]]
    assert "Kévin est un collègue." in mailoutbox[0].body


def test_a_report_of_a_page_leads_to_the_page(as_user, community, published_video, editor):
    report = made(community, page=published_video)

    answer = as_user(editor).post(screen(report), {"uphold": "1", "answer": ""})

    assert answer.url == reverse("wagtailadmin_pages:edit", args=[published_video.pk])
    report.refresh_from_db()
    assert report.state == ReportState.UPHELD


def test_the_second_editor_changes_nothing_and_reads_who_decided(
    as_user, community, published_video, editor, administrator, mailoutbox
):
    report = made(community, page=published_video)
    reports.dismiss(report, by=administrator, answer="Rien à changer.")

    answer = as_user(editor).post(screen(report), {"uphold": "1", "answer": ""}, follow=True)

    report.refresh_from_db()
    assert report.state == ReportState.DISMISSED
    assert str(administrator) in answer.content.decode()
    with pytest.raises(reports.AlreadyDecided):
        reports.uphold(report, by=editor)


def test_nobody_dismisses_a_report_about_what_they_wrote(
    as_user, community, published_video, editor
):
    own = conversation.write(page=published_video, author=editor, signature="Rose", text="Oui.")
    report = made(community, comment=own)

    as_user(editor).post(screen(report), {"dismiss": "1", "answer": "C’est moi."})

    report.refresh_from_db()
    assert report.state == ReportState.PENDING


def test_another_community_s_reports_do_not_exist(
    as_user, community, contribution, other_editor, teacher
):
    report = made(community, comment=contribution)
    admin = as_user(other_editor)

    assert admin.get(screen(report)).status_code == 404
    assert admin.post(screen(report), {"uphold": "1", "reason": "x"}).status_code == 404
    listed = admin.get(reverse("reports:index"))
    assert listed.status_code == 200
    assert screen(report) not in listed.content.decode()
    assert as_user(teacher).get(screen(report)).status_code == 302
    report.refresh_from_db()
    assert report.state == ReportState.PENDING


def test_those_that_wait_come_first_a_person_recognised_before_all(
    as_user, community, contribution, published_video, editor
):
    done = made(community, page=published_video, words="1")
    reports.dismiss(done, by=editor)
    waiting = made(community, comment=contribution, words="2")
    urgent = made(community, page=published_video, reason=ReportReason.RECOGNISED)

    listed = as_user(editor).get(reverse("reports:index"))
    dashboard = as_user(editor).get(reverse("wagtailadmin_home")).content.decode()

    assert list(listed.context["object_list"]) == [urgent, waiting, done]
    assert reverse("reports:index") + "?state=pending" in dashboard
    assert "2 signalements à traiter" in dashboard


@pytest.mark.parametrize("query", ["state=pending", "reason=illegal", "about=comment", "q=Kévin"])
def test_the_list_is_filtered_and_searched(
    as_user, community, contribution, published_video, editor, query
):
    reports.dismiss(made(community, page=published_video), by=editor)
    wanted = made(community, comment=contribution, reason=ReportReason.ILLEGAL)

    listed = as_user(editor).get(f"{reverse('reports:index')}?{query}")

    assert list(listed.context["object_list"]) == [wanted]


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_costs_the_same_for_one_and_for_many(
    as_user, community, published_video, editor, count, django_assert_max_num_queries
):
    for number in range(count):
        made(community, page=published_video, words=str(number))
    admin = as_user(editor)
    admin.get(reverse("reports:index"))

    with django_assert_max_num_queries(19):
        admin.get(reverse("reports:index"))


# ── What is kept ─────────────────────────────────────────────────────────────


def test_who_reported_is_forgotten_a_year_after_the_decision(community, published_video, editor):
    old, recent, waiting = (
        made(community, page=published_video, words=words, name="Nora") for words in "abc"
    )
    for report, days in ((old, 366), (recent, 364)):
        reports.dismiss(report, by=editor, answer="Rien à changer.")
        Report.objects.filter(pk=report.pk).update(decided_at=timezone.now() - timedelta(days=days))

    tasks.forget_reporters(timestamp=0)

    old.refresh_from_db()
    assert (old.words, old.name, old.email, old.answer) == ("", "", "", "")
    assert (old.state, old.reason) == (ReportState.DISMISSED, ReportReason.DISRESPECTFUL)
    kept = Report.objects.filter(pk__in=[recent.pk, waiting.pk])
    assert set(kept.values_list("name", "email")) == {("Nora", PARENT)}
    assert reports.forget_reporters() == 0


def test_a_video_that_is_withdrawn_takes_its_reports_away(
    community, published_video, contribution, editor
):
    made(community, page=published_video)
    made(community, comment=contribution)

    withdraw(page=published_video, by=editor, why="team")

    assert Report.objects.count() == Comment.objects.count() == 0
