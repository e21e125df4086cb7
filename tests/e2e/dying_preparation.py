"""Prepare a media in processes that are killed, each a little later than the one before.

Run by `test_killed_worker.py` with the media's id and the number of deaths. Prints one line of
JSON: the state that each death left.
"""

import json
import os
import signal
import sys
from datetime import timedelta

import django

django.setup()

from django.db import connections  # noqa: E402
from django.db.models.functions import Now  # noqa: E402

from videos import preparation  # noqa: E402
from videos.models import VideoMedia  # noqa: E402

STEPS = {
    *("subprocess.Popen", "open", "shutil.move"),
    *("os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.listdir"),
}


def steps_of(media: VideoMedia, *, die_at: int = 0) -> int:
    """Prepare in a child that is killed at its n-th step, if asked. Return how many it took."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        taken = 0

        def count(event, arguments):
            nonlocal taken
            concerns = event == "subprocess.Popen" or str(media.uuid) in str(arguments[:2])
            if event in STEPS and concerns:
                taken += 1
                if taken == die_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        preparation.prepare(media.pk)
        os.write(writing, str(taken).encode())
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) == bool(die_at), status
    with os.fdopen(reading) as told:
        return int(told.read() or die_at)


def let_time_pass(media: VideoMedia, **values) -> None:
    VideoMedia.objects.filter(pk=media.pk).update(
        attempts=0, lease_expires_at=Now() - timedelta(seconds=1), **values
    )


def main(media_id: int, deaths: int) -> None:
    media = VideoMedia.objects.get(pk=media_id)
    steps = steps_of(media)
    let_time_pass(media, state="received", folder="")
    states = []
    for number in range(deaths):
        steps_of(media, die_at=1 + number * (steps - 1) // (deaths - 1))
        media.refresh_from_db()
        states.append(media.state)
        if media.state == "ready":  # only the sweeping was left to do
            let_time_pass(media, state="received", folder="")
        let_time_pass(media)
    steps_of(media)
    print(json.dumps(states))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
