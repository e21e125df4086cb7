"""The news, as a feed; and the addresses of all the feeds."""

from django.urls import path
from django.utils.translation import gettext

from community.models import Community
from editorial.feeds import Entry, Feed
from events.feeds import EventsFeed
from home.models import NewsPage
from videos.feeds import CollectionFeed, ContributorFeed, ThemeFeed, VideosFeed


class NewsFeed(Feed):
    def title(self, community: Community) -> str:
        return gettext("News")

    def pages(self, community: Community):
        news = NewsPage.objects.descendant_of(community.site.root_page).published()
        return news.newest_first()

    def entry(self, page: NewsPage) -> Entry:
        return Entry(summary=page.meta_description, author=page.author)


urlpatterns = [
    path("videos.atom", VideosFeed.as_view(), name="feed_videos"),
    path("themes/<slug:slug>.atom", ThemeFeed.as_view(), name="feed_theme"),
    path("collections/<slug:slug>.atom", CollectionFeed.as_view(), name="feed_collection"),
    path("contributeurs/<slug:slug>.atom", ContributorFeed.as_view(), name="feed_contributor"),
    path("evenements.atom", EventsFeed.as_view(), name="feed_events"),
    path("actualites.atom", NewsFeed.as_view(), name="feed_news"),
]
