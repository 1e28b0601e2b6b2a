"""Drafts of passages that are being added."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0011_workshops"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="once",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="draft",
            name="section",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="draft",
            name="strategy",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="draft",
            name="passage",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drafts",
                to="agenda.passage",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("once", ""), _negated=True),
                fields=("once", "by"),
                name="draft_one_a_person_and_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("once", ""), ("passage__isnull", False)),
                    models.Q(("passage", None), models.Q(("once", ""), _negated=True)),
                    _connector="OR",
                ),
                name="draft_of_a_passage_or_a_form",
            ),
        ),
    ]
