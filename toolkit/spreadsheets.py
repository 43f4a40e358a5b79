"""Tables that people and spreadsheets write and open: CSV in UTF-8, in which no cell turns into something else."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Sequence
from pathlib import Path

import pandas as pd

from toolkit.errors import RegisterError

Rows = list[tuple[int, dict[str, str]]]
SIGN = "'*[-=+@\uff1d\uff0b\uff0d\uff20]"  # what starts a formula; apostrophes in front of it may be ours
BLANK = "[ \t\n\u00a0\u3000]*"
START = rf"'*(?:[\t\n]|{BLANK}{SIGN})"
INNER = rf"[;|\t\n]{BLANK}"  # what starts a cell too, for a spreadsheet that does not separate by commas
NUMBER = r"'*(?:0[0-9]+|[0-9]{12,}|[0-9]+(?:[.,/: -][0-9]+)*[eE][+-]?[0-9]+|[0-9]+(?:[.,/: -][0-9]+)+)"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PROTECT = (
    (re.compile(rf"^({NUMBER})$|^({START})"), r"'\g<0>"),
    (re.compile(rf"({INNER})({SIGN})"), r"\1'\2"),
)
RESTORE = (
    (re.compile(rf"({INNER})'({SIGN})"), r"\1\2"),
    (re.compile(rf"^'(?=(?:{NUMBER})$|{START})"), ""),
)
SUSPECT = rf"^(?:['0-9\t\n]|{BLANK}{SIGN})|\r|{INNER}{SIGN}"  # all that may need it, for a quick look
# What a spreadsheet writes instead of a value that it could not make, in any language, or of a formula's value.
NO_VALUE = re.compile(r"#\S*[!?]|#N/?[AV]|#{2,}|Err:[0-9]{3}|=[\w(+$-].*")
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def protected(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula, or change: `012` into 12, `1.10` into 1.1.

    A carriage return becomes a line feed, which CSV quotes: alone, it would start a row and so a formula of its own.
    """
    text = re.sub(r"\r\n?", "\n", text)
    if DAY.fullmatch(text):  # a day stays a day
        return text
    for pattern, by in PROTECT:
        text = pattern.sub(by, text)
    return text


def restored(text: str) -> str:
    """Take away the apostrophes that `protected` put in."""
    for pattern, by in RESTORE:
        text = pattern.sub(by, text)
    return text


def write_csv(frame: pd.DataFrame, file: Path | io.BytesIO) -> None:
    """Write a frame so that a spreadsheet shows every text as it is; `read_rows` gives it back.

    The mark at the start of the file tells a spreadsheet that it is UTF-8.
    """
    text = frame.select_dtypes(["string", "object", "category"]).astype("string")
    for name in text:
        suspect = text[name].str.contains(SUSPECT, regex=True).fillna(False)
        cells = text.loc[suspect, name]
        text.loc[suspect, name] = cells.map({cell: protected(cell) for cell in cells.unique()}).to_numpy()
    frame.assign(**{name: text[name] for name in text}).to_csv(
        file, index=False, encoding="utf-8-sig", lineterminator="\n"
    )


def read_text(path: Path) -> str:
    """Read a file that people wrote.

    Raises
    ------
    RegisterError
        It cannot be read, or is not UTF-8.

    """
    if path.exists() and not path.is_file():
        raise RegisterError(f"{path} cannot be read: it is no file.")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise RegisterError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        text = "\0"
    if "\ufffd" in text:
        raise RegisterError(f"{path} holds U+FFFD, which stands for a letter that was lost. Write it again.")
    if "\0" in text:
        how = "as “CSV UTF-8 (comma delimited)”" if path.suffix == ".csv" else "as UTF-8"
        raise RegisterError(f"{path} cannot be read: it is not UTF-8. Save it {how}.")
    return text


def read_rows(path: Path, columns: Sequence[str], optional: Collection[str] = ()) -> Rows:
    """Read a CSV file that people wrote, in a spreadsheet or by hand.

    Parameters
    ----------
    path : Path
        The file.
    columns : sequence of str
        Its columns, in their order.
    optional : collection of str
        Columns that it may leave out.

    Returns
    -------
    list of tuple
        Number of each row, as a spreadsheet counts (the header is row 1), and its cells by column. A row without any
        text is nothing.

    Raises
    ------
    RegisterError
        The file is malformed; names the row.

    """
    reader, rows = csv.reader(io.StringIO(read_text(path), newline=""), strict=True), []
    number = 1
    try:
        head = _filled([cell.strip() for cell in next(reader, [])])
        _check_head(path, head, [name for name in columns if name in head or name not in optional], columns, optional)
        for number, cells in enumerate(reader, 2):
            if not (cells := _filled(cells, len(head))):
                continue
            if len(cells) != len(head):
                raise RegisterError(f"{path}, row {number}: it has {len(cells)} columns, not {len(head)}.")
            for name, cell in zip(head, cells, strict=True):
                if why := _damage(cell.strip()):
                    raise RegisterError(f"{path}, row {number}, column {name}: {cell!r} {why}")
            if cells[0].startswith("#"):
                raise RegisterError(f"{path}, row {number}: it starts with `#`, and would count. Remove it.")
            rows.append((number, dict(zip(head, map(restored, cells), strict=True))))
    except csv.Error as error:
        raise RegisterError(f"{path} cannot be read: {error}, in row {number} or the next.") from None
    return rows


def _damage(cell: str) -> str:
    """Say what a spreadsheet or an editor did to a cell; nothing if it is whole."""
    if NO_VALUE.fullmatch(cell):
        return "is what a spreadsheet writes without a value. Write the value."
    if cell.isascii():
        return ""
    try:
        meant = cell.encode("cp1252").decode()
    except UnicodeError:
        return ""
    return f"was read in another encoding and saved anew: it says {meant!r}."


def _filled(cells: list[str], width: int = 0) -> list[str]:
    """Leave out empty cells to the right of a table, and all of a row that says nothing."""
    if not any(cell.strip() for cell in cells):
        return []
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _check_head(
    path: Path, head: list[str], wanted: list[str], columns: Sequence[str], optional: Collection[str]
) -> None:
    if head == wanted:
        return
    for separator, name in SEPARATORS.items():
        if len(head) == 1 and separator in head[0]:
            raise RegisterError(f"{path}, row 1: it is separated by {name}. Save it separated by commas.")
    needed = ",".join(name for name in columns if name not in optional)
    raise RegisterError(f"{path}, row 1: the columns are {', '.join(head)}; write {needed}.")
