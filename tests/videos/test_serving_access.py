"""Every address of a media, for every person, in every situation of its page."""

from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.utils import timezone
from wagtail.models import PageViewRestriction

from tests.factories import VideoMediaFactory, VideoPageFactory
from tests.videos.files import fill, watched_addresses
from videos import review_links
from videos.models import VideoMedia

pytestmark = pytest.mark.django_db

PEOPLE = [
    "visitor",
    "author",
    "other_member",
    "editor",
    "other_editor",
    "administrator",
    "review_link",
    "expired_review_link",
    "review_link_of_another_media",
]
TEAM = {"author", "editor", "administrator"}

# Who may watch, download and have the original, by what became of the page.
SITUATIONS = {
    "draft": (TEAM | {"review_link"}, TEAM),
    "published": (set(PEOPLE), set(PEOPLE)),
    "unpublished": (TEAM, TEAM),
    "expired": (TEAM, TEAM),
    "for_members": (
        TEAM | {"other_member", "other_editor", "review_link"},
        TEAM | {"other_member", "other_editor"},
    ),
    "deleted": (TEAM, TEAM),
}


@pytest.fixture
def page(video_index, teacher, community):
    media = fill(VideoMediaFactory(uploaded_by_user=teacher, collection=community.media_collection))
    return VideoPageFactory(
        parent=video_index, media=media, live=False, first_published_at=None, title="La dictée"
    )


@pytest.fixture
def tokens(page, video_index):
    """Review links as they were made while the page was a draft."""
    signer = Signer(salt="videos.review_link", sep=".")
    hour_ago = (timezone.now() - timedelta(hours=1)).timestamp()
    long_ago = (timezone.now() - review_links.LIFETIME).timestamp() - 1
    other = VideoPageFactory(parent=video_index, live=False)
    return {
        "review_link": signer.sign_object([page.media.uuid.hex, page.pk, hour_ago]),
        "expired_review_link": signer.sign_object([page.media.uuid.hex, page.pk, long_ago]),
        "review_link_of_another_media": review_links.token_for(other),
    }


def bring(page, situation: str) -> None:
    """Make of a draft what the situation says, as the team would."""
    if situation != "draft":
        page.save_revision().publish()
        page.refresh_from_db()
    if situation == "unpublished":
        page.unpublish()
    elif situation == "expired":
        page.expire_at = timezone.now() - timedelta(seconds=1)
        page.save()
    elif situation == "for_members":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif situation == "deleted":
        page.delete()


@pytest.fixture
def status_of(client, tokens, teacher, editor, other_editor, administrator, django_user_model):
    accounts = {
        "author": teacher,
        "editor": editor,
        "other_editor": other_editor,
        "administrator": administrator,
        "other_member": django_user_model.objects.create_user("autre@ac-lille.fr"),
    }

    def ask(person: str, address: str) -> int:
        client.logout()
        if person in accounts:
            backend = "django.contrib.auth.backends.ModelBackend"
            client.force_login(accounts[person], backend=backend)
        query = {review_links.KEY: tokens[person]} if person in tokens else {}
        response = client.get(address, query)
        if response.status_code == 200:
            public = response["Cache-Control"] == "no-cache"
            assert public or response["Cache-Control"] == "private, no-store"
            assert response["X-Content-Type-Options"] == "nosniff"
        return response.status_code

    return ask


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_files_open_to_those_who_may_watch_and_are_unknown_to_the_others(
    page, status_of, situation
):
    media = page.media
    watchers, owners_of_a_copy = SITUATIONS[situation]
    bring(page, situation)

    for person in PEOPLE:
        watched = {status_of(person, address) for address in watched_addresses(media)}
        assert watched == {200 if person in watchers else 404}, person
        copied = status_of(person, media.download_url)
        assert copied == (200 if person in owners_of_a_copy else 404), person
        original = status_of(person, media.original_url)
        assert original == (200 if person in TEAM else 404), person


def test_nothing_tells_a_draft_from_what_does_not_exist(client, page):
    unknown = VideoMedia()

    for ours, nothing in zip(
        [page.media.url, page.media.download_url, page.media.original_url],
        [unknown.url, unknown.download_url, unknown.original_url],
        strict=True,
    ):
        refused, missing = client.get(ours), client.get(nothing)
        assert (refused.status_code, missing.status_code) == (404, 404)
        assert refused.headers.get("Cache-Control") == missing.headers.get("Cache-Control")
        assert len(refused.content) - len(ours) == len(missing.content) - len(nothing)


def test_only_a_published_file_may_be_kept_by_caches(client, page, as_user, editor):
    assert as_user(editor).get(page.media.url)["Cache-Control"] == "private, no-store"

    page.save_revision().publish()
    client.logout()

    assert client.get(page.media.url)["Cache-Control"] == "no-cache"


def test_a_copy_in_a_cache_is_not_confirmed_once_the_page_is_withdrawn(client, page):
    page.save_revision().publish()
    etag = client.get(page.media.url)["ETag"]
    assert client.get(page.media.url, headers={"if-none-match": etag}).status_code == 304

    page.refresh_from_db()
    page.unpublish()

    assert client.get(page.media.url, headers={"if-none-match": etag}).status_code == 404


def test_members_see_the_video_of_a_page_that_only_some_may_read(as_user, page, editor, teacher):
    page.save_revision().publish()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.add(editor.groups.get())
    page.media.uploaded_by_user = None
    page.media.save()

    assert as_user(editor).get(page.media.url).status_code == 200
    assert as_user(teacher).get(page.media.url).status_code == 404


def test_a_restriction_above_the_page_counts_and_one_beside_it_does_not(client, page, home):
    page.save_revision().publish()
    beside = VideoPageFactory(parent=page.get_parent())
    PageViewRestriction.objects.create(page=beside, restriction_type="login")
    assert client.get(page.media.url).status_code == 200

    PageViewRestriction.objects.create(page=home, restriction_type="login")

    assert client.get(page.media.url).status_code == 404


def test_a_media_of_two_pages_is_public_while_one_of_them_is(client, page):
    page.save_revision().publish()
    other = VideoPageFactory(parent=page.get_parent(), media=page.media)

    page.refresh_from_db()
    page.unpublish()
    assert client.get(page.media.url).status_code == 200
    other.unpublish()
    assert client.get(page.media.url).status_code == 404


def test_a_file_that_storage_lost_is_not_found(client, page):
    page.save_revision().publish()
    page.media.playable().file.storage.delete(page.media.playable().file.name)

    assert client.get(page.media.url).status_code == 404


def test_a_public_range_costs_one_query(client, page, django_assert_num_queries):
    page.save_revision().publish()

    for asked in ("bytes=0-1", "bytes=5-"):
        with django_assert_num_queries(1):
            assert client.get(page.media.url, headers={"range": asked}).status_code == 206
