"""What comes with the extras of the distribution, asked for before it is imported."""

from __future__ import annotations

from importlib.util import find_spec

from toolkit.errors import MissingExtra


def need(extra: str, what: str, *modules: str) -> None:
    """Refuse what an extra brings and nobody installed.

    Parameters
    ----------
    extra : str
        Name of the extra.
    what : str
        What needs it, as the sentence begins: `Reports need`.
    *modules : str
        Modules that the extra brings.

    Raises
    ------
    MissingExtra
        One of them is not installed.

    """
    for module in modules:
        if find_spec(module) is None:
            raise MissingExtra(f"{what} {module}, which is not installed: pip install 'aws-demarc[{extra}]'.")
