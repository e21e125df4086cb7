"""Withdrawn: nothing of a video is left, anywhere, within the work of one job."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from PIL import Image as PILImage
from procrastinate.contrib.django.models import ProcrastinateJob
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model
from wagtail.models import Page, PageLogEntry, Revision

from search.models import SearchEntry
from tests.factories import CollectionPageFactory, VideoMediaFactory, VideoPageFactory
from tests.videos.documents import pdf
from tests.videos.steps import decide, prepared, sent
from videos import conversation, preparation, review_links, submissions, tasks
from videos.models import (
    Attachment,
    CollectionVideo,
    DailyViews,
    ReviewNote,
    RightsEntry,
    RightsProof,
    TakedownRequest,
    Thanks,
    TryOut,
    Upload,
    VideoMedia,
    VideoPage,
    VideoSubmission,
    WithdrawnVideo,
)
from videos.models.media import MediaState, private_storage
from videos.models.rights import RightsEvent, TakedownState
from videos.models.submissions import SubmissionState
from videos.rights import erasure, takedowns
from videos.rights.withdrawal import AlreadyWithdrawn, withdraw

pytestmark = pytest.mark.django_db

# Words that only this video holds: none may be found anywhere afterwards.
TITLE = "Tambourine sous la pluie"
WORDS = "Une ribambelle de grenouilles"
SPEECH = "WEBVTT\n\n00:00.000 --> 00:02.000\nHirondelle turquoise\n"
SECRETS = ("ambourin", "ribambelle", "irondelle", "Zéphyrine")


@pytest.fixture(autouse=True)
def storage_of_this_test():
    """No file of an earlier test: what is found at the end was left by this one."""
    for path in private_files():
        path.unlink()


def private_files() -> list[Path]:
    return [path for path in Path(settings.PRIVATE_MEDIA_ROOT).rglob("*") if path.is_file()]


def picture_named(name: str):
    content = io.BytesIO()
    PILImage.new("RGB", (4, 3)).save(content, "PNG")
    file = ContentFile(content.getvalue(), name)
    return get_image_model().objects.create(title=TITLE, file=file)


@pytest.fixture
def video(teacher, editor, community, video_index, home):
    """A public video that has left its mark everywhere that a video can."""
    submission = sent(teacher, community)
    VideoSubmission.objects.filter(pk=submission.pk).update(
        title=TITLE, description=WORDS, credit="Zéphyrine", captions=SPEECH, sheet_aim=WORDS
    )
    submission.refresh_from_db()
    VideoMedia.objects.filter(pk=submission.media_id).update(captions=SPEECH, title=TITLE)
    prepared(submission)
    decide(submission, editor, "approve")
    page = submission.page
    old = page.media
    # Another file replaced the first one, which a revision still names; a third one is on its way.
    page.media = VideoMediaFactory(title=TITLE, captions=SPEECH, collection=old.collection)
    page.image, page.summary = picture_named("tambourin.png"), WORDS
    page.save_revision(user=editor).publish(user=editor, skip_permission_checks=True)
    submission.media = page.media
    submission.save()
    upload = Upload.objects.create(
        submission=submission,
        owner=teacher,
        length=9,
        expires_at="2099-01-01T00:00Z",
        file_name="zephyrine.mp4",
    )
    from videos.uploads import pieces

    pieces.create(upload.pk)
    for model, extra in ((Attachment, {"title": TITLE, "kind": "pdf"}), (RightsProof, {})):
        made = model(submission=submission, name="a.pdf", size=1, content_type="application/pdf")
        for name, value in (extra | ({"sha256": "0"} if model is RightsProof else {})).items():
            setattr(made, name, value)
        made.file.save("a.pdf", ContentFile(b"%PDF-"))
    conversation.write(
        page=page,
        author=editor,
        signature="Zéphyrine",
        text=WORDS,
        file=SimpleUploadedFile("fiche.pdf", pdf()),
    )
    ReviewNote.objects.create(submission=submission, text=WORDS)
    DailyViews.objects.create(page=page, day="2026-11-01", count=3)
    Thanks.objects.create(page=page, user=editor)
    TryOut.objects.create(page=page, user=editor, words=WORDS)
    Redirect.objects.create(old_path="/videos/ancien-tambourin", redirect_page=page)
    collection = CollectionPageFactory(parent=home.get_children().get(slug="collections"))
    CollectionVideo.objects.create(collection=collection, video=page)
    return VideoPage.objects.get(pk=page.pk)


def withdrawn(page, teacher) -> RightsEntry:
    entry = withdraw(page=page, by=teacher, why="author")
    tasks.erase_withdrawn(entry_id=entry.pk)
    return entry


def addresses(page) -> list[str]:
    media = page.media
    found = [media.url, media.poster_url, media.card_url, media.captions_url, media.download_url]
    found += [media.original_url, media.storyboard_url, media.poster_webp_url]
    found += [source.url for source in media.sources()]
    return found


def test_nothing_of_it_is_found_anywhere_after_one_job(video, teacher, editor, client, as_user):
    submission = video.submission
    dead = addresses(video)
    past = VideoMedia.objects.exclude(pk=video.media_id).get(submissions=None, pages=None)
    dead += [past.url, past.captions_url]
    link = reverse("review_link", args=[review_links.token_for(video)])
    attachment = submission.attachments.get()
    revision = video.latest_revision_id
    before = client.get(video.url)
    assert (before.status_code, TITLE in before.content.decode()) == (200, True)
    assert client.get(video.media.url).status_code == 200
    assert private_files() and default_storage.exists(video.image.file.name)
    picture = video.image.file.name

    withdrawn(video, teacher)

    # Its own addresses say that it is gone for good.
    for address in [video.url, "/videos/ancien-tambourin/", link, *dead]:
        assert client.get(address).status_code == 410, address
    # No list nor page of the site names it any more; the search has a test of its own.
    lists = ["/", "/videos/", "/collections/", "/sitemap.xml"]
    for address in [*lists, *(page.url for page in Page.objects.live().public() if page.url)]:
        body = client.get(address).content.decode()
        assert not any(secret in body for secret in SECRETS), address
        assert str(video.media.uuid) not in body, address
    assert client.get(f"/preuves/{attachment.uuid}/").status_code == 404
    # Nor the admin, nor an old version.
    admin = as_user(editor)
    for address in (
        f"/admin/pages/{video.pk}/edit/preview/",
        f"/admin/pages/{video.pk}/history/",
        f"/admin/pages/{video.pk}/revisions/{revision}/view/",
        reverse("preparations:inspect", args=[video.media_id]),
    ):
        assert admin.get(address).status_code in {404, 410}, address
    # Nor storage, private or public.
    assert private_files() == []
    assert not default_storage.exists(picture)
    # Nor any row of the database but the register's, which keeps the title, and the addresses
    # that answer 410.
    assert rows_that_hold(SECRETS) == {"videos_rightsentry", "videos_withdrawnvideo"}


def rows_that_hold(words) -> set[str]:
    """The tables in which a row, written out whole, holds one of these words."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            pattern = "|".join(words)
            cursor.execute(f'SELECT 1 FROM "{table}" AS t WHERE t::text ~* %s LIMIT 1', [pattern])
            if cursor.fetchone():
                found.add(table)
    return found


def test_the_search_finds_it_no_more(video, teacher, client):
    assert SearchEntry.objects.filter(page=video.pk).exists()
    assert list(client.get("/recherche/?q=grenouilles").context["results"]) != []

    withdrawn(video, teacher)

    for words in ("tambourine", "grenouilles", "hirondelle"):
        assert list(client.get(f"/recherche/?q={words}").context["results"]) == []


def test_its_rows_go_with_it(video, teacher):
    withdrawn(video, teacher)

    for model in (Attachment, RightsProof, ReviewNote, Upload, DailyViews, Thanks, TryOut):
        assert not model.objects.exists(), model
    assert not VideoMedia.objects.exists() and not CollectionVideo.objects.exists()
    assert not Revision.objects.filter(object_id=str(video.pk)).exists()
    assert not get_image_model().objects.exists()


def test_the_author_still_sees_that_there_was_one_and_no_word_of_it(video, teacher):
    submission = video.submission

    withdrawn(video, teacher)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.WITHDRAWN
    assert (submission.description, submission.credit, submission.media) == ("", "", None)
    assert submission.people_shown == "" and submission.rights_declared_at is None


def test_the_register_keeps_its_title_who_why_and_that_it_is_erased(video, teacher):
    entry = withdrawn(video, teacher)

    kept = RightsEntry.objects.filter(page_number=video.pk)
    assert [line.event for line in kept][-2:] == ["consent_withdrawn", "erased"]
    assert (entry.title, entry.actor, entry.data["why"]) == (TITLE, teacher.email, "author")


def test_the_admin_s_journal_keeps_no_title(video, teacher):
    withdrawn(video, teacher)

    labels = set(PageLogEntry.objects.filter(page_id=video.pk).values_list("label", flat=True))
    assert len(labels) == 1 and TITLE not in labels


def test_the_author_is_told(video, teacher, mailoutbox):
    entry = withdraw(page=video, by=teacher, why="author")
    tasks.send_rights_message(kind="video_withdrawn", number=entry.pk)

    assert mailoutbox[-1].to == [teacher.email]
    assert TITLE in mailoutbox[-1].subject


def test_a_proposal_never_sent_is_withdrawn_as_well(teacher, community):
    submission = sent(teacher, community)
    media = submission.media

    entry = withdraw(submission=submission, by=teacher, why="author")
    tasks.erase_withdrawn(entry_id=entry.pk)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.WITHDRAWN
    assert not VideoMedia.objects.filter(pk=media.pk).exists()
    assert private_files() == []


def test_a_draft_without_a_file_is_withdrawn_as_well(teacher, community):
    draft = submissions.create_draft(owner=teacher, community=community)

    entry = withdraw(submission=draft, by=teacher, why="author")
    tasks.erase_withdrawn(entry_id=entry.pk)

    assert RightsEntry.objects.filter(event=RightsEvent.ERASED).exists()


def test_a_page_that_the_team_made_is_withdrawn_as_well(published_video, editor, client):
    entry = withdraw(page=published_video, by=editor, why="team")
    tasks.erase_withdrawn(entry_id=entry.pk)

    assert client.get(published_video.url).status_code == 410
    assert private_files() == []


def test_another_page_of_the_same_film_goes_too(published_video, video_index, editor, client):
    twin = VideoPageFactory(parent=video_index, media=published_video.media)

    withdraw(page=published_video, by=editor, why="team")

    assert client.get(twin.url).status_code == 410
    assert WithdrawnVideo.objects.count() == 2


def test_other_videos_stay(published_video, video_index, editor, client):
    other = VideoPageFactory(parent=video_index)

    entry = withdraw(page=published_video, by=editor, why="team")
    tasks.erase_withdrawn(entry_id=entry.pk)

    assert client.get(other.url).status_code == 200
    assert client.get(other.media.url).status_code == 200


def test_a_new_video_may_take_the_address_of_a_withdrawn_one(
    published_video, video_index, editor, client
):
    slug = published_video.slug
    withdraw(page=published_video, by=editor, why="team")

    VideoPageFactory(parent=video_index, slug=slug)

    assert client.get(f"/videos/{slug}/").status_code == 200


def test_a_picture_that_the_team_uses_elsewhere_stays(video, teacher, home):
    home.image = video.image
    home.save()

    withdrawn(video, teacher)

    assert get_image_model().objects.count() == 1
    assert default_storage.exists(home.image.file.name)


def test_it_is_withdrawn_once(video, teacher):
    submission = video.submission
    withdraw(page=video, by=teacher, why="author")

    with pytest.raises(AlreadyWithdrawn):
        withdraw(submission=submission, by=teacher, why="author")
    with pytest.raises(AlreadyWithdrawn):
        withdraw(page=video, by=teacher, why="author")


def test_its_author_cannot_send_it_again(video, teacher):
    submission = video.submission
    withdraw(page=video, by=teacher, why="author")

    with pytest.raises(submissions.NotEditable):
        submissions.send(submission)
    with pytest.raises(submissions.NotEditable):
        submissions.autosave(submission, values={"title": "Encore"})


# -- When storage fails, when a run is killed ------------------------------------------------------


def test_a_storage_that_refuses_is_tried_again_and_never_said_done(video, teacher, as_user, editor):
    entry = withdraw(page=video, by=teacher, why="author")
    with pytest.raises(erasure.NotErasedYet):
        _erase_with_a_refusing_storage(entry)

    assert entry in RightsEntry.objects.to_erase()
    assert TITLE in as_user(editor).get(reverse("rights_register:index")).content.decode()
    tasks.erase_withdrawn(entry_id=entry.pk)
    assert private_files() == [] and entry not in RightsEntry.objects.to_erase()


def _erase_with_a_refusing_storage(entry):
    """Storage says no, as a disk remounted read-only does."""
    storage = private_storage()
    delete = storage.delete

    def refuse(name):
        raise PermissionError(name)

    storage.delete = refuse
    try:
        tasks.erase_withdrawn(entry_id=entry.pk)
    finally:
        storage.delete = delete


def test_an_erasure_killed_half_way_is_ended_by_the_next_run(video, teacher):
    entry = withdraw(page=video, by=teacher, why="author")
    private_storage().delete(entry.data["files"][0])  # what the dead run had time for

    ProcrastinateJob.objects.all().delete()  # and its job is lost
    assert erasure.resume_forgotten() == 1
    assert erasure.resume_forgotten() == 0
    job = ProcrastinateJob.objects.get(task_name=erasure.TASK)
    tasks.erase_withdrawn(**job.args)
    tasks.erase_withdrawn(**job.args)

    assert private_files() == []
    assert RightsEntry.objects.filter(event=RightsEvent.ERASED).count() == 1


def test_a_preparation_under_way_stops_and_leaves_nothing(teacher, community):
    submission = sent(teacher, community)
    run = preparation._claim(submission.media_id)
    folder = run.media.new_folder()
    private_storage().save(f"{folder}/video.mp4", ContentFile(b"half"))

    entry = withdraw(submission=submission, by=teacher, why="author")

    with pytest.raises(preparation.LeaseLost):
        run.enter(MediaState.PROCESSING)
    tasks.erase_withdrawn(entry_id=entry.pk)
    assert private_files() == []


def test_it_is_not_said_done_while_a_preparation_may_still_write(teacher, community):
    submission = sent(teacher, community)
    entry = withdraw(submission=submission, by=teacher, why="author")
    jobs = ProcrastinateJob.objects.filter(task_name=preparation.TASK)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")

    with pytest.raises(erasure.NotErasedYet):
        tasks.erase_withdrawn(entry_id=entry.pk)

    assert jobs.exists() and not RightsEntry.objects.filter(event=RightsEvent.ERASED).exists()


def test_the_team_withdraws_from_the_admin_in_two_steps(video, as_user, editor):
    client = as_user(editor)
    address = reverse("rights_register:withdraw", args=[video.pk])
    assert client.get(address).status_code == 200
    assert VideoPage.objects.filter(pk=video.pk).exists()

    client.post(address)

    assert not VideoPage.objects.filter(pk=video.pk).exists()
    assert client.post(address).status_code == 404


def test_another_community_s_team_cannot_withdraw_it(video, as_user, other_editor):
    address = reverse("rights_register:withdraw", args=[video.pk])

    assert as_user(other_editor).post(address).status_code == 404
    assert VideoPage.objects.filter(pk=video.pk).exists()


def test_a_decision_on_a_withdrawn_proposal_changes_nothing(video, teacher, as_user, editor):
    page = video.pk
    withdraw(page=video, by=teacher, why="author")

    client = as_user(editor)
    assert client.get(f"/admin/pages/{page}/edit/").status_code == 410
    answer = client.post(f"/admin/pages/{page}/edit/", {"action-publish": "1"})
    assert answer.status_code == 410
    assert not Page.objects.filter(pk=page).exists()


def test_requests_that_waited_are_answered_by_the_withdrawal(video, teacher):
    request = takedowns.ask(page=video, reason="other")

    withdraw(page=video, by=teacher, why="author")

    request.refresh_from_db()
    assert (request.state, request.page) == (TakedownState.ACCEPTED, None)
    assert TakedownRequest.objects.count() == 1
