"""Give every portal the synonyms and acronyms of its network."""

from django.db import migrations

from search.synonym_data import create_synonyms, delete_synonyms


def forwards(apps, schema_editor):
    create_synonyms(apps.get_model("search", "Synonym"))


def backwards(apps, schema_editor):
    delete_synonyms(apps.get_model("search", "Synonym"))


class Migration(migrations.Migration):
    dependencies = [("search", "0005_editor_permissions")]
    operations = [migrations.RunPython(forwards, backwards)]
