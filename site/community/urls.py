from allauth.account import views
from django.urls import path
from django.views.generic import RedirectView

to_sign_in = RedirectView.as_view(pattern_name="account_request_login_code", query_string=True)

urlpatterns = [
    path("", views.request_login_code, name="account_request_login_code"),
    path("code/", views.confirm_login_code, name="account_confirm_login_code"),
    path("quitter/", views.logout, name="account_logout"),
    path("equipe/", views.login, name="account_login"),
    # Names that django-allauth looks up; none is an address that we offer.
    path("inscription/", to_sign_in, name="account_signup"),
    path("inactif/", to_sign_in, name="account_inactive"),
    path("verification/", to_sign_in, name="account_email_verification_sent"),
    path("mot-de-passe/", to_sign_in, name="account_reset_password"),
    path("confirmation/", to_sign_in, name="account_reauthenticate"),
]
