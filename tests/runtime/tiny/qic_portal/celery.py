import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qic_portal.settings")
app = Celery("qic_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
