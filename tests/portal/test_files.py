import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail_factories import ImageFactory

pytestmark = pytest.mark.django_db


def test_the_renditions_of_images_are_served_and_kept(client, community):
    rendition = ImageFactory().get_rendition("fill-100x50|format-webp")

    response = client.get(rendition.url)

    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert "immutable" in response["Cache-Control"]


def test_originals_and_documents_are_not(client, community):
    image = ImageFactory()
    document = default_storage.save("documents/secret.pdf", ContentFile(b"%PDF"))

    assert client.get(image.file.url).status_code == 404
    assert client.get(f"/media/{document}").status_code == 404


@pytest.mark.parametrize(
    "name", ["../documents/secret.pdf", "..%2Fdocuments%2Fsecret.pdf", "a%00b", "", "inconnue.png"]
)
def test_nothing_outside_the_folder_is_reachable(client, community, name):
    default_storage.save("documents/secret.pdf", ContentFile(b"%PDF"))

    assert client.get(f"/media/images/{name}").status_code in {301, 302, 404}
