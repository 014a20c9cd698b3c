"""The org chart (ORG-1, ORG-2, ORG-7): who stands under whom, with what is vacant."""

import datetime as dt
import uuid
from dataclasses import dataclass

from tenants.access.interface import Position
from tenants.staffing.rules.staffing import Deputed, Staffing

CENTRE = (Position.CUSTOMER_REPRESENTATIVE, Position.INFORMATION_ADMINISTRATOR)
SALES = (Position.SALES_CONSULTANT,)
AFTER_SALES = (
    Position.RECEPTION_SUPERVISOR,
    Position.SERVICE_ADVISOR,
    Position.FOREMAN,
    Position.TECHNICIAN,
    Position.INSURANCE_SPECIALIST,
)
OFFICE = (Position.CASHIER, Position.MARKETING)


@dataclass(frozen=True)
class Box:
    """One position of the chart; vacant when nobody holds it and nobody stands in."""

    position: Position
    holders: tuple[uuid.UUID, ...]
    deputy: Deputed | None
    below: tuple["Box", ...] = ()

    @property
    def vacant(self) -> bool:
        """Neither held nor delegated."""
        return not self.holders and self.deputy is None


def chart_on(staffing: Staffing, day: dt.date) -> Box:
    """The chart of a day. Positions of ORG-1 always stand there, others when somebody holds them."""

    def box(position: Position, *below: Box) -> Box:
        return Box(position, staffing.holders(position, day), staffing.deputy(position, day), below)

    def held(*positions: Position) -> list[Box]:
        return [each for each in map(box, positions) if not each.vacant]

    centre = box(Position.CENTRE_HEAD, *map(box, CENTRE))
    affairs = Position.GENERAL_AFFAIRS_MANAGER
    above = [box(affairs, centre)] if staffing.plan_on(day) == 2 else [centre, *held(affairs)]
    after_sales = box(Position.AFTER_SALES_MANAGER, *held(*AFTER_SALES))
    sales = box(Position.SALES_MANAGER, *held(*SALES))
    return box(Position.GENERAL_MANAGER, *above, after_sales, sales, *held(*OFFICE))
