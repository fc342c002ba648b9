from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0006_default_synonyms'),
    ]

    operations = [
        migrations.CreateModel(
            name='Position',
            fields=[
                ('name', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('number', models.PositiveBigIntegerField(default=0)),
                ('index', models.CharField(blank=True, max_length=100)),
                ('holder', models.CharField(blank=True, max_length=40)),
                ('leased_until', models.DateTimeField(null=True)),
            ],
        ),
    ]
