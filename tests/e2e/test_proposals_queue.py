"""An editor treats the list of proposals without leaving the keyboard."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from community.models import User
from tests.e2e.conftest import DESK
from tests.e2e.test_main_journey import sign_in_as_staff
from videos import assignment
from videos.models import VideoMedia, VideoSubmission
from videos.models.media import MediaState
from videos.models.submissions import SubmissionState


def waiting(community, author, title, days):
    """A proposal that waits since so many days, with a file but no page."""
    media = VideoMedia.objects.create(
        title=title, collection=community.media_collection, state=MediaState.READY, duration=80
    )
    return VideoSubmission.objects.create(
        owner=author,
        community=community,
        title=title,
        description="Une pratique.",
        theme=community.themes.first(),
        people_shown="nobody",
        state=SubmissionState.IN_REVIEW,
        media=media,
        sent_at=timezone.now() - timedelta(days=days),
        version=1,
    )


def reload(submission):
    submission.refresh_from_db()
    return submission


@pytest.mark.django_db(transaction=True)
def test_the_list_is_treated_from_the_keyboard(live_community, live_editor, new_visit):
    author = User.objects.create_user("lea@ac-lille.fr", first_name="Léa")
    colleague = User.objects.create_user("nour@example.org", first_name="Nour")
    colleague.groups.add(live_community.editors)
    first, second, third = (
        waiting(live_community, author, title, days)
        for title, days in [("La dictée", 9), ("Le calcul", 5), ("Le débat", 1)]
    )
    assignment.take(second, colleague)
    page = new_visit(DESK)
    sign_in_as_staff(page, live_community.root_url, "redaction@example.org")
    page.goto(f"{live_community.root_url}/admin/propositions/?state=in_review")
    row = page.locator("[data-proposal]")
    expect(row).to_have_count(3)

    # Down, take: one comes back to the same row of the same list.
    page.keyboard.press("j")
    page.keyboard.press("t")
    expect(page).to_have_url(re.compile(rf"\?state=in_review#proposal-{first.pk}$"))
    expect(page.locator(f"#proposal-{first.pk}:focus")).to_be_visible()
    assert reload(first).assignee == live_editor

    # Again: released.
    page.keyboard.press("t")
    expect(page.locator(f"#proposal-{first.pk} [formaction$='/prendre/']")).to_be_visible()
    assert reload(first).assignee is None

    # What a colleague has is asked for, and may be left to them.
    page.keyboard.press("j")
    page.keyboard.press("t")
    expect(page.get_by_text("Nour").first).to_be_visible()
    assert reload(second).assignee == colleague
    page.locator("main a.button-secondary").click()
    expect(page.locator(f"#proposal-{second.pk}:focus")).to_be_visible()

    # Nothing happens while one types.
    search = page.locator("input[name=q]").first
    search.fill("")
    search.press_sequentially("xtjk")
    expect(page.locator("[data-tick]:checked")).to_have_count(0)
    search.fill("")
    expect(row).to_have_count(3)

    # Tick two, and give them to oneself.
    page.locator(f"#proposal-{first.pk} [data-tick]").focus()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("k")
    expect(page.locator("[data-ticked]")).to_have_text("2")
    page.locator("button[formaction$='/attribuer/']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("select[name=assignee]")).to_have_value(str(live_editor.pk))
    page.locator("main button[type=submit].button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("2")
    assert [reload(each).assignee for each in (first, second, third)] == [
        live_editor,
        colleague,
        live_editor,
    ]

    # `?` lists the keys; while it is open, they do nothing.
    page.keyboard.press("?")
    keys = page.locator("#keyboard-shortcuts-proposals")
    expect(keys).to_be_visible()
    page.keyboard.press("x")
    expect(page.locator("[data-tick]:checked")).to_have_count(0)
