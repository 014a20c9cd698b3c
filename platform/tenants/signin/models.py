"""Tables behind the door: what is read before anybody is known."""

import datetime as dt
import uuid

from sqlalchemy import CheckConstraint, Computed, ForeignKeyConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from backbone.clock import now
from backbone.db.base import Base
from backbone.isolation.kinds import Door


class SignInCode(Door, Base):
    """The directory: which tenant a code means. Unique over networks and stores (architecture §4).

    `store_id` is there for its foreign key: headquarters can't give out a code for another network's store.
    """

    __tablename__ = "sign_in_codes"
    __table_args__ = (
        CheckConstraint("side IN ('store', 'hq')", name="side"),
        CheckConstraint("code = upper(code)", name="upper"),
        CheckConstraint("side = 'store' OR tenant_id = network_id", name="own_network"),
        ForeignKeyConstraint(["store_id", "network_id"], ["app.stores.tenant_id", "app.stores.network_id"]),
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    side: Mapped[str]
    tenant_id: Mapped[uuid.UUID]
    network_id: Mapped[uuid.UUID]
    place: Mapped[str]
    closed_at: Mapped[dt.datetime | None]
    store_id: Mapped[uuid.UUID | None] = mapped_column(
        Computed("CASE WHEN side = 'store' THEN tenant_id END", persisted=True)
    )


class SignInSession(Door, Base):
    """One browser, signed in. Only the token's hash is stored; a stolen database opens no session."""

    __tablename__ = "sign_in_sessions"
    __table_args__ = (Index(None, "tenant_id", "account_id"),)

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    id: Mapped[uuid.UUID]
    side: Mapped[str]
    tenant_id: Mapped[uuid.UUID]
    network_id: Mapped[uuid.UUID]
    account_id: Mapped[uuid.UUID]
    place: Mapped[str]
    browser: Mapped[str] = mapped_column(default="")
    created_at: Mapped[dt.datetime] = mapped_column(default=now)
    last_seen_at: Mapped[dt.datetime] = mapped_column(default=now)
    ended_at: Mapped[dt.datetime | None]


class SignInStep(Door, Base):
    """Somebody whose password was right, on the way to the code. It opens nothing, and is gone in a few minutes.

    `name_key` is the throttle's key of the name that was tried: forgiven only when the code is right, too.
    """

    __tablename__ = "sign_in_steps"
    __table_args__ = (Index(None, "tenant_id", "account_id"),)

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    side: Mapped[str]
    tenant_id: Mapped[uuid.UUID]
    network_id: Mapped[uuid.UUID]
    account_id: Mapped[uuid.UUID]
    place: Mapped[str]
    browser: Mapped[str]
    name_key: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[dt.datetime] = mapped_column(default=now)


class SignInThrottle(Door, Base):
    """How often a name (or an address) was tried in the running window; the key is a hash."""

    __tablename__ = "sign_in_throttle"

    key_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    window_started_at: Mapped[dt.datetime]
    tries: Mapped[int]
