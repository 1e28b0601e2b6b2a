"""The health check: can this process reach the database, and are migrations done?"""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.rules import everybody
from kit.access import requires


@requires(everybody)
@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when a page could be served, 503 with the part that is missing otherwise."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with it, the database is out of reach
        return JsonResponse({"database": type(fault).__name__}, status=503)
    if waiting:
        return JsonResponse({"database": "ok", "migrations": len(waiting)}, status=503)
    return JsonResponse({"database": "ok", "migrations": 0})
