"""Signing in and out: a code received by e-mail, or ProConnect when it is configured."""

import logging
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community import proconnect
from community.signin import TOO_MANY

logger = logging.getLogger(__name__)

NEXT = "proconnect_next"  # where the session keeps the page to come back to


def next_page(request: HttpRequest) -> str:
    """The page that the person was going to, if it is one of ours; else empty."""
    asked = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    return asked if asked and get_adapter().is_safe_url(asked) else ""


def to_sign_in(then: str) -> HttpResponse:
    """Back to the sign-in page, without losing where the person was going."""
    query = f"?{urlencode({REDIRECT_FIELD_NAME: then})}" if then else ""
    return redirect(reverse("account_request_login_code") + query)


class SignInView(RequestLoginCodeView):
    """Ask for a code; a mistyped address may be typed again, though a code is awaited."""

    def _redirect_to_pending_stage(self, request, stage):
        return None

    def form_invalid(self, form):
        response = super().form_invalid(form)
        if form.has_error("email", TOO_MANY):
            logger.warning("too many sign-in codes asked for")
            response.status_code = 429
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"proconnect": proconnect.is_on()}


class CodeView(ConfirmLoginCodeView):
    """Give the code; one that can serve no more is told so, and where one was going is kept."""

    told = False  # whether this answer has said already why the code serves no more

    def dispatch(self, request, *args, **kwargs):
        awaited = LOGIN_SESSION_KEY in request.session
        response = super().dispatch(request, *args, **kwargs)
        if not self._leads_to_sign_in(response) or request.user.is_authenticated:
            return response
        if not self.told and (awaited or request.method == "POST"):
            logger.warning("sign-in code expired or used already")
            messages.error(
                request,
                _(
                    "This code no longer works: it has served already, or fifteen minutes have "
                    "passed. Ask for another one."
                ),
            )
        return to_sign_in(next_page(request))

    def form_invalid(self, form):
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))
        self.told = True
        logger.warning("too many wrong sign-in codes for account %s", self._process.user.pk)
        messages.error(
            self.request,
            _("Too many wrong codes: this one no longer works. Ask for another one."),
        )
        return to_sign_in(next_page(self.request))

    def _leads_to_sign_in(self, response) -> bool:
        address = response.headers.get("Location", "")
        return address.split("?")[0] == reverse("account_request_login_code")


class SignOutView(LogoutView):
    """Sign out here, then at ProConnect for those who came from there."""

    def post(self, *args, **kwargs):
        id_token = self.request.session.get(proconnect.ID_TOKEN)
        response = super().post(*args, **kwargs)
        if not id_token or not proconnect.is_on():
            return response
        try:
            way_out = proconnect.way_out(
                id_token=id_token,
                return_url=self.request.build_absolute_uri(reverse("proconnect_left")),
            )
        except (*proconnect.FAILURES, RuntimeError) as failure:
            logger.warning("ProConnect: no way out (%s)", type(failure).__name__)
            return response
        # A page that leads there: our policy lets no form, even redirected, go to another site.
        return TemplateResponse(self.request, "account/proconnect_leaving.html", {"url": way_out})


@require_safe
@never_cache
def proconnect_start(request: HttpRequest) -> HttpResponse:
    """Send the person to ProConnect."""
    _proconnect_or_404()
    then = next_page(request)
    if request.user.is_authenticated:
        return redirect(then or settings.LOGIN_REDIRECT_URL)
    request.session[NEXT] = then
    try:
        return proconnect.authorise(
            request, callback_url=request.build_absolute_uri(reverse("proconnect_back"))
        )
    except proconnect.FAILURES as failure:
        logger.warning("ProConnect: unreachable (%s)", type(failure).__name__)
        return _not_signed_in(request, then, away())


@require_safe
@never_cache
def proconnect_back(request: HttpRequest) -> HttpResponse:
    """Sign in whoever comes back from ProConnect; say what to do when it did not work."""
    _proconnect_or_404()
    then = request.session.pop(NEXT, "")
    if request.GET.get("error") == "access_denied":
        return _not_signed_in(request, then, _("You left ProConnect before the end."))
    try:
        user, id_token = proconnect.identify(request)
    except proconnect.UnverifiedAddress:
        logger.warning("ProConnect: address not verified")
        return _not_signed_in(
            request,
            then,
            _("ProConnect has not verified your address: sign in with a code, which proves it."),
        )
    except proconnect.ClosedAccount:
        return _not_signed_in(request, then, _("This account is closed. Write to the team."))
    except proconnect.FAILURES as failure:
        logger.warning("ProConnect: refused (%s)", type(failure).__name__)
        return _not_signed_in(request, then, away())
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session[proconnect.ID_TOKEN] = id_token
    return redirect(then or settings.LOGIN_REDIRECT_URL)


@require_safe
@never_cache
def proconnect_left(request: HttpRequest) -> HttpResponse:
    """Where ProConnect sends back whoever has signed out."""
    _proconnect_or_404()
    return redirect(settings.LOGOUT_REDIRECT_URL)


def away() -> str:
    return _("ProConnect did not answer as it should. Try again, or receive a code by e-mail.")


def _not_signed_in(request: HttpRequest, then: str, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return to_sign_in(then)


def _proconnect_or_404() -> None:
    if not proconnect.is_on():
        raise Http404
