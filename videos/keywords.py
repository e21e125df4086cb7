"""Keywords that are proposed while one is typed."""

from django.db.models import Count, Q
from django.utils.text import slugify

from community.models import Community, Keyword
from videos.models import VideoPage

LIMIT = 8


def suggest(community: Community, *, beginning: str, theme: int | str | None = None) -> list[str]:
    """Return keywords of published videos: those of the theme first, then the most used.

    `beginning` is compared without accents nor capitals; empty, it lets all of them through.
    """
    shown = VideoPage.objects.published().values("pk")
    uses = Count("videos", filter=Q(videos__in=shown))
    in_theme = Count("videos", filter=Q(videos__in=shown, videos__theme=theme))
    found = (
        Keyword.objects.filter(community=community, slug__startswith=slugify(beginning))
        .annotate(uses=uses, in_theme=in_theme)
        .filter(uses__gt=0)
        .order_by("-in_theme", "-uses", "label")
    )
    return list(found.values_list("label", flat=True)[:LIMIT])
