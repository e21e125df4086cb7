from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from community.models import Community
from home import former_import


class Command(BaseCommand):
    help = (
        "Keep the addresses of the videos of a former site: a CSV with the columns uuid, titre "
        "and video (the slug, address or number of its page here; may be empty)."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--community", required=True, help="its host name, or its name")

    def handle(self, *, file: Path, community: str, **options):
        found = Community.objects.filter(site__hostname=community).first()
        found = found or Community.objects.filter(name=community).first()
        if not found:
            raise CommandError(_("No community has the host or the name “%s”.") % community)
        try:
            rows = former_import.read(file.read_bytes())
        except OSError as error:
            raise CommandError(str(error)) from error
        except former_import.NotATable as error:
            raise CommandError(str(error)) from error
        result = former_import.import_rows(
            found,
            rows,
            progress=lambda done: self.stdout.write(f"{done} / {len(rows)}"),
        )
        for sentence in result.errors:
            self.stderr.write(sentence)
        self.stdout.write(former_import.summary(result))
