from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from editorial import admin, page_cache


@hooks.register("register_admin_urls")
def message_screens():
    return [
        path("messages/", admin.list_messages, name="messages"),
        path("messages/<int:community_id>/<str:name>/", admin.edit_message, name="message_edit"),
    ]


@hooks.register("register_admin_menu_item")
def messages_menu_item():
    return admin.MessagesMenuItem(
        _("Messages"), reverse("messages"), name="messages", icon_name="mail", order=500
    )


@hooks.register("before_serve_page", order=-1)
def page_is_public(page, request, serve_args, serve_kwargs):
    page_cache.mark_served_page(request)
