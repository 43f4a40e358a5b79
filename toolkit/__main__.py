"""`python -P -m toolkit` is `demarc`."""

import sys

if (
    not sys.flags.safe_path
):  # without `-P`, modules of the current folder would stand for any that is imported from here
    del sys.path[0]

from toolkit.cli import main

main()
