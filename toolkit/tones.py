"""The one palette of reports: what colour stands behind each word of a status, in HTML and in PDF alike."""

from __future__ import annotations

from typing import NamedTuple


class Colours(NamedTuple):
    """Two colours of one tone.

    Parameters
    ----------
    foreground : str
        Text of a badge, edge of a note and fill of a bar. At least 4.5:1 against `background` and against white
        (WCAG 2.2, 1.4.3), and 3:1 against the dark page (1.4.11).
    background : str
        Surface of a badge or note.

    """

    foreground: str
    background: str


PALETTE: dict[str, Colours] = {
    "gap": Colours("#bf2525", "#fdecea"),
    "no_data": Colours("#a14b00", "#fdf0e1"),
    "not_assessed": Colours("#69707c", "#f4f5f7"),
    "attestation_expired": Colours("#aa3b69", "#fbedf3"),
    "represented": Colours("#4f6f2b", "#f0f5e6"),
    "nothing_to_test": Colours("#5b6b78", "#eff3f6"),
    "inherited_stale": Colours("#84610b", "#f9f2dc"),
    "inherited_partly": Colours("#8a5a14", "#faf0e0"),
    "inherited_conditional": Colours("#76662a", "#f6f3e2"),
    "gap_waived": Colours("#7d52b0", "#f4effb"),
    "met_with_exceptions": Colours("#716a16", "#f5f4dd"),
    "attested": Colours("#0b7285", "#e3f5f8"),
    "inherited": Colours("#2f66c0", "#eaf1fc"),
    "met": Colours("#1f7a44", "#e6f5ec"),
    "not_applicable": Colours("#6c7076", "#f6f6f7"),
    "out_of_scope": Colours("#6a6e7c", "#f4f4f8"),
    "aws": Colours("#2f66c0", "#eaf1fc"),
    "shared": Colours("#7d52b0", "#f4effb"),
    "customer": Colours("#a14b00", "#fdf0e1"),
    "critical": Colours("#b72865", "#fceaf2"),
    "high": Colours("#bf2525", "#fdecea"),
    "medium": Colours("#a14b00", "#fdf0e1"),
    "low": Colours("#2f66c0", "#eaf1fc"),
    "neutral": Colours("#5c6675", "#f1f3f5"),
}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as `#17406d`, to one (WCAG 2.2, 1.4.3)."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
