# `gunicorn`, without arguments, serves the portal. It reads WEB_CONCURRENCY (how many processes)
# and PORT from the environment by itself.
import logging
import os
import sys
from pathlib import Path

# Rather than the `pythonpath` setting, which `gunicorn --check-config` ignores.
sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))

wsgi_app = "portal.wsgi:application"
worker_class = "gthread"
# A slow client holds one: 0.1 MB each, and the portal answers beside 300 of them. Chosen by
# benchmarks/slow_clients.py, with its figures in docs/deployment.md.
threads = 256
os.environ.setdefault("DATABASE_POOL", "16")  # connections of a process: threads share them
timeout = 60  # of silence of a whole process, not of a request: an upload may last longer
graceful_timeout = 5  # a browser resumes a video that was cut
control_socket_disable = True  # it would be a file in the home folder of the account


def without_personal_data(record: logging.LogRecord) -> bool:
    """Keep the address of a visitor, and what they typed after “?”, out of the error log."""
    if record.msg.startswith("Invalid request from ip="):
        record.msg = "Invalid request"
    elif record.msg.startswith("Error handling request"):
        record.args = tuple(str(argument).partition("?")[0] for argument in record.args)
    return True


logging.getLogger("gunicorn.error").addFilter(without_personal_data)
