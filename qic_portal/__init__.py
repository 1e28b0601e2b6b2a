"""The project: settings, routes, background engine, home and legal pages."""

from qic_portal.celery import app as celery_app

__all__ = ["celery_app"]
