from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.files.storage import storages
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.academies import Academie


class MemberManager(UserManager):
    """Accounts without a user name: the e-mail address is the identifier."""

    def _create_user(self, username, email, password, **fields):
        user = self.model(email=self.model.normalize_email(email or username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, email, password=None, **fields):
        return super().create_user(email, email, password, **fields)

    def create_superuser(self, email, password=None, **fields):
        return super().create_superuser(email, email, password, **fields)

    def get_by_natural_key(self, username):
        return self.get(email=self.model.normalize_email(username))


class User(AbstractUser):
    """A person: one account, whatever the number of communities."""

    username = None
    email = models.EmailField(_("e-mail address"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = MemberManager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
        ]

    def __str__(self):
        return self.get_full_name() or self.email

    @staticmethod
    def normalize_email(email: str) -> str:
        """Lower-case the whole address: no provider that teachers use tells case apart."""
        return email.strip().lower()

    def clean(self):
        self.email = self.normalize_email(self.email)

    def get_username(self):
        return self.email


def private_storage():
    return storages["private"]


def picture_path(contributor: "Contributor", filename: str) -> str:
    """Where a picture is kept; a new name for each, so that no cache shows an older one."""
    return f"contributors/{contributor.pk or 'new'}/{uuid4().hex}.webp"


class ContributorQuerySet(models.QuerySet):
    def published(self):
        """Profiles that any visitor may read: the only door to the public."""
        return self.filter(is_public=True)


class Contributor(models.Model):
    """How a member presents themselves in one community. Private until they publish it.

    It is not the account: it may outlive it, when a member who leaves lets their videos stay.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="contributors",
    )
    community = models.ForeignKey(
        "community.Community", on_delete=models.CASCADE, related_name="contributors"
    )
    display_name = models.CharField(_("name shown"), max_length=80)
    slug = models.SlugField(_("word in addresses"), max_length=80)
    role = models.CharField(_("role"), max_length=120, blank=True)
    academie = models.CharField(_("académie"), max_length=20, choices=Academie, blank=True)
    words = models.TextField(_("a few words"), max_length=1000, blank=True)
    picture = models.ImageField(
        _("picture"), upload_to=picture_path, storage=private_storage, blank=True, max_length=200
    )
    is_public = models.BooleanField(_("public profile"), default=False)

    objects = ContributorQuerySet.as_manager()

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "slug"], name="one_contributor_per_address"
            ),
            models.UniqueConstraint(
                fields=["community", "user"],
                condition=models.Q(user__isnull=False),
                name="one_profile_per_community",
            ),
        ]

    def __str__(self):
        return self.display_name

    def get_absolute_url(self):
        return reverse("contributor", args=[self.slug])

    @property
    def picture_url(self) -> str:
        """The address of the picture, which checks who asks; another one for each picture."""
        version = self.picture.name.rpartition("/")[2][:8]
        return f"{reverse('contributor_picture', args=[self.slug])}?v={version}"
