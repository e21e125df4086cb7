from procrastinate import BaseRetryStrategy, RetryDecision, RetryStrategy
from procrastinate.contrib.django import app

from videos import daily_messages, notices, posters, preparation, reports, submissions
from videos.conversation import effects
from videos.models import VideoMedia
from videos.review import mail as review_mail
from videos.rights import ending, erasure, messages, register, withdrawal
from videos.uploads import lifecycle

UNEXPECTED_WAIT = 60  # seconds before a run that broke, or lost its database, is tried again


class WhenAsked(BaseRetryStrategy):
    """Try again when the preparation asks for it: it counts its attempts itself."""

    def get_retry_decision(self, *, exception, job):
        if isinstance(exception, preparation.LeaseLost):
            return None  # another run has it
        asked = isinstance(exception, preparation.TryLater)
        return RetryDecision(retry_in={"seconds": exception.wait if asked else UNEXPECTED_WAIT})


@app.task(queue="video", retry=WhenAsked())
def process_video(*, media_id: int) -> None:
    """Prepare a file, then move on the proposals that wait for it. May be run again at any time."""
    media = preparation.prepare(media_id)
    if media:
        submissions.file_is_prepared(media)


@app.task(queue="video", retry=RetryStrategy(max_attempts=3, wait=30))
def make_poster(*, media_id: int) -> None:
    """Make the poster of a ready media again, at the moment that was chosen."""
    for media in VideoMedia.objects.filter(pk=media_id, poster_moment__isnull=False):
        posters.make_poster(media)


@app.task(retry=RetryStrategy(max_attempts=8, exponential_wait=5))  # five days in all
def tell_author(*, event: int) -> None:
    """Write to the author of a proposal about one event of its history."""
    notices.send(event)


@app.task(retry=RetryStrategy(max_attempts=8, exponential_wait=5))
def tell_reviewer(*, review_id: int, person_id: int) -> None:
    """Write to a reviewer that a video waits."""
    review_mail.tell(review_id, person_id)


@app.task(retry=RetryStrategy(max_attempts=8, exponential_wait=5))
def tell_about_contribution(*, kind: str, comment_id: int) -> None:
    """Write to the author of a contribution: it shows, it does not, somebody answers."""
    effects.send(kind, comment_id)


@app.task(retry=RetryStrategy(max_attempts=5, exponential_wait=10))
def tell_team_of_failure(*, media_id: int) -> None:
    """Write to the team of a community that a file could not be prepared."""
    for media in VideoMedia.objects.filter(pk=media_id):
        notices.tell_team_of_failure(media)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="resume_forgotten_videos", pass_context=False)
def resume_forgotten(timestamp: int) -> None:
    """Queue again the videos that nothing would prepare any more."""
    preparation.resume_forgotten()


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="sweep_uploads", pass_context=False)
def sweep_uploads(timestamp: int) -> None:
    """Finish the uploads that storage could not take, forget those that were abandoned."""
    lifecycle.sweep()


class UntilErased(BaseRetryStrategy):
    """Never give up: soon at first, since it takes seconds; then each ten minutes."""

    def get_retry_decision(self, *, exception, job):
        return RetryDecision(retry_in={"seconds": min(600, 5 * 2**job.attempts)})


@app.task(retry=UntilErased())
def erase_withdrawn(*, entry_id: int) -> None:
    """Erase the files of a video that was withdrawn. May be run again at any time."""
    erasure.erase(entry_id)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="resume_erasures", pass_context=False)
def resume_erasures(timestamp: int) -> None:
    """Queue again the erasures that nothing would do any more."""
    erasure.resume_forgotten()


@app.task(queue="video", retry=RetryStrategy(max_attempts=10, exponential_wait=5))
def fingerprint_declared_file(*, entry_id: int) -> None:
    """Say in the register which file was declared, when it was too big to be read at once."""
    register.add_fingerprint(entry_id)


@app.task(retry=RetryStrategy(max_attempts=10, exponential_wait=5))
def send_rights_message(*, kind: str, number: int) -> None:
    messages.send(kind, number)


@app.periodic(cron="40 6 * * *")
@app.task(queueing_lock="watch_rights", pass_context=False)
def watch_rights(timestamp: int) -> None:
    """Remind authors of the end of their rights; withdraw what ended a month ago."""
    ending.remind()
    for submission in ending.ended_for_good():
        withdrawal.withdraw(submission=submission, by=None, why="expired")


@app.periodic(cron="10 17 * * *")
@app.task(queueing_lock="daily_messages", pass_context=False)
def tell_of_the_day(timestamp: int) -> None:
    """Decide who is told today: of what they follow, of what was written under their videos."""
    daily_messages.tell_followers()
    daily_messages.tell_authors()


@app.task(retry=RetryStrategy(max_attempts=8, exponential_wait=5))
def send_daily_message(*, choice_id: int, what: str, numbers: list[int]) -> None:
    """Write to one member what is new for them."""
    daily_messages.send(choice_id, what, numbers)


@app.task(retry=RetryStrategy(max_attempts=8, exponential_wait=5))
def send_report_message(*, kind: str, report_id: int) -> None:
    """Write about a report: to the team, to whoever made it."""
    reports.send(kind, report_id)


@app.periodic(cron="20 4 * * *")
@app.task(queueing_lock="forget_reporters", pass_context=False)
def forget_reporters(timestamp: int) -> None:
    """Erase who reported what, and in which words, a year after the decision."""
    reports.forget_reporters()
