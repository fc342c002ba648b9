import django.db.models.deletion
from django.db import migrations, models

# One statement per element: SQLite runs them one by one.
SQLITE = (
    """CREATE VIRTUAL TABLE search_fts USING fts5(
        title, summary, text, content='search_tokens', content_rowid='entry_id', tokenize='ascii')""",
    """CREATE TRIGGER search_tokens_added AFTER INSERT ON search_tokens BEGIN
        INSERT INTO search_fts(rowid, title, summary, text) VALUES (new.entry_id, new.title, new.summary, new.text);
    END""",
    """CREATE TRIGGER search_tokens_gone AFTER DELETE ON search_tokens BEGIN
        INSERT INTO search_fts(search_fts, rowid, title, summary, text)
        VALUES ('delete', old.entry_id, old.title, old.summary, old.text);
    END""",
    """CREATE TRIGGER search_tokens_changed AFTER UPDATE ON search_tokens BEGIN
        INSERT INTO search_fts(search_fts, rowid, title, summary, text)
        VALUES ('delete', old.entry_id, old.title, old.summary, old.text);
        INSERT INTO search_fts(rowid, title, summary, text) VALUES (new.entry_id, new.title, new.summary, new.text);
    END""",
)
POSTGRESQL = (
    """CREATE TABLE search_vector (
        entry_id bigint NOT NULL REFERENCES search_entry (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
        part smallint NOT NULL, vector tsvector NOT NULL, PRIMARY KEY (entry_id, part))""",
    "CREATE INDEX search_vector_gin ON search_vector USING gin (vector)",
    "CREATE INDEX search_vector_title ON search_vector USING gin (ts_filter(vector, '{a}')) WHERE part = 0",
)
SQLITE_BACK = (
    "DROP TRIGGER search_tokens_added",
    "DROP TRIGGER search_tokens_gone",
    "DROP TRIGGER search_tokens_changed",
    "DROP TABLE search_fts",
)
POSTGRESQL_BACK = ("DROP TABLE search_vector",)


def run(sqlite, postgresql):
    """Run the statements of the database at hand."""

    def operation(apps, schema_editor):
        statements = sqlite if schema_editor.connection.vendor == "sqlite" else postgresql
        with schema_editor.connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    return operation


class Migration(migrations.Migration):
    """Prepared tokens, words and synonyms, and what each database matches tokens with."""

    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.AddField("entry", "keywords", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "term",
                    models.CharField(
                        help_text="As people write it: CMJ, copil ...",
                        max_length=120,
                        unique=True,
                        verbose_name="word, expression or acronym",
                    ),
                ),
                (
                    "equivalents",
                    models.TextField(help_text="One word or expression a line.", verbose_name="says the same as"),
                ),
                (
                    "one_way",
                    models.BooleanField(
                        default=False,
                        help_text="Ticked: whoever searches the word finds the expressions, not the other way round.",
                        verbose_name="only this way",
                    ),
                ),
            ],
            options={
                "verbose_name": "synonym or acronym",
                "verbose_name_plural": "synonyms and acronyms",
                "ordering": ["term"],
            },
        ),
        migrations.CreateModel(
            name="Tokens",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="tokens",
                        serialize=False,
                        to="search.entry",
                    ),
                ),
                ("title", models.TextField(blank=True)),
                ("summary", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("forms", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("exact", models.CharField(max_length=64)),
                ("token", models.CharField(db_index=True, max_length=64)),
                ("text", models.CharField(max_length=64)),
                ("entries", models.IntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("exact", "token"), name="search_word_once")],
            },
        ),
        migrations.RunPython(run(SQLITE, POSTGRESQL), run(SQLITE_BACK, POSTGRESQL_BACK)),
    ]
