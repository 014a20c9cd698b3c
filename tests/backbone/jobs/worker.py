"""A worker process that knows the crashing jobs: `python -m tests.backbone.jobs.worker` works the queue empty."""

from rq import Worker

from backbone.config import Settings
from backbone.db import unit_of_work
from backbone.jobs import queue
from tests.backbone.jobs import crashing

if __name__ == "__main__":
    assert crashing.DIE, "imported for its jobs"
    settings = Settings.from_env()
    unit_of_work.connect(settings.database_url)
    client = queue.connect_blocking(settings.redis_url)
    worker = Worker([queue.queue(client)], connection=client, serializer=queue.JSON, worker_ttl=30)
    worker.work(burst=True, logging_level="WARNING", with_scheduler=False)
