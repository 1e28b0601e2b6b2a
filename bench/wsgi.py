"""The portal as it is served, with the bare view in its address book."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qic_portal.settings")
django.setup()

from django.conf import settings

settings.ROOT_URLCONF = "bench.bare"

from qic_portal.wsgi import application

__all__ = ["application"]
