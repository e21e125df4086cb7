"""For the suite: real PostgreSQL, real files in a folder of their own, Anymail's test backend."""

import os
import tempfile

from .base import *

SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "anymail.backends.test.EmailBackend"
WAGTAILADMIN_BASE_URL = "http://testserver"
DEMONSTRATION = True
ACCOUNT_RATE_LIMITS = False
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# The browser's server and the worker's threads must leave the test database with each test.
DATABASES["default"]["CONN_MAX_AGE"] = 0

# A callable or built storage is kept by its field: the folder is chosen here, once per run, and
# for each of the processes that share a run. Those that a test starts find it in their environment.
RUNNER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
if "TEST_FILES" not in os.environ or os.environ.get("TEST_FILES_OF", RUNNER) != RUNNER:
    os.environ["TEST_FILES"] = tempfile.mkdtemp(prefix="entre-pairs-tests-")
    os.environ["TEST_FILES_OF"] = RUNNER
TEST_FILES = Path(os.environ["TEST_FILES"])
MEDIA_ROOT = TEST_FILES / "media"
PRIVATE_MEDIA_ROOT = TEST_FILES / "private"
UPLOAD_ROOT = PRIVATE_MEDIA_ROOT / "uploads"
STORAGES = STORAGES | {
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_MEDIA_ROOT, "base_url": None},
    },
}
