"""Workers: what they serve, as `make run` and the Procfile start them."""

import re
from pathlib import Path

from procrastinate.contrib.django import app

from portal import launch

ROOT = Path(__file__).resolve().parents[2]


def queues_of_our_tasks() -> set[str]:
    return {task.queue for task in app.tasks.values() if not task.name.startswith("builtin")}


def test_every_queue_has_a_worker_in_make_run():
    assert queues_of_our_tasks() == {*launch.OTHER_QUEUES, "video"}


def test_every_queue_has_a_worker_in_production():
    served = re.findall(r"--queues=(\S+)", (ROOT / "Procfile").read_text())

    assert queues_of_our_tasks() == {queue for names in served for queue in names.split(",")}
