"""`python -m toolkit` is `demarc`."""

from toolkit.cli import main

main()
