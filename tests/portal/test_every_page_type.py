"""What must hold for any page that an editor can create, including the ones not written yet."""

import pytest
from django.urls import reverse
from wagtail.models import Page, get_page_models

from events.models import EventIndexPage, EventPage
from home.models import DirectoryPage, HomePage, NewsIndexPage, NewsPage, StandardPage
from newsletter.models import IssuePage, NewsletterPage
from tests.factories import (
    CollectionPageFactory,
    EventPageFactory,
    IssuePageFactory,
    NewsPageFactory,
    StandardPageFactory,
    VideoPageFactory,
)
from videos.models import CollectionIndexPage, CollectionPage, VideoIndexPage, VideoPage

FACTORIES = {
    VideoPage: VideoPageFactory,
    CollectionPage: CollectionPageFactory,
    EventPage: EventPageFactory,
    NewsPage: NewsPageFactory,
    IssuePage: IssuePageFactory,
    StandardPage: StandardPageFactory,
}
MADE_BY_THE_OPENING = {
    HomePage,
    VideoIndexPage,
    CollectionIndexPage,
    EventIndexPage,
    NewsIndexPage,
    NewsletterPage,
    DirectoryPage,
}
EVERY_TYPE = sorted({*FACTORIES, *MADE_BY_THE_OPENING}, key=lambda model: model.__name__)


def one_of(model, home, directory):
    """Return a page of this type, where it belongs."""
    if model not in FACTORIES:
        return model.objects.first()
    parent_type = model.clean_parent_page_models()[0]
    return FACTORIES[model](parent=parent_type.objects.first())


@pytest.mark.parametrize("model", EVERY_TYPE, ids=lambda model: model.__name__)
def test_page_is_served_edited_and_previewed(model, home, directory, client, administrator):
    page = one_of(model, home, directory)

    assert client.get(page.url, headers={"host": page.get_site().hostname}).status_code == 200
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert page.make_preview_request().status_code == 200


def test_no_page_type_is_forgotten():
    ours = {model for model in get_page_models() if model is not Page}

    assert ours == set(EVERY_TYPE)


def test_page_types_are_created_only_where_they_belong(home):
    creatable = {
        model.__name__: sorted(parent.__name__ for parent in model.clean_parent_page_models())
        for model in EVERY_TYPE
    }

    assert creatable == {
        "CollectionIndexPage": ["HomePage"],
        "CollectionPage": ["CollectionIndexPage"],
        "DirectoryPage": ["Page"],
        "EventIndexPage": ["HomePage"],
        "EventPage": ["EventIndexPage"],
        "HomePage": ["Page"],
        "IssuePage": ["NewsletterPage"],
        "NewsIndexPage": ["HomePage"],
        "NewsPage": ["NewsIndexPage"],
        "NewsletterPage": ["HomePage"],
        "StandardPage": ["HomePage"],
        "VideoIndexPage": ["HomePage"],
        "VideoPage": ["VideoIndexPage"],
    }
