"""Which pictures and colours a report takes from an engagement: nothing that runs, and nothing that asks for more."""

from __future__ import annotations

import re
import struct
import zlib
from xml.parsers import expat

from toolkit.tones import contrast

LARGEST = 256 * 1024  # bytes
WIDEST = 4096  # pixels a side
LEAST = 4.5  # to one: WCAG 2.2, 1.4.3
PAPER = ("#ffffff", "#f5f7f9")  # what stands behind text in the accent of a report
SVG = "http://www.w3.org/2000/svg"
# What draws. Not `text`, whose typeface another machine lacks; not `image`, `style`, `a`, `script` and their like.
DRAWING = {
    *("svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use"),
    *("clipPath", "mask", "symbol", "linearGradient", "radialGradient", "stop"),
}


def check_accent(colour: str) -> str:
    """Return a colour such as `#17406d`, or refuse one in which text cannot be read."""
    if not re.fullmatch("#[0-9a-f]{6}", colour):
        raise ValueError(f"{colour!r} is no colour; write one as #17406d, in small letters")
    if (least := min(contrast(colour, paper) for paper in PAPER)) < LEAST:
        raise ValueError(f"{colour!r} has a contrast of {least:.1f} to the page; it needs {LEAST}: take a darker one")
    return colour


def logo_type(content: bytes) -> str:
    """Return the media type of a logo, or refuse what is no PNG or SVG that stands for itself."""
    if len(content) > LARGEST:
        raise ValueError(f"it has {len(content):,} bytes; a logo may have {LARGEST:,}")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        _check_png(content)
        return "image/png"
    _check_svg(content)
    return "image/svg+xml"


def _check_png(content: bytes) -> None:
    place, kinds = 8, list[bytes]()
    while place < len(content) and kinds[-1:] != [b"IEND"]:
        head = content[place : place + 8]
        length, kind = struct.unpack(">I4s", head) if len(head) == 8 else (LARGEST, b"")
        body, check = content[place + 4 : place + 8 + length], content[place + 8 + length : place + 12 + length]
        if len(check) < 4 or zlib.crc32(body) != int.from_bytes(check):
            raise ValueError("it is a broken PNG")
        if kind == b"IHDR" and max(struct.unpack(">II", body[4:12])) > WIDEST:
            raise ValueError(f"it is wider or higher than {WIDEST} pixels")
        kinds.append(kind)
        place += 12 + length
    if place != len(content) or kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"acTL" in kinds:
        raise ValueError("it is no plain PNG")


def _check_svg(content: bytes) -> None:
    seen: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        space, _, element = name.rpartition(" ")
        if space != SVG or element not in DRAWING:
            raise ValueError(f"its element {element!r} is more than a drawing; save it as plain SVG with text as paths")
        seen.append(element)
        for attribute, value in attributes.items():
            plain = "".join(value.split()).lower()
            link = attribute.rpartition(" ")[2] == "href"
            outside = "url(" in plain.replace("url(#", "").replace("url('#", "").replace('url("#', "")
            if attribute.lower().startswith("on") or (link and plain[:1] != "#") or outside or "\\" in plain:
                raise ValueError(f"its attribute {attribute.rpartition(' ')[2]!r} leads out of it or runs something")

    def refuse(*_: object) -> None:
        raise ValueError("it declares a document type, or holds what only a program reads")

    parser = expat.ParserCreate("utf-8", " ")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise ValueError("it is neither PNG nor SVG") from None
    if seen[0] != "svg":
        raise ValueError("it is no SVG")
