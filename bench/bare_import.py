"""The limit of an import: what bare SQL needs to write the very same rows, once somebody has worked them out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg

from backbone.db.unit_of_work import acting_as, current
from backbone.isolation.acting import Acting


@dataclass(frozen=True)
class Upsert:
    """A table, the key by which a row is known again, and what tells that it has changed."""

    table: str
    key: tuple[str, ...]
    differs_in: tuple[str, ...]


# In the order of their foreign keys.
TABLES = (
    Upsert("customers", ("id",), ("name",)),
    Upsert("customer_phones", ("customer_id", "number"), ("rank",)),
    Upsert("vehicles", ("id",), ("vin", "flawed_vin", "plate", "model")),
    Upsert("vehicle_roles", ("vehicle_id", "customer_id", "role"), ("since", "seen_on")),
    Upsert("repair_orders", ("number",), ("fingerprint",)),
    Upsert("callbacks", ("repair_order_id", "programme"), ("state", "day0", "wish")),
)


# What the database computes by itself is not written.
_COLUMNS = """
SELECT attname FROM pg_attribute
 WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attname <> 'tenant_id'
 ORDER BY attnum
"""


class BareImport:
    """Takes the rows that an import wrote, as files for COPY, and writes them into another store."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._columns: dict[str, Sequence[str]] = {}

    def take(self, owner: psycopg.Connection, tenant_id: UUID) -> None:
        """Copy the rows of a store out, in the order of their ids, which is the kindest to indexes."""
        for each in TABLES:
            self._columns[each.table] = [name for (name,) in owner.execute(_COLUMNS, [f"app.{each.table}"])]
            query = f"SELECT {self._names(each)} FROM app.{each.table} WHERE tenant_id = '{tenant_id}' ORDER BY id"
            with owner.cursor().copy(f"COPY ({query}) TO STDOUT") as copy, self._file(each).open("wb") as file:
                for block in copy:
                    file.write(block)

    def write(self, who: Acting) -> int:
        """COPY into temporary tables and one upsert a table, as the store, with all keys. Returns the rows written."""
        with acting_as(who):
            connection: psycopg.Connection = current().connection().connection.dbapi_connection  # type: ignore[assignment]
            return sum(self._write(connection.cursor(), each, who) for each in TABLES)

    def _write(self, cursor: psycopg.Cursor, each: Upsert, who: Acting) -> int:
        staging = f"bare_{each.table}"
        empty = f"SELECT {self._names(each)} FROM app.{each.table} LIMIT 0"
        cursor.execute(f"CREATE TEMPORARY TABLE {staging} ON COMMIT DROP AS {empty}")
        with cursor.copy(f"COPY pg_temp.{staging} FROM STDIN") as copy, self._file(each).open("rb") as file:
            while block := file.read(1 << 18):
                copy.write(block)
        cursor.execute(self._upsert(each, staging), {"tenant": who.tenant_id})
        return cursor.rowcount

    def _upsert(self, each: Upsert, staging: str) -> str:
        names = self._names(each)
        setting = ", ".join(f"{name} = excluded.{name}" for name in self._columns[each.table] if name != "id")
        old = ", ".join(f"known.{name}" for name in each.differs_in)
        new = ", ".join(f"excluded.{name}" for name in each.differs_in)
        return f"""
            INSERT INTO app.{each.table} AS known (tenant_id, {names})
            SELECT %(tenant)s, {names} FROM pg_temp.{staging}
            ON CONFLICT (tenant_id, {", ".join(each.key)}) DO UPDATE SET {setting}
             WHERE ({old}) IS DISTINCT FROM ({new})
        """

    def _names(self, each: Upsert) -> str:
        return ", ".join(self._columns[each.table])

    def _file(self, each: Upsert) -> Path:
        return self._folder / f"{each.table}.copy"
