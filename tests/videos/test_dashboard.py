"""What a person of the team finds first: counts that lead to just these things."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from community.models import AccessRequest, Community, User
from events.models import EventIndexPage
from home.models import HomePage
from newsletter.models import NewsletterPage
from tests.factories import EventPageFactory, IssuePageFactory
from tests.videos.steps import prepared, sent
from videos import assignment
from videos.dashboard import ProposalsPanel
from videos.models import TakedownRequest, VideoSubmission
from videos.models.media import MediaState
from videos.models.submissions import SubmissionState

pytestmark = pytest.mark.django_db

HOME = reverse("wagtailadmin_home")


def panels(client) -> dict:
    """The lines of each panel, by its name."""
    response = client.get(HOME)
    request = response.wsgi_request
    return {
        panel.name: panel.lines(request)
        for panel in response.context["panels"]
        if panel.name in {"proposals", "events", "issues"}
    }


def line(lines, words):
    (found,) = [each for each in lines if words in each.url or words in each.sentence]
    return found


def count(line) -> int:
    """The number that a line begins with."""
    return int(line.sentence.split()[0])


def ready(teacher, community, **changes):
    waiting = prepared(sent(teacher, community))
    VideoSubmission.objects.filter(pk=waiting.pk).update(**changes)
    waiting.refresh_from_db()
    return waiting


def follow(client, found) -> list:
    """What the list shows behind a count."""
    return list(client.get(found.url).context["object_list"])


@pytest.fixture
def colleague(community) -> User:
    person = User.objects.create_user("nour@example.org", "entre-pairs", first_name="Nour")
    person.groups.add(community.editors)
    return person


def test_one_line_says_that_all_is_quiet(as_user, community, editor):
    client = as_user(editor)

    assert panels(client)["proposals"] == []
    assert str(ProposalsPanel.quiet) in client.get(HOME).content.decode()


def test_each_count_leads_to_just_these_proposals(as_user, teacher, community, editor, colleague):
    ago = timezone.now() - timedelta(days=community.review_days, hours=1)
    late = ready(teacher, community, sent_at=ago, title="La plus ancienne")
    again = ready(teacher, community, version=2)
    taken = ready(teacher, community)
    assignment.take(taken, colleague)
    assignment.take(again, editor)
    ready(teacher, community, state=SubmissionState.CHANGES_REQUESTED)
    client = as_user(editor)

    lines = panels(client)["proposals"]

    waiting, shared = lines[:2]
    assert count(waiting) == 3
    assert follow(client, waiting) == [late, again, taken]
    assert waiting.details[0].label == "La plus ancienne"
    assert count(shared) == 1
    assert follow(client, shared) == [late]
    assert [detail.aside for detail in shared.details] == ["1", "1"]
    assert follow(client, shared.details[0]) == [again]
    assert shared.details[1].label == "Nour"
    assert follow(client, shared.details[1]) == [taken]
    assert line(lines, "age=late").is_urgent
    assert follow(client, line(lines, "age=late")) == [late]
    assert follow(client, line(lines, "received=again")) == [again]


def test_only_the_five_oldest_are_named(as_user, teacher, community, editor):
    for days in range(7):
        ready(
            teacher,
            community,
            title=f"Il y a {days} jours",
            sent_at=timezone.now() - timedelta(days=days),
        )

    (waiting, _shared, *_rest) = panels(as_user(editor))["proposals"]

    assert [each.label for each in waiting.details] == [
        f"Il y a {days} jours" for days in (6, 5, 4, 3, 2)
    ]


def test_failures_and_requests_are_counted(as_user, teacher, community, editor):
    broken = sent(teacher, community)
    broken.media.state = MediaState.FAILED
    broken.media.save()
    AccessRequest.objects.create(
        community=community, user=teacher, role="other", organisation="Une association"
    )
    TakedownRequest.objects.create(community=community, reason="child")
    TakedownRequest.objects.create(community=community, reason="child", state="refused")

    lines = panels(as_user(editor))["proposals"]

    assert [count(each) for each in lines] == [1, 1, 1]
    assert [each.is_urgent for each in lines] == [True, True, False]


def test_rights_that_end_within_sixty_days_are_counted(as_user, teacher, community, editor):
    today = timezone.localdate()
    public = {"state": SubmissionState.PUBLISHED}
    ending = ready(teacher, community, rights_end_on=today + timedelta(days=60), **public)
    ready(teacher, community, rights_end_on=today + timedelta(days=61), **public)
    ready(teacher, community, rights_end_on=None, **public)
    client = as_user(editor)

    (found,) = panels(client)["proposals"]

    assert follow(client, found) == [ending]


def test_events_and_issues_to_come_are_shown(as_user, community, home, editor):
    editor.groups.add(community.newsletter_managers)
    events = EventIndexPage.objects.child_of(home).get()
    EventPageFactory(parent=events, title="Rencontre")
    EventPageFactory(parent=events, title="Passée", over=True)
    EventPageFactory(parent=events, title="Brouillon", live=False)
    newsletter = NewsletterPage.objects.child_of(home).get()
    IssuePageFactory(parent=newsletter, title="Numéro de juin", live=False)

    shown = panels(as_user(editor))

    (coming,) = shown["events"]
    assert count(coming) == 1
    assert coming.url == reverse("wagtailadmin_explore", args=[events.pk])
    assert [detail.label for detail in coming.details] == ["Rencontre"]
    (writing,) = shown["issues"]
    assert [detail.label for detail in writing.details] == ["Numéro de juin"]


def fill(community, teacher):
    """One of everything that a panel counts."""
    ready(teacher, community, title="Secret", sent_at=timezone.now() - timedelta(days=30))
    ready(
        teacher,
        community,
        title="Secret public",
        state=SubmissionState.PUBLISHED,
        rights_end_on=timezone.localdate(),
    )
    AccessRequest.objects.create(
        community=community, user=teacher, role="other", organisation="Secret"
    )
    TakedownRequest.objects.create(community=community, reason="child")
    home = community.site.root_page
    EventPageFactory(parent=EventIndexPage.objects.child_of(home).get(), title="Secret événement")
    newsletter = NewsletterPage.objects.child_of(home).get()
    IssuePageFactory(parent=newsletter, title="Secret numéro", live=False)


@pytest.mark.parametrize("role", ["editors", "managers", "newsletter_managers"])
def test_nothing_of_the_other_community_is_counted(
    as_user, teacher, community, other_community, role
):
    person = User.objects.create_user("equipe@example.org", "entre-pairs")
    person.groups.add(getattr(community, role))
    fill(other_community, teacher)
    client = as_user(person)

    shown = panels(client)

    assert shown.get("proposals", []) == []
    assert shown.get("events", []) == []
    assert [each.url for each in shown.get("issues", [])] in ([], [None])
    assert "Secret" not in client.get(HOME).content.decode()


def test_a_newsletter_manager_sees_the_newsletter_only(as_user, teacher, community):
    person = User.objects.create_user("numero@example.org", "entre-pairs")
    person.groups.add(community.newsletter_managers)
    fill(community, teacher)

    assert list(panels(as_user(person))) == ["issues"]


def test_an_administrator_sees_every_community(as_user, teacher, other_community, administrator):
    fill(other_community, teacher)

    shown = panels(as_user(administrator))

    assert count(shown["proposals"][0]) == 1
    assert len(shown["events"]) == len(shown["issues"]) == 1


def test_fifty_communities_cost_no_more_queries_than_one(as_user, teacher, community, editor):
    fill(community, teacher)
    client = as_user(editor)
    client.get(HOME)
    with CaptureQueriesContext(connection) as one:
        client.get(HOME)

    for n in range(49):
        root = Page.get_first_root_node()
        site = Site.objects.create(
            hostname=f"c{n}.localhost",
            root_page=root.add_child(instance=HomePage(title=f"Communauté {n}", slug=f"c{n}")),
        )
        Community.objects.create(site=site, name=f"Communauté {n}", editors=community.editors)
    client.get(HOME)
    with CaptureQueriesContext(connection) as fifty:
        client.get(HOME)

    assert len(fifty) <= len(one)
    assert len(one) < 40
