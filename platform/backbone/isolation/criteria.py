"""The second wall: an explicit predicate, by kind and role, in every ORM statement.

It does not lean on the policies: with row-level security switched off, these predicates alone keep tenants apart
(targets R4). Statements written by hand carry their own predicate; the statement gate of the test suite sees to it.
"""

import uuid
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from backbone.isolation.acting import Acting, DbRole
from backbone.isolation.kinds import Directed, HqPrivate, OwnSide, Published, Reported, StoreOwned

TENANT_BOUND = (StoreOwned, Reported, Directed, OwnSide)
NETWORK_BOUND = (Reported, Directed, Published, HqPrivate)


def install(session_class: type[Session]) -> None:
    """Add the predicates to everything that sessions of this class select, update or delete through the ORM."""
    event.listen(session_class, "do_orm_execute", _add_predicates)


def _add_predicates(state: ORMExecuteState) -> None:
    if (
        state.is_column_load
        or state.is_relationship_load
        or not (state.is_select or state.is_update or state.is_delete)
    ):
        return
    info = state.session.info
    # A session never changes tenant: making them for each statement was an eighth of a page's work.
    if (kept := info.get("predicates")) is None:
        kept = info["predicates"] = _predicates(info["acting"])
    state.statement = state.statement.options(*kept)


def _predicates(acting: Acting) -> list[Any]:
    tenant, network = acting.tenant_id, acting.network_id
    match acting.role:
        case DbRole.STORE:
            return [_tenant_is(kind, tenant) for kind in TENANT_BOUND] + [_network_is(Published, network)]
        case DbRole.HQ:
            return [_network_is(kind, network) for kind in NETWORK_BOUND] + [_tenant_is(OwnSide, tenant)]
        case DbRole.REGION:
            regional = [_region_in(kind, network, list(acting.region_ids)) for kind in (Reported, Directed)]
            return [*regional, _network_is(Published, network), _tenant_is(OwnSide, tenant)]
        case _:
            return []


def _tenant_is(kind: type[Any], tenant: uuid.UUID) -> Any:
    return with_loader_criteria(kind, lambda cls: cls.tenant_id == tenant, include_aliases=True)


def _network_is(kind: type[Any], network: uuid.UUID) -> Any:
    return with_loader_criteria(kind, lambda cls: cls.network_id == network, include_aliases=True)


def _region_in(kind: type[Any], network: uuid.UUID, regions: list[uuid.UUID]) -> Any:
    return with_loader_criteria(
        kind, lambda cls: (cls.network_id == network) & cls.region_id.in_(regions), include_aliases=True
    )
