"""The declarative base: one schema, typed columns, constraint names that migrations can repeat."""

import datetime as dt
import decimal
import uuid
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, MetaData, Numeric, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase

Money = decimal.Decimal
"""CNY with two decimals."""

NAMES = {
    "pk": "%(table_name)s_pkey",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
}


class Base(DeclarativeBase):
    """Every table; qualified with its schema, so that a temporary table of the same name is never meant."""

    metadata = MetaData(schema="app", naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        uuid.UUID: Uuid(),
        str: Text(),
        dt.datetime: DateTime(timezone=True),
        Money: Numeric(12, 2),
        dict[str, Any]: JSON().with_variant(JSONB(), "postgresql"),
        list[Any]: JSON().with_variant(JSONB(), "postgresql"),
    }
