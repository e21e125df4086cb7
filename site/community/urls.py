from allauth.account import views as allauth
from django.urls import path
from django.views.generic import RedirectView

from community import views

to_sign_in = RedirectView.as_view(pattern_name="account_request_login_code", query_string=True)

urlpatterns = [
    path("", views.SignInView.as_view(), name="account_request_login_code"),
    path("code/", views.CodeView.as_view(), name="account_confirm_login_code"),
    path("quitter/", views.SignOutView.as_view(), name="account_logout"),
    path("equipe/", allauth.login, name="account_login"),
    path("proconnect/", views.proconnect_start, name="proconnect"),
    path("proconnect/retour/", views.proconnect_back, name="proconnect_back"),
    path("proconnect/quitte/", views.proconnect_left, name="proconnect_left"),
    # Names that django-allauth looks up; none is an address that we offer.
    path("inscription/", to_sign_in, name="account_signup"),
    path("inactif/", to_sign_in, name="account_inactive"),
    path("verification/", to_sign_in, name="account_email_verification_sent"),
    path("mot-de-passe/", to_sign_in, name="account_reset_password"),
    path("confirmation/", to_sign_in, name="account_reauthenticate"),
]
