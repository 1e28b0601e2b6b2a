"""The web entry point; WSGI everywhere (no async views, see docs/adr)."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qic_portal.settings")

application = get_wsgi_application()

# What the program itself is made of lives as long as it does: the collector of cycles leaves it out,
# and looks at what requests left behind less often than a page of many figures would have it.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
