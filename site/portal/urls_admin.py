"""Doors of the Wagtail admin that lead elsewhere.

Staff sign in where attempts are limited, are told when the video that they had open was withdrawn
meanwhile, and read the history of their own communities only.
"""

from django.urls import path, register_converter
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access

from portal.site_history import SiteHistoryView
from videos.admin.rights import WithdrawnPage, withdrawn_meanwhile

register_converter(WithdrawnPage, "withdrawn")
gone = require_admin_access(withdrawn_meanwhile)

urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("reports/site-history/", require_admin_access(SiteHistoryView.as_view())),
    path(
        "reports/site-history/results/",
        require_admin_access(SiteHistoryView.as_view(results_only=True)),
    ),
    path("pages/<withdrawn:page_id>/<path:rest>", gone),
    path("pages/workflow/<slug:act>/<withdrawn:page_id>/<path:rest>", gone),
]
