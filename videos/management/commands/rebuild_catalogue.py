from django.core.management.base import BaseCommand

from videos import catalogue


class Command(BaseCommand):
    help = "Write again what the lists of videos filter, count and sort by."

    def handle(self, **options):
        self.stdout.write(f"{catalogue.rebuild()} videos in the catalogue.")
