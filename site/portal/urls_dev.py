"""What only a developer's machine serves: the messages that were not sent."""

from django.urls import path

from portal import dev_mail
from portal.urls import urlpatterns as portal_urls

urlpatterns = [
    path("dev/courriels/", dev_mail.inbox, name="dev_inbox"),
    path("dev/courriels/<str:name>/", dev_mail.message, name="dev_message"),
    *portal_urls,
]
