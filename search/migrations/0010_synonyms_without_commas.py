"""A comma ends an expression: names that had one lose it, as does what said nothing more than its term."""

from django.db import migrations

from search.synonym_data import rows


def forwards(apps, schema_editor):
    """Only what nobody changed."""
    synonyms = apps.get_model("search", "Synonym").objects
    given = {row["equivalents"] for row in rows()}
    for row in synonyms.filter(equivalents__contains=","):
        plain = row.equivalents.replace(",", "")
        if plain in given:
            synonyms.filter(pk=row.pk).update(equivalents=plain)
    if not synonyms.filter(term="diagnostic").exists():
        former = synonyms.filter(term="diag", equivalents="diagnostic\nétat des lieux")
        former.update(term="diagnostic", equivalents="état des lieux")


class Migration(migrations.Migration):
    dependencies = [("search", "0009_diplomas_and_rights")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
