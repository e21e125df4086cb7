"""In production: what differs comes from the environment, and what is missing stops us."""

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .base import *


def required(name: str) -> str:
    """Return an environment variable, or refuse to start without it."""
    try:
        return os.environ[name]
    except KeyError:
        raise ImproperlyConfigured(f"Set {name} in the environment.") from None


def allow_files_from(address: str) -> None:
    """Let the pages show pictures and videos that a storage elsewhere sends."""
    parts = urlsplit(address)
    FILE_ORIGINS.append(f"{parts.scheme}://{parts.netloc}")
    for directive in ("img-src", "media-src"):
        CONTENT_SECURITY_POLICY["DIRECTIVES"][directive].extend(FILE_ORIGINS)


required("DATABASE_URL")  # read by portal.database: production never starts the embedded server
SECRET_KEY = required("SECRET_KEY")
ALLOWED_HOSTS = required("ALLOWED_HOSTS").split(",")
WAGTAILADMIN_BASE_URL = required("ADMIN_BASE_URL")
DEFAULT_FROM_EMAIL = required("DEFAULT_FROM_EMAIL")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
CSRF_TRUSTED_ORIGINS = [f"https://{host.removeprefix('.')}" for host in ALLOWED_HOSTS]

# Any Anymail backend (anymail.backends.brevo.EmailBackend…) or Django's SMTP one.
EMAIL_BACKEND = required("EMAIL_BACKEND")
ANYMAIL = {
    name.removeprefix("ANYMAIL_"): value
    for name, value in os.environ.items()
    if name.startswith("ANYMAIL_")
}
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = True

# The files of the videos and images, on a disk that outlives a deployment.
DATA_DIR = Path(os.environ.get("DATA_DIR", VAR_DIR))
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_MEDIA_ROOT = DATA_DIR / "private"
UPLOAD_ROOT = PRIVATE_MEDIA_ROOT / "uploads"
STORAGES = STORAGES | {
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_MEDIA_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "portal.static_files.HashedFiles"},
}
# Who sends the videos: `nginx` with docs/nginx.conf in front, `portal` without, or S3 itself.
SENDFILE = os.environ.get("SENDFILE", "portal")
if os.environ.get("STORAGE") == "s3":
    SENDFILE = "s3"
    STORAGES["private"] = {
        "BACKEND": "videos.storage.PrivateS3Storage",
        "OPTIONS": {
            "bucket_name": required("S3_BUCKET"),
            "endpoint_url": required("S3_ENDPOINT_URL"),
            "region_name": os.environ.get("S3_REGION") or None,
            "access_key": required("S3_ACCESS_KEY_ID"),
            "secret_key": required("S3_SECRET_ACCESS_KEY"),
        },
    }
    allow_files_from(required("S3_ENDPOINT_URL"))
if SENDFILE not in {"portal", "nginx", "s3"}:
    raise ImproperlyConfigured("SENDFILE is “portal” or “nginx”; STORAGE=s3 sets its own.")
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^sante/$"]  # a health check speaks plain HTTP from inside
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXY_COUNT", "1"))

# ProConnect, for the services that it has accepted. The addresses to declare to it, for the host
# of each community: /connexion/proconnect/retour/ and /connexion/proconnect/quitte/
if os.environ.get("PROCONNECT_SERVER_URL"):
    PROCONNECT = {
        "server_url": os.environ["PROCONNECT_SERVER_URL"],
        "client_id": required("PROCONNECT_CLIENT_ID"),
        "secret": required("PROCONNECT_CLIENT_SECRET"),
    }

# One cache for all processes: rate limits and Wagtail's site paths must be shared.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
    }
}
DEMONSTRATION = False
