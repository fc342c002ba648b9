"""Give every portal the acronyms of the public bodies around its network, and short words for common ones."""

from django.db import migrations

from search.synonym_data import SECOND, create_synonyms, delete_synonyms


def forwards(apps, schema_editor):
    create_synonyms(apps.get_model("search", "Synonym"), SECOND)


def backwards(apps, schema_editor):
    delete_synonyms(apps.get_model("search", "Synonym"), SECOND)


class Migration(migrations.Migration):
    dependencies = [("search", "0007_position")]
    operations = [migrations.RunPython(forwards, backwards)]
