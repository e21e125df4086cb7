"""The portal of the benchmarks, with the static files of production."""

import os
from pathlib import Path

from benchmarks.serving.settings import *

STATIC_ROOT = Path(os.environ["STATIC_FILES"])
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "portal.static_files.HashedFiles"}}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
