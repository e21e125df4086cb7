"""Doors of the Wagtail admin that lead elsewhere: staff sign in where attempts are limited, and are
told when the video that they had open was withdrawn meanwhile.
"""

from django.urls import path, register_converter
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access

from videos.admin.rights import WithdrawnPage, withdrawn_meanwhile

register_converter(WithdrawnPage, "withdrawn")
gone = require_admin_access(withdrawn_meanwhile)

urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("pages/<withdrawn:page_id>/<path:rest>", gone),
    path("pages/workflow/<slug:act>/<withdrawn:page_id>/<path:rest>", gone),
]
