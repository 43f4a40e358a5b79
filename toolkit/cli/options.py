"""What commands share: their form, and the arguments and options that stand at several."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from toolkit.errors import UnknownName, UsageError

F = TypeVar("F", bound=Callable[..., Any])
PATH = click.argument("path", type=click.Path(path_type=Path))
INVENTORY = click.argument("inventory", type=click.Path(path_type=Path))
OUT = click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="Folder to write into."
)
ENGAGEMENT = click.option(
    "--engagement",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Engagement folder: owners, attestations, exceptions, AWS reports, scope.",
)
ALLOW_CODE = click.option(
    "--allow-code",
    metavar="SHA256",
    default="",
    help="Let code that the engagement brings run; a refusal names the hash.",
)
ACCOUNTS = click.option("--account", "accounts", multiple=True, metavar="A", help="Account; may be repeated.")
REGIONS = click.option("--region", "regions", multiple=True, metavar="R", help="Region; may be repeated.")
AS_OF = click.option(
    "--as-of", metavar="DATE", default="", help="Day for which validity is judged; that of collection if left out."
)
BASELINE = click.option(
    "--baseline", metavar="B", default="", help="Baseline of the framework, such as moderate or level_1."
)
ORGANIZATION = click.option("--organization", is_flag=True, help="Every account of the caller's AWS organization.")
SOURCE = click.option(
    "--source",
    type=click.Choice(["api", "config"]),
    default="api",
    show_default=True,
    help="Ask each account and Region, or an AWS Config aggregator where it knows.",
)


def choice(command: F) -> F:
    """Add the options that choose what is collected; each may be repeated, and none means everything."""
    for option, name, letter, words in (
        ("--check", "checks", "C", "Only what a check needs; may be repeated."),
        ("--framework", "frameworks", "F", "Only what the checks of a framework need; may be repeated."),
        ("--table", "table_names", "T", "Table to collect; may be repeated; all if nothing is chosen."),
    ):
        command = click.option(option, name, multiple=True, metavar=letter, help=words)(command)
    return command


class Command(click.Command):
    """A command whose options may stand in the environment too: `DEMARC_<COMMAND>_<OPTION>`.

    What is refused says which of them came from there.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.prefix = f"DEMARC_{self.name}_".upper().replace("-", "_")
        self.options = [option for option in self.params if isinstance(option, click.Option)]
        for option in self.options:
            option.envvar = self.prefix + max(option.opts, key=len)[2:].upper().replace("-", "_")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words and the environment; a variable of this command that names no option is refused."""
        try:
            rest = super().parse_args(ctx, args)
        except click.BadParameter as error:
            if isinstance(error.param, click.Option) and _from_environment(ctx, error.param):
                error.param_hint = str(error.param.envvar)
            raise
        known = [str(option.envvar) for option in self.options]
        for name in sorted(os.environ):
            if name.startswith(self.prefix) and name not in known:
                raise UnknownName("environment variable", name, known)
        return rest

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except UsageError as error:
            if names := [str(option.envvar) for option in self.options if _from_environment(ctx, option)]:
                error.add_note(f"From the environment: {', '.join(names)}.")
            raise


def _from_environment(ctx: click.Context, option: click.Option) -> bool:
    return ctx.get_parameter_source(option.name or "") is ParameterSource.ENVIRONMENT


def command(*examples: str, name: str | None = None) -> Callable[[Callable[..., None]], Command]:
    """Declare the decorated function as a command of `demarc`, with lines that show its use."""
    return click.command(name, cls=Command, epilog="\b\nExample:\n  " + "\n  ".join(examples))
