"""Who opens which screen of contribution and curation: each person, each door, one community."""

import pytest
from django.urls import reverse

from community.models import AccessRequest, AddressEnding, Contributor, User
from tests.videos.steps import prepared, sent
from videos.models import DecisionReason, TakedownRequest
from videos.models.rights import TakedownReason
from videos.rights import register

pytestmark = pytest.mark.django_db

TEAM = {"editor", "manager", "administrator"}
AUTHOR = {"author"}
ROLES = [
    "visitor",
    "member",
    "author",
    "editor",
    "manager",
    "newsletter_manager",
    "other_editor",
    "administrator",
]

# Each door, and for whom it opens. What is not said opens for nobody else.
DOORS = {
    "review": TEAM,
    "captions": TEAM,
    "register": TEAM,
    "takedown": TEAM,
    "withdrawal": TEAM,
    "access request": TEAM,
    "address ending": TEAM,
    "reason": TEAM,
    "message": TEAM,
    "follow": AUTHOR,
    "step": AUTHOR,
    "take back": AUTHOR,
    "save": AUTHOR,
    "state": AUTHOR,
    "authorisation": AUTHOR | TEAM,
    "video file": AUTHOR | TEAM,
    "original": AUTHOR | TEAM,
    "private picture": {"author"},
}


@pytest.fixture
def doors(community, teacher) -> dict[str, tuple[str, str]]:
    """The method and the address of each door, for one proposal that waits for the team."""
    submission = prepared(sent(teacher, community))
    draft = sent(teacher, community)
    type(draft).objects.filter(pk=draft.pk).update(state="draft")
    asked = AccessRequest.objects.create(
        community=community,
        user=User.objects.create_user("aed@gmail.com"),
        role="aed",
        organisation="Collège",
    )
    takedown = TakedownRequest.objects.create(
        page=submission.page,
        community=community,
        title=submission.title,
        reason=TakedownReason.OTHER,
    )
    profile = Contributor.objects.create(
        user=teacher, community=community, display_name="Léa", slug="lea"
    )
    profile.picture.save("portrait.webp", _webp())
    register.declare(submission)
    ending = AddressEnding.objects.filter(community=community).first()
    reason = DecisionReason.objects.filter(community=community).first()
    media = submission.media
    get = {
        "review": reverse("proposal_review", args=[submission.pk]),
        "captions": reverse("captions:edit", args=[media.pk]),
        "register": reverse("rights_register:record", args=[submission.rights_entries.get().pk]),
        "takedown": reverse("takedowns:decide", args=[takedown.pk]),
        "withdrawal": reverse("rights_register:withdraw", args=[submission.page_id]),
        "access request": reverse("access_requests:inspect", args=[asked.pk]),
        "address ending": reverse("address_endings:edit", args=[ending.pk]),
        "reason": reverse("reasons:edit", args=[reason.pk]),
        "message": reverse("message_edit", args=[community.pk, "video_published"]),
        "follow": reverse("submission_follow", args=[submission.pk]),
        "step": reverse("submission_step", args=[draft.pk, "description"]),
        "take back": reverse("submission_withdraw", args=[submission.pk]),
        "state": reverse("draft_state", args=[draft.pk]),
        "authorisation": reverse("rights_authorisation", args=[draft.pk, "adulte", "html"]),
        "video file": media.url,
        "original": media.original_url,
        "private picture": reverse("contributor_picture", args=[profile.slug]),
    }
    post = {"save": reverse("draft_save", args=[draft.pk])}
    return {door: ("get", address) for door, address in get.items()} | {
        door: ("post", address) for door, address in post.items()
    }


def _webp():
    from io import BytesIO

    from django.core.files.base import ContentFile
    from PIL import Image

    content = BytesIO()
    Image.new("RGB", (8, 8)).save(content, "WEBP")
    return ContentFile(content.getvalue())


@pytest.fixture
def person(community, teacher, editor, other_editor, newsletter_manager, administrator):
    def of(role):
        if role == "manager":
            made = User.objects.create_user("responsable@example.org", "entre-pairs")
            made.groups.add(community.managers)
            return made
        return {
            "visitor": None,
            "member": User.objects.create_user("zoe@ac-lille.fr"),
            "author": teacher,
            "editor": editor,
            "newsletter_manager": newsletter_manager,
            "other_editor": other_editor,
            "administrator": administrator,
        }[role]

    return of


@pytest.mark.parametrize("role", ROLES)
def test_each_door_opens_for_those_it_is_meant_for_only(role, person, doors, as_user, client):
    user = person(role)
    visitor = as_user(user) if user else client

    opened = set()
    for door, (method, address) in doors.items():
        status = getattr(visitor, method)(address, {"step": "description"}).status_code
        assert status in {200, 302, 401, 403, 404}, f"{door}: {status}"
        if status == 200:
            opened.add(door)

    assert opened == {door for door, roles in DOORS.items() if role in roles}
