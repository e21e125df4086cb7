"""Why a video that once had an address is not there: gone for good, or hidden until a decision."""

from dataclasses import dataclass

from community.groups import communities_edited_by
from community.models import Community
from videos.models import TakedownRequest, VideoIndexPage, WithdrawnVideo


@dataclass(frozen=True)
class Absence:
    status: int

    @property
    def is_for_good(self) -> bool:
        return self.status == 410


GONE, HIDDEN = Absence(410), Absence(404)


def is_hidden(index: VideoIndexPage, slug: str, user) -> bool:
    """Whether the video of this address is hidden from this person until the team decides."""
    asked = TakedownRequest.objects.hiding().filter(
        page__slug=slug, page__path__startswith=index.path
    )
    return asked.exists() and not _is_of_the_team(index, user)


def is_gone(index: VideoIndexPage, slug: str) -> bool:
    """Whether the video that had this address was withdrawn."""
    site = index.get_site()
    gone = WithdrawnVideo.objects.filter(slug=slug)
    return bool(site) and gone.filter(community=Community.for_site(site)).exists()


def is_page_gone(number: int) -> bool:
    """Whether the page of this number was a video that was withdrawn."""
    return WithdrawnVideo.objects.filter(page_number=number).exists()


def is_media_gone(uuid) -> bool:
    """Whether the files of this address were withdrawn with their video."""
    return WithdrawnVideo.objects.filter(media_uuids__contains=[uuid]).exists()


def _is_of_the_team(index: VideoIndexPage, user) -> bool:
    if not user.is_authenticated:
        return False
    return communities_edited_by(user).filter(site=index.get_site()).exists()
