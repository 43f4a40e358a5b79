"""What a report starts beside itself: a file that runs by itself, in an isolated interpreter.

The interpreter is started with `-I`: neither the current folder nor a `PYTHON…` variable says what is imported. Where
this toolkit lies is the first argument, with folders that an isolated interpreter leaves out, such as the user's own
packages; they come last, so that none of them can stand for a module that is there without them. The second argument
is the module that is run.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module


def _find(toolkit: str, folders: list[str]) -> None:
    sys.path.insert(0, toolkit)
    import toolkit as _  # noqa: F401 - from here on it is this one

    sys.path.remove(toolkit)
    sys.path += [folder for folder in folders if folder not in sys.path]


def main() -> None:
    """Run the `main` of a module with the arguments that are left."""
    where, module, *arguments = sys.argv[1:]
    _find(*json.loads(where))
    import_module(module).main(arguments)


if __name__ == "__main__":
    main()
