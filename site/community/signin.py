"""Signing in: members by a code sent to their address, staff by password."""

from allauth.account.forms import ConfirmLoginCodeForm, LoginForm, RequestLoginCodeForm
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

TOO_MANY = "too_many_codes"


class SignInForm(RequestLoginCodeForm):
    """Ask for a code. A new address gets an account, unusable until the code proves it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Your e-mail address")
        self.fields["email"].help_text = _(
            "Your professional address if you have one. Example: prenom.nom@ac-lille.fr"
        )
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self):
        try:
            email = get_user_model().normalize_email(super().clean_email())
        except ValidationError:  # the limits of django-allauth: the only thing that it refuses
            raise ValidationError(
                _(
                    "Several codes have just been asked for. Use the last one that you received, "
                    "or wait a few minutes before asking for another."
                ),
                code=TOO_MANY,
            ) from None
        if not self._user:
            self._user = account_for(email)
        return email


class CodeForm(ConfirmLoginCodeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code you received")
        self.fields["code"].widget.attrs["autocomplete"] = "one-time-code"
        self.fields["code"].widget.attrs.pop("placeholder", None)
        self.fields["code"].error_messages["required"] = _("Type the code that you received.")

    def clean_code(self):
        try:
            return super().clean_code()
        except ValidationError:
            raise ValidationError(
                _("This is not the code of the last message received. Look at it again."),
                code="incorrect_code",
            ) from None


class StaffSignInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Your e-mail address")
        self.fields["password"].label = _("Your password")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""


def account_for(email: str):
    """Return the account of an address, made without a password when it is new."""
    user, created = get_user_model().objects.get_or_create(email=email)
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
