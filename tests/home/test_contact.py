"""Writing to the team: stored, sent once, copied, forgotten; by people, not by robots."""

from datetime import timedelta

import pytest
from django.core import mail, signing
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from community.models import ContactSubject
from home import contact
from home.account import delete_account
from home.export_contents import facts
from home.models import ContactMessage, StandardPage

pytestmark = pytest.mark.django_db

TYPED = {"name": "Léa", "email": "lea@ac-lille.fr", "words": "Bonjour <b>à tous</b>, une idée."}


@pytest.fixture
def old_stamp(monkeypatch):
    """What the page's hidden field holds once somebody has taken the time to write."""
    then = timezone.now().timestamp() - 60
    with monkeypatch.context() as patch:
        patch.setattr("time.time", lambda: then)
        return signing.TimestampSigner(salt="editorial.forms").sign("")


@pytest.fixture
def send(client, old_stamp):
    def send(headers=None, **changes):
        return client.post("/contact/", TYPED | {"opened": old_stamp} | changes, headers=headers)

    return send


def written(community, **changes) -> ContactMessage:
    values = {"name": "Léa", "email": "lea@ac-lille.fr", "words": "Bonjour"} | changes
    return contact.write(community=community, subject=None, **values)


def test_the_form_stands_under_the_text_of_the_team(client, home):
    page = client.get("/contact/").content.decode()

    assert "vous lit et vous répond" in page
    assert page.index("vous lit") < page.index('name="words"')
    assert "csrfmiddlewaretoken" not in page


def test_the_form_is_there_without_a_text_of_the_team(client, home):
    StandardPage.objects.child_of(home).filter(slug="contact").get().unpublish()

    response = client.get("/contact/")

    assert response.status_code == 200
    assert "vous lit" not in response.content.decode()
    assert 'name="words"' in response.content.decode()


def test_a_message_is_kept_then_leaves_to_the_team_and_in_copy(send, community):
    response = send()

    assert response.url == reverse("contact_sent")
    message = ContactMessage.objects.get()
    assert (message.address, message.sent_at) == ("equipe@classe.example.org", None)
    assert mail.outbox == []
    assert ProcrastinateJob.objects.filter(task_name=contact.TASK).count() == 1

    contact.send(message.pk)
    contact.send(message.pk)

    team, copy = mail.outbox
    assert (team.to, team.reply_to) == (["equipe@classe.example.org"], ["lea@ac-lille.fr"])
    assert (copy.to, copy.reply_to) == (["lea@ac-lille.fr"], ["equipe@classe.example.org"])
    assert "Bonjour <b>à tous</b>, une idée." in team.body
    assert "&lt;b&gt;" in team.alternatives[0][0]


def test_each_subject_has_its_address(send, client, community):
    ContactSubject.objects.create(community=community, label="Presse", address="presse@c.org")
    technical = ContactSubject.objects.create(
        community=community, label="Technique", address="aide@c.org", sort_order=1
    )

    without = send()
    chosen = send(subject=technical.pk)

    assert without.status_code == 422
    assert "Léa" in without.content.decode()
    assert chosen.status_code == 302
    message = ContactMessage.objects.get()
    assert (message.subject, message.address) == ("Technique", "aide@c.org")


def test_another_community_s_subject_is_refused(send, community, other_community):
    ContactSubject.objects.create(community=community, label="Presse", address="presse@c.org")
    theirs = ContactSubject.objects.create(
        community=other_community, label="Autre", address="autre@c.org"
    )

    assert send(subject=theirs.pk).status_code == 422
    assert not ContactMessage.objects.exists()


def test_an_error_keeps_all_that_was_typed(send):
    response = send(email="lea@")

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="Léa"' in page
    assert 'value="lea@"' in page
    assert "Bonjour &lt;b&gt;à tous&lt;/b&gt;, une idée." in page
    assert 'id="id_email_error"' in page


def test_a_robot_is_answered_like_a_person_and_nothing_is_kept(send, client):
    trapped = send(website="https://spam.example")
    too_fast = send(opened=signing.TimestampSigner(salt="editorial.forms").sign(""))
    forged = send(opened="forged")

    assert {each.url for each in (trapped, too_fast, forged)} == {reverse("contact_sent")}
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize(
    ("headers", "is_kept"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "https://elsewhere.example"}, False),
        ({"Origin": "null"}, False),
    ],
)
def test_a_form_sent_from_another_site_must_be_sent_by_hand(send, headers, is_kept):
    response = send(headers=headers)

    assert ContactMessage.objects.exists() == is_kept
    if not is_kept:
        assert response.status_code == 200
        assert "une idée." in response.content.decode()


def test_one_mailbox_is_not_flooded_with_copies(send):
    statuses = [send().status_code for _attempt in range(6)]
    kept = send(email="autre@ac-lille.fr").status_code

    assert statuses == [302] * 5 + [429]
    assert kept == 302
    assert ContactMessage.objects.count() == 6


def test_what_was_typed_is_shown_again_to_who_writes_too_much(send):
    for _attempt in range(5):
        send()

    assert "une idée." in send().content.decode()


def test_a_community_that_nobody_can_write_to_says_so(client, send, community):
    community.contact_address = ""
    community.save()

    assert 'name="words"' not in client.get("/contact/").content.decode()
    assert send().status_code == 422


def test_a_copy_that_fails_does_not_send_to_the_team_twice(community, monkeypatch):
    message = written(community, email="refused@ac-lille.fr")
    send_message = mail.EmailMultiAlternatives.send

    def refuse(self, *args, **kwargs):
        if self.to == ["refused@ac-lille.fr"]:
            raise ConnectionRefusedError
        return send_message(self, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(mail.EmailMultiAlternatives, "send", refuse)
        with pytest.raises(ConnectionRefusedError):
            contact.send(message.pk)
    contact.send(message.pk)

    assert [each.to for each in mail.outbox] == [
        ["equipe@classe.example.org"],
        ["refused@ac-lille.fr"],
    ]


@pytest.mark.parametrize(("days", "is_kept"), [(29, True), (31, False)])
def test_messages_are_erased_after_thirty_days(community, days, is_kept):
    message = written(community)
    then = timezone.now() - timedelta(days=days)
    ContactMessage.objects.update(created_at=then, sent_at=then)

    contact.forget()

    assert ContactMessage.objects.filter(pk=message.pk).exists() == is_kept


def test_the_team_sees_the_messages_that_have_not_left_and_sends_them_again(
    as_user, editor, community
):
    message = written(community)
    ContactMessage.objects.update(created_at=timezone.now() - timedelta(hours=1))
    client = as_user(editor)

    dashboard = client.get(reverse("wagtailadmin_home")).content.decode()
    assert f"{reverse('contact_messages:index')}?state=stuck" in dashboard
    listed = client.get(reverse("contact_messages:index"), {"state": "stuck"}).content.decode()
    assert reverse("contact_messages:read", args=[message.pk]) in listed
    assert (
        "Bonjour"
        in client.get(reverse("contact_messages:read", args=[message.pk])).content.decode()
    )
    before = ProcrastinateJob.objects.count()
    client.post(reverse("contact_messages:send_again", args=[message.pk]))

    assert ProcrastinateJob.objects.count() == before + 1


def test_another_community_s_messages_do_not_exist(as_user, other_editor, community):
    message = written(community)
    client = as_user(other_editor)

    assert client.get(reverse("contact_messages:read", args=[message.pk])).status_code == 404
    assert client.post(reverse("contact_messages:send_again", args=[message.pk])).status_code == 404
    listed = client.get(reverse("contact_messages:index")).content.decode()
    assert reverse("contact_messages:read", args=[message.pk]) not in listed


def test_the_portal_s_own_host_has_no_contact_form(client, directory):
    assert client.get("/contact/", headers={"host": "localhost"}).status_code == 404


def test_the_newsletter_form_of_another_site_is_not_obeyed(client, home, old_stamp):
    values = {"email": "lea@ac-lille.fr", "consent": "on", "opened": old_stamp}
    url = reverse("newsletter_subscribe")

    elsewhere = client.post(url, values, headers={"Sec-Fetch-Site": "cross-site"})
    ours = client.post(url, values, headers={"Sec-Fetch-Site": "same-origin"})

    assert elsewhere.status_code == 200
    assert 'value="lea@ac-lille.fr"' in elsewhere.content.decode()
    assert ours.url == reverse("newsletter_subscription_sent")


def test_a_member_takes_away_their_messages_and_leaves_none_behind(teacher, community):
    written(community, email="LEA@ac-lille.fr", words="Une idée")
    written(community, email="autre@ac-lille.fr")

    messages = facts(teacher, [])["contact_messages"]
    delete_account(user=teacher, fate="withdraw", stop_newsletters=False, community=community)

    assert [each["words"] for each in messages] == ["Une idée"]
    assert [each.email for each in ContactMessage.objects.all()] == ["autre@ac-lille.fr"]
