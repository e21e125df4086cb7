"""The Content Security Policy: strict for the public, Wagtail's needs in the admin."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings

# Wagtail starts its choosers and date pickers from inline scripts, and Draftail injects styles
# (wagtail/wagtail#1288). Editors' rich text is sanitised by Wagtail; teachers' text is plain text.
ADMIN_DIRECTIVES = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:", *settings.FILE_ORIGINS],
}


class ContentSecurityPolicy(CSPMiddleware):
    def process_response(self, request, response):
        if request.path.startswith("/admin/") and not hasattr(response, "_csp_replace"):
            response._csp_replace = ADMIN_DIRECTIVES
        return super().process_response(request, response)
