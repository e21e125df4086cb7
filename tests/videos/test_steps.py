"""The guided journey of a proposal: any step, in any order, at any moment, on any device."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from community.models import User
from tests.factories import VideoPageFactory
from tests.videos.steps import (
    complete,
    decide,
    prepared,
    proposal,
    sent,
    step_address,
    words,
)
from videos import keywords, steps, submissions
from videos.models import VideoSubmission
from videos.models.submissions import SubmissionState
from videos.steps import STEPS, StepState

pytestmark = pytest.mark.django_db

NAMES = ["video", "description", "fiche", "sous-titres", "droits", "relecture"]


@pytest.fixture
def draft(teacher, community) -> VideoSubmission:
    return submissions.create_draft(owner=teacher, community=community)


def with_its_file(teacher, community) -> VideoSubmission:
    """A draft that lacks nothing but a signature."""
    draft = proposal(teacher, community)
    submissions.take_file(draft, file=SimpleUploadedFile("video.mp4", b"original"))
    draft.refresh_from_db()
    return draft


def states(submission) -> dict[str, str]:
    submission.refresh_from_db()
    return {step.name: steps.state(submission, step).value for step in STEPS}


def test_opening_the_page_makes_no_draft_and_asks_for_the_video_first(as_user, teacher, community):
    response = as_user(teacher).get(reverse("propose"))

    assert response.context["step"].name == "video"
    assert not VideoSubmission.objects.exists()


def test_the_first_thing_posted_makes_the_draft(as_user, teacher, community):
    response = as_user(teacher).post(reverse("propose"), {"go": "description"})

    draft = VideoSubmission.objects.get()
    assert response.url == step_address(draft, "description")
    assert (draft.owner, draft.state, draft.step) == (teacher, "draft", "description")


def test_a_file_too_heavy_is_refused_in_words_and_the_draft_stays(as_user, teacher, community):
    community.max_megabytes = 1
    community.save()
    heavy = SimpleUploadedFile("lourd.mp4", b"0" * (2 * 1024 * 1024))

    response = as_user(teacher).post(reverse("propose"), {"file": heavy})

    assert response.status_code == 422
    assert "2" in response.context["form"].errors["file"][0]
    assert VideoSubmission.objects.get().media is None


def test_a_file_above_what_a_member_may_have_waiting_is_refused(as_user, teacher, community):
    community.max_member_megabytes = 1
    community.save()
    heavy = SimpleUploadedFile("lourd.mp4", b"0" * (2 * 1024 * 1024))

    response = as_user(teacher).post(reverse("propose"), {"file": heavy})

    assert list(response.context["form"].errors) == ["file"]


def test_a_file_sent_plainly_is_prepared_and_the_next_step_shown(as_user, teacher, draft):
    video = SimpleUploadedFile("dictee.mp4", b"original")

    response = as_user(teacher).post(step_address(draft, "video"), {"file": video})

    draft.refresh_from_db()
    assert response.url == step_address(draft, "description")
    assert draft.media.original_name == "dictee.mp4"
    assert draft.state == SubmissionState.DRAFT


@pytest.mark.parametrize("name", NAMES)
def test_each_step_is_shown_and_says_where_one_is(as_user, teacher, draft, name):
    page = as_user(teacher).get(step_address(draft, name))

    assert page.status_code == 200
    assert page.content.decode().count('aria-current="step"') == 1


@pytest.mark.parametrize("name", ["droits", "relecture"])
def test_nothing_is_ticked_beforehand(as_user, teacher, draft, name):
    page = as_user(teacher).get(step_address(draft, name)).content.decode()

    assert "checkbox" in page
    assert "checked" not in page


@pytest.mark.parametrize("name", NAMES)
def test_somebody_elses_step_does_not_exist(as_user, editor, draft, name):
    client = as_user(editor)

    answers = [client.get(step_address(draft, name)), client.post(step_address(draft, name))]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_step_does_not_exist_in_another_community(as_user, teacher, draft, other_community):
    elsewhere = {"host": "devoirs-faits.localhost"}

    answer = as_user(teacher).get(step_address(draft, "description"), headers=elsewhere)

    assert answer.status_code == 404


def test_a_step_that_is_not_one_does_not_exist(as_user, teacher, draft):
    assert as_user(teacher).get(step_address(draft, "autre")).status_code == 404


def test_a_visitor_is_sent_to_sign_in_and_comes_back_to_the_step(client, draft):
    response = client.get(step_address(draft, "fiche"))

    assert response.status_code == 302
    assert step_address(draft, "fiche") in response.url


def test_an_incomplete_step_is_kept_and_one_goes_on(as_user, teacher, community, draft):
    typed = words(community, title="")

    response = as_user(teacher).post(step_address(draft, "description"), typed)

    draft.refresh_from_db()
    assert response.url == step_address(draft, "fiche")
    assert draft.description == typed["description"]
    assert states(draft)["description"] == StepState.TO_COMPLETE


def test_a_wrong_field_loses_none_of_the_others_nor_what_was_typed_in_it(
    as_user, teacher, community, draft
):
    too_many = ", ".join(f"mot{number}" for number in range(20))

    response = as_user(teacher).post(
        step_address(draft, "description"), words(community, keywords=too_many)
    )

    draft.refresh_from_db()
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["keywords"]
    assert too_many in response.content.decode()
    assert draft.title == "La dictée négociée"


def test_people_without_their_authorisations_are_kept_and_asked_for_at_the_end(
    as_user, teacher, community, draft
):
    client = as_user(teacher)

    client.post(step_address(draft, "droits"), {"people_shown": "minors", "minors": "3"})
    page = client.get(step_address(draft, "relecture"))

    draft.refresh_from_db()
    assert (draft.people_shown, draft.minors) == ("minors", 3)
    lacking = [each.address for each in page.context["lacking"] if each.step.name == "droits"]
    assert f"{step_address(draft, 'droits')}?verifier=1#id_authorisations_held" in lacking


def test_what_was_ticked_can_be_unticked(as_user, teacher, draft):
    client = as_user(teacher)
    ticked = {"people_shown": "adults", "adults": "1", "authorisations_held": "on"}
    client.post(step_address(draft, "droits"), ticked)

    client.post(step_address(draft, "droits"), {"people_shown": "adults", "adults": "1"})

    draft.refresh_from_db()
    assert draft.authorisations_held is False


@pytest.mark.parametrize(
    ("declared", "wrong"),
    [
        ({"people_shown": "minors", "minors": "3"}, "id_authorisations_held"),
        ({"people_shown": "minors", "authorisations_held": "on"}, "id_minors"),
        ({"people_shown": "adults", "authorisations_held": "on"}, "id_adults"),
        ({"people_shown": ""}, "id_people_shown"),
    ],
)
def test_the_way_to_what_is_missing_shows_it_in_its_field(as_user, teacher, draft, declared, wrong):
    client = as_user(teacher)
    client.post(step_address(draft, "droits"), declared)

    page = client.get(step_address(draft, "droits"), {"verifier": "1"}).content.decode()

    assert f'href="#{wrong}"' in page


def test_a_theme_of_another_community_is_refused(as_user, teacher, community, other_community):
    draft = submissions.create_draft(owner=teacher, community=community)
    foreign = words(community, theme=other_community.themes.get().pk)

    response = as_user(teacher).post(step_address(draft, "description"), foreign)

    assert list(response.context["form"].errors) == ["theme"]


def test_no_level_is_asked_for_by_a_community_without_levels(as_user, teacher, other_community):
    draft = submissions.create_draft(owner=teacher, community=other_community)
    elsewhere = {"host": "devoirs-faits.localhost"}

    page = as_user(teacher).get(step_address(draft, "description"), headers=elsewhere)

    assert "levels" not in page.context["form"].fields


def test_steps_are_gone_through_in_any_order(as_user, teacher, draft):
    client = as_user(teacher)

    ahead = client.post(step_address(draft, "video"), {"go": "droits"})
    back = client.post(step_address(draft, "droits"), {"go": "fiche", "people_shown": "nobody"})

    draft.refresh_from_db()
    assert ahead.url == step_address(draft, "droits")
    assert back.url == step_address(draft, "fiche")
    assert draft.people_shown == "nobody"


def test_the_journey_is_taken_up_again_at_the_step_reached(as_user, teacher, draft):
    client = as_user(teacher)
    client.post(step_address(draft, "description"), {"title": "La dictée"})

    response = client.get(reverse("submission_edit", args=[draft.pk]))

    assert response.url == step_address(draft, "fiche")


def test_a_refused_file_leads_to_the_step_of_the_file(as_user, teacher, community):
    submission = sent(teacher, community)
    VideoSubmission.objects.update(state=SubmissionState.REFUSED, step="relecture")

    response = as_user(teacher).get(reverse("submission_edit", args=[submission.pk]))

    assert response.url == step_address(submission, "video")


def test_what_the_team_has_cannot_be_opened_nor_changed(as_user, teacher, community):
    submission = prepared(sent(teacher, community))
    client = as_user(teacher)

    for name in NAMES:
        assert client.get(step_address(submission, name)).status_code == 302
        assert client.post(step_address(submission, name), {"title": "Non"}).status_code == 302
    submission.refresh_from_db()
    assert submission.title == "La dictée négociée"


def test_the_state_of_each_step_is_told(as_user, teacher, community, draft):
    empty = states(draft)

    ready = with_its_file(teacher, community)
    submissions.autosave(ready, values={"sheet_aim": "Comparer", "captions_choice": "to_do"})

    assert empty == {
        "video": "to_complete",
        "description": "to_complete",
        "fiche": "optional",
        "sous-titres": "optional",
        "droits": "to_complete",
        "relecture": "to_complete",
    }
    assert states(ready) | {"relecture": ""} == dict.fromkeys(NAMES, "done") | {"relecture": ""}


def test_nothing_missing_is_sent_silently(as_user, teacher, community, draft):
    response = as_user(teacher).post(
        step_address(draft, "relecture"), {"go": "send", "rights": "on", "charter": "on"}
    )

    draft.refresh_from_db()
    assert response.status_code == 422
    assert draft.state == SubmissionState.DRAFT
    assert draft.rights_declared_at is None
    named = [each.step.name for each in response.context["lacking"]]
    assert named == ["video", "description", "description", "description", "droits"]


def test_nothing_is_sent_unsigned(as_user, teacher, community):
    draft = with_its_file(teacher, community)

    response = as_user(teacher).post(
        step_address(draft, "relecture"), {"go": "send", "rights": "on"}
    )

    draft.refresh_from_db()
    assert list(response.context["form"].errors) == ["charter"]
    assert draft.state == SubmissionState.DRAFT


def test_a_complete_proposal_is_signed_and_sent(as_user, teacher, community):
    community.charter_version = "2026-09"
    community.save()
    draft = submissions.create_draft(owner=teacher, community=community)
    submissions.take_file(draft, file=SimpleUploadedFile("video.mp4", b"original"))

    response = complete(as_user(teacher), draft, community)

    draft.refresh_from_db()
    assert response.status_code == 302
    assert draft.state == SubmissionState.RECEIVED
    assert draft.rights_declared_at == draft.charter_accepted_at
    assert draft.rights_declared_at is not None
    assert (draft.charter_version, draft.step, draft.version) == ("2026-09", "", 1)


def test_a_second_click_sends_nothing_more(as_user, teacher, community):
    draft = with_its_file(teacher, community)
    client = as_user(teacher)

    complete(client, draft, community)
    again = client.post(
        step_address(draft, "relecture"), {"go": "send", "rights": "on", "charter": "on"}
    )

    draft.refresh_from_db()
    assert again.status_code == 302
    assert draft.version == 1


def test_a_page_whose_file_is_on_its_way_is_told_what_else_is_missing(as_user, teacher, community):
    draft = proposal(teacher, community)
    client = as_user(teacher)
    signed = {"go": "check", "rights": "on", "charter": "on"}

    whole = client.post(step_address(draft, "relecture"), signed)
    submissions.autosave(draft, values={"title": ""})
    lacking = client.post(step_address(draft, "relecture"), signed)

    draft.refresh_from_db()
    assert (whole.status_code, lacking.status_code) == (204, 422)
    assert draft.state == SubmissionState.DRAFT


def test_what_another_tab_empties_while_it_is_sent_is_seen(teacher, community):
    draft = with_its_file(teacher, community)
    VideoSubmission.objects.update(title="")

    with pytest.raises(steps.Incomplete) as incomplete:
        steps.send(draft)

    assert [each.step.name for each in incomplete.value.args[0]] == ["description"]


def test_all_that_will_be_sent_is_read_again(as_user, teacher, community):
    draft = with_its_file(teacher, community)
    submissions.autosave(
        draft,
        values={"sheet_aim": "Comparer <b>les mots</b>", "academie": "lille", "place": "Roubaix"},
    )

    page = as_user(teacher).get(step_address(draft, "relecture")).content.decode()

    expected = [
        "La dictée négociée",
        "Trois élèves, une seule feuille.",
        "Comparer &lt;b&gt;les mots&lt;/b&gt;",
        "Lille",
        "Roubaix",
        "video.mp4",
    ]
    assert [each for each in expected if each not in page] == []
    for name in NAMES[:-1]:
        assert f'href="{step_address(draft, name)}"' in page


@pytest.mark.parametrize(
    ("address", "guessed"),
    [
        ("lea@ac-lille.fr", "lille"),
        ("lea@ac-nancy-metz.fr", "nancy-metz"),
        ("lea@eleves.ac-lille.fr", ""),
        ("lea@ac-lille.fr.example.org", ""),
        ("lea@ac-inconnue.fr", ""),
        ("lea@example.org", ""),
    ],
)
def test_the_academie_is_guessed_from_the_address_and_only_proposed(
    as_user, community, address, guessed
):
    community.anyone_may_propose = True
    person = User.objects.create_user(address)
    draft = submissions.create_draft(owner=person, community=community)

    page = as_user(person).get(step_address(draft, "description"))

    draft.refresh_from_db()
    assert page.context["form"]["academie"].value() == guessed
    assert draft.academie == ""


def test_an_academie_that_was_emptied_is_not_guessed_again(as_user, teacher, draft):
    client = as_user(teacher)
    client.post(step_address(draft, "description"), {"title": "La dictée", "academie": ""})

    page = client.get(step_address(draft, "description"))

    assert page.context["form"]["academie"].value() == ""


def test_only_keywords_of_published_videos_of_the_community_are_proposed(
    as_user, teacher, community, video_index, other_community
):
    from community.taxonomy import keywords_for

    shown = VideoPageFactory(parent=video_index)
    shown.keywords = keywords_for(community, ["lecture", "leçon"])
    shown.save()
    hidden = VideoPageFactory(parent=video_index, live=False)
    hidden.keywords = keywords_for(community, ["lenteur"])
    hidden.save()
    keywords_for(other_community, ["lecteurs"])
    client = as_user(teacher)

    found = client.get(reverse("keyword_suggestions"), {"q": "Le"}).json()["keywords"]
    nothing = client.get(reverse("keyword_suggestions"), {"q": "lent"}).json()["keywords"]

    assert found == ["lecture", "leçon"]
    assert nothing == []


def test_keywords_of_the_theme_come_first(community, video_index):
    from community.taxonomy import keywords_for

    french, maths = community.themes.all()[:2]
    for theme, word in [(french, "lecture"), (french, "lecture"), (maths, "longueurs")]:
        page = VideoPageFactory(parent=video_index, theme=theme)
        page.keywords = keywords_for(community, [word])
        page.save()

    assert keywords.suggest(community, beginning="l") == ["lecture", "longueurs"]
    assert keywords.suggest(community, beginning="l", theme=maths.pk) == ["longueurs", "lecture"]


def test_keywords_are_for_members(client, community):
    assert client.get(reverse("keyword_suggestions"), {"q": "l"}).status_code == 401


@pytest.mark.parametrize("theme", ["x", "²", "-1", "9" * 30, "٣"])
def test_a_strange_question_finds_no_keyword(as_user, teacher, community, theme):
    answer = as_user(teacher).get(reverse("keyword_suggestions"), {"q": "%_\x00", "theme": theme})

    assert answer.json() == {"keywords": []}


def test_the_sheet_goes_to_the_public_page_once_published(client, teacher, community, editor):
    submission = proposal(
        teacher,
        community,
        sheet_aim="Comparer les façons d’écrire",
        sheet_tomorrow="Une seule phrase <script>",
        place="Roubaix",
        academie="lille",
    )
    submissions.send(submission, file=SimpleUploadedFile("video.mp4", b"original"))
    submission.refresh_from_db()
    decide(prepared(submission), editor, "approve")

    page = client.get(submission.page.url).content.decode()

    assert "Comparer les façons d’écrire" in page
    assert "Une seule phrase &lt;script&gt;" in page
    assert "Roubaix" in page and "Lille" in page
    assert "Comparer" in submission.page.search_document().body


@pytest.mark.parametrize("name", NAMES)
def test_a_step_costs_few_queries(as_user, teacher, community, django_assert_max_num_queries, name):
    draft = with_its_file(teacher, community)
    client = as_user(teacher)
    client.get(step_address(draft, name))

    with django_assert_max_num_queries(45):
        client.get(step_address(draft, name))
