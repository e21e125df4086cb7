"""Addresses that lead nowhere: the right status, and a way on."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tests.factories import VideoPageFactory

pytestmark = pytest.mark.django_db


def test_an_unknown_video_proposes_a_search_with_the_words_of_its_address(client, home):
    response = client.get("/videos/la-dictee_negociee-en-cp/")

    page = response.content.decode()
    assert response.status_code == 404
    assert 'value="la dictee negociee en cp"' in page
    assert 'href="/contact/"' in page
    assert 'href="/themes/francais/"' in page
    assert "noindex" in page


def test_what_an_address_says_is_escaped(client, home):
    page = client.get("/%22%3E%3Cscript%3Ealert(1)%3C/script%3E/").content.decode()

    assert "<script>alert" not in page


def test_the_themes_with_most_videos_come_first(client, community, video_index):
    french, maths = community.themes.all()
    VideoPageFactory.create_batch(2, parent=video_index, theme=maths)

    shown = client.get("/nulle-part/").context["themes"]

    assert list(shown) == [maths, french]


def test_a_lost_visitor_costs_little(client, home, django_assert_max_num_queries):
    client.get("/nulle-part/")

    with django_assert_max_num_queries(10):
        client.get("/ailleurs/")


def test_the_portal_s_own_host_answers_404_too(client, directory):
    response = client.get("/nulle-part/", headers={"host": "localhost"})

    assert response.status_code == 404
    assert 'href="/contact/"' not in response.content.decode()


def test_an_unknown_address_of_the_admin_is_answered_there(as_user, editor):
    response = as_user(editor).get("/admin/nulle-part/")

    assert response.status_code == 404


def test_a_broken_page_is_said_without_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        page = render_to_string("500.html")

    assert "<h1>" in page
    assert 'href="/"' in page


def test_a_view_that_breaks_answers_500_in_words(home, monkeypatch):
    client = Client(raise_request_exception=False)

    def explode(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("home.contact.may_be_written_to", explode)

    response = client.get("/contact/")

    assert response.status_code == 500
    assert "<h1>" in response.content.decode()


def test_a_form_that_has_expired_says_how_to_go_on(teacher, home):
    client = Client(enforce_csrf_checks=True)

    response = client.post("/connexion/", {"email": "lea@ac-lille.fr"})

    assert response.status_code == 403
    assert "403_csrf.html" in [template.name for template in response.templates]


def test_a_refusal_is_answered_403_in_words(as_user, teacher, home):
    from django.core.exceptions import PermissionDenied
    from django.test import RequestFactory
    from django.views.defaults import permission_denied

    request = RequestFactory().get("/", headers={"host": "testserver"})
    response = permission_denied(request, PermissionDenied())

    assert response.status_code == 403
    assert b"<h1>" in response.content
