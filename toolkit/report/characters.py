"""Which characters a report may print, and the visible escape that stands for all others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container
from typing import Any

# Controls, bidi overrides and zero widths; unassigned, private and lone surrogate code points; line separators.
_HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_PLAIN = re.compile(r"[\n\t\x20-\x7e]*")
_PLACES = re.compile(r"(?<=[:/_.,=@|-])(?![:/_.,=@|-])|(?<=[a-z])(?=[A-Z])")
LONG = 16  # characters; a shorter word is never parted


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
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in _HIDDEN else escape(c) for c in text)


def within(characters: Container[int]) -> Callable[[Any], Any]:
    """Make a function that escapes what a set of characters lacks.

    Parameters
    ----------
    characters : container of int
        The code points that can be printed.

    Returns
    -------
    callable
        Takes plain data (dict, list, str and other values) and returns it with each string escaped.

    """

    def apply(data: Any) -> Any:
        if isinstance(data, str):
            if _PLAIN.fullmatch(data):
                return data
            return "".join(c if c in "\n\t" or ord(c) in characters else escape(c) for c in data)
        if isinstance(data, dict):
            return {key: apply(value) for key, value in data.items()}
        if isinstance(data, list):
            return [apply(value) for value in data]
        return data

    return apply


def pieces(word: str) -> list[str]:
    """Part a long word, such as an ARN, where a line may end.

    Parameters
    ----------
    word : str
        Text without spaces.

    Returns
    -------
    list of str
        Pieces that end after a separator, before a capital or after 20 characters; a word shorter than `LONG` is whole.

    Examples
    --------
    >>> pieces("arn:aws:s3:::audit-logs")
    ['arn:', 'aws:', 's3:::', 'audit-', 'logs']

    """
    if len(word) < LONG:
        return [word]
    parts = [part for part in _PLACES.split(word) if part]
    return [part[start : start + 20] for part in parts for start in range(0, len(part), 20)]
