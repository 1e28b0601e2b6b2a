"""Registers the drawing tags."""

from django.apps import AppConfig


class DrawingConfig(AppConfig):
    """Drawings are pure functions; only their template tags need an app."""

    name = "drawing"
