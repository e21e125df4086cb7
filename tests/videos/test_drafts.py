"""A proposal while it is made: begun, saved as it is typed, followed, all in JSON."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.videos.steps import decide, prepared, proposal, sent, step_address
from videos import submissions
from videos.drafts import page_facts
from videos.models import Upload, VideoSubmission
from videos.models.media import MediaState
from videos.models.submissions import SubmissionState
from videos.uploads import lifecycle, pieces

pytestmark = pytest.mark.django_db

SCRIPTS = Path(__file__).parents[2] / "site" / "portal" / "static" / "js"


@pytest.fixture
def draft(teacher, community) -> VideoSubmission:
    return submissions.create_draft(owner=teacher, community=community)


def spoken_by_scripts() -> set[str]:
    """The names that the scripts of the page give to its sentences."""
    folders = [SCRIPTS / "upload", SCRIPTS / "journey"]
    scripts = "".join(path.read_text() for folder in folders for path in folder.glob("*.js"))
    said = re.findall(r'(?:say|#write)\("(\w+)"', scripts)
    mapped = re.findall(r'Error: "(\w+)"', scripts)
    return {*said, *mapped}


def save(client, draft, step="description", **typed):
    return client.post(reverse("draft_save", args=[draft.pk]), typed | {"step": step})


def state_of(client, submission) -> dict:
    return client.get(reverse("draft_state", args=[submission.pk])).json()


def begun_upload(draft, *, length=10, arrived=b"") -> Upload:
    upload = lifecycle.begin(draft, length=length, header="", metadata={"filename": b"a.mp4"})
    pieces.write(upload.pk, offset=0, chunks=[arrived])
    return upload


def test_a_draft_exists_before_anything_is_typed(as_user, teacher, community):
    response = as_user(teacher).post(reverse("draft"))

    draft = VideoSubmission.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "page": step_address(draft, "video"),
        "save": reverse("draft_save", args=[draft.pk]),
        "state": reverse("draft_state", args=[draft.pk]),
        "upload": reverse("upload_create", args=[draft.pk]),
    }
    assert (draft.owner, draft.community, draft.state) == (teacher, community, "draft")


def test_a_visitor_is_told_to_sign_in_rather_than_sent_elsewhere(client, community, draft):
    answers = [
        client.post(reverse("draft")),
        client.get(reverse("draft")),
        save(client, draft, title="La dictée"),
        client.get(reverse("draft_state", args=[draft.pk])),
    ]

    assert [answer.status_code for answer in answers] == [401] * 4
    assert VideoSubmission.objects.get().title == ""


def test_somebody_elses_draft_does_not_exist(as_user, editor, draft):
    client = as_user(editor)

    assert save(client, draft, title="La dictée").status_code == 404
    assert client.get(reverse("draft_state", args=[draft.pk])).status_code == 404


def test_a_draft_does_not_exist_in_another_community(as_user, teacher, draft, other_community):
    client = as_user(teacher)
    elsewhere = {"host": "devoirs-faits.localhost"}

    answer = client.get(reverse("draft_state", args=[draft.pk]), headers=elsewhere)

    assert answer.status_code == 404


def test_a_page_open_in_another_tab_learns_the_token_of_the_new_session(teacher, draft):
    client = Client(enforce_csrf_checks=True)
    client.force_login(teacher, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("draft_save", args=[draft.pk])
    typed = {"step": "description", "title": "La dictée"}
    refused = client.post(address, typed)

    token = client.get(reverse("draft")).json()["token"]
    accepted = client.post(address, typed, headers={"X-CSRFToken": token})

    assert (refused.status_code, accepted.status_code) == (403, 200)


def test_each_valid_field_is_kept_whatever_the_others_are(as_user, community, teacher, draft):
    client = as_user(teacher)

    described = save(
        client,
        draft,
        title="La dictée négociée",
        description="x" * 3001,
        theme=community.themes.first().pk,
        levels=[community.levels.first().pk],
        keywords="lecture, oral, Lecture",
        poster_moment="4.2",
    )
    declared = save(client, draft, step="droits", people_shown="minors", minors="many")

    draft.refresh_from_db()
    assert (described.json()["complete"], described.json()["invalid"]) == (False, ["description"])
    assert (declared.json()["complete"], declared.json()["invalid"]) == (False, ["minors"])
    assert (draft.title, draft.description) == ("La dictée négociée", "")
    assert (draft.theme, draft.keywords) == (community.themes.first(), "lecture, oral")
    assert (draft.people_shown, draft.minors) == ("minors", 0)
    assert draft.poster_moment == 4.2
    assert [str(level) for level in draft.levels.all()] == ["CP"]


def test_what_is_erased_is_erased(as_user, teacher, community):
    draft = proposal(teacher, community)
    client = as_user(teacher)

    described = save(client, draft, title="")
    declared = save(client, draft, step="droits", people_shown="")

    draft.refresh_from_db()
    assert (described.json()["complete"], declared.json()["complete"]) == (True, True)
    assert (draft.title, draft.theme, draft.people_shown) == ("", None, "")
    assert list(draft.levels.all()) == []


def test_the_words_of_one_step_leave_the_others_as_they_are(as_user, teacher, community):
    draft = proposal(teacher, community)

    save(as_user(teacher), draft, step="fiche", sheet_aim="Comparer")

    draft.refresh_from_db()
    assert (draft.title, draft.sheet_aim) == ("La dictée négociée", "Comparer")
    assert draft.rights_are_declared


def test_a_page_that_says_no_step_is_told_to_reload(as_user, teacher, draft):
    answer = save(as_user(teacher), draft, step="", title="La dictée")

    draft.refresh_from_db()
    assert answer.status_code == 400
    assert draft.title == ""


def test_the_words_of_another_tab_are_replaced_and_it_is_said(as_user, teacher, draft):
    client = as_user(teacher)
    seen = client.get(step_address(draft, "description")).context["seen"]

    first = save(client, draft, title="Écrit ici", seen=seen).json()
    again = save(client, draft, title="Écrit ici encore", seen=first["seen"]).json()
    elsewhere = save(client, draft, title="Écrit ailleurs", seen=seen).json()

    draft.refresh_from_db()
    assert [each["replaced"] for each in (first, again, elsewhere)] == [False, False, True]
    assert draft.title == "Écrit ailleurs"


def test_a_declaration_that_changes_is_to_be_signed_again(as_user, teacher, community):
    draft = proposal(teacher, community)
    client = as_user(teacher)

    save(client, draft, step="droits", people_shown="nobody")
    draft.refresh_from_db()
    same = draft.rights_are_declared
    save(client, draft, step="droits", people_shown="minors", minors="2")

    draft.refresh_from_db()
    assert (same, draft.rights_declared_at, draft.charter_accepted_at) == (True, None, None)


def test_a_public_video_keeps_its_declaration_until_the_new_one_is_whole(
    as_user, teacher, community, editor
):
    submission = prepared(sent(teacher, community))
    decide(submission, editor, "approve")
    client = as_user(teacher)

    half = save(client, submission, step="droits", people_shown="minors", minors="2").json()
    submission.refresh_from_db()

    assert (half["complete"], submission.people_shown) == (False, "nobody")
    assert submission.rights_are_declared


def test_a_theme_of_another_community_is_not_kept(as_user, teacher, draft, other_community):
    answer = save(as_user(teacher), draft, title="Un titre", theme=other_community.themes.get().pk)

    draft.refresh_from_db()
    assert answer.json()["invalid"] == ["theme"]
    assert (draft.title, draft.theme) == ("Un titre", None)


def test_what_the_team_has_is_not_changed_by_a_page_left_open(as_user, teacher, community):
    submission = prepared(sent(teacher, community))

    answer = save(as_user(teacher), submission, title="Trop tard")

    submission.refresh_from_db()
    assert answer.status_code == 409
    assert submission.title == "La dictée négociée"


def test_the_state_says_how_much_of_an_upload_has_arrived(as_user, teacher, draft):
    upload = begun_upload(draft, length=10, arrived=b"123456")

    assert state_of(as_user(teacher), draft)["upload"] == {
        "url": reverse("upload", args=[upload.pk]),
        "name": "a.mp4",
        "length": 10,
        "offset": 6,
        "fingerprint": "",
    }


def test_an_upload_that_is_gone_or_too_old_is_not_offered_again(as_user, teacher, draft):
    upload = begun_upload(draft, arrived=b"1")
    client = as_user(teacher)

    Upload.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    assert state_of(client, draft)["upload"] is None
    Upload.objects.update(expires_at=timezone.now() + timedelta(hours=1))
    pieces.remove(upload.pk)
    assert state_of(client, draft)["upload"] is None


@pytest.mark.parametrize(
    ("state", "progress", "sentence"),
    [
        ("received", 0, "Votre vidéo est arrivée. Nous la vérifions dans un instant."),
        ("probing", 0, "Nous vérifions votre vidéo…"),
        ("processing", 40, "Préparation de votre vidéo : 40 %"),
        ("ready", 100, "Votre vidéo est prête."),
        (
            "refused",
            0,
            "Votre vidéo dure 2 min 20 s ; la limite est de 2 min. Coupez-la sur votre téléphone, "
            "puis choisissez-la de nouveau.",
        ),
    ],
)
def test_the_preparation_is_told_in_words(as_user, teacher, community, state, progress, sentence):
    submission = sent(teacher, community)
    media = submission.media
    media.state, media.progress = state, progress
    media.refusal_code, media.refusal_figures = "too_long", {"found": 140, "limit": 120}
    media.save()

    told = state_of(as_user(teacher), submission)["media"]

    assert told["sentence"].replace("\N{NO-BREAK SPACE}", " ") == sentence
    assert told["settled"] == (state in {"ready", "refused"})
    assert told["refused"] == (state == "refused")


def test_what_was_measured_is_said_to_the_author(as_user, teacher, community):
    submission = prepared(sent(teacher, community))
    submission.media.warnings = [{"code": "no_sound"}]
    submission.media.save()

    (advice,) = state_of(as_user(teacher), submission)["media"]["advice"]

    assert "son" in advice


def test_the_page_knows_the_limits_that_the_worker_applies(community, teacher):
    community.max_duration, community.max_megabytes = 90, 10
    new = VideoSubmission(owner=teacher, community=community)

    facts = page_facts(new)

    assert facts["limits"] == {
        "seconds": 90,
        "grace": 3,
        "shortest": 3,
        "side": 4096,
        "bytes": 10 * 1024 * 1024,
    }
    assert facts["urls"] == {"create": "/proposer/brouillon/"}
    assert json.dumps(facts)


def test_every_sentence_that_a_script_says_exists(community, teacher):
    known = page_facts(VideoSubmission(owner=teacher, community=community))["sentences"]

    assert "" not in known.values()
    assert spoken_by_scripts() - known.keys() == set()


def test_a_published_video_may_be_replaced_and_says_what_stays(as_user, teacher, community, editor):
    submission = prepared(sent(teacher, community))
    decide(submission, editor, "approve")
    client = as_user(teacher)

    listed = client.get(reverse("my_videos")).content.decode()
    shown = client.get(step_address(submission, "video")).content.decode()

    assert reverse("submission_edit", args=[submission.pk]) in listed
    assert "reste en ligne" in shown


def test_my_videos_show_what_holds_something(as_user, teacher, community):
    empty = submissions.create_draft(owner=teacher, community=community)
    on_its_way = submissions.create_draft(owner=teacher, community=community)
    begun_upload(on_its_way)

    response = as_user(teacher).get(reverse("my_videos"))

    assert response.context["submissions"] == [on_its_way]
    assert "Brouillon sans titre" in response.content.decode()
    assert empty.is_empty


def test_a_draft_whose_file_is_refused_says_why_in_my_videos(as_user, teacher, community):
    draft = sent(teacher, community)
    VideoSubmission.objects.update(state=SubmissionState.DRAFT)
    draft.media.state, draft.media.refusal_code = MediaState.REFUSED, "no_picture"
    draft.media.save()

    page = as_user(teacher).get(reverse("my_videos")).content.decode()

    assert "Ce fichier a du son mais pas d’image" in page


def test_only_what_is_being_prepared_is_followed(as_user, teacher, community):
    submission = sent(teacher, community)
    address = reverse("draft_state", args=[submission.pk])
    client = as_user(teacher)
    followed = address in client.get(reverse("my_videos")).content.decode()

    prepared(submission)

    assert followed
    assert address not in client.get(reverse("my_videos")).content.decode()
    assert submission.media.state == MediaState.READY
