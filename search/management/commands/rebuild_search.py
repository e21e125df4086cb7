from django.core.management.base import BaseCommand

from search import indexing


class Command(BaseCommand):
    help = "Index every published page again."

    def handle(self, **options):
        self.stdout.write(f"{indexing.rebuild()} pages indexed.")
