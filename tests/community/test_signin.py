"""Signing in: a code for members, a password for the staff."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from community.models import User

pytestmark = pytest.mark.django_db


def ask_for_a_code(client, email, **extra):
    return client.post(reverse("account_request_login_code"), {"email": email, **extra})


def code_in(mailoutbox):
    return re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]*)$", mailoutbox[-1].body, re.MULTILINE).group(1)


def test_a_new_member_signs_in_with_the_code_received(client, community, mailoutbox):
    ask_for_a_code(client, "Lea@AC-Lille.fr", next="/proposer/")

    response = client.post(
        reverse("account_confirm_login_code"), {"code": code_in(mailoutbox), "next": "/proposer/"}
    )

    assert response.url == "/proposer/"
    assert mailoutbox[-1].from_email == "Classe à 12 <bonjour@classe.example.org>"
    member = User.objects.get()
    assert member.email == "lea@ac-lille.fr"
    assert not member.has_usable_password()
    assert client.session["_auth_user_id"] == str(member.pk)


def test_a_known_member_keeps_one_account_whatever_the_case(client, community, teacher):
    ask_for_a_code(client, "LEA@ac-lille.FR")

    assert User.objects.get() == teacher


def test_a_wrong_code_signs_nobody_in(client, community, mailoutbox):
    ask_for_a_code(client, "lea@ac-lille.fr")

    response = client.post(reverse("account_confirm_login_code"), {"code": "000-000"})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["code"]
    assert "_auth_user_id" not in client.session


def test_a_mistyped_address_can_be_typed_again(client, community, mailoutbox):
    ask_for_a_code(client, "lea@ac-lile.fr")

    assert client.get(reverse("account_request_login_code")).status_code == 200
    ask_for_a_code(client, "lea@ac-lille.fr")

    assert mailoutbox[-1].to == ["lea@ac-lille.fr"]


def test_a_code_serves_once(client, community, mailoutbox):
    ask_for_a_code(client, "lea@ac-lille.fr")
    code = code_in(mailoutbox)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    client.post(reverse("account_logout"))

    client.post(reverse("account_confirm_login_code"), {"code": code})

    assert "_auth_user_id" not in client.session


def test_too_many_codes_are_refused_in_words(client, community, settings, mailoutbox):
    settings.ACCOUNT_RATE_LIMITS = {}  # those of django-allauth: three a minute for an address
    for _ in range(3):
        ask_for_a_code(Client(), "lea@ac-lille.fr")

    response = ask_for_a_code(client, "lea@ac-lille.fr")

    assert list(response.context["form"].errors) == ["email"]
    assert len(mailoutbox) == 3


def test_the_admin_sends_to_the_staff_s_door(client, community):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1][0].startswith("/connexion/equipe/")


def test_wagtail_s_own_door_leads_there_too(client, community):
    response = client.get("/admin/login/?next=/admin/")

    assert response.url.startswith("/connexion/equipe/")


def test_staff_sign_in_by_password(client, editor):
    response = client.post(
        reverse("account_login"),
        {"login": editor.email, "password": "entre-pairs", "next": "/admin/"},
    )

    assert response.url == "/admin/"


def test_passwords_cannot_be_tried_for_ever(client, editor, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/m/key"}
    door = reverse("account_login")
    for _ in range(3):
        client.post(door, {"login": editor.email, "password": "faux"})

    client.post(door, {"login": editor.email, "password": "entre-pairs"})

    assert "_auth_user_id" not in client.session


def test_a_member_does_not_enter_the_admin(as_user, teacher, community):
    assert as_user(teacher).get("/admin/").status_code == 302
