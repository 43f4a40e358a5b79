"""What an engagement gives a report of its looks: section [report] of engagement.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints

from toolkit.cells import Text
from toolkit.errors import RegisterError
from toolkit.logos import LARGEST, check_accent, logo_type
from toolkit.rows import Row, validated


class _Section(Row):
    """The section as it is written."""

    logo: Text | None = None
    accent: Annotated[str, AfterValidator(check_accent)] | None = None
    confidentiality: Annotated[Text, StringConstraints(max_length=120)] | None = None


@dataclass(frozen=True)
class Branding:
    """The looks of a report.

    Parameters
    ----------
    accent : str
        Colour of headings, such as `#17406d`; empty for the report's own.
    confidentiality : str
        One line for cover and every page; empty for none.
    logo : bytes
        PNG or SVG; empty for none.

    """

    accent: str = ""
    confidentiality: str = ""
    logo: bytes = field(default=b"", repr=False)


def read_branding(folder: Path, content: dict[str, Any]) -> Branding:
    """Read the section [report], and the logo that it names.

    Raises
    ------
    RegisterError
        The section is malformed, or the logo is no file of the engagement that a report can take.

    """
    place = f"{folder / 'engagement.toml'}, [report]"
    said = validated(_Section, content, place)
    return Branding(said.accent or "", said.confidentiality or "", _logo(folder, said.logo, place))


def _logo(folder: Path, name: str | None, place: str) -> bytes:
    if not name:
        return b""
    path = folder / name
    if Path(name).name != name or path.is_symlink() or not path.is_file():
        raise RegisterError(f"{place}: logo names {name!r}, which is no file beside engagement.toml.")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        logo_type(content)
    except (OSError, ValueError) as error:
        raise RegisterError(f"{path} cannot be a logo: {error}.") from None
    return content
