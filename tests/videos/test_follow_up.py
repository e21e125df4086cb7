"""« My videos » and the page of one proposal: what its author sees, ticks, takes back, erases."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry

from community.models import Community, User
from home.opening import open_community
from tests.conftest import plan
from tests.factories import VideoPageFactory
from tests.videos.steps import decide, decide_accessibility, prepared, proposal, remark, sent
from videos import audience, history, review, submissions, whereabouts
from videos.models import VideoMedia, VideoPage, VideoSubmission, WithdrawnVideo
from videos.models.review import CheckPoint
from videos.models.submissions import SubmissionState

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(teacher, community):
    return prepared(sent(teacher, community))


@pytest.fixture
def corrected(waiting, editor):
    """A proposal whose author must correct it, with two remarks on its moments."""
    first = remark(waiting, "Montrez l’affiche de plus près.", moment=42.4)
    second = remark(waiting, "Le son baisse ici.", moment=61)
    decide(waiting, editor, "reject", comment="Presque prête : deux détails.")
    waiting.first, waiting.second = first, second
    return waiting


@pytest.fixture
def published(waiting, editor):
    decide(waiting, editor, "approve")
    return waiting


def follow(client, submission):
    return client.get(reverse("submission_follow", args=[submission.pk]))


def text_of(response) -> str:
    return response.content.decode()


def schedule(submission, editor, hour) -> None:
    """Accept a proposal as the review screen does, for an hour to come."""
    review.approve(
        submission.page.current_workflow_task_state,
        user=editor,
        checklist=list(CheckPoint),
        decisions={
            "captions_decision": "no_speech",
            "audio_description": "not_needed",
            "audio_description_reason": "Tout ce qui compte est dit.",
        },
        publish_at=hour,
    )
    submission.refresh_from_db()


def steps_of(submission) -> list[str]:
    return [step.status for step in whereabouts.steps(submission)]


# ── Where it is ──────────────────────────────────────────────────────────────


def test_the_way_goes_from_sent_to_published(teacher, community, editor):
    submission = proposal(teacher, community)
    seen = [steps_of(submission)]
    submissions.send(submission, file=SimpleUploadedFile("video.mp4", b"original"))
    submission.refresh_from_db()
    seen.append(steps_of(submission))
    prepared(submission)
    seen.append(steps_of(submission))
    decide(submission, editor, "approve")
    seen.append(steps_of(submission))

    assert seen == [
        ["now", "later", "later", "later"],
        ["done", "now", "later", "later"],
        ["done", "done", "now", "later"],
        ["done", "done", "done", "done"],
    ]


def test_what_was_declined_goes_no_further(waiting, editor):
    decide(waiting, editor, "decline", comment="Hors du sujet.")

    assert steps_of(waiting) == ["done", "done", "done", "later"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "Envoyée aujourd’hui. L’équipe répond d’habitude sous cinq jours ouvrés."),
        (1, "Envoyée hier. L’équipe répond d’habitude sous cinq jours ouvrés."),
        (2, "Envoyée il y a 2 jours. L’équipe répond d’habitude sous cinq jours ouvrés."),
        (7, "Envoyée il y a 7 jours. L’équipe répond d’habitude sous cinq jours ouvrés."),
    ],
)
def test_the_author_reads_since_when_it_waits_and_the_usual_delay(waiting, days, expected):
    waiting.sent_at = timezone.now() - timedelta(days=days)

    assert whereabouts.waiting(waiting).replace("\N{NO-BREAK SPACE}", " ") == expected


def test_a_late_answer_is_owned_up_to(waiting):
    waiting.sent_at = timezone.now() - timedelta(days=waiting.community.review_days + 1)

    assert "C’est plus long que d’habitude" in whereabouts.waiting(waiting)


def test_an_author_reads_the_team_s_message_and_what_happened(as_user, corrected):
    page = text_of(follow(as_user(corrected.owner), corrected))

    assert "Presque prête : deux détails." in page
    assert "L’équipe a demandé des modifications" in page
    assert "redaction@example.org" not in page


def test_a_scheduled_video_says_when(as_user, waiting, editor):
    hour = timezone.now().replace(microsecond=0) + timedelta(days=3)
    schedule(waiting, editor, hour)

    assert waiting.state == SubmissionState.SCHEDULED
    assert waiting.goes_live_at == hour
    assert "En ligne le" in text_of(follow(as_user(waiting.owner), waiting))
    assert "En ligne le" in text_of(as_user(waiting.owner).get(reverse("my_videos")))


@pytest.mark.parametrize("name", ["submission_follow", "submission_withdraw"])
def test_somebody_else_s_proposal_does_not_exist(as_user, waiting, editor, name):
    for person in (User.objects.create_user("autre@ac-lille.fr"), editor):
        assert as_user(person).get(reverse(name, args=[waiting.pk])).status_code == 404


@pytest.mark.parametrize("name", ["submission_follow", "submission_withdraw"])
def test_a_visitor_signs_in_first(client, waiting, name):
    response = client.get(reverse(name, args=[waiting.pk]))

    assert response.status_code == 302
    assert response["Location"].startswith("/connexion/")


def test_a_proposal_of_another_community_does_not_exist_here(as_user, waiting, other_community):
    address = reverse("submission_follow", args=[waiting.pk])

    response = as_user(waiting.owner).get(address, headers={"host": "devoirs-faits.localhost"})

    assert response.status_code == 404


def test_nobody_s_list_says_where_to_begin(as_user, teacher, community):
    page = text_of(as_user(teacher).get(reverse("my_videos")))

    assert "Vous n’avez pas encore proposé de vidéo" in page


def test_the_list_costs_the_same_for_one_and_thirty(
    as_user, teacher, community, editor, video_index
):
    def cost() -> int:
        client.get(reverse("my_videos"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse("my_videos")).status_code == 200
        return len(queries)

    client = as_user(teacher)
    states = [SubmissionState.PUBLISHED, SubmissionState.SCHEDULED, SubmissionState.IN_REVIEW]
    rows = []
    for number in range(30):
        page = VideoPageFactory(parent=video_index, title=f"Vidéo {number}")
        rows.append(
            VideoSubmission(
                owner=teacher,
                community=community,
                title=page.title,
                people_shown="nobody",
                page=page,
                media=page.media,
                theme=page.theme,
                state=states[number % 3],
                sent_at=timezone.now(),
            )
        )
    VideoSubmission.objects.bulk_create(rows[:1])
    one = cost()
    VideoSubmission.objects.bulk_create(rows[1:])

    assert cost() == one
    assert one <= 12


# ── Remarks ──────────────────────────────────────────────────────────────────


def test_only_what_was_sent_to_the_author_is_shown(as_user, corrected, editor):
    remark(corrected, "Entre nous : à revoir.", moment=3, for_author=False)
    remark(corrected, "Pas encore envoyée.", moment=4, sent=False)

    page = text_of(follow(as_user(corrected.owner), corrected))

    assert "Montrez l’affiche de plus près." in page
    assert "0:42" in page and "1:01" in page
    assert "Entre nous" not in page
    assert "Pas encore envoyée" not in page


def test_remarks_are_in_the_order_of_the_video(corrected):
    remark(corrected, "Au début.", moment=1)

    (remarks,) = whereabouts.remarks(corrected)

    assert [note.moment for note in remarks.notes] == [1, 42.4, 61]


def test_the_remarks_of_a_former_version_are_folded(as_user, corrected):
    submissions.send(corrected)
    corrected.refresh_from_db()

    response = follow(as_user(corrected.owner), corrected)

    assert corrected.version == 2
    assert response.context["remarks"] is None
    assert [each.version for each in response.context["earlier_remarks"]] == [1]
    assert "Remarques sur la version 1" in text_of(response)


def test_a_remark_is_text_whatever_it_holds(as_user, corrected):
    remark(corrected, "<script>alert(1)</script>", moment=5)

    page = text_of(follow(as_user(corrected.owner), corrected))

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_tick_is_kept_and_taken_back(as_user, corrected):
    client = as_user(corrected.owner)
    address = reverse("remark_done", args=[corrected.pk, corrected.first.pk])

    response = client.post(address, {"done": "1"})
    corrected.first.refresh_from_db()
    assert corrected.first.is_done
    assert response["Location"].endswith(f"/suivi/#remarque-{corrected.first.pk}")

    fragment = client.post(address, {"done": "0"}, headers={"x-requested-with": "fetch"})
    corrected.first.refresh_from_db()
    assert not corrected.first.is_done
    assert 'aria-pressed="false"' in text_of(fragment)


def test_only_its_author_ticks_only_what_they_may_see(as_user, corrected, editor):
    private = remark(corrected, "Entre nous.", for_author=False)
    waiting = remark(corrected, "Pas envoyée.", sent=False)
    own = [reverse("remark_done", args=[corrected.pk, note.pk]) for note in (private, waiting)]
    seen = reverse("remark_done", args=[corrected.pk, corrected.first.pk])

    assert [as_user(corrected.owner).post(each).status_code for each in own] == [404, 404]
    assert as_user(editor).post(seen, {"done": "1"}).status_code == 404
    corrected.first.refresh_from_db()
    assert not corrected.first.is_done


def test_without_a_script_a_moment_starts_the_player_there(as_user, corrected):
    client = as_user(corrected.owner)
    address = reverse("submission_follow", args=[corrected.pk])

    assert "video-720.mp4#t=42" in text_of(client.get(address, {"a": "42"}))
    for odd in ("x", "²", "-1", "9" * 40, '"><script>'):
        page = text_of(client.get(address, {"a": odd}))
        assert "#t=" not in page


# ── Taking it back ───────────────────────────────────────────────────────────


def post_withdrawal(client, submission, **data):
    return client.post(reverse("submission_withdraw", args=[submission.pk]), data)


def test_taking_it_back_leaves_the_queue_and_keeps_everything(as_user, waiting):
    file = waiting.media

    post_withdrawal(as_user(waiting.owner), waiting, choice="keep")

    waiting.refresh_from_db()
    page = VideoPage.objects.get(pk=waiting.page_id)
    assert waiting.state == SubmissionState.DRAFT
    assert waiting.media == file
    assert waiting.title == "La dictée négociée"
    assert waiting not in VideoSubmission.objects.to_review()
    assert not page.workflow_in_progress
    logged = PageLogEntry.objects.filter(page=page.pk).values_list("action", "user")
    assert ("wagtail.workflow.cancel", waiting.owner.pk) in logged
    assert ("videos.withdraw", waiting.owner.pk) in logged


def test_what_was_taken_back_can_be_sent_again(waiting, editor):
    submissions.take_back(waiting, by=waiting.owner)

    submissions.send(waiting)
    waiting.refresh_from_db()
    decide(waiting, editor, "approve")

    assert waiting.state == SubmissionState.PUBLISHED
    assert VideoPage.objects.count() == 1


def test_what_was_taken_back_is_published_by_no_door(waiting, editor):
    submissions.take_back(waiting, by=waiting.owner)

    with pytest.raises(ValidationError):
        VideoPage.objects.get(pk=waiting.page_id).get_latest_revision().publish(user=editor)

    assert not VideoPage.objects.get(pk=waiting.page_id).live


def test_a_decision_on_a_proposal_taken_back_is_refused_in_words(waiting, editor):
    state = waiting.page.current_workflow_task_state
    submissions.take_back(waiting, by=waiting.owner)

    with pytest.raises(review.AlreadyDecided) as refused:
        review.decline(state, user=editor, comment="Trop tard.")

    assert str(refused.value) != ""
    waiting.refresh_from_db()
    assert waiting.state == SubmissionState.DRAFT


def test_a_file_being_prepared_can_be_taken_back(teacher, community):
    submission = sent(teacher, community)
    assert submission.state == SubmissionState.RECEIVED

    submissions.take_back(submission, by=teacher)
    prepared(submission)

    assert submission.state == SubmissionState.DRAFT
    assert submission.page is None


def test_a_scheduled_publication_that_is_taken_back_does_not_happen(waiting, editor):
    page = waiting.page
    schedule(waiting, editor, timezone.now() + timedelta(hours=1))
    scheduled = VideoPage.objects.get(pk=page.pk).scheduled_revision
    assert waiting.state == SubmissionState.SCHEDULED

    submissions.take_back(waiting, by=waiting.owner)

    page = VideoPage.objects.get(pk=page.pk)
    assert page.scheduled_revision is None
    assert page.get_latest_revision_as_object().go_live_at is None
    scheduled.approved_go_live_at = timezone.now()  # the job had read it before
    scheduled.publish(log_action="wagtail.publish.scheduled")
    assert not VideoPage.objects.get(pk=page.pk).live


def test_giving_up_a_new_version_keeps_the_public_one(client, as_user, published):
    first = published.media
    published.title = "Nouveau titre"
    published.save()
    submissions.send(published)
    published.refresh_from_db()
    assert published.state == SubmissionState.IN_REVIEW

    response = post_withdrawal(as_user(published.owner), published, choice="keep")

    published.refresh_from_db()
    page = VideoPage.objects.get(pk=published.page_id)
    assert response.status_code == 302
    assert published.state == SubmissionState.PUBLISHED
    assert published.title == "La dictée négociée"
    assert page.live and page.media == first and not page.workflow_in_progress
    assert [event.gave_up for event in history.events(published)][0]


def test_a_choice_must_be_made(as_user, waiting):
    response = post_withdrawal(as_user(waiting.owner), waiting, choice="")

    waiting.refresh_from_db()
    assert response.status_code in {200, 422}
    assert waiting.state == SubmissionState.IN_REVIEW


def test_what_the_team_has_just_decided_is_not_taken_back(as_user, waiting, editor):
    client = as_user(waiting.owner)
    stale = VideoSubmission.objects.get(pk=waiting.pk)
    decide(waiting, editor, "approve")

    with pytest.raises(submissions.NotWithTheTeam):
        submissions.take_back(stale, by=waiting.owner)
    page = text_of(client.get(reverse("submission_follow", args=[waiting.pk])))

    assert "La voir en ligne" in page


# ── Erasing ──────────────────────────────────────────────────────────────────


def test_erasing_asks_twice_and_says_what_is_erased(as_user, waiting):
    client = as_user(waiting.owner)

    asked = post_withdrawal(client, waiting, choice="erase")
    unticked = post_withdrawal(client, waiting, confirm="1")

    waiting.refresh_from_db()
    assert "le fichier que vous avez envoyé" in text_of(asked)
    assert unticked.status_code == 422
    assert "Cochez cette case pour effacer la vidéo." in text_of(unticked)
    assert waiting.state == SubmissionState.IN_REVIEW


def test_a_draft_that_was_never_sent_disappears(as_user, teacher, community):
    draft = submissions.create_draft(owner=teacher, community=community)
    submissions.autosave(draft, values={"title": "Brouillon"})

    post_withdrawal(as_user(teacher), draft, confirm="1", understood="on")

    assert not VideoSubmission.objects.filter(pk=draft.pk).exists()


def test_erasing_what_is_with_the_team_leaves_no_file_and_no_page(as_user, waiting):
    client = as_user(waiting.owner)

    post_withdrawal(client, waiting, confirm="1", understood="on")

    waiting.refresh_from_db()
    assert waiting.state == SubmissionState.WITHDRAWN
    assert waiting.description == ""
    assert not VideoPage.objects.exists()
    assert not VideoMedia.objects.exists()
    page = text_of(follow(client, waiting))
    assert "Elle a été retirée et effacée" in page
    assert "La dictée négociée" not in page


def test_withdrawing_a_public_video_takes_it_off_the_site(client, as_user, published):
    address = published.page.url
    assert client.get(address).status_code == 200

    post_withdrawal(as_user(published.owner), published, confirm="1", understood="on")

    assert client.get(address).status_code == 410
    assert WithdrawnVideo.objects.count() == 1


def test_the_reasons_are_forgotten_with_the_video_and_the_dates_stay(corrected):
    submissions.erase(corrected, by=corrected.owner)

    events = history.events(corrected)

    assert [event.state for event in events] == [
        "withdrawn",
        "changes_requested",
        "in_review",
        "received",
    ]
    assert {event.reason for event in events} == {""}


def test_a_second_click_erases_nothing_more(as_user, waiting):
    client = as_user(waiting.owner)
    for _ in range(2):
        post_withdrawal(client, waiting, confirm="1", understood="on")

    assert VideoSubmission.objects.get().state == SubmissionState.WITHDRAWN


def test_a_withdrawn_video_is_not_taken_back(as_user, waiting):
    client = as_user(waiting.owner)
    post_withdrawal(client, waiting, confirm="1", understood="on")

    assert client.get(reverse("submission_withdraw", args=[waiting.pk])).status_code == 302
    waiting.refresh_from_db()
    with pytest.raises(submissions.NotWithTheTeam):
        submissions.take_back(waiting, by=waiting.owner)


# ── How it lives ─────────────────────────────────────────────────────────────


def test_the_author_sees_views_thanks_and_words_never_names(as_user, published):
    member = User.objects.create_user("zoe@ac-lille.fr", first_name="Zoé")
    audience.count_view(published.page)
    audience.count_view(published.page)
    audience.thank(published.page, by=member, thanks=True)
    audience.say_tried(published.page, by=member, words="Mes élèves <b>parlent</b> plus.")

    page = text_of(follow(as_user(published.owner), published))

    assert "<strong>2</strong> vues" in page
    assert "<strong>1</strong> merci" in page
    assert "<strong>1</strong> essai" in page
    assert "Mes élèves &lt;b&gt;parlent&lt;/b&gt; plus." in page
    assert "Zoé" not in page and "zoe@" not in page


# ── The other's log ──────────────────────────────────────────────────────────


def test_the_history_names_neither_the_video_nor_a_person(waiting):
    lines = ModelLogEntry.objects.filter(action=history.ACTION)

    assert lines.count() == 2
    assert {line.user for line in lines} == {None}
    assert not any(waiting.title in line.label for line in lines)


# ── Two at once ──────────────────────────────────────────────────────────────


@pytest.fixture
def house(transactional_db):
    """A community, one of its editors and a teacher; the other real transactions emptied all."""
    community = Community.objects.first() or open_community(plan())
    editor = User.objects.create_user("redaction@example.org")
    editor.groups.add(community.editors)
    return community, editor, User.objects.create_user("lea@ac-lille.fr")


def at_once(*acts) -> list:
    """Run these functions in threads that start together; return what each gave or raised."""
    start, results = Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        start.wait()
        try:
            results[number] = act()
        except Exception as error:
            results[number] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("decision", ["approve", "decline"])
def test_of_an_author_and_an_editor_at_once_exactly_one_wins(house, decision):
    community, editor, teacher = house
    for _ in range(3):
        submission = prepared(sent(teacher, community))
        state = submission.page.current_workflow_task_state
        decide_accessibility(submission.page)

        def decides(state=state):
            if decision == "decline":
                return review.decline(state, user=editor, comment="Hors du sujet.")
            return review.approve(state, user=editor, checklist=list(CheckPoint))

        def takes_back(pk=submission.pk):
            return submissions.take_back(VideoSubmission.objects.get(pk=pk), by=teacher)

        decided, taken = at_once(decides, takes_back)

        submission.refresh_from_db()
        page = VideoPage.objects.get(pk=submission.page_id)
        if isinstance(taken, VideoSubmission):
            assert isinstance(decided, review.AlreadyDecided)
            assert submission.state == SubmissionState.DRAFT
            assert not page.live
        else:
            assert isinstance(taken, submissions.NotWithTheTeam)
            assert decided is None
            assert submission.state in {SubmissionState.PUBLISHED, SubmissionState.DECLINED}
            assert page.live == (decision == "approve")
        assert not page.workflow_in_progress


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_take_back_once(house):
    community, _editor, teacher = house
    submission = prepared(sent(teacher, community))

    def takes_back():
        return submissions.take_back(VideoSubmission.objects.get(pk=submission.pk), by=teacher)

    results = at_once(takes_back, takes_back)

    kinds = sorted(type(result).__name__ for result in results)
    assert kinds == ["NotWithTheTeam", "VideoSubmission"]
    assert PageLogEntry.objects.filter(action="videos.withdraw").count() == 1
