"""The reasons that a team gives often: those that a community starts with."""

from django.utils.translation import gettext_lazy as _

from community.models import Community
from videos.models import DecisionReason

REJECT, DECLINE, REFUSE = DecisionReason.Action

# Each is said to a colleague who took the time to film: what is good first, then what to do.
STARTING = [
    (
        REJECT,
        _("The title is not clear"),
        _(
            "Your video deserves a title that says what we see in it: what the pupils do, and in "
            "what subject. Could you write it again?"
        ),
    ),
    (
        REJECT,
        _("The sound is too low"),
        _(
            "What you say is worth hearing, but the sound is too low. Could you film again closer "
            "to the voice, or in a quieter moment?"
        ),
    ),
    (
        REJECT,
        _("A pupil's name is heard or seen"),
        _(
            "A pupil's name can be heard or read. To protect them, please cut that moment, or hide "
            "the name, then send the file again."
        ),
    ),
    (
        REJECT,
        _("It is too long"),
        _(
            "Your practice would gain by being shown more quickly. Could you keep the moment that "
            "says the most, and put the rest in the practice sheet?"
        ),
    ),
    (
        REJECT,
        _("The image rights are incomplete"),
        _(
            "Before publishing we need the signed authorisation of each person who can be "
            "recognised. Please complete the step of the rights."
        ),
    ),
    (
        DECLINE,
        _("It does not show a practice"),
        _(
            "This portal shows teaching practices that colleagues can try. We do not see one in "
            "this video; you are welcome to propose another."
        ),
    ),
    (
        DECLINE,
        _("It advertises something"),
        _(
            "A brand, a product or a paid service is put forward: we publish nothing that looks "
            "like an advertisement."
        ),
    ),
    (
        DECLINE,
        _("The people filmed are not protected"),
        _(
            "Somebody can be recognised who has not authorised it, or could be hurt by this "
            "video. We cannot publish it, and we advise you not to share it."
        ),
    ),
    (
        DECLINE,
        _("It is somebody else's work"),
        _(
            "Images, music or words in this video belong to somebody else, and we do not know that "
            "they agreed. You may propose a version without them."
        ),
    ),
    (
        REFUSE,
        _("A pupil or a colleague is named"),
        _(
            "What you write is useful, but somebody is named in it. Could you write it again "
            "without the name?"
        ),
    ),
    (
        REFUSE,
        _("It is about something else"),
        _(
            "Under a video we speak of the practice that it shows: what you tried, what you would "
            "add. For another subject, write to us by the contact form."
        ),
    ),
    (
        REFUSE,
        _("It hurts or judges"),
        _(
            "Colleagues show their class to help others. Please say what you would do differently, "
            "without judging."
        ),
    ),
    (
        REFUSE,
        _("It advertises something"),
        _("We show nothing that looks like an advertisement."),
    ),
]


def give_starting_reasons(community: Community) -> None:
    """Give a community the reasons to start with; those that it has already stay as they are."""
    DecisionReason.objects.bulk_create(
        [
            DecisionReason(
                community=community,
                action=action,
                label=str(label),
                words=str(words),
                sort_order=order,
            )
            for order, (action, label, words) in enumerate(STARTING)
        ],
        ignore_conflicts=True,
    )
