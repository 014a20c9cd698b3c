"""The group of commands. Each command's module is imported when it is called: start-up stays quick."""

import importlib
import sys
from typing import Any

import click

from assembly.cli.terminal import speaking
from assembly.servers.errors import ServersError
from backbone.errors import DomainError

COMMANDS = {
    "up": "assembly.cli.up",
    "migrate": "assembly.cli.setup",
    "seed-demo": "assembly.cli.setup",
    "worker": "assembly.cli.processes",
    "dispatcher": "assembly.cli.processes",
    "check": "assembly.cli.check",
    "routes": "assembly.cli.routes",
    "store": "assembly.cli.network",
    "user": "assembly.cli.network",
    "import": "assembly.cli.imports",
    "verify-chain": "assembly.cli.seals",
    "bench-data": "assembly.cli.bench_data",
}


class Commands(click.Group):
    """Finds commands by `COMMANDS`; a refusal becomes one plain line and exit code 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name])
        command: click.Command = getattr(module, cmd_name.replace("-", "_").replace("import", "import_"))
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with speaking():
            try:
                return super().invoke(ctx)
            except DomainError as refusal:
                _refuse(refusal.sentence, refusal.fields)
            except ServersError as error:
                _refuse(str(error), {})


def _refuse(sentence: str, fields: Any) -> None:
    click.echo(f"sanqi: {sentence}", err=True)
    for name, messages in fields.items():
        click.echo(f"  {name}: {' '.join(str(message) for message in messages)}", err=True)
    sys.exit(2)


@click.group(cls=Commands)
def main() -> None:
    """Sanqi 三七: customer care for a car maker's dealer network."""
