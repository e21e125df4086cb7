from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal import files, health

urlpatterns = [
    path("admin/", include("portal.urls_admin")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("connexion/", include("community.urls")),
    path("", include("videos.urls")),
    path("infolettre/", include("newsletter.urls")),
    path("recherche/", include("search.urls")),
    path("", include("home.urls")),
    path("media/images/<path:name>", files.rendition, name="rendition"),
    path("sante/", health.health, name="health"),
    path("", include(wagtail_urls)),
]

handler404 = "home.errors.not_found"
