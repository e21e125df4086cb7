"""The portal with one address more: an upload as Django alone does it, to be compared with."""

from django.conf import settings
from django.core.files.storage import storages
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

settings.ROOT_URLCONF = __name__
application = get_wsgi_application()


def plain_upload(request: HttpRequest) -> HttpResponse:
    """Store the one file of a form."""
    storages["private"].save("plain/video", request.FILES["file"])
    return HttpResponse(status=204)


urlpatterns = [path("plain/", plain_upload), path("", include("portal.urls"))]
