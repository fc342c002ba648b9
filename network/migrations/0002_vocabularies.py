"""Give every portal its first words (domain.md, section 3)."""

from django.db import migrations

from network.vocabularies import ensure_terms, seeds


def create(apps, schema_editor):
    """French terms, and English ones where the portal already has this language."""
    locale_model = apps.get_model("wagtailcore", "Locale")
    for locale in locale_model.objects.all():
        ensure_terms(locale, apps.get_model("network", "Term"))


def remove(apps, schema_editor):
    """Take back the terms that came with the portal; what editors added stays."""
    term_model = apps.get_model("network", "Term")
    for seed in reversed(list(seeds())):
        term_model.objects.filter(vocabulary=seed.vocabulary, slug=seed.slug).delete()


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial")]

    operations = [migrations.RunPython(create, remove)]
