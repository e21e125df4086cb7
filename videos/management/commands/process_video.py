import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from videos import refusals
from videos.failures import explain_failure
from videos.processing import Limits, Output, ProcessingFailed, Refused, probe, transcode


class Command(BaseCommand):
    help = (
        "Prepare one video as the portal does, without a page: renditions, poster and storyboard "
        "in DIR. The last line is the verdict, in JSON; the status is 0 whenever there is one."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--output", type=Path, required=True, metavar="DIR")
        parser.add_argument(
            "--max-seconds",
            type=float,
            default=Limits.max_seconds,
            metavar="N",
            help="the community's limit (default: %(default)g)",
        )
        parser.add_argument(
            "--poster-at", type=float, metavar="SECONDS", help="the moment that the poster shows"
        )

    def handle(self, *, file: Path, output: Path, max_seconds: float, poster_at, **options):
        try:
            verdict = self._verdict(file, output, Limits(max_seconds=max_seconds), poster_at)
        except ProcessingFailed as failure:
            raise CommandError(f"{_sentence(failure)}\n{failure.detail}".strip()) from failure
        self.stdout.write(json.dumps(verdict, ensure_ascii=False))

    def _verdict(self, file: Path, output: Path, limits: Limits, poster_at: float | None) -> dict:
        try:
            found = probe(file, limits=limits)
            made = transcode(
                file, output_dir=output, probe=found, progress=self._tell, poster_at=poster_at
            )
        except Refused as refusal:
            return {
                "accepted": False,
                "reason": refusal.code,
                "message": refusals.explain(refusal.code, refusal.figures),
            }
        return _accepted(made)

    def _tell(self, percent: int) -> None:
        """On one line of a terminal; a line for each percent in a log."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{percent:3} %", str, "\n" if percent == 100 else "")
        else:
            self.stderr.write(f"{percent} %", str)
        self.stderr.flush()


def _accepted(made: Output) -> dict:
    best = made.renditions[0]
    sentences = [refusals.advise([warning]) for warning in made.warnings]
    return {
        "accepted": True,
        "duration": made.duration,
        "width": best.width,
        "height": best.height,
        "renditions": [
            {
                "path": str(rendition.path),
                "width": rendition.width,
                "height": rendition.height,
                "bit_rate": rendition.bit_rate,
                "size": rendition.size,
            }
            for rendition in made.renditions
        ],
        "loudness": made.loudness,
        "proposals": list(made.proposals),
        "warnings": [
            warning | {"message": " ".join(said)}
            for warning, said in zip(made.warnings, sentences, strict=True)
        ],
    }


def _sentence(failure: ProcessingFailed) -> str:
    if failure.code == "no_source":
        return _("The file cannot be opened.")
    return explain_failure(failure.code)
