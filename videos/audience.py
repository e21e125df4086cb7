"""How a public video lives: how often it is watched, who says thanks, who tried it. No profile.

A view is a beacon without identifier: nothing of who watched is kept, nor sent. To be protected
from a script that would inflate the count, the portal counts the views of a network, in the cache,
under a key that it forgets with the day.
"""

import ipaddress
import secrets
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.crypto import salted_hmac

from community.models import Community, User
from videos import catalogue
from videos.models import DailyViews, Thanks, TryOut, VideoPage, VideoSubmission

DAY = 24 * 3600  # seconds
# A training session behind one address: a room of teachers, who watch the same video.
VIEWS_OF_A_NETWORK = 100
PER_SECONDS = 3600

ADD_ONE_VIEW = """
INSERT INTO videos_dailyviews (page_id, day, count) VALUES (%s, %s, 1)
ON CONFLICT (page_id, day) DO UPDATE SET count = videos_dailyviews.count + 1
"""


class OwnVideo(Exception):
    """Nobody thanks themselves."""


@dataclass(frozen=True)
class Figures:
    views: int
    thanks: int
    try_outs: int


def public_videos(community: Community) -> QuerySet:
    """The videos that everybody may watch now in a community."""
    videos = VideoPage.objects.published().descendant_of(community.site.root_page)
    return videos.exclude(expire_at__lte=timezone.now())


def is_author(user: User, page: VideoPage) -> bool:
    return page.owner_id == user.pk or page.submissions.filter(owner=user).exists()


# ── Views ────────────────────────────────────────────────────────────────────


@transaction.atomic
def count_view(page: VideoPage) -> None:
    """Count one more view today. The row is written by the database alone: none is lost."""
    with connection.cursor() as cursor:
        cursor.execute(ADD_ONE_VIEW, [page.pk, timezone.localdate()])
    catalogue.count_view(page)


def network_may_count(address: str, page: VideoPage) -> bool:
    """Count one more request of a network for a video; False when there are too many.

    `address` is cut to its network (/24, /48), then hashed with a secret of the day.
    """
    key = _network_key(address, page)
    cache.add(key, 0, PER_SECONDS)
    try:
        return cache.incr(key) <= VIEWS_OF_A_NETWORK
    except ValueError:  # it ended between the two
        return True


def _network_key(address: str, page: VideoPage) -> str:
    today = timezone.localdate().isoformat()
    secret = cache.get_or_set(f"videos.views.secret.{today}", secrets.token_hex, DAY)
    try:
        ip = ipaddress.ip_address(address)
        length = 24 if ip.version == 4 else 48
        network = str(ipaddress.ip_network((ip, length), strict=False))
    except ValueError:
        network = ""
    digest = salted_hmac(f"videos.views.{secret}", f"{network} {page.pk}", algorithm="sha256")
    return f"videos.views.{digest.hexdigest()}"


# ── Thanks and try-outs ──────────────────────────────────────────────────────


@transaction.atomic
def thank(page: VideoPage, *, by: User, thanks: bool) -> None:
    """Say thanks, or take it back; asking twice changes nothing. Raises OwnVideo."""
    if is_author(by, page):
        raise OwnVideo
    if thanks:
        _thanks, is_new = Thanks.objects.get_or_create(page=page, user=by)
        catalogue.count_thanks(page, more=int(is_new))
    else:
        taken_back, _by_model = Thanks.objects.filter(page=page, user=by).delete()
        catalogue.count_thanks(page, more=-taken_back)


@transaction.atomic
def say_tried(page: VideoPage, *, by: User, words: str) -> TryOut:
    """Say « I tried it », or change the words that go with it. Raises OwnVideo."""
    if is_author(by, page):
        raise OwnVideo
    try_out, _created = TryOut.objects.update_or_create(
        page=page, user=by, defaults={"words": words}
    )
    return try_out


def forget_try_out(page: VideoPage, *, by: User) -> None:
    TryOut.objects.filter(page=page, user=by).delete()


# ── What the author reads ────────────────────────────────────────────────────


def figures(page: VideoPage) -> Figures:
    views = page.views.aggregate(total=Coalesce(Sum("count"), 0))["total"]
    return Figures(views, page.thanks.count(), page.try_outs.count())


def words_about(page: VideoPage) -> QuerySet:
    """What members say that it changed, the latest first. Never by whom."""
    return page.try_outs.exclude(words="").order_by("-created_at", "-pk")


def with_figures(submissions: QuerySet[VideoSubmission]) -> QuerySet[VideoSubmission]:
    """Add `view_count`, `thanks_count` and `try_out_count` to proposals, in the same query."""
    return submissions.annotate(
        view_count=_of_the_page(DailyViews, Sum(F("count"))),
        thanks_count=_of_the_page(Thanks, Count("pk")),
        try_out_count=_of_the_page(TryOut, Count("pk")),
    )


def _of_the_page(model, total) -> Coalesce:
    rows = model.objects.filter(page=OuterRef("page")).order_by().values("page")
    return Coalesce(
        Subquery(rows.annotate(total=total).values("total"), output_field=IntegerField()), 0
    )
