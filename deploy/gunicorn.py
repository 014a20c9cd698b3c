"""How gunicorn serves Sanqi in production (ADR 0008): gunicorn --config deploy/gunicorn.py assembly.wsgi:app

WEB_CONCURRENCY names another number of processes, SANQI_BIND another address.
"""

import os
from pathlib import Path

# Behind nginx on the same loopback: nobody else reaches it.
bind = os.environ.get("SANQI_BIND", "127.0.0.1:8000")
wsgi_app = "assembly.wsgi:app"

# A page computes half of its time and waits for the database in the other half. More threads fight for one interpreter.
workers = int(os.environ.get("WEB_CONCURRENCY") or (os.cpu_count() or 1) + 1)
worker_class = "gthread"
threads = 2

# A process that has not shown life for that long is killed. nginx gives up after as long.
timeout = 60
# Told to stop, it takes nothing new and ends what it has begun. A supervisor must wait longer before it kills.
graceful_timeout = 30
# Longer than nginx keeps a connection, so that nginx never writes into one that is just being closed.
keepalive = 75

# Addresses carry filters and cursors, never files. How large a body may be is the application's to say (60 MiB).
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190

# X-Forwarded-* is believed by the application alone, one proxy deep (SANQI_TRUSTED_PROXIES=1).
forwarded_allow_ips = ""
secure_scheme_headers: dict[str, str] = {}

# In memory: a process that beats on a slow disk is killed for nothing.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None
control_socket_disable = True
# The application writes one line a request, without what was asked for.
accesslog = None
errorlog = "-"
loglevel = "warning"
