"""The four roles replace Wagtail's two groups."""

from django.db import migrations

from portal.roles import create_roles, delete_roles

STOCK = ("Editors", "Moderators")


def forwards(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    create_roles(apps)
    Group.objects.filter(name__in=STOCK, user=None).delete()


def backwards(apps, schema_editor):
    delete_roles(apps)
    for name in STOCK:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0002_moderation"),
        ("accounts", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtailredirects", "0001_initial"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]
