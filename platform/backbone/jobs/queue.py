"""Redis, the queue between dispatcher and workers, and the wake-up. All of it may be lost at any time."""

import contextlib

import redis
from rq import Queue
from rq.serializers import JSONSerializer

JSON = JSONSerializer
QUEUE = "sanqi"
WAKE = "sanqi:wake"

# Without this brake a storm of entries fills Redis and every lease runs out while waiting (measured: 29,000 jobs).
SHORT_QUEUE = 20


def connect(url: str) -> redis.Redis:
    """A Redis client that gives up quickly, so that a page never hangs on Redis."""
    client: redis.Redis = redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=5)
    return client


def connect_blocking(url: str) -> redis.Redis:
    """A Redis client for a worker, which waits in Redis for minutes on purpose."""
    return redis.Redis.from_url(url, socket_connect_timeout=5, health_check_interval=30)


def queue(client: redis.Redis) -> Queue:
    """The one queue; arguments travel as JSON, never as pickles."""
    return Queue(QUEUE, connection=client, serializer=JSON)


def wake_dispatcher(client: redis.Redis) -> None:
    """Tell the dispatcher that something is waiting. If it is lost, the next sweep finds the entry."""
    with contextlib.suppress(redis.RedisError):
        pipe = client.pipeline(transaction=False)
        pipe.lpush(WAKE, b"1")
        pipe.ltrim(WAKE, 0, 0)
        pipe.execute()


def wait_for_wake(client: redis.Redis, seconds: float) -> None:
    """Sleep until woken, at most `seconds`."""
    client.blpop([WAKE], timeout=seconds)
