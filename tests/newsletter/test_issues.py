import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from newsletter.models import IssuePage, NewsletterPage, Sending
from tests.factories import IssuePageFactory, VideoPageFactory


@pytest.mark.parametrize(
    ("mode", "kind", "expected"),
    [
        ("", "text/html; charset=utf-8", "Dans ce numéro|In this issue"),
        ("message", "text/html; charset=utf-8", 'role="article"'),
        ("text", "text/plain; charset=utf-8", "* La dictée négociée"),
    ],
)
def test_an_issue_is_previewed_as_a_page_a_message_and_a_text(mode, kind, expected, issue):
    answer = issue.make_preview_request(preview_mode=mode)

    assert answer.status_code == 200
    assert answer["Content-Type"] == kind
    assert any(words in answer.content.decode() for words in expected.split("|"))


def test_the_preview_of_a_message_may_carry_its_styles_and_pictures(issue):
    policy = issue.make_preview_request(preview_mode="message")["Content-Security-Policy"]

    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["style-src"] == "'unsafe-inline'"
    assert rules["img-src"] == "*"
    assert rules["script-src"] == "'self'"


def test_a_draft_is_previewed_with_the_pages_just_chosen(issue, video_index, carry):
    draft = issue.get_latest_revision_as_object()
    draft.items = list(draft.items.all())[:1]

    answer = draft.make_preview_request(preview_mode="text")

    assert "La dictée négociée" in answer.content.decode()
    assert "équipe" not in answer.content.decode()


def test_an_issue_shows_published_pages_of_its_community_in_the_editors_order(
    newsletter, video_index, other_community, carry
):
    first = VideoPageFactory(parent=video_index)
    draft = VideoPageFactory(parent=video_index, live=False)
    private = VideoPageFactory(parent=video_index)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    foreign_index = type(video_index).objects.descendant_of(other_community.site.root_page).get()
    foreign = VideoPageFactory(parent=foreign_index)
    second = VideoPageFactory(parent=video_index)
    issue = carry(
        IssuePageFactory(parent=newsletter), second, draft, private, foreign, first, second
    )

    assert issue.carried_pages() == [second, first]
    assert [page.pk for page in issue.left_out_pages()] == [draft.pk, private.pk, foreign.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_an_issue_costs_the_same_whatever_it_carries(
    count, newsletter, video_index, carry, django_assert_num_queries
):
    videos = [VideoPageFactory(parent=video_index) for _ in range(count)]
    issue = carry(IssuePageFactory(parent=newsletter), *videos)
    assert issue.community

    with django_assert_num_queries(5):
        assert issue.carried_pages() == videos


def test_the_archives_list_the_issues_that_left_and_no_others(issue, newsletter, subscribe, client):
    IssuePageFactory(parent=newsletter, title="Pas encore parti")
    Sending.objects.create(issue=issue, community=issue.community)

    page = client.get("/infolettre/archives/")

    assert page.context["issues"].object_list == [issue]


def test_the_archives_are_never_lost_whatever_the_address_says(newsletter, client):
    for query in ["?page=0", "?page=999", "?page=x", "?page="]:
        assert client.get(f"/infolettre/archives/{query}").status_code == 200


def test_the_archive_of_an_issue_holds_nothing_about_its_readers(issue, subscribe, client):
    subscriber = subscribe("lea@ac-lille.fr")
    Sending.objects.create(issue=issue, community=issue.community)

    page = client.get("/infolettre/mars/").content.decode()

    assert "La dictée négociée" in page
    assert subscriber.token not in page
    assert "desinscription" not in page


def test_copying_an_issue_forgets_its_sending(sent):
    copy = sent.issue.copy(update_attrs={"slug": "copie"})

    assert Sending.objects.get().issue == sent.issue
    assert not Sending.objects.filter(issue=copy).exists()
    assert [item.page for item in copy.items.all()] == [
        item.page for item in sent.issue.items.all()
    ]


def test_deleting_an_issue_keeps_the_account_of_what_was_sent(sent):
    IssuePage.objects.get().delete()

    sent.refresh_from_db()
    assert sent.issue is None
    assert sent.deliveries.count() == 3


@pytest.mark.parametrize("slug", ["archives", "desinscription", "abonnement"])
def test_an_issue_cannot_hide_an_address_of_the_newsletter(slug, newsletter):
    with pytest.raises(ValidationError):
        newsletter.add_child(instance=IssuePage(title="Numéro", slug=slug))


def test_the_newsletter_keeps_its_address(home):
    NewsletterPage.objects.all().delete()

    page = home.add_child(instance=NewsletterPage(title="La lettre", slug="lettre"))

    assert page.full_url == "http://testserver/infolettre/"
