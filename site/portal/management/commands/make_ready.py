from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Bring the database of this machine up to date, demonstration included."
    requires_system_checks = []  # the commands below have their own

    def handle(self, **options):
        # Together, because starting Django takes longer than either has to do at most starts.
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_demonstration")
        call_command("rebuild_catalogue", verbosity=0)
