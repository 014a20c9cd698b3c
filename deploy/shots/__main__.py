"""Takes the pictures. Called by `make shots`."""

import os
import shutil
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import click
from deploy.shots import sheet
from deploy.shots.camera import Account, Camera
from deploy.shots.site import running
from playwright.sync_api import sync_playwright
from werkzeug.routing.map import MapAdapter

from assembly.app import create_app
from assembly.demo.network import PASSWORD, PEOPLE
from backbone.config import Settings

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = {"zh": "zh_CN", "en": "en"}
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
STRANGER = Account("stranger", purpose="not signed in")


def accounts() -> list[Account]:
    """Those of the demo, and nobody."""
    return [STRANGER] + [
        Account(f"{who.place}-{who.username}", who.place, who.username, PASSWORD, f"{who.name}, {who.purpose}")
        for who in PEOPLE
    ]


def routes() -> MapAdapter:
    """The rules of this checkout; needs no server."""
    nowhere = Settings.from_env(database_url="postgresql+psycopg:///unused", redis_url="redis://localhost/0")
    return create_app(nowhere).url_map.bind("127.0.0.1")


@click.command()
@click.option("--url", help="A running Sanqi with the demo; without it one is started for the while.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="zh", show_default=True)
@click.option("--account", "only", multiple=True, help="Only these folders, such as SZ-WZ01-zhoumin or stranger.")
@click.option("--folder", type=click.Path(path_type=Path), default=ROOT / "shots", help="Emptied first.")
def main(url: str | None, language: str, only: tuple[str, ...], folder: Path) -> None:
    """A picture of every page of every demo account, at 1440 and 390 pixels."""
    wanted = [each for each in accounts() if not only or each.folder in only]
    shutil.rmtree(folder, ignore_errors=True)
    with nullcontext(url.rstrip("/")) if url else running() as base:
        camera = Camera(base, routes(), folder, LANGUAGES[language], lambda text: click.echo(text, err=True))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=list(QUIET))
            taken = {account: camera.go_through(browser, account) for account in wanted}
            browser.close()
    index = sheet.write(folder, taken)
    click.echo(f"{sum(len(shots) for shots in taken.values())} pages, two pictures each: {index}")
    for fault in camera.faults:
        click.echo(f"!! {fault}", err=True)
    sys.exit(1 if camera.faults else 0)


def _chromium() -> str:
    """As deploy/setup/chromium.sh finds it."""
    if named := os.environ.get("SANQI_CHROMIUM"):
        return named
    script = ROOT / "deploy" / "setup" / "chromium.sh"
    return subprocess.run(["bash", str(script)], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


if __name__ == "__main__":
    main()
