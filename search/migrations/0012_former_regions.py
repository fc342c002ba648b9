"""Give every portal the names of the regions of before 2016, which lead to those of today."""

from django.db import migrations

from search.synonym_data import FOURTH, create_synonyms, delete_synonyms


def forwards(apps, schema_editor):
    create_synonyms(apps.get_model("search", "Synonym"), FOURTH)


def backwards(apps, schema_editor):
    delete_synonyms(apps.get_model("search", "Synonym"), FOURTH)


class Migration(migrations.Migration):
    dependencies = [("search", "0011_synonym_help")]
    operations = [migrations.RunPython(forwards, backwards)]
