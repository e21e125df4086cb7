from django.db import models
from django.utils.translation import gettext_lazy as _

SHEET_LENGTH = 1500  # characters in each part: a sheet holds on one page


class PracticeSheet(models.Model):
    """The short text beside a video, by which a colleague can try the practice tomorrow."""

    sheet_aim = models.TextField(_("aim"), max_length=SHEET_LENGTH, blank=True)
    sheet_material = models.TextField(_("material"), max_length=SHEET_LENGTH, blank=True)
    sheet_steps = models.TextField(_("how it goes"), max_length=SHEET_LENGTH, blank=True)
    sheet_effects = models.TextField(_("what it changes"), max_length=SHEET_LENGTH, blank=True)
    sheet_tomorrow = models.TextField(
        _("one step to try tomorrow"), max_length=SHEET_LENGTH, blank=True
    )

    SHEET_PARTS = [
        "sheet_aim",
        "sheet_material",
        "sheet_steps",
        "sheet_effects",
        "sheet_tomorrow",
    ]

    class Meta:
        abstract = True

    @property
    def sheet(self) -> list[tuple[str, str]]:
        """The parts that were written, each with its heading, in the order of reading."""
        return self._written(self.SHEET_PARTS)

    @property
    def sheet_body(self) -> list[tuple[str, str]]:
        """The same without the step to try tomorrow, which stands apart on the page."""
        return self._written(self.SHEET_PARTS[:-1])

    def _written(self, names: list[str]) -> list[tuple[str, str]]:
        parts = [(self._meta.get_field(name).verbose_name, name) for name in names]
        return [(heading, getattr(self, name)) for heading, name in parts if getattr(self, name)]
