"""Where a form that carries no token was sent from: our cached pages hold none."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether a browser says that another site sent this form; old browsers say nothing."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched:
        return fetched not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return bool(origin) and urlsplit(origin).netloc != request.get_host()
