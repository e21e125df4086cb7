"""The profile of a contributor: one per member and community, private until they publish it."""

from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from community.models import Community, Contributor, User


def profile_of(user: User | None, community: Community) -> Contributor | None:
    return user and user.contributors.filter(community=community).first()


def save_profile(profile: Contributor) -> Contributor:
    """Save a profile. Its address is made once, from the first name shown, and never changes."""
    if profile.slug:
        profile.save()
        return profile
    name = slugify(profile.display_name)[:70] or "membre"
    taken = Contributor.objects.filter(community=profile.community, slug=name).exists()
    for slug in [*([] if taken else [name]), *(f"{name}-{_suffix()}" for _each in range(3))]:
        profile.slug = slug
        try:
            with transaction.atomic():
                profile.save()
            return profile
        except IntegrityError:
            # Two people of one name at once; or one person in two tabs, which is theirs to see.
            if profile_of(profile.user, profile.community):
                raise
    raise IntegrityError("no free address for this profile")


def replace_picture(profile: Contributor, picture) -> None:
    """Give the profile another picture, or none; the file of the former one is deleted."""
    former = profile.picture.name
    if picture:
        profile.picture.save("portrait.webp", picture, save=False)
    else:
        profile.picture = ""
    profile.save(update_fields=["picture"])
    if former:
        storage = profile.picture.storage
        transaction.on_commit(lambda: storage.delete(former))


def delete_profile(profile: Contributor) -> None:
    former, storage = profile.picture.name, profile.picture.storage
    profile.delete()
    if former:
        transaction.on_commit(lambda: storage.delete(former))


def _suffix() -> str:
    return get_random_string(4, "abcdefghjkmnpqrstuvwxyz23456789")
