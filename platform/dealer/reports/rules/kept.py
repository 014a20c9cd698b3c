"""Content as it is kept: plain JSON values, in a form that never depends on today's code (REP-4)."""

import datetime as dt
import uuid
from dataclasses import asdict
from typing import Any

from dealer.callbacks.interface import CallbackState, Outcome, Programme
from dealer.reports.rules.content import Content, Correction, Flag, Line, Personal, Score, totals_of

Json = dict[str, Any]


def facts_of(line: Line) -> Json:
    """What of a line tells nobody's name, phone, plate or words."""
    kept = {name: _plain(value) for name, value in asdict(line).items() if name not in {"personal", "number"}}
    return kept | {"scores": [[each.question, each.value, each.low] for each in line.scores]}


def personal_of(line: Line) -> Json:
    """The rest of it. Raises AssertionError for a line whose person was erased."""
    assert line.personal is not None
    return asdict(line.personal)


def line_of(number: int, facts: Json, personal: Json | None) -> Line:
    """A line from what was kept of it."""
    read = dict(facts)
    read |= {
        "number": number,
        "callback_id": uuid.UUID(facts["callback_id"]),
        "personal": Personal(**personal) if personal is not None else None,
        "day0": dt.date.fromisoformat(facts["day0"]),
        "called_at": _moment(facts["called_at"]),
        "outcome": Outcome(facts["outcome"]) if facts["outcome"] else None,
        "scores": tuple(Score(*each) for each in facts["scores"]),
        "flag": Flag(facts["flag"]) if facts["flag"] else None,
        "state": CallbackState(facts["state"]),
    }
    return Line(**read)


def head_of(content: Content) -> Json:
    """What of a report stands above its lines."""
    return {
        "programme": content.programme.value,
        "day": content.day.isoformat(),
        "cut_off": content.cut_off.isoformat(),
        "satisfied_from": content.satisfied_from,
        "questions": [list(each) for each in content.questions],
        "callers": [list(each) for each in content.callers],
        "totals": asdict(content.totals),
        "corrections": [{name: _plain(value) for name, value in asdict(each).items()} for each in content.corrections],
    }


def content_of(head: Json, lines: tuple[Line, ...]) -> Content:
    """A content from what was kept of it. Its totals are those of its lines: they are counted, not believed."""
    cut_off = _moment(head["cut_off"])
    assert cut_off is not None
    return Content(
        programme=Programme(head["programme"]),
        day=dt.date.fromisoformat(head["day"]),
        cut_off=cut_off,
        satisfied_from=head["satisfied_from"],
        questions=tuple((code, zh, en) for code, zh, en in head["questions"]),
        callers=tuple((name, count) for name, count in head["callers"]),
        totals=totals_of(lines),
        lines=lines,
        corrections=tuple(_correction(each) for each in head["corrections"]),
    )


def _correction(kept: Json) -> Correction:
    at = _moment(kept["at"])
    assert at is not None
    return Correction(dt.date.fromisoformat(kept["day"]), kept["number"], kept["why"], kept["by"], at)


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return str(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _moment(kept: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(kept) if kept else None
