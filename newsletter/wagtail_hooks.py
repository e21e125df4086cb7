from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from community.groups import roles_of
from newsletter import admin
from newsletter.dashboard import IssuesPanel

hooks.register("register_page_header_buttons", admin.sending_buttons)
hooks.register("register_page_listing_more_buttons", admin.sending_buttons)


@hooks.register("register_admin_urls")
def screens():
    subscribers = admin.SubscriberListing
    return [
        path("infolettre/<int:issue_id>/envoi/", admin.send, name="newsletter_send"),
        path("infolettre/<int:issue_id>/test/", admin.test, name="newsletter_test"),
        path("infolettre/abonnes/", subscribers.as_view(), name="newsletter_subscribers"),
        path(
            "infolettre/abonnes/resultats/",
            subscribers.as_view(results_only=True),
            name="newsletter_subscribers_results",
        ),
    ]


@hooks.register("register_admin_menu_item")
def subscribers_menu_item():
    url = reverse("newsletter_subscribers")
    return admin.SubscribersMenuItem(_("Subscribers"), url, icon_name="mail", order=400)


@hooks.register("register_log_actions")
def sending_in_history(actions):
    actions.register_action("newsletter.send", _("Send"), _("Sent to all the subscribers"))


@hooks.register("construct_homepage_panels")
def issues_to_come(request, panels):
    if roles_of(request.user).newsletter:
        panels.append(IssuesPanel())
