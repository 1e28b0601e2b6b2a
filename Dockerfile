# syntax=docker/dockerfile:1
# The portal as one image: web server, worker and beat are the same image with another command.
# Debian's own Python, so that the same file is built and tried where no container engine runs.

FROM debian:trixie-slim AS build
# Security updates move the versions of Debian's packages; the release is what is pinned.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /portal
COPY requirements/run.txt requirements/run.txt
# A secret of this name (docs/operating.md) brings the certificates of an intercepting proxy.
RUN --mount=type=secret,id=certificates,target=/etc/ssl/certs/ca-certificates.crt,required=false \
    python3 -m venv /opt/portal \
    && /opt/portal/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/run.txt \
    && /opt/portal/bin/python -m compileall -q /opt/portal
COPY . .
RUN SECRET_KEY=only-while-building DATABASE_URL=postgresql://nowhere.invalid/qic STATIC_ROOT=/portal/static-built \
    /opt/portal/bin/python manage.py words --compile \
    && SECRET_KEY=only-while-building DATABASE_URL=postgresql://nowhere.invalid/qic STATIC_ROOT=/portal/static-built \
    /opt/portal/bin/python manage.py collectstatic --noinput \
    && /opt/portal/bin/python -m compileall -q /portal

FROM debian:trixie-slim
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
    ca-certificates fonts-dejavu-core libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 python3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --home-dir /home/portal portal
COPY --from=build /opt/portal /opt/portal
COPY --from=build /portal /portal
WORKDIR /portal
ENV PATH=/opt/portal/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PORT=8000
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(u.Request(f'http://127.0.0.1:{os.environ[\"PORT\"]}/sante/', headers={'Host': os.environ.get('ALLOWED_HOSTS', 'localhost').split(',')[0], 'X-Forwarded-Proto': 'https'}), timeout=4)"]
CMD ["sh", "-c", "exec granian --interface wsgi --host 0.0.0.0 --port \"$PORT\" --workers 2 --blocking-threads 4 --respawn-failed-workers --no-ws qic_portal.wsgi:application"]
