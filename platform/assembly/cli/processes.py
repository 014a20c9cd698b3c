"""`sanqi worker` and `sanqi dispatcher`."""

import signal
import threading

import click
from rq import Worker

from assembly.cli.terminal import with_database
from assembly.onboarding import complete_networks
from assembly.schedule import SCHEDULE
from backbone.jobs import queue
from backbone.jobs.dispatcher import Dispatcher
from backbone.jobs.scheduler import Scheduler
from backbone.web import logs

WORKER_TTL = 30
"""Seconds after which a worker that was killed counts as gone; RQ's own 420 leave its job 'started' for minutes."""


@click.command()
def worker() -> None:
    """Work on jobs until told to stop."""
    logs.configure()
    with with_database() as settings:
        client = queue.connect_blocking(settings.redis_url)
        Worker([queue.queue(client)], connection=client, serializer=queue.JSON, worker_ttl=WORKER_TTL).work(
            logging_level="WARNING", with_scheduler=False
        )


@click.command()
def dispatcher() -> None:
    """Start what the schedule says and hand what waits in the outbox to the workers, until told to stop."""
    logs.configure()
    stopping = threading.Event()
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: stopping.set())
    with with_database() as settings:
        complete_networks()
        Dispatcher(queue.connect(settings.redis_url), stopping, Scheduler(SCHEDULE)).run()
