"""Taking over what stores counted (HQ-4)."""

from typing import Any, cast

from sqlalchemy import CursorResult, TextualSelect
from sqlalchemy.dialects.postgresql import insert

from backbone.db.unit_of_work import current
from oem.today.models import DayTotal

KEY = ("tenant_id", "day", "programme")
_KEPT = {"id", *KEY}


def hand_over(counted: TextualSelect) -> int:
    """Write the rows that `counted` gives, one a store, day and programme, over what stood there. Returns how many.

    `counted` has the columns of `day_totals` and names whose rows it counts: the caller's own store, or (batch) the
    stores of one network. The row takes the region in which the store is as its day is counted.
    """
    columns = [column.name for column in counted.selected_columns]
    fresh = insert(DayTotal).from_select(columns, counted)
    changed = {name: fresh.excluded[name] for name in columns if name not in _KEPT}
    statement = fresh.on_conflict_do_update(index_elements=KEY, set_=changed)
    counting = statement.execution_options(preserve_rowcount=True)
    return cast("CursorResult[Any]", current().execute(counting)).rowcount
