"""The command line: `demarc`. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

import io
import os
import signal
import sys

import click

from toolkit import __version__
from toolkit.cli import assess, catalogue, collect, demo, engagement, report, seal
from toolkit.errors import ToolkitError, UsageError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="demarc")
def cli() -> None:
    """Who answers for what on AWS, and where your side has gaps."""


for command in (
    assess.assess,
    catalogue.list_,
    collect.collect,
    collect.plan,
    collect.policy,
    demo.demo,
    engagement.attach,
    engagement.aws_reports,
    report.report,
    seal.evidence,
    seal.merge,
    seal.sign,
    seal.verify,
):
    cli.add_command(command)


def _check_surroundings() -> None:
    """Refuse what no file name can be made of, so that it needs no second look anywhere."""
    for word in sys.argv[1:]:
        if "\0" in word or word != word.encode(errors="replace").decode():
            raise UsageError(f"{word!a} is not UTF-8. Rename it, or name another path.")
    try:
        os.getcwd()
    except OSError:
        raise UsageError("The current folder was removed. Change into one that is there.") from None


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def main() -> None:
    """Run the command line. What goes wrong is one sentence.

    The exit code is 2 for what was refused before anything was done, since it names what is not there or cannot be;
    1 for what failed, or does not hold; 130 after an interruption (SIGINT, SIGTERM).
    """
    signal.signal(signal.SIGTERM, _stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name is shown, whatever the terminal can write
    try:
        _check_surroundings()
        cli(standalone_mode=False)
        click.echo(nl=False)  # flushed here, so that a full disk is named
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. Nothing unfinished is marked as complete; give the same command again to go on.", err=True)
        sys.exit(130)
    except ToolkitError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        click.echo(f"Error: {error.filename or 'A file'} cannot be used: {error.strerror or error}.", err=True)
        sys.exit(1)
