"""The front page: what editors compose, what visitors see of it, what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import StructBlockValidationError
from wagtail.models import PageViewRestriction
from wagtail_factories import ImageFactory

from events.models import EventIndexPage
from home.models import HomePage, NewsIndexPage
from tests.factories import (
    CollectionPageFactory,
    EventPageFactory,
    NewsPageFactory,
    VideoPageFactory,
)
from videos.models import CatalogueEntry, CollectionIndexPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def collections(home):
    return CollectionIndexPage.objects.child_of(home).get()


def compose(home, *blocks):
    """Publish the front page with these blocks alone."""
    home.blocks = list(blocks)
    home.save_revision().publish()


def choice(collection, *, starts_in=None, ends_in=None):
    today = timezone.localdate()
    return {
        "collection": collection,
        "starts_on": None if starts_in is None else today + timedelta(days=starts_in),
        "ends_on": None if ends_in is None else today + timedelta(days=ends_in),
    }


def kinds(client) -> list[str]:
    return [part.kind for part in client.get("/").context["parts"]]


def featured(client) -> str | None:
    shown = [part for part in client.get("/").context["parts"] if part.kind == "featured"]
    return shown[0].content.title if shown else None


def test_a_new_community_has_a_front_page_that_shows_what_it_has(client, home):
    assert kinds(client) == ["themes", "call", "newsletter"]

    VideoPageFactory(parent=home.get_children().get(slug="videos"))

    assert kinds(client) == ["themes", "videos", "call", "figures", "newsletter"]


def test_the_parts_show_in_the_order_that_editors_gave(client, home, published_video):
    compose(home, ("call", {"promises": []}), ("videos", {"count": 1}), ("themes", {}))

    assert kinds(client) == ["call", "videos", "themes"]


def test_a_part_that_is_removed_does_not_show(client, home, published_video):
    compose(home, ("themes", {}))

    page = client.get("/").content.decode()

    assert kinds(client) == ["themes"]
    assert published_video.title not in page
    assert reverse("newsletter_subscribe") not in page


@pytest.mark.parametrize(
    ("starts_in", "ends_in", "is_shown"),
    [
        (None, None, True),
        (0, 0, True),
        (-3, 0, True),
        (0, 3, True),
        (1, None, False),
        (None, -1, False),
    ],
)
def test_a_collection_is_featured_from_its_first_day_to_its_last(
    client, home, collections, starts_in, ends_in, is_shown
):
    collection = CollectionPageFactory(parent=collections, title="Parler avant d’écrire")
    chosen = choice(collection, starts_in=starts_in, ends_in=ends_in)
    compose(home, ("featured", {"collections": [chosen]}))

    assert featured(client) == ("Parler avant d’écrire" if is_shown else None)


def test_several_collections_wait_and_the_first_in_force_shows(client, home, collections):
    over, coming, now, later = (
        CollectionPageFactory(parent=collections, title=title)
        for title in ["Passée", "À venir", "En cours", "Ensuite"]
    )
    compose(
        home,
        (
            "featured",
            {
                "collections": [
                    choice(over, ends_in=-1),
                    choice(coming, starts_in=2),
                    choice(now),
                    choice(later),
                ]
            },
        ),
    )

    assert featured(client) == "En cours"


def test_a_collection_that_visitors_may_not_see_gives_way_to_the_next(client, home, collections):
    draft = CollectionPageFactory(parent=collections, live=False)
    restricted = CollectionPageFactory(parent=collections)
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    public = CollectionPageFactory(parent=collections, title="Publique")
    chosen = [choice(draft), choice(restricted), choice(public)]
    compose(home, ("featured", {"collections": chosen}))

    assert featured(client) == "Publique"


def test_another_community_s_collection_is_never_featured(client, home, other_community):
    theirs = CollectionIndexPage.objects.child_of(other_community.site.root_page).get()
    collection = CollectionPageFactory(parent=theirs)
    compose(home, ("featured", {"collections": [choice(collection)]}))

    assert featured(client) is None


def test_drafts_and_restricted_pages_are_in_no_part(client, home, video_index):
    news = NewsIndexPage.objects.child_of(home).get()
    events = EventIndexPage.objects.child_of(home).get()
    for factory, parent in [
        (VideoPageFactory, video_index),
        (NewsPageFactory, news),
        (EventPageFactory, events),
    ]:
        factory(parent=parent, title="Secret brouillon", live=False)
        kept = factory(parent=parent, title="Secret réservé")
        PageViewRestriction.objects.create(page=kept, restriction_type="login")

    assert "Secret" not in client.get("/").content.decode()
    assert kinds(client) == ["themes", "call", "newsletter"]


def test_a_part_shows_as_many_as_asked(client, home, video_index):
    VideoPageFactory.create_batch(4, parent=video_index)
    compose(home, ("videos", {"title": "À voir ce soir", "count": 3}))

    response = client.get("/")

    assert [len(part.content) for part in response.context["parts"]] == [3]
    assert "À voir ce soir" in response.content.decode()


def test_a_picture_whose_file_is_lost_does_not_break_the_page(client, home, community):
    theme = community.themes.first()
    theme.image = home.image = ImageFactory()
    theme.save()
    home.save_revision().publish()
    theme.image.file.storage.delete(theme.image.file.name)

    response = client.get("/")

    assert response.status_code == 200
    assert theme.label in response.content.decode()


def test_a_theme_shows_its_illustration(client, community):
    theme = community.themes.first()
    theme.image = ImageFactory()
    theme.save()

    pictures = next(part for part in client.get("/").context["parts"] if part.kind == "themes")

    assert [bool(each.picture) for each in pictures.content] == [True, False]


def test_figures_of_zero_do_not_show(client, home, community, published_video):
    CatalogueEntry.objects.all().delete()
    compose(home, ("figures", {}))
    assert kinds(client) == []

    CatalogueEntry.objects.create(
        page=published_video, community=community, published_at=timezone.now(), views=1234
    )
    page = client.get("/").content.decode().replace("\N{NO-BREAK SPACE}", " ")

    assert "<strong>1 234</strong>" in page
    assert page.count("figures__one") == 2


def test_the_call_says_three_promises_and_has_one_button(client, home):
    page = client.get("/").content.decode()
    call = page[
        page.index('class="invitation"') : page.index("</section>", page.index("invitation"))
    ]

    assert call.count("<h3>") == 3
    assert call.count("fr-btn--lg") == 1
    assert 'href="/proposer/"' in call


def test_an_empty_paragraph_leaves_no_hole(client, home):
    compose(home, ("paragraph", "<p></p>"), ("paragraph", "<p>Bienvenue</p>"))

    assert kinds(client) == ["paragraph"]


@pytest.mark.parametrize("count", [1, 30])
def test_the_front_page_costs_the_same_whatever_it_shows(
    client, home, community, video_index, collections, count, django_assert_num_queries
):
    news = NewsIndexPage.objects.child_of(home).get()
    events = EventIndexPage.objects.child_of(home).get()
    VideoPageFactory.create_batch(count, parent=video_index, image=ImageFactory())
    EventPageFactory.create_batch(count, parent=events)
    NewsPageFactory.create_batch(count, parent=news, image=ImageFactory())
    pages = CollectionPageFactory.create_batch(count, parent=collections)
    CatalogueEntry.objects.get_or_create(
        page=video_index.get_children().first().specific,
        defaults={"community": community, "published_at": timezone.now()},
    )
    for theme in community.themes.all():
        theme.image = ImageFactory()
        theme.save()
    home.blocks[0].value["collections"] = [choice(page) for page in pages]
    home.save_revision().publish()
    client.get("/")

    with django_assert_num_queries(22):
        response = client.get("/")

    assert len(response.context["parts"]) == 8


def test_editors_preview_the_front_page_that_they_compose(home, collections, as_user, editor):
    collection = CollectionPageFactory(parent=collections, title="En préparation")
    home.blocks = [("featured", {"collections": [choice(collection)]})]

    preview = home.make_preview_request().render().content.decode()
    form = as_user(editor).get(reverse("wagtailadmin_pages:edit", args=[home.pk]))

    assert "En préparation" in preview
    assert form.status_code == 200


def test_a_featured_collection_does_not_end_before_it_starts(home, collections):
    block = home.blocks.stream_block.child_blocks["featured"]
    wrong = choice(CollectionPageFactory(parent=collections), starts_in=2, ends_in=1)

    with pytest.raises(StructBlockValidationError):
        block.child_blocks["collections"].child_block.clean(wrong)


def test_what_the_former_fields_held_is_kept_in_blocks_and_back(home, collections):
    collection = CollectionPageFactory(parent=collections)
    home.blocks = [
        ("featured", {"collections": [choice(collection)]}),
        ("call", {"title": "À vous", "text": "Filmez, partagez.", "promises": []}),
    ]
    home.save_revision().publish()
    executor = MigrationExecutor(connection)

    executor.migrate([("home", "0002_clean_slate")])
    former = executor.loader.project_state(("home", "0002_clean_slate")).apps
    page = former.get_model("home", "HomePage").objects.get(pk=home.pk)
    assert page.featured_collection_id == collection.pk
    assert (page.invitation_title, page.invitation) == ("À vous", "Filmez, partagez.")
    executor.loader.build_graph()
    executor.migrate(executor.loader.graph.leaf_nodes("home"))

    home = HomePage.objects.get(pk=home.pk)
    for page in [home, home.get_latest_revision_as_object()]:
        values = {block.block_type: block.value for block in page.blocks}
        assert values["featured"]["collections"][0]["collection"].pk == collection.pk
        assert values["call"]["text"] == "Filmez, partagez."
        assert list(values) == [
            *("featured", "themes", "videos", "events", "news", "call", "figures", "newsletter")
        ]


def test_the_newsletter_is_asked_for_from_the_front_page(client, home):
    page = client.get("/").content.decode()

    assert f'action="{reverse("newsletter_subscribe")}"' in page
    assert 'name="opened"' in page
    assert "csrfmiddlewaretoken" not in page
