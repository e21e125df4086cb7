"""« Ressources partagées »: all the documents that go with the public videos of a community."""

from django import forms
from django.core.paginator import Paginator
from django.db.models import CharField, F, Value
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from community.context import community_or_404
from community.models import Community, Theme
from editorial.forms import PortalForm
from editorial.page_cache import public_page
from videos import audience
from videos.models import Attachment, Comment, CommentDocument
from videos.models.attachments import AttachmentKind

PER_PAGE = 20
COLUMNS = ("kind_of_row", "pk", "at", "video")


class ResourceFilter(PortalForm):
    """What a visitor chose. A choice that does not exist is ignored, never an error."""

    theme = forms.ModelChoiceField(
        Theme.objects.none(), label=_("Theme"), to_field_name="slug", required=False
    )
    type = forms.ChoiceField(
        label=_("Type of document"),
        choices=[("", _("All types")), *AttachmentKind.choices],
        required=False,
    )

    def __init__(self, parameters: QueryDict, *, community: Community):
        super().__init__({name: value.replace("\x00", "") for name, value in parameters.items()})
        self.fields["theme"].queryset = Theme.objects.filter(community=community)
        self.fields["theme"].empty_label = _("All themes")
        self.is_valid()

    @property
    def chosen(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if value}


def shared_in(community: Community, *, theme: Theme | None = None, kind: str = ""):
    """Rows (`attachment` or `document`, its id, when, which video), the latest first.

    One query over both tables: what goes with a video and what its contributions bring.
    """
    videos = audience.public_videos(community)
    if theme:
        videos = videos.filter(theme=theme)
    given = Attachment.objects.published().filter(submission__page__in=videos)
    said = Comment.objects.published().filter(page__in=videos)
    brought = CommentDocument.objects.filter(comment__in=said.values("pk"))
    if kind:
        given, brought = given.filter(kind=kind), brought.filter(kind=kind)
    rows = [
        _rows(given, "attachment", at="created_at", video="submission__page"),
        _rows(brought, "document", at="comment__published_at", video="comment__page"),
    ]
    return rows[0].union(rows[1], all=True).order_by("-at", "-pk")


def load(rows: list[dict]) -> list[Attachment | CommentDocument]:
    """The documents of some rows, in their order, each with its `video`. Three queries at most."""
    pks = {name: [row["pk"] for row in rows if row["kind_of_row"] == name] for name in LOADERS}
    found = {name: LOADERS[name].in_bulk(pks[name]) for name in LOADERS if pks[name]}
    loaded = [found[row["kind_of_row"]].get(row["pk"]) for row in rows]
    loaded = [document for document in loaded if document]  # some may have gone meanwhile
    for document in loaded:
        of_a_comment = isinstance(document, CommentDocument)
        document.video = (document.comment if of_a_comment else document.submission).page
    return loaded


LOADERS = {
    "attachment": Attachment.objects.select_related("submission__page__theme"),
    "document": CommentDocument.objects.select_related("comment__page__theme"),
}


@require_safe
@public_page
def resources(request: HttpRequest) -> HttpResponse:
    community = community_or_404(request)
    choice = ResourceFilter(request.GET, community=community)
    chosen = choice.chosen
    rows = shared_in(community, theme=chosen.get("theme"), kind=chosen.get("type", ""))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"filter": choice, "results": page, "documents": load(list(page))}
    return TemplateResponse(request, "videos/resources.html", context)


def _rows(documents, name: str, *, at: str, video: str):
    named = documents.annotate(
        kind_of_row=Value(name, output_field=CharField()), at=F(at), video=F(video)
    )
    return named.order_by().values(*COLUMNS)
