"""The reasons that a team keeps ready."""

import pytest
from django.urls import reverse

from videos.models import DecisionReason
from videos.reasons import STARTING, give_starting_reasons

pytestmark = pytest.mark.django_db


@pytest.fixture
def reason(community):
    return DecisionReason.objects.create(
        community=community, action="decline", label="Hors sujet", words="Ce n’est pas ici."
    )


@pytest.fixture
def foreign(other_community):
    return DecisionReason.objects.create(
        community=other_community, action="decline", label="Secret", words="Rien."
    )


def typed(community, **changes):
    return {
        "community": community.pk,
        "action": "reject",
        "label": "Trop sombre",
        "words": "Filmez près d’une fenêtre.",
        "sort_order": 3,
    } | changes


def test_a_new_community_starts_with_reasons_for_both_decisions(other_community):
    reasons = other_community.decision_reasons

    assert reasons.filter(action="reject").count() == 5
    assert reasons.filter(action="decline").count() == 4
    assert not reasons.filter(words="").exists()


def test_the_starting_reasons_never_replace_those_of_a_team(other_community):
    label = str(STARTING[0][1])
    other_community.decision_reasons.filter(label=label).update(words="À nous.")
    other_community.decision_reasons.exclude(label=label).delete()

    give_starting_reasons(other_community)

    assert other_community.decision_reasons.count() == len(STARTING)
    assert other_community.decision_reasons.get(label=label).words == "À nous."


def test_a_community_opened_before_gets_them_by_a_button(as_user, community, editor):
    community.decision_reasons.all().delete()
    client = as_user(editor)
    address = reverse("reasons:start", args=[community.pk])
    assert address in client.get(reverse("reasons:index")).content.decode()

    client.post(address)

    assert community.decision_reasons.count() == len(STARTING)
    assert address not in client.get(reverse("reasons:index")).content.decode()


def test_the_team_writes_changes_and_removes_its_reasons(as_user, community, editor):
    client = as_user(editor)

    client.post(reverse("reasons:add"), typed(community))
    reason = community.decision_reasons.get(label="Trop sombre")
    client.post(
        reverse("reasons:edit", args=[reason.pk]), typed(community, words="Ouvrez les rideaux.")
    )
    reason.refresh_from_db()
    assert reason.words == "Ouvrez les rideaux."

    client.post(reverse("reasons:delete", args=[reason.pk]))
    assert not DecisionReason.objects.filter(pk=reason.pk).exists()


def test_the_same_name_twice_is_refused_in_words(as_user, community, reason, editor):
    response = as_user(editor).post(
        reverse("reasons:add"), typed(community, action="decline", label=reason.label)
    )

    assert response.status_code == 200
    assert response.context["form"].errors


def test_another_community_s_reasons_are_nowhere(as_user, reason, foreign, editor):
    client = as_user(editor)

    page = client.get(reverse("reasons:index")).content.decode()

    assert "Hors sujet" in page
    assert "Secret" not in page
    assert "Devoirs Faits" not in page
    for name in ("edit", "delete", "history", "usage"):
        assert client.get(reverse(f"reasons:{name}", args=[foreign.pk])).status_code == 404
    assert client.post(reverse("reasons:delete", args=[foreign.pk])).status_code == 404
    start = reverse("reasons:start", args=[foreign.community_id])
    assert client.post(start).status_code == 404


def test_a_reason_is_not_given_to_another_community(
    as_user, community, other_community, reason, editor
):
    client = as_user(editor)

    client.post(reverse("reasons:add"), typed(other_community))
    client.post(reverse("reasons:edit", args=[reason.pk]), typed(other_community))

    assert not other_community.decision_reasons.filter(label="Trop sombre").exists()
    reason.refresh_from_db()
    assert reason.community == community


@pytest.mark.parametrize("person", ["teacher", "newsletter_manager"])
def test_who_is_not_of_the_team_has_no_reasons(request, as_user, reason, person):
    client = as_user(request.getfixturevalue(person))

    assert client.get(reverse("reasons:index")).status_code in {302, 403}
    client.post(reverse("reasons:delete", args=[reason.pk]))

    assert DecisionReason.objects.filter(pk=reason.pk).exists()
