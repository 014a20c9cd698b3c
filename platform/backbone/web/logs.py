"""Structured logs: one JSON object a line on standard error. Never a customer's name, phone or plate."""

import logging
import re
import sys
from typing import Any

import structlog

# Local variables hold customers' names and phones; a traceback in a log must not carry them.
WITHOUT_LOCALS = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)

# What PostgreSQL adds to an error: the row that failed, the line of a COPY with its cells.
_ROWS = re.compile(r"\n(?:DETAIL|CONTEXT):.*?(?=\n\[SQL:|\Z)", re.DOTALL)


def without_rows(_logger: Any, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """A processor: takes quoted rows out of the event's text and out of its exceptions' texts."""
    event["event"] = _ROWS.sub("", str(event["event"]))
    exceptions = event.get("exception")
    for each in exceptions if isinstance(exceptions, list) else []:
        each["exc_value"] = _ROWS.sub("", each["exc_value"])
    return event


def configure(*, pretty: bool = False) -> None:
    """Set up structlog and let the standard library's records take the same way out."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last = structlog.dev.ConsoleRenderer() if pretty else structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*shared, structlog.processors.ExceptionRenderer(WITHOUT_LOCALS), without_rows, last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*shared, without_rows],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
