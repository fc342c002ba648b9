import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Results that editors put first, and what visitors search, by day."""

    dependencies = [
        ("search", "0003_document_text"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("query", models.CharField(max_length=80, verbose_name="words searched")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("day", models.DateField(db_index=True, verbose_name="day")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="searches")),
                ("without_result", models.PositiveIntegerField(default=0, verbose_name="searches without result")),
            ],
            options={
                "verbose_name": "count of searches",
                "verbose_name_plural": "counts of searches",
                "default_permissions": ("view",),
                "constraints": [models.UniqueConstraint(fields=("query", "language", "day"), name="search_tally_once")],
            },
        ),
        migrations.CreateModel(
            name="Promoted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    models.TextField(
                        help_text="One search a line, as people type it. Capitals, accents, plurals and the order of words don’t matter.",
                        verbose_name="searches",
                    ),
                ),
                (
                    "sentence",
                    models.CharField(
                        blank=True,
                        help_text="Why this page answers the search, in the language of the page. Optional.",
                        max_length=200,
                        verbose_name="sentence",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="The smallest number comes first; three pages at most are shown for one search.",
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="position",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                (
                    "ends_on",
                    models.DateField(blank=True, help_text="This day included.", null=True, verbose_name="until"),
                ),
                (
                    "page",
                    models.ForeignKey(
                        help_text="Its translation is shown to those who read another language, if there is one.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
            ],
            options={
                "verbose_name": "promoted result",
                "verbose_name_plural": "promoted results",
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on", None),
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="search_promoted_dates",
                    )
                ],
            },
        ),
    ]
