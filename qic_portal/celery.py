"""The background engine: Celery carries row ids only, PostgreSQL keeps the work."""

import os

from celery import Celery
from kombu.transport.redis import Channel

# What was on its way when the broker breaks off is found by the sweep: to give it back over a channel
# that is gone would end the worker.
Channel.do_restore = False

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qic_portal.settings")

app = Celery("qic_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
