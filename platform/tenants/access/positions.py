"""Positions of a store and of headquarters (ORG-1, §13), with their names on screen."""

from enum import StrEnum

from backbone.i18n import LazyString
from backbone.i18n import lazy_gettext as _l


class Side(StrEnum):
    """Which house a person works in."""

    STORE = "store"
    HQ = "hq"


class Position(StrEnum):
    """Every position there is; the values are what the command line and the database use."""

    GENERAL_MANAGER = "general_manager"
    GENERAL_AFFAIRS_MANAGER = "general_affairs_manager"
    SALES_MANAGER = "sales_manager"
    AFTER_SALES_MANAGER = "after_sales_manager"
    CENTRE_HEAD = "centre_head"
    CUSTOMER_REPRESENTATIVE = "customer_representative"
    INFORMATION_ADMINISTRATOR = "information_administrator"
    SERVICE_ADVISOR = "service_advisor"
    SALES_CONSULTANT = "sales_consultant"
    TECHNICIAN = "technician"
    RECEPTION_SUPERVISOR = "reception_supervisor"
    FOREMAN = "foreman"
    INSURANCE_SPECIALIST = "insurance_specialist"
    CASHIER = "cashier"
    MARKETING = "marketing"
    HQ_ADMIN = "hq_admin"
    HQ_SALES = "hq_sales"
    HQ_AFTER_SALES = "hq_after_sales"
    HQ_MARKETING = "hq_marketing"
    HQ_VIEWER = "hq_viewer"
    REGION_MANAGER = "region_manager"
    AUDITOR = "auditor"

    @property
    def side(self) -> Side:
        """The house this position belongs to."""
        return Side.HQ if self in _HQ else Side.STORE

    @property
    def title(self) -> LazyString:
        """Its name on screen."""
        return TITLES[self]

    @property
    def bound_to_regions(self) -> bool:
        """Region managers and auditors see their regions only (§13)."""
        return self in {Position.REGION_MANAGER, Position.AUDITOR}


_HQ = frozenset(position for position in Position if position.startswith("hq_")) | {
    Position.REGION_MANAGER,
    Position.AUDITOR,
}

TITLES: dict[Position, LazyString] = {
    Position.GENERAL_MANAGER: _l("General manager"),
    Position.GENERAL_AFFAIRS_MANAGER: _l("General-affairs manager"),
    Position.SALES_MANAGER: _l("Sales manager"),
    Position.AFTER_SALES_MANAGER: _l("After-sales manager"),
    Position.CENTRE_HEAD: _l("Centre head"),
    Position.CUSTOMER_REPRESENTATIVE: _l("Customer representative"),
    Position.INFORMATION_ADMINISTRATOR: _l("Information administrator"),
    Position.SERVICE_ADVISOR: _l("Service advisor"),
    Position.SALES_CONSULTANT: _l("Sales consultant"),
    Position.TECHNICIAN: _l("Technician"),
    Position.RECEPTION_SUPERVISOR: _l("Reception supervisor"),
    Position.FOREMAN: _l("Foreman"),
    Position.INSURANCE_SPECIALIST: _l("Insurance specialist"),
    Position.CASHIER: _l("Cashier"),
    Position.MARKETING: _l("Marketing specialist"),
    Position.HQ_ADMIN: _l("HQ administrator"),
    Position.HQ_SALES: _l("HQ sales department"),
    Position.HQ_AFTER_SALES: _l("HQ after-sales department"),
    Position.HQ_MARKETING: _l("HQ marketing department"),
    Position.HQ_VIEWER: _l("HQ viewer"),
    Position.REGION_MANAGER: _l("Region manager"),
    Position.AUDITOR: _l("Auditor"),
}
