"""What lies in deploy/ for production names only what there is: it can't be run where the tests run."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from assembly.app import MAX_UPLOAD
from assembly.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if str(service.get("image", "")).startswith("sanqi:")]


def copied() -> set[str]:
    """What the Dockerfile takes from the checkout."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
    return {source for line in lines for source in line.split()[:-1]}


def test_everything_that_is_copied_is_there_and_not_ignored() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = {line[1:] for line in ignored if line.startswith("!")}
    for source in copied():
        assert (ROOT / source).exists(), source
        assert any(source == each or source.startswith(f"{each}/") for each in let_in), source


def test_what_the_code_needs_outside_platform_is_copied() -> None:
    assert {"platform", "migrations", "deploy/roles.sql", "deploy/gunicorn.py"} <= copied()


def test_the_image_is_of_the_python_that_the_lock_is_for() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert f"FROM python:{asked.removeprefix('>=')}-slim" in DOCKERFILE
    assert "--require-hashes --no-deps -r requirements.lock" in DOCKERFILE
    assert re.search(r"^USER (?!root)\w+$", DOCKERFILE, re.MULTILINE)


@pytest.mark.parametrize("name", OURS)
def test_what_a_container_runs_is_a_command(name: str) -> None:
    command, entrypoint = SERVICES[name]["command"], SERVICES[name].get("entrypoint")
    if entrypoint:
        assert entrypoint == ["gunicorn", "--config", "deploy/gunicorn.py"]
    else:
        assert command[0] in COMMANDS
    assert SERVICES[name]["read_only"]
    assert SERVICES[name]["cap_drop"] == ["ALL"]


def test_every_named_file_is_there_or_made_by_secrets_sh() -> None:
    made = (DEPLOY / "secrets.sh").read_text(encoding="utf-8")
    mounted = [volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])]
    for path in [each for each in mounted if each.startswith("./")]:
        assert (DEPLOY / path).exists(), path
    for secret in COMPOSE["secrets"].values():
        name = secret["file"].removeprefix("secrets/")
        assert name in made or name.removesuffix("_password") in made, name
    used = {
        str(each["source"] if isinstance(each, dict) else each)
        for it in SERVICES.values()
        for each in it.get("secrets", [])
    }
    assert used == set(COMPOSE["secrets"])


def test_volumes_and_networks_are_declared() -> None:
    named = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert {each for each in named if not each.startswith("./")} == set(COMPOSE["volumes"])
    assert {net for service in SERVICES.values() for net in service.get("networks", [])} == set(COMPOSE["networks"])


def test_who_waits_for_health_waits_for_something_that_is_checked() -> None:
    for name, service in SERVICES.items():
        for other, how in service.get("depends_on", {}).items():
            assert other in SERVICES, f"{name} waits for {other}"
            if how["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[other]


def test_redis_keeps_what_it_is_given() -> None:
    command = " ".join(SERVICES["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_only_the_migration_knows_the_owner() -> None:
    for name, service in SERVICES.items():
        owner = "secrets/owner.env" in service.get("env_file", [])
        assert owner == (name == "migrate"), name


def test_nginx_lets_through_what_the_application_takes() -> None:
    assert f"client_max_body_size {MAX_UPLOAD // 1024**2}m;" in NGINX
    assert NGINX.count("{") == NGINX.count("}")
    for page in re.findall(r"/_nginx/(\w+\.html)", NGINX):
        text = (DEPLOY / "nginx" / page).read_text(encoding="utf-8")
        assert '<html lang="zh-CN">' in text
        assert '<p lang="en">' in text


def test_gunicorn_listens_where_nginx_asks_and_outlives_its_connections() -> None:
    settings: dict[str, Any] = {}
    exec((DEPLOY / "gunicorn.py").read_text(encoding="utf-8"), settings)
    assert f"server {settings['bind']}" in NGINX
    assert settings["wsgi_app"] == "assembly.wsgi:app"
    kept = re.search(r"keepalive_timeout (\d+)s;\s+}", NGINX)
    assert kept
    assert settings["keepalive"] > int(kept[1])
    grace = int(SERVICES["web"]["stop_grace_period"].removesuffix("s"))
    assert grace > settings["graceful_timeout"]
