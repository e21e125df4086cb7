from django.http import HttpRequest

from community.models import Community


def current_community(request: HttpRequest) -> Community | None:
    """Return the community whose host name was asked for, or None on the portal's own host."""
    community = Community.for_request(request)
    return community if community.pk else None


def community(request: HttpRequest) -> dict:
    """Give every template the community that speaks."""
    if request.path.startswith("/admin/"):
        return {}
    return {"community": current_community(request)}
