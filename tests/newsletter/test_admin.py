import csv
import io

import pytest
from django.urls import reverse

from community.models import User
from newsletter.models import Delivery, NewsletterPage, Sending
from newsletter.permissions import may_send, newsletters_run_by
from tests.factories import IssuePageFactory

# Wagtail's own templates show variables that do not exist.
pytestmark = pytest.mark.ignore_template_errors


@pytest.fixture
def manager_client(newsletter_manager, as_user):
    return as_user(newsletter_manager)


@pytest.fixture
def other_manager(other_community) -> User:
    person = User.objects.create_user("autre-infolettre@example.org", "entre-pairs")
    person.groups.add(other_community.newsletter_managers)
    return person


def send_url(issue) -> str:
    return reverse("newsletter_send", args=[issue.pk])


def try_url(issue) -> str:
    return reverse("newsletter_test", args=[issue.pk])


def labels_of(buttons_html: str, issue) -> list[str]:
    return [url for url in (send_url(issue), try_url(issue)) if url in buttons_html]


def test_the_newsletter_manager_writes_and_publishes_issues_and_nothing_else(
    newsletter_manager, newsletter, home
):
    issue = IssuePageFactory(parent=newsletter)

    assert newsletter.permissions_for_user(newsletter_manager).can_add_subpage()
    assert issue.permissions_for_user(newsletter_manager).can_publish()
    assert not home.permissions_for_user(newsletter_manager).can_edit()


def test_only_who_runs_the_newsletter_may_send_it(
    issue, newsletter_manager, administrator, editor, other_manager, community, teacher
):
    manager = User.objects.create_user("animation@example.org", "entre-pairs")
    manager.groups.add(community.managers)

    people = [newsletter_manager, manager, administrator, editor, other_manager, teacher]
    assert [may_send(person, issue) for person in people] == [True] * 3 + [False] * 3


def test_who_is_no_longer_active_runs_nothing(newsletter_manager, administrator):
    for person in (newsletter_manager, administrator):
        person.is_active = False
        assert not newsletters_run_by(person).exists()


def test_the_actions_of_an_issue_are_in_its_editor_and_in_the_listing(
    issue, newsletter, manager_client
):
    edit = manager_client.get(reverse("wagtailadmin_pages:edit", args=[issue.pk]))
    listing = manager_client.get(reverse("wagtailadmin_explore", args=[newsletter.pk]))

    for screen in (edit, listing):
        assert labels_of(screen.content.decode(), issue) == [send_url(issue), try_url(issue)]


def test_who_may_not_send_sees_no_such_action(issue, newsletter, editor, as_user):
    edit = as_user(editor).get(reverse("wagtailadmin_pages:edit", args=[issue.pk]))

    assert edit.status_code == 200
    assert labels_of(edit.content.decode(), issue) == []


def test_a_page_of_another_kind_cannot_be_sent(video, editor, as_user):
    edit = as_user(editor).get(reverse("wagtailadmin_pages:edit", args=[video.pk]))

    assert "/admin/infolettre/" not in edit.content.decode()


def test_the_confirmation_says_to_how_many_and_sends_nothing(issue, subscribe, manager_client):
    subscribe("alba@example.org")
    subscribe("bruno@example.org")

    screen = manager_client.get(send_url(issue))

    assert screen.context["audience"] == 2
    assert "<button" in screen.content.decode()
    assert not Sending.objects.exists()


def test_sending_twice_sends_once_and_says_so(issue, subscribe, manager_client):
    subscribe("alba@example.org")

    manager_client.post(send_url(issue))
    second = manager_client.post(send_url(issue), follow=True)

    assert Delivery.objects.count() == 1
    [first_said, then_said] = [str(message) for message in second.context["messages"]]
    assert first_said != then_said
    assert second.context["sending"] == Sending.objects.get()


def test_what_must_be_corrected_is_said_instead_of_a_button(newsletter, subscribe, manager_client):
    subscribe("alba@example.org")
    draft = IssuePageFactory(parent=newsletter, live=False)

    screen = manager_client.get(send_url(draft))
    manager_client.post(send_url(draft))

    assert len(screen.context["reasons"]) == 1
    assert '<form method="post"' not in screen.content.decode()
    assert not Sending.objects.exists()


def test_the_report_counts_the_recipients_by_state(sent, deliver, manager_client):
    deliver(sent)

    screen = manager_client.get(send_url(sent.issue))

    assert [count for _, count in screen.context["counts"]] == [0, 0, 3, 0, 0, 0]
    assert "alba@example.org" not in screen.content.decode()


def test_a_test_message_goes_to_oneself_by_default(issue, manager_client, mailoutbox):
    screen = manager_client.get(try_url(issue))
    address = screen.context["form"]["email"].value()
    manager_client.post(try_url(issue), {"email": address})

    assert [message.to for message in mailoutbox] == [["infolettre@example.org"]]


def test_a_test_that_fails_says_why(issue, manager_client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1

    screen = manager_client.post(try_url(issue), {"email": "x@example.org"}, follow=True)

    [said] = [str(message) for message in screen.context["messages"]]
    assert "refused" in said.lower() or "111" in said


def test_a_test_is_of_the_latest_draft(issue, manager_client, mailoutbox):
    issue.title = "Un titre en travail"
    issue.save_revision()

    manager_client.post(try_url(issue), {"email": "x@example.org"})

    assert mailoutbox[0].subject == "[Test] Un titre en travail"


@pytest.mark.parametrize("who", ["other_manager", "editor", "teacher"])
def test_strangers_to_the_newsletter_send_nothing_and_see_no_subscriber(
    who, request, issue, subscribe, as_user, mailoutbox
):
    subscribe("alba@example.org")
    client = as_user(request.getfixturevalue(who))

    for url in (send_url(issue), try_url(issue)):
        assert client.get(url).status_code == 302
        assert client.post(url, {"email": "x@example.org"}).status_code == 302
    listing = client.get(reverse("newsletter_subscribers")).content.decode()
    export = client.get(reverse("newsletter_subscribers"), {"export": "csv"})

    assert not Sending.objects.exists()
    assert mailoutbox == []
    assert "alba@example.org" not in listing
    assert b"alba@example.org" not in export.getvalue()


def test_the_subscribers_are_listed_searched_and_only_read(
    subscribe, other_community, manager_client
):
    subscribe("alba@example.org")
    bruno = subscribe("bruno@example.org")
    subscribe("ailleurs@example.org", community=other_community)
    url = reverse("newsletter_subscribers")

    everybody = manager_client.get(url)
    found = manager_client.get(url, {"q": "bruno"})

    listed = [row.email for row in everybody.context["object_list"]]
    assert sorted(listed) == ["alba@example.org", "bruno@example.org"]
    assert list(found.context["object_list"]) == [bruno]
    assert bruno.token not in everybody.content.decode()
    assert manager_client.post(url).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_it_holds(
    count, subscribe, manager_client, django_assert_max_num_queries
):
    for number in range(count):
        subscribe(f"n{number}@example.org")
    url = reverse("newsletter_subscribers_results")
    manager_client.get(url)

    with django_assert_max_num_queries(12):
        manager_client.get(url)


def test_an_export_runs_no_formula(subscribe, manager_client):
    subscribe("=cmd@example.org")
    subscribe("+33@example.org")

    answer = manager_client.get(reverse("newsletter_subscribers"), {"export": "csv"})

    rows = list(csv.reader(io.StringIO(answer.getvalue().decode())))
    assert sorted(row[0] for row in rows[1:]) == ["'+33@example.org", "'=cmd@example.org"]


def test_the_menu_leads_to_the_subscribers_who_may_see_them(
    newsletter_manager, editor, as_user, home
):
    url = reverse("newsletter_subscribers")

    assert url in as_user(newsletter_manager).get("/admin/").content.decode()
    assert url not in as_user(editor).get("/admin/").content.decode()


def test_an_issue_is_created_in_the_editor(newsletter, manager_client, video):
    url = reverse("wagtailadmin_pages:add", args=["newsletter", "issuepage", newsletter.pk])

    answer = manager_client.post(
        url,
        {
            "title": "Numéro un",
            "slug": "numero-un",
            "summary": "",
            "image": "",
            "image_alt": "",
            "social_image": "",
            "seo_title": "",
            "search_description": "",
            "introduction-count": "0",
            "items-TOTAL_FORMS": "1",
            "items-INITIAL_FORMS": "0",
            "items-MIN_NUM_FORMS": "0",
            "items-MAX_NUM_FORMS": "1000",
            "items-0-page": str(video.pk),
            "items-0-ORDER": "1",
            "items-0-DELETE": "",
            "items-0-id": "",
            "action-publish": "1",
        },
    )

    assert answer.status_code == 302
    issue = NewsletterPage.objects.get().get_children().get().specific
    assert issue.live
    assert issue.carried_pages() == [video]
