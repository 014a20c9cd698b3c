"""Settings of one process."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backbone import config
from backbone.config import MisconfiguredError, Settings

SEAL = ("SANQI_SEAL_KEY", "SANQI_FORMER_SEAL_KEYS")
SMS = {"SANQI_SMS_URL": "https://sms.example", "SANQI_SMS_KEY_ID": "house", "SANQI_SMS_SECRET": "two"}
WHOLE = {"DATABASE_URL": "postgresql://app@/x", "DATABASE_OWNER_URL": "postgresql://owner@/x", "REDIS_URL": "unix:///r"}


@pytest.fixture(autouse=True)
def environment_of_nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Only what a test says; the home is a fresh folder."""
    for name in (*WHOLE, "SANQI_SECRET_KEY", "SANQI_SECURE_COOKIES", "SANQI_TRUSTED_PROXIES", *SEAL, *SMS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SANQI_HOME", str(tmp_path / "home"))


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is needed."""
    for name, value in WHOLE.items():
        monkeypatch.setenv(name, value)


def test_it_reads_the_environment(whole: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SANQI_SECRET_KEY", "s")
    monkeypatch.setenv("SANQI_SEAL_KEY", "new")
    monkeypatch.setenv("SANQI_FORMER_SEAL_KEYS", "old older")
    monkeypatch.setenv("SANQI_SECURE_COOKIES", "1")
    monkeypatch.setenv("SANQI_TRUSTED_PROXIES", "2")
    assert Settings.from_env() == Settings(
        *WHOLE.values(), home=tmp_path / "home", secret_key="s", secure_cookies=True, trusted_proxies=2,
        seal_key="new", former_seal_keys=("old", "older"),
    )  # fmt: skip
    assert Settings.from_env().files_root == tmp_path / "home" / "files"


def test_it_reads_the_text_gateway_and_shows_no_secret(whole: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (Settings.from_env().sms_url, Settings.from_env().sms_secret) == ("", "")
    for name, value in SMS.items():
        monkeypatch.setenv(name, value)
    found = Settings.from_env()
    assert (found.sms_url, found.sms_key_id, found.sms_secret) == tuple(SMS.values())
    assert "two" not in repr(found)


@pytest.mark.parametrize("missing", ["DATABASE_URL", "REDIS_URL"])
def test_it_names_what_is_missing(whole: None, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.delenv(missing)
    with pytest.raises(MisconfiguredError) as refused:
        Settings.from_env()
    assert refused.value.params["name"] == missing


@pytest.mark.parametrize("value", ["many", "-1", "1.5"])
def test_it_names_what_can_not_be_used(whole: None, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SANQI_TRUSTED_PROXIES", value)
    with pytest.raises(MisconfiguredError) as refused:
        Settings.from_env()
    assert refused.value.params["name"] == "SANQI_TRUSTED_PROXIES"


def test_the_secret_is_made_once_and_is_the_owner_s_alone(whole: None, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        secrets = set(threads.map(lambda _: Settings.from_env().secret_key, range(16)))
    assert len(secrets) == 1
    assert len(secrets.pop()) == 64
    kept = tmp_path / "home" / "secret_key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert {path.name for path in (tmp_path / "home").iterdir()} == {"secret_key", "seal_key"}


def test_a_checkout_keeps_its_things_in_var() -> None:
    assert config.default_home() == Path(config.__file__).parents[2] / "var"
