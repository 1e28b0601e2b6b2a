import os

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path


def health(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
    return HttpResponse(f"well {os.getuid()}")


urlpatterns = [path("sante/", health)]
