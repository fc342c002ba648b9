"""Keep vectors in the rows of their table: ranking unpacks hundreds, and each was fetched from another table."""

from django.db import migrations

FORWARDS = "ALTER TABLE search_vector SET (toast_tuple_target = 8160)"  # rows written from now on
BACKWARDS = "ALTER TABLE search_vector RESET (toast_tuple_target)"


def run(statement):
    """Run a statement on PostgreSQL; SQLite has no such table."""

    def operation(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return operation


class Migration(migrations.Migration):
    dependencies = [("search", "0008_more_synonyms")]
    operations = [migrations.RunPython(run(FORWARDS), run(BACKWARDS))]
