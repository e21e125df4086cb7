import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from wagtail.models import Site

from community.models import Community, User
from home.models import DirectoryPage, HomePage
from home.opening import CommunityPlan, open_community
from videos.models import VideoIndexPage, VideoPage

pytest_plugins = ["tests.database"]

MEDIA = Path(__file__).parent / "media"

THEMES = [
    ("francais", "Français", "Lire, écrire, parler.", "✎"),
    ("mathematiques", "Mathématiques", "Compter, chercher.", "∑"),
]
EVENT_KINDS = [("Challenge", "Produire des vidéos"), ("Focus", "Échanger entre pairs")]


@pytest.fixture(autouse=True)
def fresh_cache():
    """Site paths and rate limits outlive a rolled-back test otherwise."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def files_of_this_run():
    yield
    shutil.rmtree(settings.TEST_FILES, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The browser's tests last: they leave an event loop running."""
    items.sort(key=lambda item: "e2e" in item.path.parts)


def plan(**changes) -> CommunityPlan:
    """The community of most tests, on the host that Django's test client asks for."""
    described = {
        "slug": "classe-a-12",
        "name": "Classe à 12",
        "hostname": "testserver",
        "port": 80,
        "baseline": "La communauté vidéo des enseignants en classe dédoublée",
        "sender_address": "bonjour@classe.example.org",
        "contact_address": "equipe@classe.example.org",
        "themes": THEMES,
        "levels": ["CP", "CE1"],
        "event_kinds": EVENT_KINDS,
        "is_default_site": True,
    }
    return CommunityPlan(**(described | changes))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Open the community once: a second for each test otherwise. Tests roll back to it."""
    from tests.database import restore_after_each_transaction_test  # a plugin: pytest loads it

    with django_db_blocker.unblock():
        if not Community.objects.exists():
            open_community(plan())
        restore_after_each_transaction_test()


@pytest.fixture
def community(db) -> Community:
    """A community as the portal opens one."""
    return Community.objects.select_related("site").get(site__hostname="testserver")


@pytest.fixture
def other_community(community) -> Community:
    """A second one, without levels, on a host of its own."""
    return open_community(
        CommunityPlan(
            slug="devoirs-faits",
            name="Devoirs Faits",
            hostname="devoirs-faits.localhost",
            port=80,
            themes=[("gestion-de-groupe", "Gestion de groupe", "", "")],
            event_kinds=EVENT_KINDS,
        )
    )


@pytest.fixture
def directory(community) -> DirectoryPage:
    """The portal's own host: the page that lists the communities."""
    root = HomePage.objects.first().get_parent()
    page = root.add_child(instance=DirectoryPage(title="Entre pairs", slug="entre-pairs"))
    Site.objects.create(hostname="localhost", port=80, root_page=page)
    return page


@pytest.fixture
def home(community) -> HomePage:
    return community.site.root_page.specific


@pytest.fixture
def video_index(home) -> VideoIndexPage:
    return VideoIndexPage.objects.child_of(home).get()


@pytest.fixture
def teacher(db) -> User:
    return User.objects.create_user("lea@ac-lille.fr", first_name="Léa")


@pytest.fixture
def editor(community) -> User:
    person = User.objects.create_user("redaction@example.org", "entre-pairs")
    person.groups.add(community.editors)
    return person


@pytest.fixture
def other_editor(other_community) -> User:
    person = User.objects.create_user("autre@example.org", "entre-pairs")
    person.groups.add(other_community.editors)
    return person


@pytest.fixture
def newsletter_manager(community) -> User:
    person = User.objects.create_user("infolettre@example.org", "entre-pairs")
    person.groups.add(community.newsletter_managers)
    return person


@pytest.fixture
def administrator(db) -> User:
    return User.objects.create_superuser("admin@example.org", "entre-pairs")


@pytest.fixture
def as_user(client) -> Callable:
    """Return the client, signed in as somebody."""

    def sign_in(user):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def published_video(video_index) -> VideoPage:
    from tests.factories import VideoPageFactory

    return VideoPageFactory(parent=video_index, title="La dictée négociée")
