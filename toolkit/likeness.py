"""Whether two names may be one to whoever reads them: spelling, invisible letters, and look-alikes (Unicode TS 39)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import permutations

from confusable_homoglyphs.categories import alias
from confusable_homoglyphs.confusables import confusables_data

FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters without a shape
MODIFIERS = range(0x2B0, 0x300)  # small signs beside letters
HARD_TO_TELL = str.maketrans({"i": "l", "1": "l", "|": "l", "0": "o", "3": "e", "4": "a", "5": "s"})
# What Unicode calls a letter of another form: small capitals, in circles, of flags.
NAMED = re.compile(r"(?:LATIN|REGIONAL INDICATOR)\b.*\bLETTER (?:[A-Z]+ )*?([A-Z])(?: WITH .*)?$")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SIGNS = "#$%*=?@\\^|~\u00a1\u00a7\u00b6\u00bf\u2020\u2021"  # in no name, but like letters some of them
MOST_WORDS = 6  # of a name whose words are tried in every order
# Scripts that one word may mix, as Unicode TS 39 lets it: those of Chinese, Japanese and Korean.
TOGETHER = (
    {"LATIN", "HAN", "HIRAGANA", "KATAKANA"},
    {"LATIN", "HAN", "BOPOMOFO"},
    {"LATIN", "HAN", "HANGUL"},
)


def words(name: str) -> list[str]:
    """Return the words of a name without what cannot be seen, and without case, marks and punctuation."""
    return _spaced(_bare(_bare(name).casefold())).split()


def same_id(one: str, other: str) -> bool:
    """Tell whether two ids differ in nothing but case, punctuation, invisible letters and look-alikes."""
    return any("".join(a) == "".join(b) for a, b in zip(_readings(one), _readings(other), strict=True))


def may_be_one_person(one: str, other: str) -> bool:
    """Tell whether two names may be those of one person.

    They may if the words of one stand in the other, in any order: as they are, as initials, or run together, as the
    names of accounts are. Of an e-mail address, what stands before the sign `@` may be a name by itself.
    """
    ways = [(_readings(a), _readings(b)) for a in {one, _mailbox(one)} for b in {other, _mailbox(other)}]
    return any(
        _within(a, b) or _within(b, a) or not _orders(a).isdisjoint(_orders(b)) or _names(a, b) or _names(b, a)
        for first, second in ways
        for a, b in zip(first, second, strict=True)
    )


def _mailbox(name: str) -> str:
    """Return a name with its e-mail addresses cut to what stands before the sign `@`."""
    return ADDRESS.sub(lambda address: address[0].partition("@")[0], name)


def odd_sign(name: str) -> str:
    """Return the first sign that stands in no name, such as a letter in a circle; e-mail addresses may stand there."""
    seen = ADDRESS.sub("", _seen(unicodedata.normalize("NFC", name)))
    return next((c for c in seen if c in SIGNS or unicodedata.category(c) in ("So", "Sc", "Co", "Cn")), "")


def mixed_scripts(name: str) -> str:
    """Return the first word that mixes scripts, such as Latin with a Cyrillic letter that looks the same."""
    for word in re.split(r"[\W_]+", _seen(unicodedata.normalize("NFC", name))):
        found = {alias(letter) for letter in word} - {"COMMON", "INHERITED"}
        if len(found) > 1 and not any(found <= scripts for scripts in TOGETHER):
            return word
    return ""


def _readings(name: str) -> tuple[list[str], list[str]]:
    """Return the words of a name by the shapes of its letters: of small ones, and as it is written."""
    return tuple(  # type: ignore[return-value]
        _spaced(_shapes(_shapes(text).casefold())).translate(HARD_TO_TELL).replace("rn", "m").split()
        for text in (_bare(name).casefold(), _shapes(name))
    )


def _within(few: list[str], many: list[str]) -> bool:
    return bool(few) and all(any(_stands_for(word, other) for other in many) for word in few)


def _stands_for(word: str, other: str) -> bool:
    return word == other or (len(word) == 1 and word.isascii() and other.startswith(word))


def _names(account: list[str], names: list[str]) -> bool:
    """Tell whether a word is what accounts of a person are called: initials, or a name with the others' initials."""
    if len(names) < 2:
        return False
    first = ["".join(word[0] for word in names[:place] + names[place + 1 :]) for place in range(len(names))]
    known = {both for word, rest in zip(names, first, strict=True) for both in (rest + word, word + rest)}
    initials = "".join(word[0] for word in names)
    return not known.isdisjoint(account) or account in ([initials], [initials[::-1]])


def _orders(names: list[str]) -> set[str]:
    return {"".join(order) for order in permutations(names)} if len(names) <= MOST_WORDS else {"".join(sorted(names))}


def _bare(text: str) -> str:
    """Leave out marks and whatever cannot be seen."""
    return _seen(unicodedata.normalize("NFKD", text))


def _seen(text: str) -> str:
    return "".join(
        c
        for c in text
        if unicodedata.category(c) not in ("Mn", "Me", "Cf") and c not in FILLERS and ord(c) not in MODIFIERS
    )


def _spaced(text: str) -> str:
    """Put a blank for all that is neither letter nor digit."""
    return "".join(c if unicodedata.category(c)[0] in "LNM" else " " for c in text)


def _shapes(text: str) -> str:
    return _bare("".join(map(_shape, text)))


@cache
def _shape(letter: str) -> str:
    """Return the letter, or letters, that Unicode takes as the model of all that look like this one."""
    if not letter.isascii() and (named := NAMED.search(unicodedata.name(letter, ""))):
        return named[1]
    alike = confusables_data.get(letter, [])
    if len(alike) != 1:  # a model of several, or like no other
        return letter
    model = str(alike[0]["c"])
    return model if len(confusables_data.get(model, [])) > 1 else min(letter, model)
