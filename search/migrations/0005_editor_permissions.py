"""Editors and administrators keep synonyms and promoted results; moderators see them, and what is searched."""

from django.db import migrations

from portal.roles import ADMINISTRATOR, EDITOR, MODERATOR, every, grant, revoke

KEPT = every("search", "synonym", "promoted")
SEEN = ("search.view_synonym", "search.view_promoted", "search.view_searchtally")
GIVEN = {EDITOR: (*KEPT, *SEEN), ADMINISTRATOR: (*KEPT, *SEEN), MODERATOR: SEEN}


def forwards(apps, schema_editor):
    for group, permissions in GIVEN.items():
        grant(apps, group, *permissions)


def backwards(apps, schema_editor):
    for group, permissions in GIVEN.items():
        revoke(apps, group, *permissions)


class Migration(migrations.Migration):
    dependencies = [("search", "0004_promoted_and_tallies"), ("portal", "0003_roles")]
    operations = [migrations.RunPython(forwards, backwards)]
