"""Filter patterns of CloudWatch Logs: which events a pattern is sure to match.

Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

ABSENT = ""  # the event has no such field; of a field that is not named nothing is known
Event = Mapping[str, str]
Proof = Callable[[Event], bool]

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<field>\$(?:\.[\w-]+|\[(?:\d+|\*|'[^']*'|"[^"]*")\])+)
        | (?P<join>&&|\|\||[()])
        | (?P<compare>!=|<=|>=|=|<|>)
        | (?P<quoted>"(?:[^"\\]|\\.)*")
        | (?P<regex>%[^%]+%)
        | (?P<bare>[^\s()&|=<>!"%]+)
    )""",
    re.X,
)
_TERM = re.compile(r'([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))')


class PatternError(ValueError):
    """A pattern has something that this reader does not know."""


@cache
def reader(pattern: str) -> Proof:
    """Return the function that tells whether a pattern matches an event, whatever its other fields are.

    Parameters
    ----------
    pattern : str
        The pattern of a metric filter; an empty one matches every event.

    Returns
    -------
    function
        Of an event, given as the fields that are known of it by their paths, such as `userIdentity.type`. True is
        proof; False says that an event with these fields may not be matched.

    Raises
    ------
    PatternError
        The pattern does not follow the syntax.

    """
    text = pattern.strip()
    if not text:
        return lambda _: True
    if text.startswith("["):  # fields that are separated by spaces, which events of CloudTrail are not
        return lambda _: False
    return _Json(text).read() if text.startswith("{") else _terms(text)


def _terms(text: str) -> Proof:
    """Words in the text of an event: all of them, or with `?` one of them."""
    words = [(sign, quoted or bare) for sign, quoted, bare in _TERM.findall(text)]
    if any(sign == "-" or word.startswith("%") for sign, word in words):
        return lambda _: False  # nobody knows what else is in the text
    some = [word for sign, word in words if sign == "?"]
    every = [word for sign, word in words if not sign]

    def proof(event: Event) -> bool:
        def stands(word: str) -> bool:
            return any(word in value for value in event.values())

        return any(map(stands, some)) if some else all(map(stands, every))

    return proof


class _Json:
    """Reads a pattern for JSON: comparisons of fields, joined by `&&` before `||`."""

    def __init__(self, text: str) -> None:
        if not text.endswith("}"):
            raise PatternError(text)
        self.tokens: list[tuple[str, str]] = []
        body, at = text[1:-1].rstrip(), 0
        while at < len(body):
            found = _TOKEN.match(body, at)
            if not found:
                raise PatternError(text)
            self.tokens.append((str(found.lastgroup), found[str(found.lastgroup)]))
            at = found.end()

    def read(self) -> Proof:
        proof = self._any()
        if self.tokens:
            raise PatternError(self.tokens[0][1])
        return proof

    def _take(self, *kinds: str) -> str:
        if not self.tokens or self.tokens[0][0] not in kinds:
            raise PatternError(str(self.tokens[:1]))
        return self.tokens.pop(0)[1]

    def _next_is(self, word: str) -> bool:
        if self.tokens and self.tokens[0][1].upper() == word and self.tokens[0][0] in ("join", "bare"):
            self.tokens.pop(0)
            return True
        return False

    def _any(self) -> Proof:
        parts = [self._all()]
        while self._next_is("||"):
            parts.append(self._all())
        return lambda event: any(part(event) for part in parts)

    def _all(self) -> Proof:
        parts = [self._one()]
        while self._next_is("&&"):
            parts.append(self._one())
        return lambda event: all(part(event) for part in parts)

    def _one(self) -> Proof:
        if self._next_is("("):
            proof = self._any()
            if not self._next_is(")"):
                raise PatternError(str(self.tokens[:1]))
            return proof
        field = re.sub(r"""\[['"]([^'"]*)['"]\]""", r".\1", self._take("field")).removeprefix("$").lstrip(".")
        if self._next_is("EXISTS"):
            return lambda event: bool(event.get(field))
        if self._next_is("NOT"):
            if not self._next_is("EXISTS"):
                raise PatternError(field)
            return lambda event: event.get(field) == ABSENT
        if self._next_is("IS"):
            word = self._take("bare").lower()
            if word not in ("true", "false", "null"):
                raise PatternError(word)
            return lambda event: word != "null" and event.get(field) == word
        return self._compared(field, self._take("compare"))

    def _compared(self, field: str, sign: str) -> Proof:
        kind, word = self.tokens[0] if self.tokens else ("", "")
        self._take("quoted", "regex", "bare")
        if sign not in ("=", "!="):
            return lambda _: False  # numbers: none of the fields that are known is one
        fits = _regex(word[1:-1]) if kind == "regex" else _wildcard(word[1:-1] if kind == "quoted" else word)
        # What a comparison says of a field that is not there, AWS does not tell: no proof either way.
        return lambda event: bool(event.get(field)) and bool(fits.search(event[field])) == (sign == "=")


def _wildcard(word: str) -> re.Pattern[str]:
    plain = re.sub(r"\\(.)", r"\1", word)
    return re.compile(".*".join(map(re.escape, plain.split("*"))).join(("^(?:", r")\Z")), re.S)


def _regex(word: str) -> re.Pattern[str]:
    try:
        return re.compile(word)
    except re.error:
        raise PatternError(word) from None
