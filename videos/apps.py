from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VideosConfig(AppConfig):
    name = "videos"
    verbose_name = _("videos")

    def ready(self):
        from videos import checks, daily_messages, messages, receivers, reports  # noqa: F401
        from videos.conversation import messages as conversation_messages
        from videos.rights import messages as rights_messages

        messages.register()
        rights_messages.register_kinds()
        conversation_messages.register()
        reports.register()
        daily_messages.register()
