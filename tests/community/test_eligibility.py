"""Who may propose: the endings that are accepted, and all that looks like them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from community.academies import ADDRESS_ENDINGS
from community.eligibility import (
    NotEligible,
    accept_endings,
    clean_domain,
    domain_of,
    may_propose,
)
from community.models import AccessRequest, AccessState, User
from tests.videos.steps import proposal, words
from videos import submissions
from videos.models import VideoSubmission

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger(community) -> User:
    return User.objects.create_user("sam@asso.example.net")


@pytest.mark.parametrize(
    "address",
    [
        "x@ac-lille.fr",
        "X@AC-LILLE.FR",
        "x@ac-lille.fr.",
        "x@ac-normandie.fr",
        "x@education.gouv.fr",
        "x@ac-noumea.nc",
        '"a@evil.com"@ac-lille.fr',
    ],
)
def test_the_addresses_of_national_education_may_propose(community, address):
    assert may_propose(User(email=address), community)


@pytest.mark.parametrize(
    "address",
    [
        "x@eleves.ac-lille.fr",
        "x@notac-lille.fr",
        "x@ac-lille.fr.evil.com",
        '"a@ac-lille.fr"@evil.com',
        "x@ac-lille.fr@evil.com",
        "x@ac-lille.fr..",
        "x@xac-lille.fr",
        "x@ac-lille-fr",
        "x@аc-lille.fr",  # the first letter is Cyrillic
        "x@ac-inconnue.fr",
        "ac-lille.fr",
        "x@",
        "",
    ],
)
def test_what_only_looks_like_them_may_not(community, address):
    assert not may_propose(User.objects.create(email=address), community)


def test_a_community_is_opened_with_the_national_endings(community):
    accepted = community.address_endings.values_list("domain", flat=True)

    assert sorted(accepted) == sorted(ADDRESS_ENDINGS)
    assert len(ADDRESS_ENDINGS) == 38


def test_an_ending_is_accepted_in_its_community_only(community, other_community, stranger):
    accept_endings(other_community, ["asso.example.net"])

    assert may_propose(stranger, other_community)
    assert not may_propose(stranger, community)


def test_a_name_with_accents_is_compared_in_its_ascii_form(community):
    accept_endings(community, [clean_domain("Éducation-Populaire.fr")])

    assert may_propose(User(email="x@éducation-populaire.fr"), community)
    assert may_propose(User(email="x@xn--ducation-populaire-9vb.fr"), community)
    assert domain_of("x@éducation-populaire.fr") == "xn--ducation-populaire-9vb.fr"


@pytest.mark.parametrize("state", AccessState.values)
def test_only_an_accepted_request_opens_the_door(community, stranger, state):
    AccessRequest.objects.create(
        community=community, user=stranger, role="aed", organisation="Collège", state=state
    )

    assert may_propose(stranger, community) == (state == AccessState.ACCEPTED)


def test_a_request_accepted_elsewhere_opens_nothing_here(community, other_community, stranger):
    AccessRequest.objects.create(
        community=other_community,
        user=stranger,
        role="aed",
        organisation="Collège",
        state=AccessState.ACCEPTED,
    )

    assert not may_propose(stranger, community)


def test_the_team_may_propose_in_its_own_community(
    community, other_community, editor, other_editor, newsletter_manager, administrator
):
    people = [editor, other_editor, newsletter_manager, administrator]

    assert [may_propose(person, community) for person in people] == [True, False, False, True]


def test_a_community_may_be_open_to_all(community, stranger):
    community.anyone_may_propose = True

    assert may_propose(stranger, community)


def test_a_closed_account_may_not_propose(community, teacher):
    teacher.is_active = False

    assert not may_propose(teacher, community)


def test_no_door_lets_somebody_else_begin_a_proposal(as_user, community, stranger):
    client = as_user(stranger)

    page = client.get(reverse("propose"))
    form = client.post(reverse("propose"), words(community))
    script = client.post(reverse("draft"))

    assert [page.status_code, form.status_code, script.status_code] == [403, 403, 403]
    assert reverse("access_request") in page.content.decode()
    with pytest.raises(NotEligible):
        submissions.create_draft(owner=stranger, community=community)
    with pytest.raises(NotEligible):
        proposal(stranger, community)
    assert not VideoSubmission.objects.exists()


def test_a_proposal_already_begun_is_finished_though_the_ending_is_no_longer_accepted(
    as_user, community, teacher
):
    begun = submissions.create_draft(owner=teacher, community=community)
    community.address_endings.filter(domain="ac-lille.fr").delete()

    page = as_user(teacher).get(reverse("submission_edit", args=[begun.pk]), follow=True)

    assert page.status_code == 200
    assert not may_propose(teacher, community)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ac-lille.fr", "ac-lille.fr"),
        (" @AC-Lille.fr ", "ac-lille.fr"),
        ("ac-lille.fr.", "ac-lille.fr"),
        ("lycée.fr", "xn--lyce-dpa.fr"),
    ],
)
def test_an_ending_is_kept_in_one_spelling(typed, kept):
    assert clean_domain(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "fr", "*.fr", "ac-*.fr", "ac lille.fr", "http://ac-lille.fr", "x@ac-lille.fr", "-a.fr"]
    + ["a..fr", "127.0.0.1", "a" * 64 + ".fr", "a." * 70 + "fr", "<b>.fr", "a_b.fr"],
)
def test_what_is_not_an_ending_is_refused(typed):
    with pytest.raises(ValidationError):
        clean_domain(typed)
