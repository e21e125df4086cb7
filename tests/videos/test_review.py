"""The team's side: the queue, the editor, who may decide."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from community.models import Community, Theme
from tests.factories import VideoMediaFactory, VideoPageFactory
from tests.videos.steps import decide, prepared, sent
from videos.models import VideoPage
from videos.models.media import MediaState
from videos.models.review import CheckPoint
from videos.models.submissions import SubmissionState
from videos.review import ReasonMissing

pytestmark = pytest.mark.django_db


# What the editor decides of accessibility, as its form posts it.
DECIDED = {
    "captions_decision": "no_speech",
    "audio_description": "not_needed",
    "audio_description_reason": "Tout est dit.",
}


@pytest.fixture
def waiting(teacher, community):
    """A proposal that waits for the team."""
    return prepared(sent(teacher, community))


def offered(page, person):
    task = page.current_workflow_task.specific
    return [name for name, *_ in task.get_actions(page, person)]


def test_the_queue_shows_the_proposals_of_one_s_communities(as_user, waiting, editor, other_editor):
    assert waiting.title in as_user(editor).get(reverse("propositions:index")).content.decode()
    seen_elsewhere = as_user(other_editor).get(reverse("propositions:index")).content.decode()
    assert waiting.title not in seen_elsewhere
    assert "Français" not in seen_elsewhere.split("<main", 1)[1]


def test_the_queue_begins_with_what_has_waited_longest(as_user, teacher, community, editor):
    treated, first, second = (prepared(sent(teacher, community)) for _ in range(3))
    decide(treated, editor, "approve")

    page = as_user(editor).get(reverse("propositions:index"))

    assert list(page.context["object_list"]) == [first, second, treated]


@pytest.mark.parametrize("count", [1, 12])
def test_the_queue_costs_the_same_whatever_its_length(
    as_user, teacher, community, editor, count, django_assert_max_num_queries
):
    for _ in range(count):
        prepared(sent(teacher, community))
    client = as_user(editor)
    client.get(reverse("propositions:index"))

    with django_assert_max_num_queries(25):
        client.get(reverse("propositions:index"))


def test_the_dashboard_says_what_waits(as_user, waiting, editor):
    page = as_user(editor).get(reverse("wagtailadmin_home")).content.decode()

    assert waiting.title in page


def test_the_review_cannot_be_cancelled_without_a_decision(as_user, waiting, editor):
    page = as_user(editor).get(reverse("wagtailadmin_pages:edit", args=[waiting.page_id]))

    assert "action-cancel-workflow" not in page.content.decode()


def test_the_editor_plays_the_video_and_shows_the_declaration(as_user, waiting, editor):
    page = as_user(editor).get(reverse("wagtailadmin_pages:edit", args=[waiting.page_id]))

    assert page.status_code == 200
    assert waiting.media.url in page.content.decode()
    assert "Personne ne peut être reconnu" in page.content.decode()


def test_another_community_s_editor_cannot_open_it(as_user, waiting, other_editor):
    response = as_user(other_editor).get(reverse("wagtailadmin_pages:edit", args=[waiting.page_id]))

    assert response.status_code in {302, 403, 404}


def test_nobody_decides_on_their_own_video(waiting, teacher, community):
    teacher.groups.add(community.editors)

    assert offered(waiting.page, teacher) == []


def test_an_editor_decides_and_a_member_does_not(waiting, editor, django_user_model):
    member = django_user_model.objects.create_user("membre@ac-lille.fr")

    assert offered(waiting.page, editor) == ["reject", "decline", "approve"]
    assert offered(waiting.page, member) == []


def test_a_video_that_is_not_ready_cannot_be_approved(waiting, editor):
    waiting.media.state = MediaState.PROCESSING
    waiting.media.save()
    waiting.page.refresh_from_db()

    assert offered(waiting.page, editor) == ["reject", "decline"]


def test_no_door_publishes_a_video_that_is_not_ready(video_index):
    page = VideoPageFactory(
        parent=video_index, live=False, first_published_at=None, media__state=MediaState.FAILED
    )

    with pytest.raises(ValidationError):
        page.save_revision().publish()

    page.refresh_from_db()
    assert not page.live


def test_asking_for_changes_needs_a_reason(waiting, editor):
    with pytest.raises(ReasonMissing):
        decide(waiting, editor, "reject", comment="  ")

    waiting.refresh_from_db()
    assert waiting.state == SubmissionState.IN_REVIEW


def latest(page):
    return VideoPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def edit_form(client, page):
    from wagtail.test.utils.form_data import querydict_from_html

    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    return querydict_from_html(html, form_id="page-edit-form")


def test_the_editor_s_screen_approves_and_publishes(as_user, waiting, editor):
    client = as_user(editor)
    data = edit_form(client, waiting.page) | DECIDED
    data["action-workflow-action"] = "true"
    data["workflow-action-name"] = "approve"
    data["workflow-action-extra-data"] = json.dumps({"checklist": list(CheckPoint)})

    client.post(reverse("wagtailadmin_pages:edit", args=[waiting.page_id]), data)

    waiting.page.refresh_from_db()
    assert waiting.page.live


def test_the_editor_s_screen_approves_nothing_that_was_not_verified(as_user, waiting, editor):
    client = as_user(editor)
    data = edit_form(client, waiting.page) | DECIDED
    data["action-workflow-action"] = "true"
    data["workflow-action-name"] = "approve"
    data["workflow-action-extra-data"] = json.dumps({"checklist": ["sound"]})

    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[waiting.page_id]), data, follow=True
    )

    waiting.page.refresh_from_db()
    assert not waiting.page.live
    assert "Le ton est bienveillant" in response.content.decode()
    assert latest(waiting.page).audio_description == "not_needed"  # what was typed is kept


def test_the_modal_says_why_it_cannot_approve(as_user, waiting, editor):
    state = waiting.page.current_workflow_task_state
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[waiting.page_id, "approve", state.pk]
    )

    response = as_user(editor).post(address, {"checklist": list(CheckPoint)}, follow=True)

    waiting.page.refresh_from_db()
    assert not waiting.page.live
    assert "sous-titres" in response.content.decode()


def test_the_editor_s_screen_asks_for_changes(as_user, waiting, editor):
    client = as_user(editor)
    data = edit_form(client, waiting.page)
    data["action-workflow-action"] = "true"
    data["workflow-action-name"] = "reject"
    data["workflow-action-extra-data"] = json.dumps({"comment": "Montrez l’affiche de plus près."})

    client.post(reverse("wagtailadmin_pages:edit", args=[waiting.page_id]), data)

    waiting.refresh_from_db()
    assert waiting.state == SubmissionState.CHANGES_REQUESTED
    assert waiting.reason == "Montrez l’affiche de plus près."


def test_a_review_is_not_cancelled_nor_restarted_by_a_direct_post(as_user, waiting, editor):
    client = as_user(editor)
    for action in ("action-cancel-workflow", "action-restart-workflow"):
        data = edit_form(client, waiting.page) | {action: "true"}

        client.post(reverse("wagtailadmin_pages:edit", args=[waiting.page_id]), data)

        assert waiting.page.workflow_states.get().status == "in_progress"


def test_nobody_sends_again_in_the_author_s_place(as_user, waiting, editor):
    decide(waiting, editor, "reject", comment="Plus près.")
    client = as_user(editor)
    data = edit_form(client, waiting.page) | {"action-submit": "true"}

    client.post(reverse("wagtailadmin_pages:edit", args=[waiting.page_id]), data)

    assert waiting.page.workflow_states.get().status == "needs_changes"


def test_the_page_a_team_makes_is_not_published_without_a_review(as_user, video_index, editor):
    client = as_user(editor)
    address = reverse("wagtailadmin_pages:add", args=["videos", "videopage", video_index.pk])
    from wagtail.test.utils.form_data import querydict_from_html

    html = client.get(address).content.decode()
    media = VideoMediaFactory(collection=Community.objects.get().media_collection)
    data = querydict_from_html(html, form_id="page-edit-form") | DECIDED
    data["title"] = "Faite par la rédaction"
    data["slug"] = "faite-par-la-redaction"
    data["media"] = media.pk
    data["theme"] = Theme.objects.first().pk
    data["action-publish"] = "true"

    client.post(address, data)

    assert not VideoPage.objects.get(slug="faite-par-la-redaction").live


def test_an_editor_cannot_skip_the_review(as_user, waiting, editor):
    client = as_user(editor)
    data = edit_form(client, waiting.page)
    data["action-publish"] = "true"

    client.post(reverse("wagtailadmin_pages:edit", args=[waiting.page_id]), data)

    waiting.page.refresh_from_db()
    assert not waiting.page.live


def test_an_outdated_tab_does_not_erase_what_the_author_sent(as_user, waiting, editor):
    client = as_user(editor)
    data = edit_form(client, waiting.page)
    draft = latest(waiting.page)
    draft.title = "Titre corrigé par l’autrice"
    draft.save_revision(user=waiting.owner)

    client.post(reverse("wagtailadmin_pages:edit", args=[waiting.page_id]), data)

    assert latest(waiting.page).title == "Titre corrigé par l’autrice"


def test_keywords_typed_by_an_editor_are_kept_once_each(as_user, waiting, editor):
    client = as_user(editor)
    data = edit_form(client, waiting.page)
    data["keywords"] = "Oral, oral , écriture"

    client.post(reverse("wagtailadmin_pages:edit", args=[waiting.page_id]), data)

    draft = latest(waiting.page)
    assert sorted(str(keyword) for keyword in draft.keywords.all()) == ["oral", "écriture"]
