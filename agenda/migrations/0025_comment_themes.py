"""Themes that people give to comments by hand."""

import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0024_joined_without_circles"),
        ("sites", "0003_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="CommentTheme",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("label", models.CharField(max_length=60, verbose_name="theme of comments")),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comment_themes",
                        to="sites.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "theme of comments",
                "verbose_name_plural": "themes of comments",
            },
        ),
        migrations.CreateModel(
            name="ThemeMark",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="theme_marks",
                        to="agenda.comment",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="agenda.commenttheme",
                    ),
                ),
            ],
            options={
                "verbose_name": "theme given to a comment",
                "verbose_name_plural": "themes given to comments",
            },
        ),
        migrations.AddConstraint(
            model_name="commenttheme",
            constraint=models.CheckConstraint(
                condition=models.Q(("label", ""), _negated=True), name="comment_theme_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="commenttheme",
            constraint=models.UniqueConstraint(
                models.F("site"),
                django.db.models.functions.text.Lower("label"),
                name="comment_theme_once_a_site",
            ),
        ),
        migrations.AddConstraint(
            model_name="thememark",
            constraint=models.UniqueConstraint(
                fields=("comment", "theme"), name="theme_given_once"
            ),
        ),
    ]
