"""The latest videos, as feeds: all of them, of a theme, of a collection, of a contributor."""

from django.db.models import F, OuterRef, Subquery
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from community.models import Community, Contributor, Theme
from editorial.feeds import Enclosure, Entry, Feed
from videos.models import CollectionPage, Rendition, VideoPage


class VideosFeed(Feed):
    def title(self, community: Community) -> str:
        return gettext("Latest videos")

    def pages(self, community: Community):
        best = Rendition.objects.filter(media=OuterRef("media")).order_by("-height")
        videos = VideoPage.objects.descendant_of(community.site.root_page).published()
        videos = videos.select_related("media", "theme", "contributor").prefetch_related("levels")
        videos = videos.annotate(file_size=Subquery(best.values("size")[:1]))
        return videos.order_by(F("first_published_at").desc(nulls_last=True), "-pk")

    def entry(self, page: VideoPage) -> Entry:
        media, profile = page.media, page.contributor
        shown = profile if profile and profile.is_public else None
        playable = media and media.is_ready and page.file_size
        labels = [page.theme, *page.levels.all()]
        return Entry(
            summary=page.meta_description,
            author=page.credit or (shown.display_name if shown else ""),
            author_url=shown.get_absolute_url() if shown else "",
            enclosure=Enclosure(media.url, "video/mp4", page.file_size) if playable else None,
            thumbnail=media.card_url if media and media.card else "",
            categories=tuple(str(label) for label in labels if label),
        )


class ThemeFeed(VideosFeed):
    def title(self, community: Community, slug: str) -> str:
        theme = get_object_or_404(Theme, community=community, slug=slug)
        return gettext("Videos: %(theme)s") % {"theme": theme.label}

    def pages(self, community: Community, slug: str):
        return super().pages(community).filter(theme__slug=slug, theme__community=community)


class ContributorFeed(VideosFeed):
    def title(self, community: Community, slug: str) -> str:
        public = Contributor.objects.published()
        person = get_object_or_404(public, community=community, slug=slug)
        return gettext("Videos of %(name)s") % {"name": person.display_name}

    def pages(self, community: Community, slug: str):
        one = {"contributor__slug": slug, "contributor__community": community}
        return super().pages(community).filter(**one)


class CollectionFeed(VideosFeed):
    """The videos of a collection, those published last first: its own order is on its page."""

    def title(self, community: Community, slug: str) -> str:
        return self._collection(community, slug).title

    def pages(self, community: Community, slug: str):
        collection = self._collection(community, slug)
        chosen = [video.pk for video in collection.published_videos()]
        return super().pages(community).filter(pk__in=chosen)

    def _collection(self, community: Community, slug: str) -> CollectionPage:
        own = CollectionPage.objects.descendant_of(community.site.root_page).published()
        return get_object_or_404(own, slug=slug)
