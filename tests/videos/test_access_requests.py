"""Asking to propose: what a member writes, what the team answers, and who sees it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from community.eligibility import may_propose
from community.groups import communities_edited_by
from community.models import AccessRequest, AccessState, AddressEnding, User
from videos import access_requests

pytestmark = pytest.mark.django_db

ASKED = {"role": "aed", "organisation": "Collège Jean-Jaurès", "words": "J’aide aux devoirs."}
ENDINGS = "address_endings"


@pytest.fixture
def stranger(community) -> User:
    return User.objects.create_user("sam@asso.example.net")


@pytest.fixture
def pending(community, stranger) -> AccessRequest:
    return access_requests.ask(user=stranger, community=community, **ASKED)


def screen(asked) -> str:
    return reverse("access_requests:inspect", args=[asked.pk])


def test_a_member_asks_and_follows_the_answer(
    as_user, community, stranger, mailoutbox, django_capture_on_commit_callbacks
):
    client = as_user(stranger)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("access_request"), ASKED)

    page = client.get(reverse("access_request"))

    assert stranger.access_requests.get().state == AccessState.PENDING
    assert "Collège Jean-Jaurès" in page.content.decode()
    assert not page.context["may_ask"]
    assert [message.to for message in mailoutbox] == [["equipe@classe.example.org"]]


def test_a_visitor_signs_in_first(client, community):
    response = client.get(reverse("access_request"))

    assert response.url == f"/connexion/?next={reverse('access_request')}"


def test_what_is_missing_is_said_and_what_was_typed_is_kept(as_user, stranger):
    response = as_user(stranger).post(reverse("access_request"), {"words": "Bonjour <b>à tous</b>"})

    assert sorted(response.context["form"].errors) == ["organisation", "role"]
    assert "Bonjour &lt;b&gt;à tous&lt;/b&gt;" in response.content.decode()
    assert not AccessRequest.objects.exists()


def test_somebody_already_accepted_is_told_so(as_user, teacher, community):
    client = as_user(teacher)

    page = client.get(reverse("access_request"))
    client.post(reverse("access_request"), ASKED)

    assert page.context["allowed"] and not page.context["may_ask"]
    assert not AccessRequest.objects.exists()


def test_a_second_request_waits_for_the_answer_to_the_first(as_user, pending, stranger):
    as_user(stranger).post(reverse("access_request"), ASKED)

    assert stranger.access_requests.count() == 1


def test_a_robot_is_answered_as_anybody_and_nothing_is_kept(as_user, stranger):
    response = as_user(stranger).post(reverse("access_request"), ASKED | {"website": "http://x"})

    assert response.status_code == 302
    assert not AccessRequest.objects.exists()


def test_asking_again_and_again_is_limited_in_words(as_user, stranger, editor):
    client = as_user(stranger)
    for _ in range(3):
        client.post(reverse("access_request"), ASKED)
        access_requests.refuse(stranger.access_requests.latest("pk"), by=editor, reason="Non.")

    response = client.post(reverse("access_request"), ASKED)

    assert response.status_code == 429
    assert response.context["form"].non_field_errors()
    assert "Collège Jean-Jaurès" in response.content.decode()
    assert stranger.access_requests.count() == 3


def test_an_accepted_request_opens_the_door_and_says_so(
    as_user, pending, stranger, editor, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        as_user(editor).post(screen(pending), {"accept": "1"})

    assert may_propose(stranger, pending.community)
    [message] = mailoutbox
    assert message.to == ["sam@asso.example.net"]
    assert "http://testserver/proposer/" in message.body
    entry = ModelLogEntry.objects.for_instance(pending).get()
    assert (entry.action, entry.user) == ("community.access_accepted", editor)


def test_a_refusal_says_why(
    as_user, pending, stranger, editor, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        as_user(editor).post(screen(pending), {"reason": "Demandez à l’école <de> l’association."})

    assert not may_propose(stranger, pending.community)
    assert "Demandez à l’école <de> l’association." in mailoutbox[0].body
    assert "&lt;de&gt;" in mailoutbox[0].alternatives[0][0]
    page = as_user(stranger).get(reverse("access_request"))
    assert "Demandez à l’école &lt;de&gt;" in page.content.decode()
    assert page.context["may_ask"]


def test_a_refusal_without_a_reason_is_not_sent(as_user, pending, editor):
    response = as_user(editor).post(screen(pending), {"reason": "  "})

    assert response.status_code == 422
    pending.refresh_from_db()
    assert pending.state == AccessState.PENDING


def test_the_second_of_two_answers_is_told_of_the_first(
    as_user, pending, editor, administrator, mailoutbox, django_capture_on_commit_callbacks
):
    access_requests.accept(pending, by=administrator)

    with django_capture_on_commit_callbacks(execute=True):
        response = as_user(editor).post(screen(pending), {"reason": "Non."})

    assert response.status_code == 409
    assert "admin@example.org" in response.content.decode()
    pending.refresh_from_db()
    assert (pending.state, pending.reason) == (AccessState.ACCEPTED, "")
    assert mailoutbox == []


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_the_same_instant_make_one(pending, editor, mailoutbox):
    def answer(accepted: bool) -> str:
        try:
            if accepted:
                access_requests.accept(pending, by=editor)
            else:
                access_requests.refuse(pending, by=editor, reason="Non.")
            return "answered"
        except access_requests.AlreadyDecided:
            return "told"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(answer, [True, False]))

    answers = [message for message in mailoutbox if message.to == ["sam@asso.example.net"]]
    assert sorted(results) == ["answered", "told"]
    assert len(answers) == 1


def test_nothing_of_another_community_can_be_seen_or_answered(as_user, pending, other_editor):
    client = as_user(other_editor)
    ending = AddressEnding.objects.get(community=pending.community, domain="ac-lille.fr")

    found = [
        client.get(screen(pending)),
        client.post(screen(pending), {"accept": "1"}),
        client.get(reverse("access_requests:history", args=[pending.pk])),
        client.get(reverse(f"{ENDINGS}:edit", args=[ending.pk])),
        client.post(reverse(f"{ENDINGS}:edit", args=[ending.pk]), {"domain": "evil.com"}),
        client.post(reverse(f"{ENDINGS}:delete", args=[ending.pk])),
        client.get(reverse(f"{ENDINGS}:history", args=[ending.pk])),
        client.get(reverse(f"{ENDINGS}:usage", args=[ending.pk])),
    ]
    listed = client.get(reverse("access_requests:index"))
    endings = client.get(reverse(f"{ENDINGS}:index"))

    assert {response.status_code for response in found} == {404}
    assert list(listed.context["object_list"]) == []
    shown = {ending.community for ending in endings.context["object_list"]}
    assert shown == {communities_edited_by(other_editor).get()}
    pending.refresh_from_db()
    assert pending.state == AccessState.PENDING


@pytest.mark.parametrize("who", ["teacher", "newsletter_manager"])
def test_only_those_who_edit_the_community_answer(as_user, pending, request, who):
    client = as_user(request.getfixturevalue(who))

    responses = [
        client.post(screen(pending), {"accept": "1"}),
        client.get(reverse("access_requests:index")),
        client.post(reverse(f"{ENDINGS}:add"), {"domain": "x.fr"}),
        client.post(reverse(f"{ENDINGS}:import"), {"lines": "x.fr"}),
    ]

    assert {response.status_code for response in responses} <= {302, 403, 404}
    pending.refresh_from_db()
    assert pending.state == AccessState.PENDING
    assert not AddressEnding.objects.filter(domain="x.fr").exists()


def test_every_screen_of_the_team_opens(as_user, editor, pending, community):
    client = as_user(editor)
    ending = community.address_endings.first()
    screens = [
        *(reverse(f"{ENDINGS}:{name}") for name in ("index", "add", "import")),
        *(
            reverse(f"{ENDINGS}:{name}", args=[ending.pk])
            for name in ("edit", "delete", "history", "usage")
        ),
        reverse("access_requests:index"),
        *(reverse(f"access_requests:{name}", args=[pending.pk]) for name in ("inspect", "history")),
    ]

    assert {client.get(screen).status_code for screen in screens} == {200}


def test_an_editor_accepts_an_ending_for_their_community_only(
    as_user, editor, community, other_community
):
    client = as_user(editor)
    for where in (community, other_community):
        client.post(
            reverse(f"{ENDINGS}:add"), {"community": where.pk, "domain": "@Asso.Example.net"}
        )

    added = AddressEnding.objects.filter(domain="asso.example.net")
    assert [ending.community for ending in added] == [community]


def test_an_ending_open_to_everybody_is_accepted_only_knowingly(as_user, editor, community):
    client = as_user(editor)
    typed = {"community": community.pk, "domain": "gmail.com"}

    warned = client.post(reverse(f"{ENDINGS}:add"), typed)
    assert list(warned.context["form"].errors) == ["domain"]
    client.post(reverse(f"{ENDINGS}:add"), typed | {"open_to_all": "on"})

    assert community.address_endings.filter(domain="gmail.com").count() == 1


def test_the_same_ending_twice_is_refused_in_words(as_user, editor, community):
    typed = {"community": community.pk, "domain": "ac-lille.fr"}

    response = as_user(editor).post(reverse(f"{ENDINGS}:add"), typed)

    assert list(response.context["form"].errors) == ["domain"]


def test_an_editor_changes_and_removes_an_ending(as_user, editor, community):
    client = as_user(editor)
    ending = community.address_endings.get(domain="ac-lille.fr")
    client.post(
        reverse(f"{ENDINGS}:edit", args=[ending.pk]),
        {"community": community.pk, "domain": "ac-lille.fr", "note": "Rectorat"},
    )
    ending.refresh_from_db()
    assert ending.note == "Rectorat"

    client.post(reverse(f"{ENDINGS}:delete", args=[ending.pk]))

    assert not community.address_endings.filter(pk=ending.pk).exists()


def test_several_endings_are_imported_at_once(as_user, editor, community):
    lines = "ac-lille.fr\n\n@Ville-Roubaix.fr \nreseau-canope.fr\nville-roubaix.fr"

    as_user(editor).post(
        reverse(f"{ENDINGS}:import"), {"community": community.pk, "lines": lines, "note": "2026"}
    )

    added = community.address_endings.filter(note="2026").values_list("domain", flat=True)
    assert list(added) == ["reseau-canope.fr", "ville-roubaix.fr"]
    logged = ModelLogEntry.objects.filter(user=editor, action="wagtail.create")
    assert sorted(entry.label for entry in logged) == ["reseau-canope.fr", "ville-roubaix.fr"]


def test_a_list_with_a_wrong_line_keeps_nothing_and_says_which(as_user, editor, community):
    response = as_user(editor).post(
        reverse(f"{ENDINGS}:import"),
        {"community": community.pk, "lines": "ville-roubaix.fr\nac-*.fr\nx@y.fr"},
    )

    errors = response.context["form"].errors["lines"]
    assert len(errors) == 2
    assert "2" in errors[0] and "3" in errors[1]
    assert not community.address_endings.filter(domain="ville-roubaix.fr").exists()


def test_a_list_for_another_community_is_refused(as_user, editor, community, other_community):
    as_user(editor).post(
        reverse(f"{ENDINGS}:import"), {"community": other_community.pk, "lines": "x.example.net"}
    )

    assert not AddressEnding.objects.filter(domain="x.example.net").exists()


def test_the_list_of_requests_costs_the_same_whatever_its_length(as_user, editor, community):
    client = as_user(editor)

    def queries_after(number: int) -> int:
        """The queries of the list, once so many more requests wait."""
        for _each in range(number):
            user = User.objects.create_user(f"membre{User.objects.count()}@x.example")
            access_requests.ask(user=user, community=community, **ASKED)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("access_requests:index")).status_code == 200
        return len(queries)

    queries_after(1)
    assert queries_after(1) == queries_after(8)
