from django.apps import AppConfig
from django.db.models import Field

from kit.lookups import Among


class KitConfig(AppConfig):
    name = "kit"

    def ready(self) -> None:
        Field.register_lookup(Among)
