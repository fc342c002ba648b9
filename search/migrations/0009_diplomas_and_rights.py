"""Give every portal the diplomas of youth work, bodies and rights that readers name by their letters, and short words."""

from django.db import migrations

from search.synonym_data import THIRD, create_synonyms, delete_synonyms


def forwards(apps, schema_editor):
    create_synonyms(apps.get_model("search", "Synonym"), THIRD)


def backwards(apps, schema_editor):
    delete_synonyms(apps.get_model("search", "Synonym"), THIRD)


class Migration(migrations.Migration):
    dependencies = [("search", "0008_more_synonyms")]
    operations = [migrations.RunPython(forwards, backwards)]
