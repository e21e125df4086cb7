"""The catalogue says what is public now, whatever made it so."""

import importlib

import pytest
from django.core.management import call_command
from django.db import connection
from wagtail.models import PageViewRestriction

from community.models import Contributor
from community.taxonomy import keywords_for
from tests.factories import VideoMediaFactory, VideoPageFactory
from videos import audience, catalogue
from videos.models import CatalogueEntry

pytestmark = pytest.mark.django_db


def entry_of(page) -> CatalogueEntry | None:
    return CatalogueEntry.objects.filter(page_id=page.pk).first()


def test_a_published_video_is_in_the_catalogue_with_all_that_lists_ask(
    video_index, community, teacher
):
    theme = community.themes.last()
    cp, ce1 = community.levels.all()
    author = Contributor.objects.create(community=community, display_name="Léa", slug="lea")
    page = VideoPageFactory(parent=video_index, theme=theme, contributor=author)
    page.levels = [ce1, cp]
    page.keywords = keywords_for(community, ["jeu"])
    page.media.captions = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nBonjour\n"
    page.media.save()
    page.save()

    entry = entry_of(page)

    assert (entry.community, entry.theme, entry.contributor) == (community, theme, author)
    assert entry.levels == sorted([cp.pk, ce1.pk])
    assert entry.keywords == [page.keywords.get().pk]
    assert entry.published_at == page.first_published_at
    assert (entry.is_captioned, entry.duration, entry.views, entry.thanks) == (True, 83, 0, 0)


def test_a_draft_enters_it_when_it_is_published_and_leaves_it_when_it_is_taken_off(video_index):
    page = VideoPageFactory(parent=video_index, live=False)
    assert entry_of(page) is None

    page.save_revision().publish()
    assert entry_of(page)

    page.refresh_from_db()
    page.unpublish()
    assert entry_of(page) is None


def test_a_draft_of_a_new_version_changes_nothing_of_what_is_public(video_index, community):
    page = VideoPageFactory(parent=video_index)
    before = entry_of(page).theme

    page.theme = community.themes.last()
    page.save_revision()

    assert entry_of(page).theme == before


def test_closing_what_is_above_a_video_takes_it_out_and_opening_it_brings_it_back(video_index):
    page = VideoPageFactory(parent=video_index)

    closed = PageViewRestriction.objects.create(page=video_index, restriction_type="login")
    assert entry_of(page) is None

    closed.delete()
    assert entry_of(page)


def test_a_deleted_video_leaves_the_catalogue_and_the_counts(
    client, video_index, django_capture_on_commit_callbacks
):
    page = VideoPageFactory(parent=video_index)
    assert client.get("/videos/").context["filter"].counts.total == 1

    with django_capture_on_commit_callbacks(execute=True):
        page.delete()

    assert CatalogueEntry.objects.count() == 0
    assert client.get("/videos/").context["filter"].counts.total == 0


def test_a_video_moved_to_another_community_is_counted_there(
    video_index, community, other_community
):
    page = VideoPageFactory(parent=video_index)
    elsewhere = other_community.site.root_page.get_children().get(slug="videos")

    page.move(elsewhere, pos="last-child")

    assert entry_of(page).community == other_community


def test_captions_corrected_without_publishing_are_known(published_video):
    published_video.media.captions = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nBonjour\n"
    published_video.media.save(update_fields=["captions"])

    assert entry_of(published_video).is_captioned

    published_video.media.captions = ""
    published_video.media.save(update_fields=["captions"])

    assert not entry_of(published_video).is_captioned


def test_another_file_changes_its_length(published_video):
    published_video.media = VideoMediaFactory(duration=30)
    published_video.save_revision().publish()

    assert entry_of(published_video).duration == 30


def test_views_and_thanks_are_counted_as_they_come(published_video, teacher):
    audience.count_view(published_video)
    audience.count_view(published_video)
    audience.thank(published_video, by=teacher, thanks=True)
    audience.thank(published_video, by=teacher, thanks=True)
    entry = entry_of(published_video)
    assert (entry.views, entry.thanks) == (2, 1)

    audience.thank(published_video, by=teacher, thanks=False)
    audience.thank(published_video, by=teacher, thanks=False)

    assert entry_of(published_video).thanks == 0


def test_publishing_again_keeps_the_counts(published_video):
    audience.count_view(published_video)

    published_video.save_revision().publish()

    assert entry_of(published_video).views == 1


def test_rebuilding_repairs_everything(video_index, published_video, teacher, capsys):
    audience.count_view(published_video)
    audience.thank(published_video, by=teacher, thanks=True)
    draft = VideoPageFactory(parent=video_index, live=False)
    right = CatalogueEntry.objects.values().get()
    CatalogueEntry.objects.update(views=9, thanks=9, theme=None, duration=1)
    CatalogueEntry.objects.create(
        page=draft, community_id=right["community_id"], published_at=right["published_at"]
    )

    call_command("rebuild_catalogue")

    assert CatalogueEntry.objects.values().get() == right
    assert capsys.readouterr().out == "1 videos in the catalogue.\n"


def test_the_migration_lists_what_was_public_before(video_index, published_video):
    closed = VideoPageFactory(parent=video_index)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    VideoPageFactory(parent=video_index, live=False)
    right = CatalogueEntry.objects.values().get()
    CatalogueEntry.objects.all().delete()
    migration = importlib.import_module("videos.migrations.0005_fill_catalogue")

    with connection.cursor() as cursor:
        cursor.execute(migration.FILL)

    assert CatalogueEntry.objects.values().get() == right


def test_a_row_that_is_out_of_date_shows_nothing_that_is_not_public(client, video_index):
    hidden = VideoPageFactory(parent=video_index, title="Cachée")
    type(hidden).objects.filter(pk=hidden.pk).update(live=False)

    page = client.get("/videos/").content.decode()

    assert entry_of(hidden)
    assert "Cachée" not in page


def test_recording_costs_the_same_for_one_page_and_for_twenty(
    video_index, django_assert_max_num_queries
):
    pages = [VideoPageFactory(parent=video_index).pk for _ in range(20)]

    with django_assert_max_num_queries(6):
        catalogue.record_pages(pages[:1])
    with django_assert_max_num_queries(6):
        catalogue.record_pages(pages)
