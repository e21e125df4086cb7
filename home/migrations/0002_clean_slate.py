"""Remove what Wagtail's own migrations create: it would give rights and a review over every tree."""

from django.db import migrations


def remove_defaults(apps, schema_editor):
    apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval").delete()
    apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(
        name="Moderators approval"
    ).delete()
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"]).delete()
    apps.get_model("wagtailcore", "Site").objects.filter(root_page__slug="home").delete()
    # The welcome page is alone under the root; the historical model knows nothing of trees.
    pages = apps.get_model("wagtailcore", "Page").objects
    if pages.filter(slug="home", depth=2, numchild=0).delete()[0]:
        pages.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0053_locale_model"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0001_initial"),
        ("wagtaildocs", "0001_initial"),
    ]

    operations = [migrations.RunPython(remove_defaults, migrations.RunPython.noop)]
