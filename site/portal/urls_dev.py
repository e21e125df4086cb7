"""What only a developer's machine serves: images, and the messages that were not sent."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import path

from portal import dev_mail
from portal.urls import urlpatterns as portal_urls

urlpatterns = [
    path("dev/courriels/", dev_mail.inbox, name="dev_inbox"),
    path("dev/courriels/<str:name>/", dev_mail.message, name="dev_message"),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    *portal_urls,
]
