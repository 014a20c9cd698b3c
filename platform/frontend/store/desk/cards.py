"""What a desk shows first: what is late, then what headquarters said (screens 'Store' 1)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from backbone.clock import SHANGHAI
from backbone.i18n import LazyString, gettext, ngettext
from backbone.i18n import lazy_gettext as _l
from dealer.handovers.interface import Department, MissingHandover
from dealer.messages.interface import AWAY, TextMessage
from dealer.notices.interface import Notice, NoticeOf
from dealer.reports.interface import DailyReport
from dealer.voices.interface import VoiceCounts, VoiceTab
from frontend.paths import PATHS
from frontend.store.reports.shown import item
from frontend.store.staffing import words
from tenants.staffing.interface import Standing

HANDOVERS: dict[Department, LazyString] = {
    Department.SALES: _l("Sales has not handed over yesterday's deliveries"),
    Department.AFTER_SALES: _l("After-sales has not handed over yesterday's pick-ups"),
}

REMINDERS: dict[str, LazyString] = {
    "missing_handover": _l("Headquarters reminds you: handovers are missing"),
    "overdue_callbacks": _l("Headquarters reminds you: callbacks are overdue"),
    "unsigned_reports": _l("Headquarters reminds you: daily reports are not signed"),
    "overdue_opinions": _l("Headquarters reminds you: opinions are overdue"),
    "overdue_complaints": _l("Headquarters reminds you: complaints are overdue"),
}

PROGRAMMES: dict[str, LazyString] = {
    "seven_dc": _l("Sales 7DC"),
    "three_dc": _l("Service 3DC"),
    "service_14": _l("Two-week follow-up"),
}


@dataclass(frozen=True)
class Word:
    """Something headquarters said, to be dismissed by who has read it."""

    title: str
    note: str
    who: str
    at: dt.datetime
    dismiss_url: str


def handover_card(missing: MissingHandover, *, may_import: bool) -> dict[str, Any]:
    """A department that has not handed over today (CB-14)."""
    return {
        "title": str(HANDOVERS[missing.department]),
        "url": PATHS.new_import if may_import else PATHS.imports,
        "action": gettext("Import a file") if may_import else gettext("Look"),
        "icon": "clock-exclamation",
        "words": gettext("was due by 10:00"),
        "tone": "bad",
        "note": _last(missing),
    }


def report_card(waiting: Sequence[DailyReport], at: dt.datetime) -> dict[str, Any]:
    """What waits for one's own signature (REP-2); those due first come first."""
    first = item(waiting[0], at)
    return {
        "title": ngettext(
            "%(num)d report waits for your signature", "%(num)d reports wait for your signature", len(waiting)
        ),
        "url": first.url,
        "action": gettext("Read and sign"),
        "icon": "clock-exclamation" if first.late else "signature",
        "words": first.due,
        "tone": "bad" if first.late else "",
        "note": f"{first.word} {first.day}",
    }


def staffing_card(standing: Standing) -> dict[str, Any] | None:
    """The centre below its minimum (ORG-3), or a line of the route that nobody signs; None when all is well."""
    notes = [*map(words.lack, standing.lacks), *map(words.gap, standing.gaps)]
    if not notes:
        return None
    return {
        "title": notes[0],
        "url": PATHS.staffing,
        "action": gettext("Look"),
        "icon": "user-x",
        "words": words.summary(standing) if standing.lacks else gettext("The sign-off route has a gap"),
        "tone": "warn",
        "note": gettext("%(count)s more", count=len(notes) - 1) if len(notes) > 1 else "",
    }


def _last(missing: MissingHandover) -> str:
    if missing.duty_days_ago is None:
        return str(gettext("never handed over so far"))
    days = missing.duty_days_ago
    return str(ngettext("last handover %(num)d duty day ago", "last handover %(num)d duty days ago", days))


def text_card(message: TextMessage) -> dict[str, Any]:
    """A text message that the gateway will not send (CB-4, CARE-12)."""
    return {
        "title": gettext("A text message did not go out: send it by hand"),
        "url": f"{PATHS.callbacks}/{message.about_id}",
        "action": gettext("Open the callback"),
        "icon": "device-mobile",
        "words": gettext("the gateway did not answer") if message.error == AWAY else gettext("the gateway refused it"),
        "tone": "warn",
        "note": gettext("queued on %(day)s", day=f"{message.queued_at.astimezone(SHANGHAI):%m-%d %H:%M}"),
    }


def voices_card(counts: VoiceCounts) -> dict[str, Any] | None:
    """How many opinions and complaints are open (REP-5); None when none is."""
    if not (open_ := counts.of(VoiceTab.OPEN)):
        return None
    overdue, to_tell = counts.of(VoiceTab.OVERDUE), counts.of(VoiceTab.TO_TELL)
    return {
        "title": ngettext("%(num)s opinion or complaint is open", "%(num)s opinions and complaints are open", open_),
        "url": f"{PATHS.voices}?tab={VoiceTab.OVERDUE}" if overdue else PATHS.voices,
        "action": gettext("Look"),
        "icon": "clock-exclamation" if overdue else "clock",
        "words": gettext("%(count)s overdue", count=overdue) if overdue else gettext("none overdue"),
        "tone": "bad" if overdue else "",
        "note": gettext("%(count)s customers to be told", count=to_tell) if to_tell else "",
    }


def corrections_card(open_: int, late: int) -> dict[str, Any] | None:
    """What calls found wrong and one's department puts right (CUS-8); None when nothing is."""
    if not open_:
        return None
    return {
        "title": ngettext("%(num)s record is to be corrected", "%(num)s records are to be corrected", open_),
        "url": PATHS.corrections,
        "action": gettext("Mend"),
        "icon": "clock-exclamation" if late else "pencil",
        "words": gettext("%(count)s overdue", count=late) if late else gettext("none overdue"),
        "tone": "bad" if late else "",
        "note": "",
    }


def word_of(notice: Notice) -> Word:
    """A notice in words."""
    return Word(
        title=_title(notice),
        note=str(notice.details.get("note", "")),
        who=notice.from_name,
        at=notice.sent_at,
        dismiss_url=f"{PATHS.notices}/{notice.id}/dismissals",
    )


def _title(notice: Notice) -> str:
    if notice.what == NoticeOf.REMINDER:
        return str(REMINDERS[notice.details["about"]])
    said = gettext(
        "New standard for %(programme)s: version %(version)s, in force from %(day)s",
        programme=PROGRAMMES[notice.details["programme"]],
        version=notice.details["version"],
        day=notice.details["valid_from"],
    )
    return str(said)
