"""The background engine: Celery carries row ids only, PostgreSQL keeps the work."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qic_portal.settings")

app = Celery("qic_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
