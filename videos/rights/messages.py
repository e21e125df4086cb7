"""What is written about rights: to authors, to those who ask for a withdrawal, to the team.

Each message is a job of its own, queued in the transaction that decided it: none leaves for a
decision that was not kept, none is lost when the mail server is away, none is sent for two.
"""

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate.contrib.django import app

from community.models import Community
from editorial import messages
from videos.models import RightsEntry, TakedownRequest

TASK = "videos.tasks.send_rights_message"

TITLE = {"titre": (gettext_lazy("the title of the video"), "La dictée négociée")}
ANSWER = {"reponse": (gettext_lazy("what the team answers"), "Merci de nous l’avoir signalé.")}
DAY = {"date": (gettext_lazy("the last day of the authorisations"), "30 juin 2027")}
AUTHOR_ADDRESS = {
    "adresse": (
        gettext_lazy("the address where the author renews them"),
        "https://exemple.fr/mon-espace/mes-videos/12/droits/",
    )
}
ADMIN_ADDRESS = {
    "adresse": (gettext_lazy("the address in the admin"), "https://exemple.fr/admin/retraits/")
}


def register_kinds() -> None:
    """Declare the messages that a community may put in its own words."""

    def declare(name: str, label: str, variables: dict, **options) -> None:
        template = f"videos/rights/email/{name}"
        messages.register(name, label=label, variables=variables, template=template, **options)

    declare(
        "rights_reminder",
        gettext_lazy("The authorisations end soon"),
        TITLE | DAY | {"jours": (gettext_lazy("how many days are left"), "60")} | AUTHOR_ADDRESS,
        when=gettext_lazy("To the author, 60 then 15 days before the authorisations end."),
        compulsory=("adresse",),
    )
    declare(
        "rights_ended",
        gettext_lazy("The authorisations have ended"),
        TITLE | DAY | AUTHOR_ADDRESS,
        when=gettext_lazy("To the author, when the video leaves the site by itself."),
        compulsory=("adresse",),
    )
    declare(
        "rights_ended_team",
        gettext_lazy("The authorisations of a video have ended (for the team)"),
        TITLE | DAY | ADMIN_ADDRESS,
        when=gettext_lazy("To the team, when a video leaves the site by itself."),
    )
    declare(
        "video_withdrawn",
        gettext_lazy("The video is withdrawn"),
        TITLE | {"raison": (gettext_lazy("why it is withdrawn"), "Vous l’avez demandé.")},
        when=gettext_lazy("To the author, when the video is withdrawn for good."),
    )
    declare(
        "video_hidden",
        gettext_lazy("The video is hidden until a decision"),
        TITLE,
        when=gettext_lazy("To the author, when somebody who is in the video asks for its end."),
    )
    declare(
        "takedown_received",
        gettext_lazy("Request for withdrawal: received"),
        TITLE | {"suite": (gettext_lazy("what happens to the video"), "Elle est déjà masquée.")},
        when=gettext_lazy("At once, to whoever asks for the end of a video."),
    )
    declare(
        "takedown_team",
        gettext_lazy("Request for withdrawal: to decide (for the team)"),
        TITLE
        | {
            "motif": (gettext_lazy("the reason chosen"), "Mon enfant est reconnaissable"),
            "suite": (gettext_lazy("what happens to the video"), "Elle est déjà masquée."),
        }
        | ADMIN_ADDRESS,
        when=gettext_lazy("At once, to the team."),
        compulsory=("adresse",),
    )
    declare(
        "takedown_accepted",
        gettext_lazy("Request for withdrawal: accepted"),
        TITLE | ANSWER,
        when=gettext_lazy("To whoever asked, once the video is withdrawn."),
    )
    declare(
        "takedown_refused",
        gettext_lazy("Request for withdrawal: refused"),
        TITLE | ANSWER,
        when=gettext_lazy("To whoever asked, with the team’s reason."),
        compulsory=("reponse",),
    )


def queue(kind: str, about: RightsEntry | TakedownRequest) -> None:
    """Have a message sent once the current transaction is committed."""
    app.configure_task(TASK).defer(kind=kind, number=about.pk)


def send(kind: str, number: int) -> None:
    """Send a queued message; nothing when there is nobody left to write to."""
    SENDERS[kind](kind, number)


def _to_author(values: Callable[[RightsEntry], dict]):
    def write(kind: str, number: int) -> None:
        entry = RightsEntry.objects.select_related("submission__owner", "community").get(pk=number)
        owner = entry.submission and entry.submission.owner
        if owner and owner.is_active:
            _send(kind, owner.email, entry.community, titre=entry.title, **values(entry))

    return write


def _to_team_of_entry(kind: str, number: int) -> None:
    entry = RightsEntry.objects.select_related("community").get(pk=number)
    address = entry.community.root_url + reverse("rights_register:index")
    values = {"titre": entry.title, "date": _last_day(entry), "adresse": address}
    _send(kind, entry.community.contact_address, entry.community, **values)


def _to_requester(values: Callable[[TakedownRequest], dict]):
    def write(kind: str, number: int) -> None:
        request = TakedownRequest.objects.select_related("community").get(pk=number)
        _send(kind, request.email, request.community, titre=request.title, **values(request))

    return write


def _to_team_of_request(kind: str, number: int) -> None:
    request = TakedownRequest.objects.select_related("community").get(pk=number)
    community = request.community
    address = community.root_url + reverse("takedowns:decide", args=[request.pk])
    values = {"motif": request.get_reason_display(), "suite": _next(request), "adresse": address}
    _send(kind, community.contact_address, community, titre=request.title, **values)


def _send(kind: str, to: str, community: Community, **values) -> None:
    if to:
        messages.send(kind, to=to, community=community, **values)


def _renewal(entry: RightsEntry) -> dict:
    path = reverse("rights_renew", args=[entry.submission_id])
    return {"date": _last_day(entry), "adresse": entry.community.root_url + path}


def _last_day(entry: RightsEntry) -> str:
    day = entry.data.get("rights_end_on") or entry.data.get("ended_on")
    return date_format(date.fromisoformat(day))


def _next(request: TakedownRequest) -> str:
    if request.hidden_at:
        return _("The video is already hidden: nobody sees it until the team has decided.")
    return _("The team looks at it and decides.")


def _why(entry: RightsEntry) -> dict:
    reasons = {
        "author": _("You asked for it."),
        "account": _("You asked for it when you closed your account."),
        "takedown": _("Somebody who may ask for it did so, and the team agreed."),
        "expired": _("The authorisations ended a month ago and were not renewed."),
    }
    return {"raison": reasons.get(entry.data["why"], _("The team decided so."))}


SENDERS = {
    "rights_reminder": _to_author(
        lambda entry: _renewal(entry) | {"jours": str(entry.data["days"])}
    ),
    "rights_ended": _to_author(_renewal),
    "rights_ended_team": _to_team_of_entry,
    "video_withdrawn": _to_author(_why),
    "video_hidden": _to_author(lambda entry: {}),
    "takedown_received": _to_requester(lambda request: {"suite": _next(request)}),
    "takedown_team": _to_team_of_request,
    "takedown_accepted": _to_requester(lambda request: {"reponse": request.answer}),
    "takedown_refused": _to_requester(lambda request: {"reponse": request.answer}),
}
