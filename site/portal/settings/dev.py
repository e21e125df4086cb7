"""On a developer's machine: nothing to configure, mail in files."""

import os

from .base import *

DEBUG = True
SECRET_KEY = "development-only"
ALLOWED_HOSTS = [".localhost", "127.0.0.1", "testserver"]
PORT = int(os.environ.get("PORT", "8000"))
WAGTAILADMIN_BASE_URL = f"http://localhost:{PORT}"
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEMONSTRATION = True
ROOT_URLCONF = "portal.urls_dev"
