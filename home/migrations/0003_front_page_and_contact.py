import json
from uuid import uuid4

import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models


def compose_blocks(apps, schema_editor):
    """Put what the former fields held in blocks, in the pages and in their versions."""
    for page in apps.get_model("home", "HomePage").objects.all():
        page.blocks = json.dumps(
            blocks_of(page.featured_collection_id, page.invitation_title, page.invitation)
        )
        page.save(update_fields=["blocks"])
    for revision in _revisions(apps):
        content = revision.content
        blocks = blocks_of(
            content.pop("featured_collection", None),
            content.pop("invitation_title", ""),
            content.pop("invitation", ""),
        )
        content["blocks"] = json.dumps(blocks)
        revision.save(update_fields=["content"])


def restore_fields(apps, schema_editor):
    """Give the former fields what the blocks can say in them."""
    collections = set(
        apps.get_model("videos", "CollectionPage").objects.values_list("pk", flat=True)
    )
    for page in apps.get_model("home", "HomePage").objects.all():
        fields = fields_of(page.blocks.get_prep_value())
        if fields["featured_collection"] in collections:
            page.featured_collection_id = fields["featured_collection"]
        page.invitation_title, page.invitation = fields["invitation_title"], fields["invitation"]
        page.save(update_fields=["featured_collection", "invitation_title", "invitation"])
    for revision in _revisions(apps):
        blocks = json.loads(revision.content.pop("blocks", "[]") or "[]")
        revision.content |= fields_of(blocks)
        revision.save(update_fields=["content"])
    # Keys to check would forbid changing the table that holds them, in the same transaction.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def blocks_of(collection, title, invitation) -> list[dict]:
    """The parts that every front page had, in their order, as a StreamField keeps them."""
    choices = [{"collection": collection, "starts_on": None, "ends_on": None}] if collection else []
    parts = [
        ("featured", {"collections": [_item(choice) for choice in choices]}),
        ("themes", {"title": ""}),
        ("videos", {"title": "", "count": 6}),
        ("events", {"title": "", "count": 3}),
        ("news", {"title": "", "count": 3}),
    ]
    if invitation:
        parts.append(("call", {"title": title, "text": invitation, "promises": [], "button": ""}))
    parts += [("figures", {"title": ""}), ("newsletter", {"title": "", "text": ""})]
    return [{"type": kind, "value": value, "id": str(uuid4())} for kind, value in parts]


def fields_of(blocks: list[dict]) -> dict:
    values = {block["type"]: block["value"] for block in blocks}
    choices = values.get("featured", {}).get("collections", [])
    call = values.get("call", {})
    return {
        "featured_collection": choices[0]["value"]["collection"] if choices else None,
        "invitation_title": call.get("title") or "",
        "invitation": call.get("text") or "",
    }


def _item(value: dict) -> dict:
    return {"type": "item", "value": value, "id": str(uuid4())}


def _revisions(apps):
    kind = apps.get_model("contenttypes", "ContentType").objects.filter(
        app_label="home", model="homepage"
    )
    return apps.get_model("wagtailcore", "Revision").objects.filter(content_type__in=kind)


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0005_introductions_and_subjects"),
        ("home", "0002_clean_slate"),
    ]

    operations = [
        migrations.AddField(
            model_name="homepage",
            name="blocks",
            field=wagtail.fields.StreamField(
                [
                    ("featured", 5),
                    ("videos", 8),
                    ("themes", 9),
                    ("events", 11),
                    ("news", 11),
                    ("call", 18),
                    ("newsletter", 19),
                    ("figures", 9),
                    ("paragraph", 20),
                ],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"label": "Collection", "page_type": ["videos.CollectionPage"]},
                    ),
                    1: ("wagtail.blocks.DateBlock", (), {"label": "From", "required": False}),
                    2: ("wagtail.blocks.DateBlock", (), {"label": "Until", "required": False}),
                    3: (
                        "wagtail.blocks.StructBlock",
                        [[("collection", 0), ("starts_on", 1), ("ends_on", 2)]],
                        {},
                    ),
                    4: (
                        "wagtail.blocks.ListBlock",
                        (3,),
                        {
                            "default": [],
                            "help_text": "Several may wait: the first one whose days have come, and that is published, shows.",
                            "label": "Collections, in their order",
                        },
                    ),
                    5: ("wagtail.blocks.StructBlock", [[("collections", 4)]], {}),
                    6: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Left empty, the portal’s own words are shown.",
                            "label": "Title",
                            "max_length": 120,
                            "required": False,
                        },
                    ),
                    7: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"default": 6, "label": "How many", "max_value": 12, "min_value": 1},
                    ),
                    8: ("wagtail.blocks.StructBlock", [[("title", 6), ("count", 7)]], {}),
                    9: ("wagtail.blocks.StructBlock", [[("title", 6)]], {}),
                    10: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"default": 3, "label": "How many", "max_value": 12, "min_value": 1},
                    ),
                    11: ("wagtail.blocks.StructBlock", [[("title", 6), ("count", 10)]], {}),
                    12: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "In a few words", "max_length": 600, "required": False},
                    ),
                    13: ("wagtail.blocks.CharBlock", (), {"label": "Promise", "max_length": 80}),
                    14: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "In a sentence", "max_length": 200, "required": False},
                    ),
                    15: ("wagtail.blocks.StructBlock", [[("title", 13), ("text", 14)]], {}),
                    16: (
                        "wagtail.blocks.ListBlock",
                        (15,),
                        {"default": [], "label": "Promises", "max_num": 3},
                    ),
                    17: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "It leads to the form that proposes a video.",
                            "label": "Words of the button",
                            "max_length": 40,
                            "required": False,
                        },
                    ),
                    18: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 6), ("text", 12), ("promises", 16), ("button", 17)]],
                        {},
                    ),
                    19: ("wagtail.blocks.StructBlock", [[("title", 6), ("text", 14)]], {}),
                    20: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": [
                                "h2",
                                "h3",
                                "bold",
                                "italic",
                                "link",
                                "document-link",
                                "ol",
                                "ul",
                            ],
                            "group": "Free",
                            "icon": "pilcrow",
                            "label": "Text",
                        },
                    ),
                },
                help_text="Drag them to order them. A part that has nothing to show does not show.",
                verbose_name="parts of the page",
            ),
        ),
        migrations.RunPython(compose_blocks, restore_fields),
        migrations.RemoveField(
            model_name="homepage",
            name="featured_collection",
        ),
        migrations.RemoveField(
            model_name="homepage",
            name="invitation",
        ),
        migrations.RemoveField(
            model_name="homepage",
            name="invitation_title",
        ),
        migrations.CreateModel(
            name="ContactMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=80, verbose_name="subject")),
                ("address", models.EmailField(max_length=254, verbose_name="address of the team")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="their address")),
                ("words", models.TextField(max_length=5000, verbose_name="message")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="written on")),
                (
                    "sent_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="sent to the team on"
                    ),
                ),
                (
                    "copied_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="copied to them on"
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_messages",
                        to="community.community",
                    ),
                ),
            ],
            options={
                "verbose_name": "message of the contact form",
                "verbose_name_plural": "messages of the contact form",
                "ordering": ["-created_at", "-pk"],
                "indexes": [models.Index(fields=["created_at"], name="contact_message_age")],
            },
        ),
    ]
