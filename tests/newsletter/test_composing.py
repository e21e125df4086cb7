import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from editorial.blocks import StoryBlock
from newsletter.composing import UNSUBSCRIPTION, compose
from newsletter.rich_text import message_text


@pytest.fixture
def picture(db) -> Image:
    file = ContentFile(get_test_image_file(size=(800, 450)).file.getvalue(), "photo.png")
    return Image.objects.create(title="photo", file=file)


def test_the_message_says_the_same_thing_in_html_and_in_text(issue):
    message = compose(issue)

    page = BeautifulSoup(message.html, "html.parser")
    links = {link["href"] for link in page.find_all("a")}
    assert message.subject == "Le numéro de mars & d’avril"
    for words in [
        "Dictées, calcul & rencontres",
        "Bonne rentrée",
        "On ose.",
        "La dictée négociée",
        "Rencontre « calcul »",
        "L’équipe s’agrandit",
    ]:
        assert words in page.get_text()
        assert words in message.text
    assert all(link in message.text for link in links)


def test_every_address_of_the_message_is_whole(issue):
    page = BeautifulSoup(compose(issue).html, "html.parser")

    addresses = [link["href"] for link in page.find_all("a")]
    addresses += [image["src"] for image in page.find_all("img")]
    assert "http://testserver/videos/la-dictee-negociee/" in addresses
    assert "http://testserver/videos/" in addresses
    assert "https://example.org/a?b&c" in addresses
    outside = {a for a in addresses if not a.startswith("http://testserver/")}
    assert outside == {"https://example.org/a?b&c", UNSUBSCRIPTION}


def test_the_message_is_accessible_and_light(issue):
    html = compose(issue).html
    page = BeautifulSoup(html, "html.parser")

    assert page.html["lang"] == "fr"
    assert page.body.find("div", role="article")["lang"] == "fr"
    assert page.title.get_text() == "Le numéro de mars & d’avril"
    assert [heading.name for heading in page.find_all(["h1", "h2", "h3"])][0] == "h1"
    assert len(page.find_all("h1")) == 1
    assert all(table["role"] == "presentation" for table in page.find_all("table"))
    assert page.find_all("img")
    assert all(image["alt"] for image in page.find_all("img"))
    assert len(html) < 30_000
    assert "fonts.googleapis" not in html


def test_every_kind_of_block_has_its_place_in_the_message(issue, picture):
    blocks = StoryBlock().child_blocks
    picture.contextual_alt_text = "Une classe"
    picture.decorative = False
    issue.introduction = [
        ("paragraph", blocks["paragraph"].get_preview_value()),
        ("quote", blocks["quote"].get_preview_value()),
        ("button", blocks["button"].get_preview_value()),
        ("image", picture),
    ]
    assert {block.block_type for block in issue.introduction} == set(blocks)

    message = compose(issue)

    assert 'alt="Une classe"' in message.html
    assert "[Une classe]" in message.text
    assert "<mj-" not in message.html  # mrml lets a tag that it does not know through


def test_a_picture_leaves_as_jpeg(issue, video, picture):
    video.image = picture
    video.image_alt = ""
    video.save()

    page = BeautifulSoup(compose(issue).html, "html.parser")

    image = page.find("img")
    assert image["src"].startswith("http://testserver/media/")
    assert image["src"].endswith(".jpg")
    assert image["alt"] == "La dictée négociée"  # the image is a link: it must say where it leads


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Un</p><p>Deux</p>", "Un\n\nDeux"),
        ("<h2>Titre</h2><ul><li>un</li><li>deux</li></ul>", "Titre\n\n- un\n- deux"),
        ("<p>Voir <a href='/videos/'>ici</a>.</p>", "Voir ici (http://site/videos/)."),
        ("<p>a<br/>b &amp; c</p>", "a\nb & c"),
    ],
)
def test_rich_text_is_readable_without_markup(source, text):
    assert message_text(source, "http://site") == text
