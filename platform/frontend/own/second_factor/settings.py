"""View of the positions that need a second factor."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from backbone.clock import today
from backbone.errors import InvalidError
from backbone.i18n import gettext as _
from backbone.web.marks import requires
from backbone.web.notices import tell
from backbone.web.once import once
from backbone.web.requests import person
from frontend.paths import PATHS
from tenants.access.interface import Permission, Position
from tenants.people.interface import list_people
from tenants.second_factor.interface import (
    choose_positions,
    list_accounts_with_factor,
    list_positions_that_need_one,
)

blueprint = Blueprint("second_factor_positions", __name__)


@dataclass(frozen=True)
class Line:
    """A position; `people` hold it today, `ready` of them have a second factor."""

    value: str
    title: str
    needs: bool
    mine: bool
    people: int
    ready: int


@blueprint.get(PATHS.second_factor_positions)
@requires(Permission.ACCESS_SECURE)
def show() -> ResponseReturnValue:
    """Each position of the house, and whether it needs one."""
    return render_template("second_factor/positions.html", lines=_lines())


@blueprint.post(PATHS.second_factor_positions)
@requires(Permission.ACCESS_SECURE)
@once
def choose() -> ResponseReturnValue:
    """Say anew which do."""
    choose_positions(_positions("positions"), seen=_positions("seen"), by=person())
    tell(_("Saved. It holds from the next page that somebody opens."), "ok")
    return redirect(PATHS.second_factor_positions, 303)


def _positions(field: str) -> frozenset[Position]:
    try:
        return frozenset(Position(value) for value in request.form.getlist(field))
    except ValueError as unknown:
        raise InvalidError(fields={field: [_("There is no such position.")]}) from unknown


def _lines() -> list[Line]:
    me, needing = person(), list_positions_that_need_one()
    holders, ready = _holders(), list_accounts_with_factor()
    return [
        Line(
            value=position.value,
            title=str(position.title),
            needs=position in needing,
            mine=position in me.positions | me.delegated,
            people=len(holders.get(position, set())),
            ready=len(holders.get(position, set()) & ready),
        )
        for position in Position
        if position.side is me.side
    ]


def _holders() -> dict[str, set[object]]:
    """Who is in which position today."""
    held: dict[str, set[object]] = {}
    for account in list_people():
        for holding in account.holdings:
            if holding.starts_on <= today() and (holding.over_on is None or holding.over_on > today()):
                held.setdefault(holding.position, set()).add(account.id)
    return held
