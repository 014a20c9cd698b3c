"""Who can sign in to bench data."""

from assembly.bench.sizes import BIG_CODE
from assembly.onboarding import create_user
from tenants.access.interface import Position

NETWORK, NETWORK_NAME = "BENCH", "测量网络"
REGIONS = ("华东大区", "华南大区", "华北大区", "西南大区", "华中大区")
PASSWORD = "sanqi-bench-3-7"  # noqa: S105 - printed for whoever measures
HEAD, ADMIN = "head", "admin"
CALLERS = ("何静", "林雨欣", "沈岚", "徐悦")
"""Who calls in the big store, besides its head."""


def open_accounts(store_code: str) -> None:
    """A head for every store, callers for the big one, and with that one headquarters' administrator."""
    _open(store_code, HEAD, "周敏", Position.CENTRE_HEAD)
    if store_code != BIG_CODE:
        return
    for number, name in enumerate(CALLERS, start=1):
        _open(store_code, f"caller{number}", name, Position.CUSTOMER_REPRESENTATIVE)
    create_user(
        store_code=None, hq_code=NETWORK, username=ADMIN, name="管理员", position=Position.HQ_ADMIN, password=PASSWORD
    )


def accounts_as_text(codes: list[str]) -> str:
    """A line for each place: code and user names; the password once on top."""
    callers = [f"caller{number}" for number, _ in enumerate(CALLERS, start=1)]
    lines = [f"Accounts (password of all: {PASSWORD})", f"  {'code':<11} user names", f"  {NETWORK:<11} {ADMIN}"]
    lines += [f"  {code:<11} {', '.join([HEAD, *callers] if code == BIG_CODE else [HEAD])}" for code in codes]
    return "\n".join(lines)


def _open(store_code: str, username: str, name: str, position: Position) -> None:
    create_user(store_code=store_code, hq_code=None, username=username, name=name, position=position, password=PASSWORD)
