"""What a cell of a file that people write may hold; a spreadsheet's changes are refused, never guessed back."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from toolkit.errors import did_you_mean
from toolkit.likeness import mixed_scripts, odd_sign, words

# What people write where nobody did it yet; a control must not rest on it.
# Compared without blanks.
NO_PERSON = {
    *("anonymous", "anyone", "ditto", "false", "idem", "na", "nadie", "name", "nan", "nessuno", "niemand", "nil", "nn"),
    *("nobody", "nobodyyet", "none", "noone", "notapplicable", "notassigned", "notyet", "null", "open", "pending"),
    *("person", "personne", "same", "sameasabove", "seeabove", "somebody", "someone", "tba", "tbc", "tbd", "todo"),
    *("tobeassigned", "tobeconfirmed", "tobedecided", "tobedefined", "tobedetermined", "true", "unassigned"),
    *("unknown", "vacant", "x", "xx", "xxx"),
}
TURNED = {"\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068"}  # letters shown in another order


def person(name: str) -> str:
    """Return the name of a person, or refuse what names none or is made to look like another."""
    said = "".join(words(name))
    if said in NO_PERSON or not any(letter.isalpha() for letter in said):
        raise ValueError(f"{name!r} names no person")
    if sign := odd_sign(name):
        raise ValueError(f"{name!r} holds {sign!r}, which stands in no name")
    if word := mixed_scripts(name):
        raise ValueError(f"{name!r} mixes letters of two scripts that look alike, in {word!r}; write it in one")
    if TURNED.intersection(name):
        raise ValueError(f"{name!r} changes the direction of its letters; write it without")
    return name


def _id(text: str) -> str:
    if hidden := [c for c in text if unicodedata.category(c) in ("Cc", "Cf")]:
        raise ValueError(f"{text!r} holds {unicodedata.name(hidden[0], 'a control character')}, which is not seen")
    return text


def _account_id(text: str) -> str:
    if not re.fullmatch(r"[0-9]{12}", text):
        raise ValueError(
            f"{text!r} is no AWS account id: that is 12 digits, leading zeros included. Where a spreadsheet made it a "
            "number, format the column as text"
        )
    return text


def _day(value: object) -> object:
    try:
        if not re.fullmatch(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}", str(value).strip()):
            raise ValueError
        return date.fromisoformat(str(value).strip())
    except ValueError:
        shown = repr(value) if isinstance(value, str) else str(value)
        raise ValueError(f"{shown} is no day; write YYYY-MM-DD, such as 2026-01-31") from None


def one_of(*known: str) -> AfterValidator:
    """Return what refuses any word but these."""

    def check(word: str) -> str:
        if word not in known:
            raise ValueError(f"{word!r} is unknown. {did_you_mean(word, known)}")
        return word

    return AfterValidator(check)


def some_of(*known: str) -> AfterValidator:
    """Return what refuses any text but some of these words, each once, between blanks."""

    def check(text: str) -> str:
        said = text.split()
        for word in said:
            if word not in known:
                raise ValueError(f"{word!r} is unknown. {did_you_mean(word, known)}")
        return " ".join(dict.fromkeys(said))

    return AfterValidator(check)


def _truth(value: object) -> object:
    if isinstance(value, bool):
        return value
    said = {"true": True, "false": False}.get(str(value).strip().lower())
    if said is None:
        raise ValueError(f"{value!r} is neither true nor false")
    return said


def _count(value: object) -> object:
    said = str(value).strip()
    if not re.fullmatch(r"[1-9][0-9]{0,8}", said):
        raise ValueError(f"{said!r} is no number; write digits, from 1 on")
    return int(said)


def _filled(text: str) -> str:
    if not text:
        raise ValueError("it is empty")
    return text


Cell = Annotated[str, StringConstraints(strip_whitespace=True)]
Text = Annotated[Cell, AfterValidator(_filled)]
Id = Annotated[Text, AfterValidator(_id)]
AccountId = Annotated[Text, AfterValidator(_account_id)]
Person = Annotated[Text, AfterValidator(person)]
Perhaps = Annotated[Cell, AfterValidator(lambda name: name and person(name))]
Day = Annotated[date, BeforeValidator(_day)]
PerhapsDay = Annotated[date | None, BeforeValidator(lambda value: None if value in ("", None) else _day(value))]
Truth = Annotated[bool, BeforeValidator(_truth)]
Count = Annotated[int, BeforeValidator(_count)]
