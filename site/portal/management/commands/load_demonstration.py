import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.demonstration import loading


class Command(BaseCommand):
    help = "Load the demonstration, once; on later runs only follow the port."

    def handle(self, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("These settings refuse the demonstration and its accounts.")
        port = int(os.environ.get("PORT", "8000"))
        if loading.is_loaded():
            loading.follow_port(port)
            return
        self.stdout.write("Chargement de la démonstration…")
        loading.load(port=port, report=self.stdout.write)
