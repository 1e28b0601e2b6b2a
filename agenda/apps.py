"""The agenda app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    name = "agenda"
    verbose_name = _("common agenda")

    def ready(self) -> None:
        """Who measures the plan says so in a module `tied` of its own."""
        autodiscover_modules("tied")
