"""The command line: `demarc`. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

import io
import os
import signal
import sys

import click

from toolkit import __version__
from toolkit.cli import assess, catalogue, collect, demo, diff, engagement, query, report, seal
from toolkit.errors import Exit, ToolkitError, UsageError

EPILOG = (
    "Each option may stand in the environment too, as DEMARC_<COMMAND>_<OPTION>; several values are separated by "
    "blanks.\n\n\b\nExit codes:\n" + "\n".join(f"  {code:>3}  {code.says}" for code in Exit)
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}, epilog=EPILOG)
@click.version_option(__version__, prog_name="demarc")
def cli() -> None:
    """Who answers for what on AWS, and where your side has gaps."""


for each in (
    assess.assess,
    catalogue.list_,
    catalogue.show,
    collect.collect,
    collect.plan,
    collect.policy,
    demo.demo,
    diff.diff,
    engagement.attach,
    engagement.aws_reports,
    engagement.init,
    query.query,
    report.report,
    seal.evidence,
    seal.merge,
    seal.sign,
    seal.verify,
):
    cli.add_command(each)


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
    """Run the command line. What goes wrong is one sentence; `Exit` says what the exit codes mean."""
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
        sys.exit(Exit.STOPPED)
    except ToolkitError as error:
        click.echo(" ".join([f"Error: {error}", *getattr(error, "__notes__", [])]), err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        click.echo(f"Error: {error.filename or 'A file'} cannot be used: {error.strerror or error}.", err=True)
        sys.exit(Exit.FAILED)
