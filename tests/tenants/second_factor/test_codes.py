"""Codes, recovery codes and sealing, without a database."""

import datetime as dt
import uuid

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.second_factor.rules import codes, sealing

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RFC = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
WHO, ELSE = uuid.UUID(int=1), uuid.UUID(int=2)
moments = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2090, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_the_codes_of_rfc_6238(seconds: int, code: str) -> None:
    at = dt.datetime.fromtimestamp(seconds, dt.UTC)
    assert codes.step_of(code, RFC, at) == seconds // 30


@given(moments, st.integers(-5, 5))
def test_a_clock_may_be_one_step_wrong(at: dt.datetime, off: int) -> None:
    step = codes.step_now(at) + off
    found = codes.step_of(pyotp.TOTP(SECRET).generate_otp(step), SECRET, at)
    if abs(off) <= codes.DRIFT:
        assert found is not None
        # Two steps may, once in a million, show the same digits.
        assert abs(found - codes.step_now(at)) <= codes.DRIFT
    else:
        assert found is None or found != step


@given(st.text(max_size=30))
def test_anything_may_be_typed(typed: str) -> None:
    at = dt.datetime(2026, 11, 19, tzinfo=dt.UTC)
    found = codes.step_of(typed, SECRET, at)
    assert found is None or found in range(codes.step_now(at) - 1, codes.step_now(at) + 2)
    codes.recovery_hash(typed, WHO)


@pytest.mark.parametrize("how", ["{}", " {} ", "{0[0]}{0[1]}{0[2]} {0[3]}{0[4]}{0[5]}"])
def test_blanks_do_not_matter(how: str) -> None:
    at = dt.datetime(2026, 11, 19, tzinfo=dt.UTC)
    code = pyotp.TOTP(SECRET).at(at)
    wide = "".join(chr(ord(each) + 0xFEE0) for each in code)
    assert codes.step_of(how.format(code), SECRET, at) == codes.step_now(at)
    # A Chinese keyboard's full-width digits.
    assert codes.step_of(wide, SECRET, at) == codes.step_now(at)


def test_recovery_codes_are_long_and_different() -> None:
    made = codes.new_recovery_codes()
    assert len(set(made)) == codes.RECOVERY_CODES
    for each in made:
        kept = codes.recovery_hash(each, WHO)
        assert kept is not None
        assert codes.recovery_hash(each.upper().replace("-", " "), WHO) == kept
        assert codes.recovery_hash(each, ELSE) != kept
        assert codes.recovery_hash(each[:-1], WHO) is None


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=1, max_size=64), st.uuids(), st.uuids())
def test_a_sealed_secret_opens_for_its_owner_alone(secret: str, owner: uuid.UUID, other: uuid.UUID) -> None:
    kept = sealing.sealed(secret, owner)
    assert secret.encode() not in kept or len(secret) < 3
    assert sealing.sealed(secret, owner) != kept
    assert sealing.opened(kept, owner) == secret
    assert owner == other or sealing.opened(kept, other) is None
    assert sealing.opened(kept[:-1] + bytes([kept[-1] ^ 1]), owner) is None


def test_another_key_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = sealing.sealed(SECRET, WHO)
    monkeypatch.setattr(sealing, "_cipher", None)
    with pytest.raises(RuntimeError, match="no key"):
        sealing.opened(kept, WHO)
    sealing.use_secret_key("another installation's")
    assert sealing.opened(kept, WHO) is None
