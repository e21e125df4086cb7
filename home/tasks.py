from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from home import contact, exports


@app.task(retry=RetryStrategy(max_attempts=3, wait=60))
def make_export(*, user_id: int, uuid: str, community_id: int) -> None:
    """Put together all that the portal knows of a member. May be run again at any time."""
    exports.make(user_id=user_id, uuid=uuid, community_id=community_id)


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="sweep_exports", pass_context=False)
def sweep_exports(timestamp: int) -> None:
    """Erase the exports that were kept for their seven days."""
    exports.sweep()


@app.task(retry=RetryStrategy(max_attempts=8, exponential_wait=5))  # five days in all
def send_contact_message(*, message_id: int) -> None:
    """Send a message of the contact form to the team, and its copy. May be run again."""
    contact.send(message_id)


@app.periodic(cron="23 3 * * *")
@app.task(queueing_lock="forget_contact_messages", pass_context=False)
def forget_contact_messages(timestamp: int) -> None:
    """Erase the messages of the contact form that are older than a month."""
    contact.forget()
