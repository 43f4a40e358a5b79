"""Which characters a reader is shown as they are, and the visible escape that stands for all others."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

# Controls, bidi overrides and zero widths; unassigned, private and lone surrogate code points; line separators.
_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
# Blank, though Unicode counts them as letters, symbols or marks.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
_JOINERS = frozenset("\u200c\u200d")
_VIRAMA = 9  # its combining class
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))  # join the picture before them
_PLAIN = re.compile(r"[\n\t\x20-\x7e]*")
_PLACES = re.compile(r"(?<=[:/_.,=@|-])(?![:/_.,=@|-])|(?<=[a-z])(?=[A-Z])")
LONG = 16  # characters; a shorter word is never parted
RUN = 20  # letters, after which a long word may end a line
MARKS = 6  # that a letter may carry; more would overprint the lines around it


def escape(character: str) -> str:
    """Write a character as its visible code point.

    Parameters
    ----------
    character : str
        One character.

    Returns
    -------
    str
        The code point between angle brackets.

    Examples
    --------
    >>> escape("\\u202e")
    '<U+202E>'

    """
    return f"<U+{ord(character):04X}>"


def reveal(text: str) -> str:
    """Make characters that a reader cannot see, or that reorder what a reader sees, visible.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The text with line ends as `\\n` and every hidden character as its escape; tabs stay.

    Examples
    --------
    >>> reveal("admin\\u202etxt.exe")
    'admin<U+202E>txt.exe'

    """
    if _PLAIN.fullmatch(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(map(_revealed, clusters(text)))


def as_html(text: str) -> str:
    """Write a text of the estate for JupyterLab: no markup, and nothing that hides or turns what is beside it."""
    return html.escape(reveal(text))


def clusters(text: str) -> Iterator[str]:
    """Part a text into letters, each with the marks that it carries.

    Parameters
    ----------
    text : str
        Any text.

    Yields
    ------
    str
        One character that is no mark, and the marks after it; or marks alone, where nothing carries them.

    """
    start = 0
    for place, character in enumerate(text):
        if place > start and (text[start] in "\n\t" or not (_is_mark(character) or _joins(text, place))):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" or character in _SKIN_TONES


def _joins(text: str, place: int) -> bool:
    """Tell whether a joiner shapes a letter, as in Sinhala or Hindi: it follows a sign that ends a syllable."""
    return text[place] in _JOINERS and place > 0 and unicodedata.combining(text[place - 1]) == _VIRAMA


def _revealed(cluster: str) -> str:
    """Write a cluster with what nobody sees as escapes: marks, too, where nothing carries them or many overprint."""
    seen = 0 if _is_mark(cluster[0]) else 1 + MARKS
    return "".join(
        c if c in "\n\t" or (place < seen and (_shows(c) or _joins(cluster, place))) else escape(c)
        for place, c in enumerate(cluster)
    )


def _shows(character: str) -> bool:
    return unicodedata.category(character) not in _HIDDEN and character not in _BLANK


def printable(data: Any, has: Callable[[str], bool]) -> tuple[Any, int]:
    """Escape what no typeface can print.

    Parameters
    ----------
    data : dict, list, str or other
        Plain data.
    has : callable
        Tells whether one typeface has all characters of a cluster.

    Returns
    -------
    data : dict, list, str or other
        The same with each string escaped: a letter keeps those marks that can be printed with it.
    lacking : int
        Number of characters that were escaped.

    Examples
    --------
    >>> printable(["Zo\u0308e", "\u682a"], str.isascii)
    (['Zo<U+0308>e', '<U+682A>'], 2)

    """
    lacking = 0

    def fitting(cluster: str) -> str:
        nonlocal lacking
        fits = 0
        while fits < len(cluster) and has(cluster[: fits + 1]):
            fits += 1
        lacking += len(cluster) - fits
        return cluster[:fits] + "".join(map(escape, cluster[fits:]))

    def apply(value: Any) -> Any:
        if isinstance(value, str):
            return (
                value if _PLAIN.fullmatch(value) else "".join(c if c in "\n\t" else fitting(c) for c in clusters(value))
            )
        if isinstance(value, dict):
            return {key: apply(inner) for key, inner in value.items()}
        return [apply(inner) for inner in value] if isinstance(value, list) else value

    return apply(data), lacking


def pieces(word: str) -> list[str]:
    """Part a long word, such as an ARN, where a line may end.

    Parameters
    ----------
    word : str
        Text without spaces.

    Returns
    -------
    list of str
        Pieces that end after a separator, before a capital or after `RUN` letters; a word shorter than `LONG` is whole.

    Examples
    --------
    >>> pieces("arn:aws:s3:::audit-logs")
    ['arn:', 'aws:', 's3:::', 'audit-', 'logs']

    """
    if len(word) < LONG:
        return [word]
    return [piece for part in _PLACES.split(word) if part for piece in _runs(part)]


def _runs(part: str) -> list[str]:
    letters = list(part if part.isascii() else clusters(part))
    return ["".join(letters[start : start + RUN]) for start in range(0, len(letters), RUN)]
