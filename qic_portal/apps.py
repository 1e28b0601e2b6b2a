from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "qic_portal"
