from wagtail.admin.panels import Panel

from home.reading import marks


class CompletionPanel(Panel):
    """Says what a page that began as a starter text still needs; nothing once it is complete."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "home/admin/completion.html"

        def is_shown(self):
            return bool(self.instance.pk and marks(self.instance.body))

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {"marks": marks(self.instance.body)}
