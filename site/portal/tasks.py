"""What must happen by itself, whoever is at work."""

import logging
from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app

from community.models import User
from videos.models import VideoSubmission

logger = logging.getLogger(__name__)

UNPROVED_ACCOUNTS_KEPT = timedelta(days=2)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="publish_scheduled", pass_context=False)
def publish_scheduled(timestamp: int) -> None:
    """Publish, and take off, the pages whose hour has come."""
    call_command("publish_scheduled", verbosity=0)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Put back the jobs of workers that died: their heartbeat stopped."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        logger.warning("job %s (%s): its worker died, it starts again", job.id, job.task_name)
        await manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="tidy_up", pass_context=False)
def tidy_up(timestamp: int) -> None:
    """Forget what has served: ended sessions, empty drafts, addresses that no code ever proved."""
    call_command("clearsessions", verbosity=0)
    VideoSubmission.objects.abandoned_empty().delete()
    User.objects.filter(
        last_login=None,
        is_superuser=False,
        groups=None,
        submissions=None,
        password__startswith="!",
        date_joined__lt=timezone.now() - UNPROVED_ACCOUNTS_KEPT,
    ).delete()
