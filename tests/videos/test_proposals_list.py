"""The team's list of proposals: what is shown, narrowed, done in number and exported."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from community.models import User
from tests.videos.steps import decide, prepared, proposal, sent
from videos import assignment
from videos.models import DecisionReason, VideoMedia, VideoSubmission
from videos.models.media import MediaState
from videos.models.submissions import CaptionsChoice, SubmissionState

pytestmark = pytest.mark.django_db

LIST = reverse("propositions:index")


def ready(teacher, community, **changes) -> VideoSubmission:
    """A proposal that waits for the team."""
    waiting = prepared(sent(teacher, community))
    change(waiting, **changes)
    return waiting


def change(submission, **changes):
    VideoSubmission.objects.filter(pk=submission.pk).update(**changes)
    submission.refresh_from_db()


@pytest.fixture
def waiting(teacher, community):
    return ready(teacher, community)


@pytest.fixture
def elsewhere(other_community):
    """A proposal of the other community."""
    author = User.objects.create_user("paul@ac-creteil.fr", first_name="Paul")
    submission = prepared(sent(author, other_community))
    change(submission, title="Secret", academie="creteil", credit="Paul secret")
    return submission


@pytest.fixture
def colleague(community) -> User:
    person = User.objects.create_user("nour@example.org", "entre-pairs", first_name="Nour")
    person.groups.add(community.editors)
    return person


def shown(client, **filters) -> list[VideoSubmission]:
    response = client.get(LIST, filters)
    assert response.status_code == 200
    return list(response.context["object_list"])


# Who sees what


def test_another_community_s_proposals_are_nowhere(as_user, waiting, elsewhere, editor):
    client = as_user(editor)
    page = client.get(LIST).content.decode()

    assert waiting.title in page
    assert "Secret" not in page
    assert "Devoirs Faits" not in page
    assert "Gestion de groupe" not in page
    assert "autre@example.org" not in page
    assert shown(client, q="Secret") == []
    assert shown(client, theme=elsewhere.theme_id) == [waiting]  # no such choice: not a filter
    assert shown(client, community=elsewhere.community_id) == [waiting]


@pytest.mark.parametrize("address", ["edit", "take", "release"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_community_s_proposal_does_not_exist(as_user, elsewhere, editor, address, method):
    client = as_user(editor)

    response = getattr(client, method)(reverse(f"propositions:{address}", args=[elsewhere.pk]))

    assert response.status_code in {404, 405}
    elsewhere.refresh_from_db()
    assert elsewhere.assignee is None


@pytest.mark.parametrize("action", ["attribuer", "theme", "decliner"])
def test_nothing_is_done_in_number_to_another_community_s(
    as_user, community, elsewhere, editor, action
):
    data = {
        "id": [elsewhere.pk],
        "assignee": editor.pk,
        "theme": community.themes.first().pk,
        "words": "Non",
    }

    page = as_user(editor).post(reverse("propositions:several", args=[action]), data, follow=True)

    assert "Secret" not in page.content.decode()
    elsewhere.refresh_from_db()
    assert elsewhere.assignee is None
    assert elsewhere.theme.label == "Gestion de groupe"
    assert elsewhere.state == SubmissionState.IN_REVIEW


@pytest.mark.parametrize("person", ["teacher", "newsletter_manager"])
def test_who_is_not_of_the_team_sees_no_list(request, as_user, waiting, person):
    response = as_user(request.getfixturevalue(person)).get(LIST)

    assert response.status_code in {302, 403}


def test_the_newsletter_of_one_community_opens_no_proposal_of_it(
    as_user, waiting, elsewhere, community, other_editor
):
    other_editor.groups.add(community.newsletter_managers)

    assert shown(as_user(other_editor)) == [elsewhere]


def test_who_works_for_two_communities_tells_them_apart(
    as_user, waiting, elsewhere, editor, other_community
):
    editor.groups.add(other_community.editors)
    client = as_user(editor)

    assert shown(client) == [waiting, elsewhere]
    assert shown(client, community=other_community.pk) == [elsewhere]
    assert "Gestion de groupe · Devoirs Faits" in client.get(LIST).content.decode()


def test_a_draft_is_its_author_s_own(as_user, teacher, community, editor):
    proposal(teacher, community)

    assert shown(as_user(editor)) == []


# Filters, search, order


def test_the_list_is_narrowed_by_state_and_age(as_user, teacher, community, editor):
    now = timezone.now()
    late = ready(teacher, community, sent_at=now - timedelta(days=community.review_days, hours=1))
    older = ready(teacher, community, sent_at=now - timedelta(days=7, minutes=1))
    change(older, state=SubmissionState.CHANGES_REQUESTED)
    recent = ready(teacher, community, sent_at=now - timedelta(days=6, hours=23))
    client = as_user(editor)

    assert shown(client, age="late") == [late]
    assert shown(client, age="week") == [recent]
    assert shown(client, age="older") == [late, older]
    assert shown(client, state="changes_requested") == [older]
    assert shown(client, state="in_review") == [late, recent]


def test_what_is_late_says_so(as_user, teacher, community, editor):
    days = timedelta(days=community.review_days)
    ready(teacher, community, sent_at=timezone.now() - days + timedelta(minutes=1))
    client = as_user(editor)
    assert "proposals__late" not in client.get(LIST).content.decode()

    VideoSubmission.objects.update(sent_at=timezone.now() - days)

    assert "proposals__late" in client.get(LIST).content.decode()


def test_the_list_is_narrowed_by_who_has_it(as_user, teacher, community, editor, colleague):
    free, mine, theirs = (ready(teacher, community) for _ in range(3))
    assignment.take(mine, editor)
    assignment.take(theirs, colleague)
    client = as_user(editor)

    assert shown(client, assignee="me") == [mine]
    assert shown(client, assignee="nobody") == [free]
    assert shown(client, assignee="someone") == [theirs]
    assert shown(client, assignee=colleague.pk) == [theirs]
    assert shown(client, assignee="999999") == [free, mine, theirs]


def test_the_list_is_narrowed_by_where_it_is_filed(as_user, teacher, community, editor):
    francais, maths = community.themes.all()
    cp, ce1 = community.levels.all()
    first = ready(teacher, community, theme=maths, academie="lille")
    second = ready(teacher, community)
    second.levels.set([ce1, cp])
    client = as_user(editor)

    assert shown(client, theme=maths.pk) == [first]
    assert shown(client, theme=francais.pk) == [second]
    assert shown(client, level=ce1.pk) == [second]
    assert shown(client, level=cp.pk) == [first, second]
    assert shown(client, academie="lille") == [first]


def test_the_list_is_narrowed_by_what_is_missing(as_user, teacher, community, editor):
    vtt = "WEBVTT\n\n00:00.000 --> 00:01.000\nBonjour"
    lacking, given, silent, captioned = (ready(teacher, community) for _ in range(4))
    change(given, captions=vtt)
    change(silent, captions_choice=CaptionsChoice.NO_SPEECH)
    VideoMedia.objects.filter(pk=captioned.media_id).update(captions=vtt)
    change(lacking, captions_choice=CaptionsChoice.TO_DO, rights_declared_at=None)
    client = as_user(editor)

    assert shown(client, captions="missing") == [lacking]
    assert shown(client, captions="present") == [given, silent, captioned]
    assert shown(client, rights="missing") == [lacking]
    assert lacking not in shown(client, rights="present")


def test_a_title_leads_to_the_review_with_the_same_filters(as_user, waiting, editor):
    page = as_user(editor).get(LIST, {"state": "in_review", "p": 1, "ordering": "title"})

    review = reverse("proposal_review", args=[waiting.pk])
    assert f'href="{review}?state=in_review"' in page.content.decode()


def test_what_comes_back_corrected_is_found(as_user, teacher, community, editor):
    again = ready(teacher, community, version=2)
    first = ready(teacher, community)
    client = as_user(editor)

    assert shown(client, received="again") == [again]
    assert shown(client, received="first") == [first]


@pytest.mark.parametrize(
    ("text", "found"),
    [("dictee NEGOCIEE", True), ("ac-lille.fr", True), ("oral", True), ("feuille négociée", True),
     ("licorne", False), ("100%", False), ("dictée licorne", False)],
)  # fmt: skip
def test_words_are_found_in_title_description_address_and_keywords(
    as_user, waiting, editor, text, found
):
    assert shown(as_user(editor), q=text) == ([waiting] if found else [])


def test_the_list_is_sorted_and_shown_by_pages(as_user, teacher, community, editor):
    crowd(teacher, community, 60)
    client = as_user(editor)

    titles = [each.title for each in shown(client, ordering="-title")]
    rest = [each.title for each in shown(client, ordering="-title", p=2)]

    assert (len(titles), len(rest)) == (50, 10)
    assert titles + rest == sorted(titles + rest, reverse=True)


@pytest.mark.parametrize(
    "ordering",
    ["title", "state", "sent_at", "theme__label", "media__duration", "lacks",
     "assignee__first_name", "nonsense"],
)  # fmt: skip
def test_every_column_sorts(as_user, waiting, editor, ordering):
    assert shown(as_user(editor), ordering=f"-{ordering}") == [waiting]


# Five hundred


def crowd(teacher, community, count):
    """Waiting proposals, each with its file and its level."""
    media = VideoMedia.objects.bulk_create(
        VideoMedia(
            title=f"Fichier {n}",
            collection=community.media_collection,
            state=MediaState.READY,
            duration=60 + n % 60,
        )
        for n in range(count)
    )
    made = VideoSubmission.objects.bulk_create(
        VideoSubmission(
            owner=teacher,
            community=community,
            title=f"Vidéo {n:03}",
            description="Une pratique.",
            theme=community.themes.first(),
            people_shown="nobody",
            state=SubmissionState.IN_REVIEW,
            media=media[n],
            sent_at=timezone.now() - timedelta(hours=n),
            assignee=teacher if n % 3 == 0 else None,
            assigned_at=timezone.now(),
            version=1,
        )
        for n in range(count)
    )
    levels = VideoSubmission.levels.through
    level = community.levels.first()
    levels.objects.bulk_create(
        levels(videosubmission_id=each.pk, level_id=level.pk) for each in made
    )


def queries_of(client, address) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("results", [False, True])
def test_500_proposals_cost_no_more_queries_than_5(as_user, teacher, community, editor, results):
    address = reverse("propositions:index_results") if results else LIST
    crowd(teacher, community, 5)
    client = as_user(editor)
    client.get(address)

    few = queries_of(client, address)
    crowd(teacher, community, 495)
    many = queries_of(client, address)

    assert VideoSubmission.objects.to_review().count() == 500
    assert many == few
    assert many < 15


def test_a_narrowed_list_keeps_its_cost(as_user, teacher, community, editor):
    crowd(teacher, community, 60)
    client = as_user(editor)
    client.get(LIST)

    theme = community.themes.first().pk
    address = f"{LIST}?q=video&state=in_review&theme={theme}&assignee=nobody&age=week"

    assert queries_of(client, address) < 20


# One at a time


def test_a_proposal_is_taken_from_the_list_and_released(as_user, waiting, editor):
    client = as_user(editor)
    back = f"{LIST}?state=in_review#proposal-{waiting.pk}"

    response = client.post(reverse("propositions:take", args=[waiting.pk]), {"next": back})

    assert response.url == back
    waiting.refresh_from_db()
    assert waiting.assignee == editor

    client.post(reverse("propositions:release", args=[waiting.pk]))

    waiting.refresh_from_db()
    assert waiting.assignee is None


def test_one_never_leaves_the_portal_after_an_action(as_user, waiting, editor):
    response = as_user(editor).post(
        reverse("propositions:take", args=[waiting.pk]), {"next": "https://ailleurs.example.org/"}
    )

    assert response.url == LIST


def test_taking_what_another_has_asks_first(as_user, waiting, editor, colleague):
    assignment.take(waiting, colleague)
    client = as_user(editor)
    address = reverse("propositions:take", args=[waiting.pk])

    asked = client.post(address)

    waiting.refresh_from_db()
    assert waiting.assignee == colleague
    assert "Nour" in asked.content.decode()
    assert client.get(address).context["proposal"] == waiting

    client.post(address, {"instead_of": colleague.pk})

    waiting.refresh_from_db()
    assert waiting.assignee == editor


def test_one_s_own_proposal_is_not_offered(as_user, waiting, teacher, community):
    teacher.groups.add(community.editors)
    client = as_user(teacher)
    address = reverse("propositions:take", args=[waiting.pk])

    assert address not in client.get(LIST).content.decode()
    client.post(address)

    waiting.refresh_from_db()
    assert waiting.assignee is None


def test_what_an_author_typed_is_shown_as_text(as_user, teacher, community, editor):
    ready(teacher, community, title="<script>alert(1)</script>", credit="<b>Léa</b>")

    page = as_user(editor).get(LIST).content.decode()

    assert "<script>alert(1)" not in page
    assert "<b>Léa" not in page
    assert "&lt;script&gt;alert(1)" in page


# Several at once


def several(client, action, proposals, **data):
    address = reverse("propositions:several", args=[action])
    return client.post(address, {"id": [each.pk for each in proposals]} | data, follow=True)


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_several_are_given_to_a_colleague(as_user, teacher, community, editor, colleague):
    chosen = [ready(teacher, community), ready(teacher, community)]
    client = as_user(editor)
    asked = client.get(
        reverse("propositions:several", args=["attribuer"]), {"id": [each.pk for each in chosen]}
    )
    assert asked.context["proposals"] == chosen

    several(client, "attribuer", chosen, assignee=colleague.pk)

    assert set(VideoSubmission.objects.values_list("assignee", flat=True)) == {colleague.pk}

    several(client, "attribuer", chosen, assignee="")

    assert set(VideoSubmission.objects.values_list("assignee", flat=True)) == {None}


def test_nobody_outside_the_team_may_be_chosen(as_user, waiting, editor, other_editor, teacher):
    client = as_user(editor)

    for person in (other_editor, teacher):
        several(client, "attribuer", [waiting], assignee=person.pk)

    waiting.refresh_from_db()
    assert waiting.assignee is None


def test_several_change_theme_in_words_page_and_draft(as_user, teacher, community, editor):
    chosen = [ready(teacher, community), ready(teacher, community)]
    maths = community.themes.get(slug="mathematiques")

    several(as_user(editor), "theme", chosen, theme=maths.pk)

    for submission in chosen:
        submission.refresh_from_db()
        assert submission.theme == maths
        assert submission.page.theme == maths
        assert submission.page.get_latest_revision_as_object().theme == maths
        assert not submission.page.live


def test_a_new_theme_does_not_change_what_is_public(as_user, waiting, community, editor):
    decide(waiting, editor, "approve")
    change(waiting, state=SubmissionState.IN_REVIEW)  # proposed again, changed
    maths = community.themes.get(slug="mathematiques")

    several(as_user(editor), "theme", [waiting], theme=maths.pk)

    waiting.page.refresh_from_db()
    assert waiting.page.theme.slug == "francais"
    assert waiting.page.get_latest_revision_as_object().theme == maths


def test_each_one_says_what_became_of_it(as_user, teacher, community, editor):
    done, decided, own = (ready(teacher, community) for _ in range(3))
    change(decided, state=SubmissionState.PUBLISHED, title="Déjà en ligne")
    change(own, owner=editor, title="La mienne")

    response = several(as_user(editor), "attribuer", [done, decided, own], assignee=editor.pk)

    for submission, assignee in [(done, editor), (decided, None), (own, None)]:
        submission.refresh_from_db()
        assert submission.assignee == assignee
    assert "Déjà en ligne" in said(response)
    assert "La mienne" in said(response)
    assert done.title not in said(response)


def test_several_are_declined_with_the_same_reason(
    as_user, teacher, community, editor, mailoutbox, django_capture_on_commit_callbacks
):
    chosen = [ready(teacher, community), ready(teacher, community)]
    reason = DecisionReason.objects.create(
        community=community, action="decline", label="Publicité", words="On y voit une marque."
    )
    client = as_user(editor)
    mailoutbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        several(client, "decliner", chosen, reasons=[reason.pk], words="Merci à vous.")

    for submission in chosen:
        submission.refresh_from_db()
        assert submission.state == SubmissionState.DECLINED
        assert submission.reason == "On y voit une marque.\n\nMerci à vous."


def test_what_leaves_is_shown_before_it_does(as_user, waiting, editor):
    response = several(as_user(editor), "decliner", [waiting], words="Hors sujet.", do="preview")

    subject, body = response.context["preview"]
    assert waiting.title in subject
    assert "Hors sujet." in body
    waiting.refresh_from_db()
    assert waiting.state == SubmissionState.IN_REVIEW


def test_what_its_author_sent_again_meanwhile_is_not_declined(as_user, waiting, editor):
    seen = waiting.page.latest_revision_id
    waiting.page.get_latest_revision_as_object().save_revision()

    response = several(
        as_user(editor), "decliner", [waiting], words="Non.", **{f"seen-{waiting.pk}": seen}
    )

    waiting.refresh_from_db()
    assert waiting.state == SubmissionState.IN_REVIEW
    assert waiting.title in said(response)


def test_declining_needs_a_reason(as_user, waiting, editor):
    response = several(as_user(editor), "decliner", [waiting], words="  ")

    assert response.context["form"].errors
    waiting.refresh_from_db()
    assert waiting.state == SubmissionState.IN_REVIEW


def test_declining_several_stops_at_none_that_cannot_be(as_user, teacher, community, editor):
    own, decided, waiting = (ready(teacher, community) for _ in range(3))
    own.page.owner = editor
    own.page.save()
    change(own, owner=editor, title="La mienne")
    decide(decided, editor, "approve")
    change(decided, title="Déjà en ligne")

    response = several(as_user(editor), "decliner", [own, decided, waiting], words="Hors sujet.")

    states = [SubmissionState.IN_REVIEW, SubmissionState.PUBLISHED, SubmissionState.DECLINED]
    for submission, state in zip([own, decided, waiting], states, strict=True):
        submission.refresh_from_db()
        assert submission.state == state
    assert "La mienne" in said(response)
    assert "Déjà en ligne" in said(response)


@pytest.mark.parametrize("ids", [[], ["x"], ["-1"], ["99999999999999"], ["0"]])
def test_nothing_ticked_says_what_to_do(as_user, waiting, editor, ids):
    address = reverse("propositions:several", args=["attribuer"])

    response = as_user(editor).get(address, {"id": ids}, follow=True)

    assert response.redirect_chain[0][0] == LIST
    assert len(list(response.context["messages"])) == 1


def test_an_unknown_action_does_not_exist(as_user, waiting, editor):
    address = reverse("propositions:several", args=["publier"])

    assert as_user(editor).get(address, {"id": [waiting.pk]}).status_code == 404


# Export


def test_the_export_runs_nothing_and_holds_no_address(as_user, teacher, community, editor):
    ready(teacher, community, title='=HYPERLINK("http://x")', credit="@SUM(1)", place="+1")
    client = as_user(editor)

    text = b"".join(client.get(LIST, {"export": "csv"}).streaming_content).decode()
    book = load_workbook(
        io.BytesIO(b"".join(client.get(LIST, {"export": "xlsx"}).streaming_content))
    )

    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert '\'=HYPERLINK("http://x")' in cells
    assert "'@SUM(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert not [cell for row in book.active.rows for cell in row if cell.data_type == "f"]
    assert '=HYPERLINK("http://x")' in [cell.value for row in book.active.rows for cell in row]
    assert "ac-lille.fr" not in text


def test_the_export_holds_what_is_narrowed_all_pages_and_one_s_own(
    as_user, teacher, community, elsewhere, editor
):
    crowd(teacher, community, 60)
    client = as_user(editor)

    everything = b"".join(client.get(LIST, {"export": "csv"}).streaming_content).decode()
    some = b"".join(client.get(LIST, {"export": "csv", "q": "Vidéo 01"}).streaming_content).decode()

    assert len(everything.strip().splitlines()) == 61
    assert "Secret" not in everything
    assert "creteil" not in everything
    assert len(some.strip().splitlines()) == 12  # 010 to 019, 001, and the headings
