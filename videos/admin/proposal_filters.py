"""Which proposals a person sees in the admin, and how they narrow and search them."""

from datetime import timedelta

import django_filters
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from community.academies import Academie
from community.groups import communities_edited_by, team_of
from community.models import Community, Level, Theme
from videos.models import VideoSubmission
from videos.models.submissions import SubmissionState

SEARCHED = ["title", "description", "keywords", "owner__email"]
WEEK = timedelta(days=7)


def proposals_seen_by(user: AbstractBaseUser) -> QuerySet[VideoSubmission]:
    """The proposals sent to the communities that a person edits."""
    return VideoSubmission.objects.filter(community__in=communities_edited_by(user)).exclude(
        sent_at=None
    )


def search(proposals: QuerySet, text: str) -> QuerySet:
    """Those that hold every word of a text, accents or not, whatever the field."""
    for word in text.split():
        found = Q()
        for field in SEARCHED:
            found |= Q(**{f"{field}__unaccent__icontains": word})
        proposals = proposals.filter(found)
    return proposals


class ProposalFilterSet(WagtailFilterSet):
    """The filters of a person: nothing of a community that they do not edit is offered."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[choice for choice in SubmissionState.choices if choice[0] != "draft"],
    )
    age = django_filters.ChoiceFilter(
        label=gettext_lazy("Age"),
        method="of_age",
        choices=[
            ("late", gettext_lazy("Late")),
            ("week", gettext_lazy("Sent this week")),
            ("older", gettext_lazy("Sent before")),
        ],
    )
    assignee = django_filters.ChoiceFilter(
        label=gettext_lazy("Taken by"), method="of_assignee", choices=[]
    )
    theme = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Theme"), queryset=Theme.objects.none()
    )
    level = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Level"), field_name="levels", queryset=Level.objects.none()
    )
    academie = django_filters.ChoiceFilter(label=gettext_lazy("Académie"), choices=Academie.choices)
    captions = django_filters.ChoiceFilter(
        label=gettext_lazy("Captions"),
        field_name="lacks_captions",
        method="lacking",
        choices=[("missing", gettext_lazy("Missing")), ("present", gettext_lazy("In order"))],
    )
    rights = django_filters.ChoiceFilter(
        label=gettext_lazy("Image rights"),
        field_name="lacks_rights",
        method="lacking",
        choices=[("missing", gettext_lazy("Missing")), ("present", gettext_lazy("In order"))],
    )
    received = django_filters.ChoiceFilter(
        label=gettext_lazy("Sending"),
        method="of_sending",
        choices=[
            ("first", gettext_lazy("First sending")),
            ("again", gettext_lazy("Sent again, corrected")),
        ],
    )
    community = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Community"), queryset=Community.objects.none()
    )

    class Meta:
        model = VideoSubmission
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = list(communities_edited_by(self.request.user).order_by("name"))
        several = len(own) > 1
        for name, model in [("theme", Theme), ("level", Level)]:
            field = self.filters[name].field
            field.queryset = model.objects.filter(community__in=own).select_related("community")
            if several:
                field.label_from_instance = _with_community
        self.filters["assignee"].extra["choices"] = self._people(own)
        if several:
            self.filters["community"].field.queryset = Community.objects.filter(
                pk__in=[community.pk for community in own]
            ).order_by("name")
        else:
            del self.filters["community"]

    def _people(self, own: list[Community]) -> list[tuple]:
        team = team_of(*own).exclude(pk=self.request.user.pk)
        return [
            ("me", _("Me")),
            ("nobody", _("Nobody")),
            ("someone", _("Somebody else")),
            *((str(person.pk), str(person)) for person in team),
        ]

    def of_age(self, proposals, name, value):
        if value == "late":
            return proposals.late()
        this_week = Q(sent_at__gte=timezone.now() - WEEK)
        return proposals.filter(this_week if value == "week" else ~this_week)

    def of_assignee(self, proposals, name, value):
        user = self.request.user
        if value == "me":
            return proposals.filter(assignee=user)
        if value == "nobody":
            return proposals.filter(assignee=None)
        if value == "someone":
            return proposals.exclude(assignee=None).exclude(assignee=user)
        return proposals.filter(assignee=value)

    def lacking(self, proposals, name, value):
        return proposals.filter(**{name: value == "missing"})

    def of_sending(self, proposals, name, value):
        return proposals.filter(version__gt=1) if value == "again" else proposals.filter(version=1)


def _with_community(label: Theme | Level) -> str:
    return f"{label} · {label.community}"
