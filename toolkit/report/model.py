"""What a report is made of: the kinds of block, and the report that holds them."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, computed_field, model_validator

from toolkit.characters import reveal
from toolkit.logos import check_accent, logo_type
from toolkit.tones import PALETTE


def _coloured(tone: str) -> str:
    if tone not in PALETTE:
        raise ValueError(f"tone {tone!r} is none of {', '.join(PALETTE)}")
    return tone


Text = Annotated[str, AfterValidator(reveal)]
Tone = Annotated[str, AfterValidator(_coloured)]
ADDRESS = re.compile("https://[!-~]+")  # the only scheme that a report links to; other letters arrive as %C3%BC


class _Part(BaseModel):
    """A part of a report; immutable, and without members that no template knows."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Span(_Part):
    """A run of text inside a paragraph; `strong`, `emphasis` and `link` hold further spans."""

    kind: Literal["text", "strong", "emphasis", "code", "link", "break"]
    text: Text = ""
    href: str = ""
    spans: list[Span] = []

    @model_validator(mode="after")
    def _leads_to_an_address(self) -> Span:
        if not (ADDRESS.fullmatch(self.href) if self.kind == "link" else self.href == ""):
            raise ValueError(f"a {self.kind} may not lead to {self.href!r}; a link begins with https://")
        return self

    @property
    def plain(self) -> str:
        """The text without emphasis or links."""
        return " " if self.kind == "break" else self.text + "".join(span.plain for span in self.spans)


class Heading(_Part):
    """A heading; level 1 is the report's title, so headings inside it start at 2."""

    type: Literal["heading"] = "heading"
    level: int
    anchor: str = ""
    spans: list[Span]

    @property
    def plain(self) -> str:
        """The heading's text."""
        return "".join(span.plain for span in self.spans)


class Paragraph(_Part):
    """A paragraph of prose."""

    type: Literal["paragraph"] = "paragraph"
    spans: list[Span]


class Listing(_Part):
    """A bulleted or numbered list; an item is a list of blocks."""

    type: Literal["list"] = "list"
    ordered: bool = False
    items: list[list[Block]]


class Quote(_Part):
    """Quoted blocks."""

    type: Literal["quote"] = "quote"
    blocks: list[Block]


class Code(_Part):
    """Text that keeps its lines: printed output or a listing."""

    type: Literal["code"] = "code"
    text: Text


def _cell(value: Any) -> Any:
    return value if isinstance(value, (dict, Cell)) else {"text": value}


class Cell(_Part):
    """One cell of a table; with a tone it is a status badge."""

    text: Text
    tone: Tone | None = None


class Column(_Part):
    """One column of a table; `width` is relative to the other columns, 0 where the content decides."""

    name: Text = ""
    label: Text
    align: Literal["left", "right"] = "left"
    width: Annotated[float, Field(ge=0, allow_inf_nan=False)] = 0


class Table(_Part):
    """A table; `total` is the number of rows of the full set, of which `rows` are the first."""

    type: Literal["table"] = "table"
    title: Text = ""
    note: Text = ""
    columns: list[Column]
    rows: list[list[Annotated[Cell, BeforeValidator(_cell)]]]
    total: int

    @model_validator(mode="after")
    def _is_rectangular(self) -> Table:
        for position, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {position} has {len(row)} cells for {len(self.columns)} columns")
        if self.total < len(self.rows):
            raise ValueError(f"total is {self.total}, yet {len(self.rows)} rows are given")
        return self


class Facts(_Part):
    """Key figures: label, value, note."""

    type: Literal["facts"] = "facts"
    items: list[tuple[Text, Text, Text]]


class Note(_Part):
    """A sentence in a box."""

    type: Literal["note"] = "note"
    tone: Tone = "neutral"
    title: Text = ""
    text: Text


class Series(_Part):
    """One series of stacked bars."""

    name: Text
    tone: Tone


class BarRow(_Part):
    """One stacked bar: a value for each series."""

    label: Text
    values: list[Annotated[int, Field(ge=0)]]

    @property
    def total(self) -> int:
        """The sum of the values."""
        return sum(self.values)


class Bars(_Part):
    """Horizontal stacked bars; `alt` says in words what they show."""

    type: Literal["bars"] = "bars"
    title: Text
    alt: Text
    unit: Text = ""
    series: list[Series]
    rows: list[BarRow]

    @model_validator(mode="after")
    def _has_a_value_for_each_series(self) -> Bars:
        for row in self.rows:
            if len(row.values) != len(self.series):
                raise ValueError(f"bar {row.label!r} has {len(row.values)} values for {len(self.series)} series")
        return self

    @property
    def largest(self) -> int:
        """The longest bar; at least 1, so that it can divide."""
        return max([row.total for row in self.rows] + [1])

    def in_words(self, row: BarRow) -> str:
        """Say one bar as a sentence.

        Parameters
        ----------
        row : BarRow
            One of `rows`.

        Returns
        -------
        str
            Label, total and each value above zero.

        """
        parts = [f"{value} {series.name}" for series, value in zip(self.series, row.values, strict=True) if value]
        return f"{row.label}: {', '.join(parts) or 'none'}; {row.total} in total"


Block = Annotated[
    Heading | Paragraph | Listing | Quote | Code | Table | Facts | Note | Bars,
    Field(discriminator="type"),
]


class Attachment(_Part):
    """A file that travels inside the PDF."""

    name: Text
    description: Text
    mime: str
    relationship: Literal["source", "data", "supplement"]
    content: Annotated[bytes, Field(exclude=True, repr=False)]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.content)

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def sha256(self) -> str:
        """Its SHA-256 as hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


class Logo(_Part):
    """A picture on the first page, which stands for itself."""

    content: Annotated[bytes, Field(exclude=True, repr=False)]

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def type(self) -> str:
        """Its media type."""
        return logo_type(self.content)

    @model_validator(mode="after")
    def _stands_for_itself(self) -> Logo:
        logo_type(self.content)
        return self


class Branding(_Part):
    """The looks that an engagement gives its reports."""

    accent: Annotated[str, AfterValidator(lambda colour: colour and check_accent(colour))] = ""
    confidentiality: Text = ""
    owner: Text = ""
    logo: Logo | None = None


class Report(_Part):
    """A report: cover, blocks and attachments. `as_of` is the time the inventory stands for, `digest` its root hash."""

    title: Text
    subtitle: Text = ""
    framework_title: Text = ""
    cover: list[tuple[Text, Text]] = []
    as_of: datetime | None = None
    digest: Text = ""
    branding: Branding = Branding()
    attachments: list[Attachment] = []
    blocks: list[Block]

    @property
    def contents(self) -> list[Heading]:
        """The headings for the table of contents, two levels deep."""
        return [block for block in self.blocks if isinstance(block, Heading) and block.level <= 3]

    @property
    def as_of_text(self) -> str:
        """The as-of time in UTC, to the minute; empty where none is stated."""
        return f"{self.as_of.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if self.as_of else ""

    @property
    def has_tables(self) -> bool:
        """Whether there is a table to filter."""
        return any(isinstance(block, Table) for block in self.blocks)

    def extent(self, table: Table) -> str:
        """Say which part of the full set a table shows.

        Parameters
        ----------
        table : Table
            One of the blocks.

        Returns
        -------
        str
            Empty where all rows are shown.

        """
        if table.total == len(table.rows):
            return ""
        rest = "; the rest is attached" if self.attachments else ""
        return f"First {len(table.rows):,} of {table.total:,} rows{rest}."
