"""Jobs of text messages."""

import uuid

from backbone.jobs.registry import job
from dealer.messages.actions import SEND_JOB, count_try, give_up_sending, send_queued


def give_up(message_id: str) -> None:
    """After the last try: a person learns that it is to be sent by hand."""
    give_up_sending(uuid.UUID(message_id))


# The pause doubles with each try (the lease): nine tries span two hours.
@job(SEND_JOB, time_limit=30, max_tries=9, on_dead=give_up)
def send(message_id: str) -> None:
    """As a store: hand a queued message to the gateway."""
    count_try(uuid.UUID(message_id))
    send_queued(uuid.UUID(message_id))
