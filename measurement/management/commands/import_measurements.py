"""Brings the official figures into the portal; run twice, it changes nothing."""

from measurement.imports import IMPORTS
from sites.management.commands.import_reference import Command as ImportCommand


class Command(ImportCommand):
    help = "Imports the common indicators and their official values from data/."
    imports = IMPORTS
