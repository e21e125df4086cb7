from allauth.account.views import RequestLoginCodeView


class SignInView(RequestLoginCodeView):
    """Ask for a code; a mistyped address may be typed again, though a code is awaited."""

    def _redirect_to_pending_stage(self, request, stage):
        return None
