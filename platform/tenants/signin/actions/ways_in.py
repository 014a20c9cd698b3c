"""The directory of sign-in codes."""

import uuid

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from backbone.db.unit_of_work import current
from backbone.errors import ConflictError
from backbone.i18n import lazy_gettext as _l
from tenants.access.interface import Side
from tenants.signin.models import SignInCode


class CodeTakenError(ConflictError):
    """Sign-in codes are unique over networks and stores."""

    code = "code_taken"
    message = _l("The code %(value)s is taken.")


def open_way_in(*, code: str, side: Side, tenant_id: uuid.UUID, network_id: uuid.UUID, place: str) -> None:
    """Let people of a tenant sign in with `code`. Raises CodeTakenError, whoever has the code."""
    row = {"code": code, "side": side, "tenant_id": tenant_id, "network_id": network_id, "place": place}
    made = current().execute(insert(SignInCode).values(row).on_conflict_do_nothing().returning(SignInCode.code))
    if made.scalar() is None:
        raise CodeTakenError(value=code)


def rename_way_in(network_id: uuid.UUID, *, old: str, new: str, place: str) -> None:
    """Headquarters' own code and name change."""
    current().execute(
        update(SignInCode)
        .where(SignInCode.network_id == network_id, SignInCode.code == old)
        .values(code=new, place=place)
    )
