"""Which proposals a person sees in the admin, and how they narrow and search them."""

from datetime import timedelta

import django_filters
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, JSONArray, NullIf, Trim
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from community.academies import Academie
from community.groups import communities_edited_by
from community.models import Community, Level, Theme, User
from videos.models import VideoSubmission
from videos.models.submissions import SubmissionState

SEARCHED = ["title", "description", "keywords", "owner__email"]
WEEK = timedelta(days=7)
RIGHTS_END_SOON = 60  # days


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
    theme = django_filters.ChoiceFilter(label=gettext_lazy("Theme"), choices=[])
    level = django_filters.ChoiceFilter(
        label=gettext_lazy("Level"), field_name="levels", choices=[]
    )
    academie = django_filters.ChoiceFilter(label=gettext_lazy("Académie"), choices=Academie.choices)
    captions = django_filters.ChoiceFilter(
        label=gettext_lazy("Captions"),
        method="of_captions",
        choices=[("missing", gettext_lazy("Missing")), ("present", gettext_lazy("In order"))],
    )
    rights = django_filters.ChoiceFilter(
        label=gettext_lazy("Image rights"),
        method="of_rights",
        choices=[
            ("missing", gettext_lazy("Missing")),
            ("present", gettext_lazy("In order")),
            ("ending", gettext_lazy("End soon")),
        ],
    )
    received = django_filters.ChoiceFilter(
        label=gettext_lazy("Sending"),
        method="of_sending",
        choices=[
            ("first", gettext_lazy("First sending")),
            ("again", gettext_lazy("Sent again, corrected")),
        ],
    )
    community = django_filters.ChoiceFilter(label=gettext_lazy("Community"), choices=[])

    class Meta:
        model = VideoSubmission
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        user = self.request.user
        own = list(_with_choices(communities_edited_by(user)).order_by("name"))
        for name in ("theme", "level"):
            self.filters[name].extra["choices"] = [
                (str(pk), f"{label} · {each.name}" if len(own) > 1 else label)
                for each in own
                for pk, label in getattr(each, f"{name}_choices")
            ]
        team = {str(pk): name for each in own for pk, name in each.team_choices if pk != user.pk}
        self.filters["assignee"].extra["choices"] = [
            ("me", _("Me")),
            ("nobody", _("Nobody")),
            ("someone", _("Somebody else")),
            *sorted(team.items(), key=lambda person: person[1].casefold()),
        ]
        if len(own) > 1:
            self.filters["community"].extra["choices"] = [(str(each.pk), each.name) for each in own]
        else:
            del self.filters["community"]

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

    def of_captions(self, proposals, name, value):
        return proposals.filter(lacks_captions=value == "missing")

    def of_rights(self, proposals, name, value):
        if value == "ending":
            last = timezone.localdate() + timedelta(days=RIGHTS_END_SOON)
            return proposals.filter(proposals.rights_end_before(last))
        return proposals.filter(lacks_rights=value == "missing")

    def of_sending(self, proposals, name, value):
        return proposals.filter(version__gt=1) if value == "again" else proposals.filter(version=1)


def _with_choices(communities: QuerySet[Community]) -> QuerySet[Community]:
    """Fetch with each community its themes, levels and team, as pairs: one query, not three."""
    full_name = NullIf(Trim(Concat("first_name", Value(" "), "last_name")), Value(""))
    name = Coalesce(full_name, F("email"), output_field=CharField())
    team = User.objects.filter(
        Q(groups=OuterRef("editors")) | Q(groups=OuterRef("managers")), is_active=True
    )
    return communities.annotate(
        theme_choices=_pairs(Theme.objects.filter(community=OuterRef("pk")), F("label")),
        level_choices=_pairs(Level.objects.filter(community=OuterRef("pk")), F("label")),
        team_choices=_pairs(team, name),
    )


def _pairs(rows: QuerySet, label) -> ArraySubquery:
    return ArraySubquery(rows.values(pair=JSONArray("pk", label)))
