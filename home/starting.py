"""The front page of a community that has just been opened."""

from django.utils.translation import gettext as _


def starting_blocks() -> list[tuple[str, dict]]:
    """Return the blocks of a front page, for its StreamField: everything, in a calm order."""
    promises = [
        (_("Two minutes are enough"), _("A phone, a practice, your words. Nothing to rehearse.")),
        (
            _("You are not alone"),
            _("The team watches your video, advises you, and puts it online with you."),
        ),
        (
            _("You stay in charge"),
            _("You follow each step, correct what you like, and may withdraw it at any time."),
        ),
    ]
    return [
        ("featured", {"collections": []}),
        ("themes", {"title": ""}),
        ("videos", {"title": "", "count": 6}),
        ("events", {"title": "", "count": 3}),
        (
            "call",
            {
                "title": "",
                "text": "",
                "promises": [{"title": title, "text": text} for title, text in promises],
                "button": "",
            },
        ),
        ("news", {"title": "", "count": 3}),
        ("figures", {"title": ""}),
        ("newsletter", {"title": "", "text": ""}),
    ]
