"""The addresses of the two former sites: none is lost, none hides a page."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from community.models import Contributor, Keyword
from home import former_import
from tests.factories import CollectionPageFactory, VideoPageFactory
from videos.models import CollectionIndexPage, FormerVideo
from videos.rights.withdrawal import withdraw

pytestmark = pytest.mark.django_db

KNOWN = "0f6c1c1e-8a4b-4d3a-9d61-4b8f7f0a1234"
UNKNOWN = "ffffffff-8a4b-4d3a-9d61-4b8f7f0a1234"
SEARCH = "/recherche/?q="


@pytest.fixture
def former(published_video, community) -> FormerVideo:
    return FormerVideo.objects.create(
        uuid=KNOWN, community=community, title="La dictée négociée", page=published_video
    )


def leads(client, address) -> tuple[int, str]:
    response = client.get(address)
    return response.status_code, response.headers.get("Location", "")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/videos-recentes", "/videos/"),
        ("/videos-playlist", "/#a-la-une"),
        ("/videos-recherche/la%20dict%C3%A9e", SEARCH + "la+dict%C3%A9e"),
        ("/videos-recherche/a%2Fb", SEARCH + "a%2Fb"),
        ("/videos/Fran%C3%A7ais", "/videos/?theme=francais"),
        ("/videos/Math%C3%A9matiques", "/videos/?theme=mathematiques"),
        ("/videos/Fran%C3%A7ais%20-%20Po%C3%A9sie", "/videos/?theme=francais"),
        ("/videos/CE1", "/videos/?niveau=ce1"),
        ("/participer", "/proposer/"),
        ("/apropos", "/a-propos/"),
        ("/CGU", "/mentions-legales/"),
        ("/Charte", "/charte/"),
        ("/PolitiqueConfidentialite", "/confidentialite/"),
        ("/inscription", "/connexion/"),
        ("/oubli-mot-de-passe", "/connexion/"),
        ("/nouveau-mot-de-passe/12/abc", "/connexion/"),
        ("/activation/12/abc", "/connexion/"),
        ("/verify-account/email?userId=1", "/connexion/"),
        ("/commentaires", "/videos/"),
        ("/actualites/3", "/actualites/"),
        ("/blog/post.md", "/actualites/"),
        ("/documents/autorisation.pdf", "/proposer/"),
    ],
)
def test_a_former_address_leads_for_good_to_what_replaces_it(client, home, address, target):
    path, question, query = address.partition("?")

    assert leads(client, address) == (301, target)
    assert leads(client, f"{path}/{question}{query}") == (301, target)


@pytest.mark.parametrize("address", ["/cgu", "/Videos-Recentes", "/APROPOS/", "/Participer"])
def test_the_case_of_a_former_address_does_not_matter(client, home, address):
    assert leads(client, address)[0] == 301


@pytest.mark.parametrize(
    "address",
    [
        f"/video/{KNOWN}/la-dictee-negociee",
        f"/video/{KNOWN}/la-dictee-negociee/",
        f"/video/{KNOWN}",
        f"/Video/{KNOWN.upper()}/La-Dictee",
        f"/videos/watch/{KNOWN}",
        f"/videos/watch/{KNOWN};threadId=12",
    ],
)
def test_a_former_video_leads_to_its_page(client, former, published_video, address):
    assert leads(client, address) == (301, published_video.url)


def test_an_unknown_former_video_leads_for_now_to_a_search_with_its_words(client, home):
    found = leads(client, f"/video/{UNKNOWN}/la-dict%C3%A9e-n%C3%A9goci%C3%A9e")

    assert found == (302, SEARCH + "la+dict%C3%A9e+n%C3%A9goci%C3%A9e")
    assert leads(client, f"/videos/watch/{UNKNOWN}") == (302, "/videos/")


def test_a_former_video_that_is_not_public_leads_to_a_search_with_its_title(client, former):
    former.page.unpublish()

    assert leads(client, f"/videos/watch/{KNOWN}") == (
        302,
        SEARCH + "La+dict%C3%A9e+n%C3%A9goci%C3%A9e",
    )


def test_a_former_video_of_the_other_community_is_unknown_here(client, former, other_community):
    response = client.get(f"/videos/watch/{KNOWN}", headers={"host": "devoirs-faits.localhost"})

    assert (response.status_code, response.headers["Location"]) == (302, "/videos/")


def test_a_former_video_that_was_withdrawn_is_gone_and_its_title_forgotten(client, former):
    withdraw(page=former.page, by=None, why="team")

    response = client.get(f"/video/{KNOWN}/la-dictee-negociee")

    assert response.status_code == 410
    assert not FormerVideo.objects.exists()


def test_an_old_label_that_was_renamed_finds_its_theme(client, community):
    theme = community.themes.first()
    theme.slug, theme.label = "devoirs-faits-a-distance", "Devoirs Faits à distance"
    theme.save()

    found = leads(client, "/videos/DF%20%C3%A0%20distance")

    assert found == (301, "/videos/?theme=devoirs-faits-a-distance")


def test_an_old_label_that_is_a_keyword_now_filters_by_it(client, community):
    Keyword.objects.create(community=community, slug="poesie", label="poésie")

    assert leads(client, "/videos/Po%C3%A9sie") == (301, "/videos/?mot-cle=poesie")


def test_a_label_that_nobody_knows_leads_to_a_search(client, home):
    assert leads(client, "/videos/Co-%C3%A9ducation") == (302, SEARCH + "Co+%C3%A9ducation")


def test_a_page_is_never_hidden_by_a_former_address(client, video_index):
    video = VideoPageFactory(parent=video_index, title="Français", slug="francais")

    assert client.get(video.url).status_code == 200
    for address in ["/charte/", "/contact/", "/actualites/", "/infolettre/", "/connexion/"]:
        assert client.get(address).status_code == 200


def test_a_page_that_is_not_published_does_not_lead_to_itself(client, home):
    home.get_children().get(slug="charte").unpublish()

    assert client.get("/charte/").status_code == 404
    assert leads(client, "/Charte") == (301, "/charte/")


def test_the_faq_leads_to_its_collection_and_else_to_all(client, home):
    assert leads(client, "/videos-faq-flash") == (302, "/collections/")

    index = CollectionIndexPage.objects.child_of(home).get()
    CollectionPageFactory(parent=index, title="FAQ Flash", slug="faq-flash")

    assert leads(client, "/videos-faq-flash") == (301, "/collections/faq-flash/")


def test_a_former_profile_leads_to_the_public_one_only(client, community, teacher):
    profile = Contributor.objects.create(
        community=community, user=teacher, display_name="Léa", slug="lea", is_public=False
    )
    assert leads(client, "/profil/lea/favoris") == (302, SEARCH + "lea")

    Contributor.objects.filter(pk=profile.pk).update(is_public=True)

    assert leads(client, "/profil/Lea") == (301, "/contributeurs/lea/")


@pytest.mark.parametrize(
    "address",
    ["/video/%00", "/video/" + "x" * 3000, "/videos/%F0%9F%98%80", "/profil/%2e%2e%2f", "/video//"],
)
def test_a_strange_address_breaks_nothing(client, home, address):
    assert client.get(address).status_code in {301, 302, 404}


def test_no_former_address_leads_out_of_the_site(client, home):
    for address in ["/videos-recherche///evil.example", "/profil//evil.example", "/video//evil"]:
        location = client.get(address).headers.get("Location", "/")
        assert location.startswith("/")
        assert not location.startswith("//")


def test_a_former_address_is_only_read(client, home):
    assert client.post("/participer/").status_code == 404


# -- The table ---------------------------------------------------------------------------------


def test_a_table_is_imported_and_a_second_time_changes_nothing(community, published_video):
    table = (
        "uuid;titre;video\n"
        f"{KNOWN};La dictée négociée;/videos/{published_video.slug}/\n"
        f"{UNKNOWN};Sans page;\n"
        "pas-un-uuid;Titre;\n"
        f"{KNOWN[:-1]}5;Autre;nulle-part\n"
    )

    first = former_import.import_rows(community, former_import.read(table.encode()))
    second = former_import.import_rows(community, former_import.read(table.encode()))

    assert (first.created, first.same, first.without_page) == (2, 0, 1)
    assert (second.created, second.changed, second.same) == (0, 0, 2)
    assert len(first.errors) == 2
    assert "4" in first.errors[0] and "pas-un-uuid" in first.errors[0]
    assert "5" in first.errors[1] and "nulle-part" in first.errors[1]
    assert FormerVideo.objects.get(pk=KNOWN).page == published_video


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheet_s_table_is_read_as_it_comes(community, published_video, encoding, delimiter):
    lines = [["uuid", "titre"], [KNOWN, published_video.title]]
    table = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)

    former_import.import_rows(community, former_import.read(table))

    assert FormerVideo.objects.get().page == published_video


@pytest.mark.parametrize("content", [b"", b"titre\nLa dict\xc3\xa9e", b"\x00\x01", b"PK\x03\x04"])
def test_what_is_not_a_table_is_refused_in_words(content):
    with pytest.raises(former_import.NotATable) as refusal:
        former_import.read(content)

    assert len(str(refusal.value)) > 20


def test_another_community_s_video_is_not_found_in_a_table(
    community, other_community, published_video
):
    rows = [{"uuid": KNOWN, "title": "", "video": published_video.slug}]

    result = former_import.import_rows(other_community, rows)

    assert len(result.errors) == 1
    assert not FormerVideo.objects.exists()


def test_the_command_says_what_it_did(community, published_video, tmp_path, capsys):
    table = tmp_path / "anciennes.csv"
    table.write_text(f"uuid,titre\n{KNOWN},{published_video.title}\nabc,\n")

    call_command("import_former_addresses", str(table), community="testserver")
    said = capsys.readouterr()

    assert "2 / 2" in said.out
    assert "abc" in said.err
    assert FormerVideo.objects.get().pk == UUID(KNOWN)
    with pytest.raises(CommandError):
        call_command("import_former_addresses", str(table), community="inconnue")


def test_an_editor_imports_a_table_and_reads_what_was_left_out(
    as_user, editor, community, published_video
):
    client = as_user(editor)
    table = SimpleUploadedFile("t.csv", f"uuid,titre\n{KNOWN},Une\nabc,Deux\n".encode())

    page = client.post(
        reverse("former_videos:import"), {"community": community.pk, "table": table}
    ).content.decode()
    listed = client.get(reverse("former_videos:index")).content.decode()

    assert "abc" in page
    assert FormerVideo.objects.get().title == "Une"
    assert "Une" in listed


def test_an_editor_gives_its_video_to_a_former_address(as_user, editor, former, video_index):
    other = VideoPageFactory(parent=video_index)
    url = reverse("former_videos:edit", args=[former.pk])

    assert as_user(editor).get(url).status_code == 200
    as_user(editor).post(url, {"title": "Autre", "page": other.pk})

    former.refresh_from_db()
    assert (former.title, former.page) == ("Autre", other)


def test_another_community_s_former_addresses_do_not_exist(
    as_user, other_editor, former, community
):
    client = as_user(other_editor)
    table = SimpleUploadedFile("t.csv", f"uuid\n{UNKNOWN}\n".encode())

    assert client.get(reverse("former_videos:edit", args=[former.pk])).status_code == 404
    assert former.title not in client.get(reverse("former_videos:index")).content.decode()
    client.post(reverse("former_videos:import"), {"community": community.pk, "table": table})
    assert FormerVideo.objects.count() == 1
