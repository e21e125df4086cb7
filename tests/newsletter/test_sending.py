import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.models import PageLogEntry

from newsletter.models import Delivery, Sending, SubscriberState
from newsletter.outcomes import Verdict
from newsletter.sending import AlreadySent, CannotBeSent, send_issue, send_test
from tests.factories import IssuePageFactory, VideoPageFactory


def test_sending_freezes_the_audience_and_queues_the_work_once(sent, administrator):
    audience = sent.deliveries.values_list("subscriber__email", flat=True)

    assert sorted(audience) == ["alba@example.org", "bruno@example.org", "chloe@example.org"]
    jobs = ProcrastinateJob.objects.values_list("task_name", "args")
    assert list(jobs) == [("newsletter.tasks.deliver", {"sending_id": sent.pk})]
    assert PageLogEntry.objects.filter(action="newsletter.send").count() == 1


def test_only_the_confirmed_subscribers_of_the_community_are_written_to(
    issue, subscribe, other_community
):
    wanted = subscribe("oui@example.org")
    subscribe("attend@example.org", state=SubscriberState.PENDING)
    subscribe("partie@example.org", state=SubscriberState.UNSUBSCRIBED)
    subscribe("ailleurs@example.org", community=other_community)

    send_issue(issue, by=None)

    assert [delivery.subscriber for delivery in Delivery.objects.all()] == [wanted]


def test_an_issue_never_leaves_twice(sent, subscribe):
    subscribe("venue-depuis@example.org")

    with pytest.raises(AlreadySent):
        send_issue(sent.issue, by=None)

    assert Delivery.objects.count() == 3


def test_a_draft_is_not_sent(newsletter, subscribe):
    subscribe("lea@example.org")
    issue = IssuePageFactory(parent=newsletter, live=False)

    with pytest.raises(CannotBeSent):
        send_issue(issue, by=None)

    assert not Sending.objects.exists()


def test_a_page_that_readers_cannot_reach_stops_the_sending_and_is_named(
    issue, video_index, carry, subscribe
):
    subscribe("lea@example.org")
    carry(issue, VideoPageFactory(parent=video_index, live=False, title="Encore un brouillon"))

    with pytest.raises(CannotBeSent) as refusal:
        send_issue(issue, by=None)

    [reason] = refusal.value.reasons
    assert "Encore un brouillon" in reason


def test_an_issue_without_subscribers_waits(issue):
    with pytest.raises(CannotBeSent):
        send_issue(issue, by=None)


def test_what_leaves_is_the_published_version(issue, subscribe):
    subscribe("lea@example.org")
    issue.title = "Un titre pas encore publié"
    issue.save_revision()

    sending = send_issue(issue, by=None)

    assert sending.subject == "Le numéro de mars & d’avril"
    assert "pas encore publié" not in sending.html


def test_a_test_goes_to_one_address_draft_included(issue, mailoutbox, html_of):
    issue.title = "Un brouillon"

    outcome = send_test(issue, to="nour@example.org")

    [message] = mailoutbox
    assert outcome.verdict == Verdict.SENT
    assert message.to == ["nour@example.org"]
    assert message.subject == "[Test] Un brouillon"
    assert "List-Unsubscribe" not in message.extra_headers
    assert 'href="http://testserver/infolettre/"' in html_of(message)
    assert "La dictée négociée" in message.body
    assert not Sending.objects.exists()


def test_the_sender_is_the_communitys(sent):
    assert sent.sender == "Classe à 12 <bonjour@classe.example.org>"
    assert sent.reply_to == "equipe@classe.example.org"
