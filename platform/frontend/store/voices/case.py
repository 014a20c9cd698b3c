"""What the case pages of opinions and complaints have in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row

from backbone.clock import now, today
from backbone.errors import DomainError
from backbone.i18n import gettext as _
from dealer.voices.interface import PEOPLE, Voice, facts_of, list_people, list_steps
from frontend import formats
from frontend.programmes import PROGRAMMES
from frontend.rendering import language
from frontend.store.voices.clocks import Clocks
from frontend.store.voices.log import entries_of
from frontend.store.voices.reasons import AskedWords
from frontend.store.voices.words import CHANNELS, DEPARTMENTS, STATE_ICONS, STATES
from oem.questionnaires.interface import Department
from tenants.access.interface import Position
from tenants.calendar.interface import store_calendar


@dataclass(frozen=True)
class Failed:
    """A form that was refused: its name, what was typed, what is wrong at which field."""

    form: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, form: str, typed: Mapping[str, str], refusal: DomainError) -> "Failed":
        """Field names are unique on the page by their form's name."""
        errors = {f"{form}-{name}": said for name, said in refusal.fields.items() if name != "version"}
        return cls(form, typed, errors or {"": refusal.sentence})


NOTHING_FAILED = Failed()


def clocks_now() -> Clocks:
    """Clocks as at this moment."""
    return Clocks(store_calendar(), now(), language())


def case(voice: Voice, failed: Failed, *, may_reach: bool) -> dict[str, Any]:
    """Context of `voices/show.html`, but for its title, clocks and forms."""
    known, words = facts_of(voice), AskedWords(today(), language())
    return {
        "voice": voice,
        "state": {"word": str(STATES[voice.state]), "icon": STATE_ICONS[voice.state]},
        "reasons": [words.reason(code) for code in voice.reasons],
        "question": words.question(voice.question),
        "who": _who(voice, known),
        "phones": list(known.phones or ()),
        "may_reach": may_reach,
        "facts": [(term, text) for term, text in (*_car(known), *_visit(known)) if text],
        "hands": _hands(voice, known),
        "log": entries_of(list_steps(voice)),
        "failed": failed,
    }


def _who(voice: Voice, known: Row[Any]) -> str:
    return known.customer or voice.said_by or _("no name")


def _car(known: Row[Any]) -> list[tuple[str, str]]:
    return [(_("Car"), " ".join(part for part in (known.model, known.plate) if part))]


def _visit(known: Row[Any]) -> list[tuple[str, str]]:
    spoken, day = language(), today()
    return [
        (_("Callback"), str(PROGRAMMES[known.programme].word) if known.programme else ""),
        (_("Repair order"), known.order_number or ""),
        (_("Pick-up"), formats.day(known.picked_up_on, spoken, day)),
        (_("Work"), known.kind_of_work or known.work or ""),
        (_("Mileage"), f"{known.mileage:,} km" if known.mileage else ""),
        (_("Service advisor"), known.advisor or ""),
        (_("Technician"), known.technician or ""),
        (_("Delivery"), formats.day(known.delivered_on, spoken, day)),
        (_("Sales consultant"), known.consultant or ""),
    ]


def _hands(voice: Voice, known: Row[Any]) -> list[tuple[str, str]]:
    pairs = [
        (_("Department"), str(DEPARTMENTS[voice.department])),
        (_("In whose hands"), known.owner or _("nobody in particular")),
        (_("About whom"), voice.person_name or ""),
        (_("Came by"), str(CHANNELS[voice.channel])),
    ]
    return [(term, text) for term, text in pairs if text]


@dataclass(frozen=True)
class Takers:
    """Whom it can be given to, department by department; `people`: (value, name with positions)."""

    value: str
    department: str
    people: list[tuple[str, str]]


def takers(departments: list[Department], allowed: Mapping[Department, frozenset[Position]] = PEOPLE) -> list[Takers]:
    """Everybody of these departments who may have it in hand."""
    everybody = list_people(frozenset().union(*(allowed[each] for each in departments)))
    return [
        Takers(
            value=f"{department}|",
            department=str(DEPARTMENTS[department]),
            people=[
                (f"{department}|{each.id}", f"{each.name} · {_titles(each.positions)}")
                for each in everybody
                if each.positions & allowed[department]
            ],
        )
        for department in departments
    ]


def _titles(positions: frozenset[Position]) -> str:
    return "、".join(str(position.title) for position in Position if position in positions)
