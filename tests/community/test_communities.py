"""A community's settings, and who may change what in it."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from community.models import Community, User
from community.taxonomy import split_keywords
from tests.factories import VideoPageFactory
from videos.models import VideoIndexPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(community):
    person = User.objects.create_user("animation@example.org", "entre-pairs")
    person.groups.add(community.managers)
    return person


def settings_of(community):
    return reverse("wagtailsettings:edit", args=["community", "community", community.site_id])


def posted(client, community, **changes):
    html = client.get(settings_of(community)).content.decode()
    data = querydict_from_html(html, form_id="w-editor-form")
    for name, value in changes.items():
        data[name.replace("__", "-")] = value
    return client.post(settings_of(community), data)


def test_a_manager_renames_the_community_and_its_themes(as_user, community, manager):
    posted(as_user(manager), community, name="Classe à douze", themes__0__label="Langue")

    community.refresh_from_db()
    assert community.name == "Classe à douze"
    assert [theme.label for theme in community.themes.all()] == ["Langue", "Mathématiques"]
    assert [theme.slug for theme in community.themes.all()] == ["francais", "mathematiques"]


def test_a_theme_that_videos_use_is_not_removed(as_user, community, manager, video_index):
    VideoPageFactory(parent=video_index, theme=community.themes.first())

    response = posted(as_user(manager), community, themes__0__DELETE="on")

    assert community.themes.count() == 2
    assert "Français" in response.content.decode()


def test_a_theme_without_video_is_removed(as_user, community, manager):
    posted(as_user(manager), community, themes__0__DELETE="on")

    assert [theme.slug for theme in community.themes.all()] == ["mathematiques"]


@pytest.mark.parametrize("who", ["editor", "newsletter_manager", "other_editor"])
def test_only_managers_change_the_settings(as_user, community, who, request):
    person = request.getfixturevalue(who)

    assert as_user(person).get(settings_of(community)).status_code in {302, 403, 404}


def test_each_group_holds_its_rights_on_its_own_tree_only(
    community, other_community, editor, newsletter_manager, manager
):
    own = VideoIndexPage.objects.child_of(community.site.root_page).get()
    other = VideoIndexPage.objects.child_of(other_community.site.root_page).get()

    rights = {
        person.email: [page.permissions_for_user(person).can_add_subpage() for page in (own, other)]
        for person in (editor, newsletter_manager, manager)
    }

    assert rights == {
        editor.email: [True, False],
        newsletter_manager.email: [False, False],
        manager.email: [True, False],
    }


def test_the_portal_s_own_host_is_no_community(directory):
    site = directory.get_site()

    assert Community.for_site(site).pk is None
    assert Community.objects.filter(site=site).count() == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", []),
        (" , ,", []),
        ("Lecture, lecture ,  LECTURE", ["Lecture"]),
        ("production  d'écrit, oral", ["production d'écrit", "oral"]),
        ("😀, oral", ["oral"]),
    ],
)
def test_keywords_are_kept_once_each_as_typed(typed, kept):
    assert split_keywords(typed) == kept
