"""Doors of the Wagtail admin that lead elsewhere: staff sign in where attempts are limited."""

from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
]
