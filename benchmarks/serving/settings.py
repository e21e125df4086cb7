"""The portal as the benchmarks of serving run it: all of it, on files of their own."""

import os

from portal.settings.test import *

ROOT_URLCONF = "benchmarks.serving.site"
SENDFILE = os.environ.get("SENDFILE", "portal")
