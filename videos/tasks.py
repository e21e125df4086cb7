from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from videos import preparation, submissions
from videos.uploads import lifecycle


@app.task(
    queue="video",
    retry=RetryStrategy(max_attempts=preparation.MAX_ATTEMPTS, exponential_wait=5),
)
def process_video(*, media_id: int) -> None:
    """Prepare a file, then tell the proposals that wait for it. May be run again at any time."""
    media = preparation.prepare(media_id)
    submissions.file_is_prepared(media)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="sweep_uploads", pass_context=False)
def sweep_uploads(timestamp: int) -> None:
    """Finish the uploads that storage could not take, forget those that were abandoned."""
    lifecycle.sweep()
