"""The smallest project that `bin/up` can start; the tests copy it beside bin/ and runtime/."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qic_portal.settings")
execute_from_command_line(sys.argv)
