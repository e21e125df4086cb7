from django.http import Http404, HttpRequest

from community.models import Community


def current_community(request: HttpRequest) -> Community | None:
    """Return the community whose host name was asked for, or None on the portal's own host."""
    community = Community.for_request(request)
    return community if community.pk else None


def community_or_404(request: HttpRequest) -> Community:
    """Return the same, for a view that only communities have."""
    community = current_community(request)
    if not community:
        raise Http404
    return community


def community(request: HttpRequest) -> dict:
    """Give every template the community that speaks."""
    if request.path.startswith("/admin/"):
        return {}
    return {"community": current_community(request)}
