"""Moderators look territories up: what they judge is linked to them."""

from django.db import migrations

from portal.roles import MODERATOR, grant, revoke

PERMISSION = "network.view_territory"


def forwards(apps, schema_editor):
    grant(apps, MODERATOR, PERMISSION)


def backwards(apps, schema_editor):
    revoke(apps, MODERATOR, PERMISSION)


class Migration(migrations.Migration):
    dependencies = [("home", "0002_editorial_roles")]
    operations = [migrations.RunPython(forwards, backwards)]
