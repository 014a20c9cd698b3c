"""What went wrong with the servers, in words for the person at the terminal."""


class ServersError(RuntimeError):
    """The servers can't be had; the message says what is missing and what to do."""
