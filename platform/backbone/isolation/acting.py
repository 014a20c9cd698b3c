"""Who a transaction acts as: a database role and the settings that the policies compare with."""

import uuid
from dataclasses import dataclass
from enum import StrEnum

from psycopg import sql

from backbone.ids import NIL


class DbRole(StrEnum):
    """What `sanqi_app` becomes for one transaction."""

    DOOR = "sanqi_door"
    STORE = "sanqi_store"
    HQ = "sanqi_hq"
    REGION = "sanqi_region"
    DISPATCH = "sanqi_dispatch"
    BATCH = "sanqi_batch"


@dataclass(frozen=True)
class Acting:
    """Role, tenant (a store's id, or the network's id for headquarters), network, and the regions of a bound person."""

    role: DbRole
    tenant_id: uuid.UUID = NIL
    network_id: uuid.UUID = NIL
    region_ids: tuple[uuid.UUID, ...] = ()

    @classmethod
    def door(cls) -> "Acting":
        """Before anybody is known: sessions, throttle, directory."""
        return cls(DbRole.DOOR)

    @classmethod
    def store(cls, tenant_id: uuid.UUID, network_id: uuid.UUID) -> "Acting":
        """One store."""
        return cls(DbRole.STORE, tenant_id, network_id)

    @classmethod
    def headquarters(cls, network_id: uuid.UUID) -> "Acting":
        """Headquarters of one network; its own rows carry the network's id as tenant."""
        return cls(DbRole.HQ, network_id, network_id)

    @classmethod
    def region(cls, network_id: uuid.UUID, region_ids: tuple[uuid.UUID, ...]) -> "Acting":
        """A person at headquarters bound to regions (region manager, auditor)."""
        return cls(DbRole.REGION, network_id, network_id, region_ids)

    @classmethod
    def dispatcher(cls) -> "Acting":
        """The dispatcher: the outbox of all tenants and nothing else."""
        return cls(DbRole.DISPATCH)

    def opening_statement(self) -> str:
        """One statement that sets role and settings for this transaction only, whatever a pooled connection had."""
        settings = {
            "app.tenant_id": str(self.tenant_id),
            "app.network_id": str(self.network_id),
            "app.region_ids": "{" + ",".join(str(region) for region in self.region_ids) + "}",
        }
        parts = [sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(self.role))]
        for name, value in settings.items():
            parts.append(sql.SQL("SET LOCAL {} = {}").format(sql.SQL(name), sql.Literal(value)))
        return sql.SQL("; ").join(parts).as_string()
