"""Editors and administrators keep the vocabularies and records that pages share."""

from django.db import migrations

from portal.roles import ADMINISTRATOR, EDITOR, every, grant, revoke

SNIPPETS = every("network", "term", "steeringbody", "funder", "notice", "cycle", "edition", "territory")


def forwards(apps, schema_editor):
    for group in (EDITOR, ADMINISTRATOR):
        grant(apps, group, *SNIPPETS)


def backwards(apps, schema_editor):
    for group in (EDITOR, ADMINISTRATOR):
        revoke(apps, group, *SNIPPETS)


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial"), ("portal", "0003_roles"), ("network", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
