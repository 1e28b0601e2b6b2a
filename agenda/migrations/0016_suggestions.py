"""A suggested wording beside a comment, and the language in which somebody speaks."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0015_agreements"),
        ("sites", "0003_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="language",
            field=models.CharField(blank=True, max_length=3, verbose_name="language"),
        ),
        migrations.AddField(
            model_name="comment",
            name="suggestion",
            field=models.TextField(blank=True, verbose_name="suggested wording"),
        ),
        migrations.AddField(
            model_name="reply",
            name="language",
            field=models.CharField(blank=True, max_length=3, verbose_name="language"),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("suggestion", ""), ("passage__isnull", False), _connector="OR"),
                name="comment_suggests_for_a_passage",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__regex", "^([a-z]{2,3})?$")),
                name="comment_language_is_a_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__regex", "^([a-z]{2,3})?$")),
                name="reply_language_is_a_code",
            ),
        ),
    ]
