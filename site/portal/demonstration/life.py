"""What people do with the videos of the demonstration: said through the portal's own doors."""

from datetime import timedelta
from pathlib import Path

import yaml
from django.contrib.auth import get_user_model
from django.utils import timezone

from community.models import Community, User
from videos import audience, conversation
from videos.models import Chapter, Comment, VideoPage

CONTENT = Path(__file__).with_name("life.yaml")


def bring_to_life(community: Community, *, moderator: User) -> None:
    """Give the videos of a community their chapters, sheets, thanks and contributions."""
    content = yaml.safe_load(CONTENT.read_text())
    people = {each["key"]: _person(each) for each in content["people"]}
    pages = VideoPage.objects.descendant_of(community.site.root_page).live()
    for page in pages.filter(title__in=content["videos"]):
        described = content["videos"][page.title]
        _complete(page, described)
        for name in described.get("thanks", []):
            audience.thank(page, by=people[name], thanks=True)
        for name, words in described.get("tried", {}).items():
            audience.say_tried(page, by=people[name], words=words)
        _talk(page, described.get("said", []), people, moderator)


def _person(described: dict) -> User:
    users = get_user_model().objects
    found = users.filter(email=described["email"]).first()
    return found or users.create_user(described["email"], first_name=described["first_name"])


def _complete(page: VideoPage, described: dict) -> None:
    """Chapters and practice sheet, kept in the version that is online."""
    page.chapters = [
        Chapter(start=start, title=title) for start, title in described.get("chapters", [])
    ]
    for name, text in described.get("sheet", {}).items():
        setattr(page, name, text)
    page.save()
    page.save_revision(changed=False)


def _talk(page: VideoPage, said: list[dict], people: dict, moderator: User) -> None:
    written = []
    for one in said:
        parent = written[one["under"]] if "under" in one else None
        comment = conversation.write(
            page=page,
            author=people[one["by"]],
            signature=one["as"],
            text=one["text"],
            parent=parent,
        )
        if not one.get("waiting"):
            comment = conversation.publish(comment, by=moderator)
        at = timezone.now() - timedelta(days=one["days"])
        Comment.objects.filter(pk=comment.pk).update(created_at=at)
        written.append(comment)
