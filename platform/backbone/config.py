"""Settings of one process, read once from the environment. Nothing else reads the environment."""

import contextlib
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from backbone.errors import DomainError
from backbone.i18n import lazy_gettext as _l


class MisconfiguredError(DomainError):
    """A setting is missing or can't be used."""

    code = "misconfigured"
    message = _l("The setting %(name)s is missing or can't be used: %(why)s")


@dataclass(frozen=True)
class Settings:
    """`database_url` logs in as sanqi_app, `owner_url` may create roles and tables; `home` holds files and keys.

    `sms_url`, `sms_key_id` and `sms_secret` are the text gateway's: all three, or none (docs/text-messages.md).
    `seal_key` seals daily reports and is to be kept for ever, outside the database: without it no seal can be verified
    (REP-4). After a change the old ones go on in `former_seal_keys`.
    """

    database_url: str
    owner_url: str
    redis_url: str
    home: Path
    secret_key: str
    secure_cookies: bool = False
    trusted_proxies: int = 0
    sms_url: str = ""
    sms_key_id: str = ""
    sms_secret: str = field(default="", repr=False)
    seal_key: str = field(default="", repr=False)
    former_seal_keys: tuple[str, ...] = field(default=(), repr=False)

    @property
    def files_root(self) -> Path:
        """Where uploaded and generated files lie (the local file store)."""
        return self.home / "files"

    @classmethod
    def from_env(cls, *, database_url: str = "", owner_url: str = "", redis_url: str = "") -> "Settings":
        """Read the environment; addresses given here (of embedded servers) come first.

        Raises MisconfiguredError with the variable's name.
        """
        home = Path(os.environ.get("SANQI_HOME") or default_home())
        database_url = database_url or _required("DATABASE_URL")
        return cls(
            database_url=database_url,
            owner_url=owner_url or os.environ.get("DATABASE_OWNER_URL") or database_url,
            redis_url=redis_url or _required("REDIS_URL"),
            home=home,
            secret_key=os.environ.get("SANQI_SECRET_KEY") or _kept_secret(home / "secret_key"),
            secure_cookies=os.environ.get("SANQI_SECURE_COOKIES") == "1",
            trusted_proxies=_whole_number("SANQI_TRUSTED_PROXIES"),
            sms_url=os.environ.get("SANQI_SMS_URL", ""),
            sms_key_id=os.environ.get("SANQI_SMS_KEY_ID", ""),
            sms_secret=os.environ.get("SANQI_SMS_SECRET", ""),
            seal_key=os.environ.get("SANQI_SEAL_KEY") or _kept_secret(home / "seal_key"),
            former_seal_keys=tuple(os.environ.get("SANQI_FORMER_SEAL_KEYS", "").split()),
        )


def default_home() -> Path:
    """`var/` in a checkout, ~/.local/share/sanqi for an installed package."""
    root = Path(__file__).resolve().parents[2]
    return root / "var" if (root / "pyproject.toml").exists() else Path.home() / ".local/share/sanqi"


def _required(name: str) -> str:
    if value := os.environ.get(name):
        return value
    raise MisconfiguredError(name=name, why="it is not set")


def _whole_number(name: str) -> int:
    text = os.environ.get(name) or "0"
    if not text.isdigit():
        raise MisconfiguredError(name=name, why=f"{text!r} is no whole number")
    return int(text)


def _kept_secret(path: Path) -> str:
    """One secret a home, made at first use; linking makes two processes that start at once agree on one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32))
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text()


def language_of_terminal() -> str:
    """The locale in which the command line speaks: Chinese where the terminal is Chinese, else English."""
    lang = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh_CN" if lang.lower().startswith("zh") else "en"
