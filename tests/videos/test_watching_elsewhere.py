"""A video shared, embedded in another site, and asked for by oEmbed."""

import json
from html import escape, unescape
from urllib.parse import unquote

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests.factories import VideoPageFactory
from videos import sharing
from videos.models import WithdrawnVideo


def embed(client, page, **headers):
    return client.get(reverse("embed", args=[page.slug]), headers=headers)


def ask_oembed(client, url, **parameters):
    return client.get(reverse("oembed"), {"url": url} | parameters)


@pytest.fixture
def address(published_video):
    return published_video.full_url


def withdrawn(page):
    community = page.get_site()
    WithdrawnVideo.objects.create(
        community=community.community, slug=page.slug, page_number=page.pk, media_uuids=[]
    )
    page.delete()


# ── Sharing ──────────────────────────────────────────────────────────────────


def test_the_address_is_in_every_way_to_share(published_video, address, client):
    response = client.get(published_video.get_url_parts()[2])
    html = response.content.decode()

    for way in response.context["ways"]:
        assert address in unquote(way.url), way.name
    mastodon = client.get(
        reverse("share_mastodon", args=[published_video.pk]), {"serveur": "@lea@piaille.fr"}
    )
    assert "https://piaille.fr/share?text=" in mastodon.content.decode()
    assert address in unquote(unescape(mastodon.content.decode()))
    # Tchap's message, the address alone, and the frame.
    assert html.count(f'value="{address}"') == 1
    assert f"{published_video.title} {address}" in html
    assert f'value="{escape(response.context["embed"] + "")}"' in html  # as text: it may not act
    assert reverse("embed", args=[published_video.slug]) in response.context["embed"]


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "a b.fr", "exemple", "-a.fr", "a..fr", "x" * 300 + ".fr", "é.fr"],
)
def test_what_is_not_a_server_leads_nowhere(published_video, client, typed):
    address = reverse("share_mastodon", args=[published_video.pk])

    response = client.get(address, {"serveur": typed})

    assert response.status_code == 422
    assert "/share?text=" not in response.content.decode()


def test_a_qr_code_is_an_image_of_the_address(published_video, address, client):
    response = client.get(reverse("video_qr", args=[published_video.pk]))

    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.decode() == sharing.qr_code(address)
    assert (
        response.content.startswith(b"<svg") and b"http://www.w3.org/2000/svg" in response.content
    )
    kept = client.get(reverse("video_qr", args=[published_video.pk]), {"telecharger": "1"})
    assert kept["Content-Disposition"].startswith("attachment")


# ── The frame ────────────────────────────────────────────────────────────────


def test_only_the_frame_may_be_shown_by_other_sites(published_video, client):
    frame = embed(client, published_video)
    page = client.get(published_video.get_url_parts()[2])

    assert frame.status_code == 200
    assert "frame-ancestors *" in frame["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame
    assert frame["X-Robots-Tag"] == "noindex"
    assert "script-src 'self'" in frame["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_the_frame_sends_no_cookie_and_is_the_same_for_everybody(
    published_video, client, as_user, teacher
):
    anonymous = embed(client, published_video)
    signed_in = embed(as_user(teacher), published_video)

    assert anonymous.cookies == {} and signed_in.cookies == {}
    assert "Cookie" not in anonymous.get("Vary", "")
    assert "Cookie" not in signed_in.get("Vary", "")
    assert anonymous.content == signed_in.content


def test_the_frame_obeys_what_becomes_of_the_video(published_video, video_index, client):
    hidden = VideoPageFactory(parent=video_index)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    draft = VideoPageFactory(parent=video_index, live=False)

    assert embed(client, hidden).status_code == 404
    assert embed(client, draft).status_code == 404
    assert client.get(reverse("embed", args=["inconnue"])).status_code == 404
    assert embed(client, published_video).status_code == 200

    withdrawn(published_video)

    gone = embed(client, published_video)
    assert gone.status_code == 410
    assert published_video.title not in gone.content.decode()


def test_another_community_has_no_frame_of_a_video(published_video, other_community, client):
    assert embed(client, published_video, host="devoirs-faits.localhost").status_code == 404


# ── oEmbed ───────────────────────────────────────────────────────────────────


def test_a_page_says_where_its_oembed_is(published_video, address, client):
    html = client.get(published_video.get_url_parts()[2]).content.decode()
    link = html.split('type="application/json+oembed" href="')[1].split('"')[0]

    answer = client.get(unescape(link)).json()

    assert answer["title"] == published_video.title


def test_oembed_gives_a_frame(published_video, address, client):
    response = ask_oembed(client, address)
    answer = json.loads(response.content)

    assert response["Access-Control-Allow-Origin"] == "*"
    assert answer["type"] == "video" and answer["version"] == "1.0"
    assert answer["provider_name"] == "Classe à 12"
    assert (answer["width"], answer["height"]) == (640, 412)
    assert (
        f'src="http://testserver{reverse("embed", args=[published_video.slug])}"' in answer["html"]
    )
    assert answer["thumbnail_url"].startswith("http://testserver/medias/")
    assert answer["thumbnail_width"] and answer["thumbnail_height"]
    assert (
        ask_oembed(client, f"http://testserver/integrer/{published_video.slug}/").json() == answer
    )
    assert ask_oembed(client, f"{address}?t=4#x").json() == answer


@pytest.mark.parametrize(
    "limits", [{"maxwidth": "320"}, {"maxheight": "200"}, {"maxwidth": "100", "maxheight": "90"}]
)
def test_oembed_stays_within_the_size_asked(published_video, address, client, limits):
    answer = ask_oembed(client, address, **limits).json()

    assert answer["width"] <= int(limits.get("maxwidth", 9999))
    assert answer["height"] <= int(limits.get("maxheight", 9999))
    assert f'width="{answer["width"]}" height="{answer["height"]}"' in answer["html"]
    assert answer.get("thumbnail_width", 0) <= int(limits.get("maxwidth", 9999))


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("", 400),
        ("https://ailleurs.example.org/videos/la-dictee-negociee/", 404),
        ("http://testserver.example.org/videos/la-dictee-negociee/", 404),
        ("http://testserver/videos/inconnue/", 404),
        ("http://testserver/videos/", 404),
        ("http://testserver/connexion/", 404),
        ("http://testserver@ailleurs.org/videos/la-dictee-negociee/", 404),
        ("file:///videos/la-dictee-negociee/", 404),
        ("http://[x/videos/la-dictee-negociee/", 404),
    ],
)
def test_oembed_speaks_of_our_public_videos_only(published_video, client, url, status):
    response = ask_oembed(client, url)

    assert response.status_code == status
    assert response["Content-Type"].startswith("text/plain") and response.content


def test_oembed_refuses_in_words(published_video, address, client):
    assert ask_oembed(client, address, format="xml").status_code == 501
    for wrong in ("abc", "-3", "0", "1e3", "9" * 12):
        assert ask_oembed(client, address, maxwidth=wrong).status_code == 400
    assert client.post(reverse("oembed")).status_code == 405


def test_oembed_of_a_withdrawn_video_is_gone(published_video, address, client):
    withdrawn(published_video)

    assert ask_oembed(client, address).status_code == 410


def test_a_title_cannot_leave_the_code_to_paste(video_index, client):
    page = VideoPageFactory(parent=video_index, title='"><script>alert(1)</script>', slug="x")

    answer = ask_oembed(client, page.full_url).json()

    assert "<script>" not in answer["html"]
    assert "<script>alert" not in embed(client, page).content.decode()
