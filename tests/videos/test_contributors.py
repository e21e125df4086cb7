"""Who is behind a video: a profile that its owner writes, publishes, takes back."""

from io import BytesIO

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from community.models import Contributor, User
from community.portraits import make_portrait
from tests.factories import VideoPageFactory
from tests.videos.steps import decide, prepared, sent

pytestmark = pytest.mark.django_db

PROFILE = reverse("profile")
TYPED = {
    "display_name": "Léa M.",
    "role": "Enseignante en CP",
    "academie": "lille",
    "words": "J’aime <script>alert(1)</script> les dictées.",
}


def picture(kind="JPEG", size=(900, 600), name="moi.jpg", **saved) -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", size, "teal").save(made, kind, **saved)
    return SimpleUploadedFile(name, made.getvalue())


def stored(name: str) -> bool:
    return storages["private"].exists(name)


@pytest.fixture
def own(community, teacher) -> Contributor:
    return Contributor.objects.create(
        community=community, user=teacher, display_name="Léa M.", slug="lea-m", is_public=True
    )


def test_a_profile_is_private_until_it_is_published(client, as_user, teacher, community):
    member = as_user(teacher)
    member.post(PROFILE, TYPED)
    own = Contributor.objects.get()

    assert (own.slug, own.is_public) == ("lea-m", False)
    assert "Enseignante en CP" in member.get(PROFILE).content.decode()
    assert member.get(own.get_absolute_url()).status_code == 404

    member.post(PROFILE, TYPED | {"publish": "1"})
    client.logout()

    page = client.get(own.get_absolute_url())
    assert page.status_code == 200
    assert "Lille" in page.content.decode()
    assert "<script>alert" not in page.content.decode()


def test_saving_a_public_profile_keeps_it_public_and_taking_it_back_hides_it(as_user, own, teacher):
    member = as_user(teacher)
    member.post(PROFILE, TYPED)
    own.refresh_from_db()
    assert own.is_public

    member.post(PROFILE, {"withdraw": "1"})

    assert member.get(own.get_absolute_url()).status_code == 404


def test_the_address_is_made_once(as_user, own, teacher):
    as_user(teacher).post(PROFILE, TYPED | {"display_name": "Léa Martin"})

    own.refresh_from_db()
    assert (own.display_name, own.slug) == ("Léa Martin", "lea-m")


@pytest.mark.parametrize(("name", "begins"), [("Léa M.", "lea-m-"), ("😀", "membre")])
def test_two_people_of_one_name_have_two_addresses(as_user, own, name, begins):
    other = User.objects.create_user("max@ac-lille.fr")

    as_user(other).post(PROFILE, TYPED | {"display_name": name})

    assert other.contributors.get().slug.startswith(begins)


def test_one_profile_per_community(as_user, own, teacher, other_community, client):
    as_user(teacher).post(PROFILE, TYPED, headers={"host": "devoirs-faits.localhost"})

    assert teacher.contributors.count() == 2
    elsewhere = client.get(own.get_absolute_url(), headers={"host": "devoirs-faits.localhost"})
    assert elsewhere.status_code == 404


def test_a_name_is_asked_for_and_an_address_is_not_one(as_user, teacher, community):
    member = as_user(teacher)

    for name in ("", "lea@ac-lille.fr"):
        response = member.post(PROFILE, TYPED | {"display_name": name})
        assert list(response.context["form"].errors) == ["display_name"]
    assert "les dictées." in response.content.decode()
    assert not Contributor.objects.exists()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_a_small_square_without_metadata(as_user, teacher, community, kind):
    exif = Image.Exif()
    exif[0x010E] = "chez moi, 3 rue des Lilas"
    as_user(teacher).post(
        PROFILE, TYPED | {"new_picture": picture(kind, exif=exif, name="moi.exe")}
    )

    own = Contributor.objects.get()
    with own.picture.open() as file:
        content = file.read()
    made = Image.open(BytesIO(content))
    assert (made.format, made.size) == ("WEBP", (400, 400))
    assert b"Lilas" not in content
    assert not made.getexif()


def test_a_picture_is_kept_upright():
    image = Image.new("RGB", (400, 800), "white")
    image.paste("red", (0, 0, 400, 400))  # red above, before the camera was turned
    exif = Image.Exif()
    exif[0x0112] = 3  # turned upside down
    made = BytesIO()
    image.save(made, "JPEG", exif=exif)

    portrait = Image.open(make_portrait(SimpleUploadedFile("a", made.getvalue())))

    assert portrait.getpixel((200, 20))[1] > 200  # white above
    assert portrait.getpixel((200, 380))[1] < 60  # red below


@pytest.mark.parametrize(
    "sent_file",
    [
        SimpleUploadedFile("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        SimpleUploadedFile("a.jpg", b"%PDF-1.4"),
        SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
        picture("GIF", name="a.png"),
        picture("PNG", size=(9000, 5000)),
        SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"\0" * (5 * 1024 * 1024)),
    ],
    ids=["svg", "pdf", "cut short", "gif", "45 megapixels", "too heavy"],
)
def test_what_is_not_an_acceptable_picture_is_refused_in_words(as_user, own, teacher, sent_file):
    sent_file.seek(0)
    response = as_user(teacher).post(PROFILE, TYPED | {"new_picture": sent_file})

    [error] = response.context["form"].errors["new_picture"]
    assert error
    own.refresh_from_db()
    assert not own.picture


def test_another_picture_replaces_the_file_and_it_may_be_removed(
    as_user, own, teacher, django_capture_on_commit_callbacks
):
    member = as_user(teacher)
    with django_capture_on_commit_callbacks(execute=True):
        member.post(PROFILE, TYPED | {"new_picture": picture()})
    own.refresh_from_db()
    first = own.picture.name
    with django_capture_on_commit_callbacks(execute=True):
        member.post(PROFILE, TYPED | {"new_picture": picture()})
    own.refresh_from_db()
    second = own.picture.name
    assert [stored(first), stored(second)] == [False, True]

    with django_capture_on_commit_callbacks(execute=True):
        member.post(PROFILE, TYPED | {"remove_picture": "on"})

    own.refresh_from_db()
    assert not own.picture
    assert not stored(second)


def test_a_private_picture_is_seen_by_its_owner_only(as_user, client, own, teacher):
    as_user(teacher).post(PROFILE, TYPED | {"new_picture": picture()})
    address = reverse("contributor_picture", args=[own.slug])
    public = client.get(address)
    Contributor.objects.update(is_public=False)

    owner = client.get(address)
    client.logout()
    visitor = client.get(address)
    client.force_login(
        User.objects.create_user("max@ac-lille.fr"), "django.contrib.auth.backends.ModelBackend"
    )
    colleague = client.get(address)

    assert [public["Cache-Control"], owner["Cache-Control"]] == ["no-cache", "private, no-store"]
    assert public["Content-Type"] == "image/webp"
    assert [each.status_code for each in (owner, visitor, colleague)] == [200, 404, 404]


def test_a_visitor_signs_in_to_write_a_profile(client, community):
    assert client.get(PROFILE).url == f"/connexion/?next={PROFILE}"


def test_a_video_is_tied_to_the_profile_of_its_author(community, own, teacher, editor, client):
    waiting = prepared(sent(teacher, community))
    assert waiting.page.contributor == own
    decide_to_publish(waiting, editor)

    page = client.get(waiting.page.url).content.decode()
    assert f'href="{own.get_absolute_url()}"' in page
    own.is_public = False
    own.save()

    assert own.get_absolute_url() not in client.get(waiting.page.url).content.decode()


def decide_to_publish(waiting, editor):
    page = waiting.page.get_latest_revision_as_object()
    page.captions_decision, page.audio_description = "no_speech", "not_needed"
    page.audio_description_reason = "Tout est dit."
    page.save_revision()
    waiting.page.refresh_from_db()
    decide(waiting, editor, "approve")


def test_a_profile_made_during_the_review_is_tied_at_publication(
    community, teacher, editor, as_user
):
    waiting = prepared(sent(teacher, community))
    as_user(teacher).post(PROFILE, TYPED)

    decide_to_publish(waiting, editor)

    assert waiting.page.contributor == teacher.contributors.get()


def test_the_page_lists_their_published_videos_only(client, own, video_index, other_community):
    shown = VideoPageFactory(parent=video_index, contributor=own, title="La dictée négociée")
    VideoPageFactory(parent=video_index, contributor=own, live=False)
    VideoPageFactory(parent=video_index)

    page = client.get(own.get_absolute_url())

    assert [video.pk for video in page.context["videos"]] == [shown.pk]


def test_a_long_list_is_cut_in_pages_and_costs_the_same(client, own, video_index):
    VideoPageFactory(parent=video_index, contributor=own)
    address = own.get_absolute_url()
    client.get(address)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    one = queries()
    for _each in range(25):
        VideoPageFactory(parent=video_index, contributor=own)

    assert len(client.get(address).context["videos"]) == 24
    assert len(client.get(address, {"page": 2}).context["videos"]) == 2
    assert queries() - one <= 1  # the count of the pages
