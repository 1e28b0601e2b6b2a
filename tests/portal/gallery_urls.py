"""The address book with the gallery in it, whatever the settings of the run."""

from django.urls import path

from qic_portal import gallery
from qic_portal.urls import urlpatterns as all_others

urlpatterns = [
    *(p for p in all_others if getattr(p, "name", "") != "gallery"),
    path("composants/", gallery.gallery, name="gallery"),
]
