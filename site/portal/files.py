"""Images that editors chose, as pages show them; their originals and the documents are not here."""

import posixpath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@require_safe
@cache_control(max_age=31_536_000, public=True, immutable=True)  # a changed image changes name
def rendition(request: HttpRequest, name: str) -> FileResponse:
    """Send a rendition from Wagtail's folder of renditions. A proxy may do it instead."""
    path = posixpath.normpath(f"images/{name}")
    if not path.startswith("images/"):
        raise Http404
    try:
        return FileResponse(default_storage.open(path))
    except (FileNotFoundError, IsADirectoryError, SuspiciousFileOperation, ValueError):
        raise Http404 from None
