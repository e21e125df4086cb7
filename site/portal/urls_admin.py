"""Doors of the Wagtail admin that lead elsewhere: limited sign-in, a history kept apart."""

from django.urls import path
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access

from portal.site_history import SiteHistoryView

urlpatterns = [
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("reports/site-history/", require_admin_access(SiteHistoryView.as_view())),
    path(
        "reports/site-history/results/",
        require_admin_access(SiteHistoryView.as_view(results_only=True)),
    ),
]
