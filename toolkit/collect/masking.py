"""Keep secrets off the disk: what AWS answers is masked before anything is made of it."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import re2  # type: ignore[import-untyped]

from toolkit.collect.formats import LINE, QUOTE, compiled
from toolkit.collect.names import REFERENCE, VERSION, is_secret
from toolkit.views.environment import names_a_secret

MASK = "[masked]"  # a credential was recognised
WITHHELD = "[withheld]"  # none was, but it stands where secrets do
NAMES = {"name", "key"}  # of an environment variable or parameter: no secret
JOINT = "\x1f"  # between the words of a command that is a list
LONG = 10  # more repetitions make an automaton large
UNPACKED = 1_000_000  # bytes of a compressed text that are looked at

# An unquoted value ends where a shell, a query, a connection string or a sentence goes on.
PLAIN = (
    r"(?:[^\s\x1f\"'`<>&;,|\\)\]}]|\\(?![nrtu\"'\\/\s]|$)|&(?![\w.%-]+=|amp;|quot;|lt;|gt;|apos;|#|&|\s|$)"
    r"|;(?=[^\s;\"'\x1f])(?![\w .-]+=)|,(?=[^\s\"'\x1f])(?![\w\"' .-]+[=:])|[)\]}](?=[\w!@#$%^&*])|<(?![/!A-Za-z])"
    r"|'(?=\w))+"
)
VALUE = re.compile(
    rf"(?P<q>[\"'`])(?P<quoted>(?:\\.|(?!(?P=q))[^\\\n\x1f])+)(?P=q)"
    rf"|(?P<e>\\+[\"'`]|%22|%27|&quot;|&apos;|&#0?3[49];)(?P<escaped>[^\n\x1f]+?)(?<!\\)(?P=e)"
    rf"|\{{(?P<braced>[^{{}}\s\"]+)\}}|{QUOTE}?(?P<plain>{PLAIN})"
)
ENCODED = re.compile(r"(?:%22|%27)?(?P<plain>(?:(?!%(?:09|0A|0D|20|22|26|27|2C|3B|5C|7D))[^\s&\"'<>\x1f])+)", re.I)
ELEMENT = re.compile(r"\s*(?:<!\[CDATA\[)?(?P<plain>[^<\x1f]+?)\s*(?=\]\]>|</|&lt;/)")
# What a text says of things elsewhere: there a secret's name stands, and a secret does not.
REFERENCES = re.compile(r"\barn:[^\s\"'<>,;\\|&?]+|\{\{[^{}]*\}\}|\$\{[^{}]*\}|\$\([^()\n]*\)")
# Base64 of ASCII; every fourth character of it is an early one, so that few ids look like it.
LETTERS = r"[A-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][A-Za-z0-9+/]"
BASE64 = re.compile(
    r"(?<![A-Za-z0-9+/_=-])(?:(?:[A-Za-z0-9+/]{64,76}(?:\r?\n[ \t]*|\\n))+[A-Za-z0-9+/]+|[A-Za-z0-9+/]{16,})={0,2}"
    r"(?![A-Za-z0-9+/_=-])"
)
EDGE = re.compile(r"^\(\?:\(\?<!\[((?:\\.|[^\]\\])*)\]\)\|" + re.escape(LINE) + r"\)")


@lru_cache(maxsize=65_536)
def masked(text: str) -> str:
    """Return a text with the mask in the place of each credential that stands in it; the rest stays as it is."""
    hints = _hints().Match(text)
    if not hints:
        return text
    references = [found.span() for found in REFERENCES.finditer(text)]
    spans = sorted(s for s in _secrets(text, hints) if not any(a <= s[0] and s[1] <= b for a, b in references))
    parts, done = [], 0
    for start, end in spans:
        if start >= done:
            parts += [text[done:start], MASK]
        done = max(done, end)
    return "".join(parts) + text[done:]


@lru_cache(maxsize=65_536)
def masked_by_key(key: str, value: str) -> str:
    """Return a named value without the credentials in it; if its name says that it is one, only the mask."""
    return MASK if is_secret(key, value) else masked(value)


def masked_throughout(value: Any) -> Any:
    """Mask every text in what no model describes, and every text that is named like a secret."""
    match value:
        case str():
            return masked(value)
        case bytes():
            return masked(value.decode("latin-1")).encode("latin-1")
        case dict():
            return {
                masked(k): masked_by_key(k, v) if isinstance(v, str) else masked_throughout(v) for k, v in value.items()
            }
        case list():
            return (
                masked_words(value) if all(isinstance(one, str) for one in value) else [*map(masked_throughout, value)]
            )
    return value


def masked_words(words: list[str]) -> list[str]:
    """Mask texts that may be the words of a command: then an option stands before its value."""
    clean = masked(JOINT.join(words)).split(JOINT)
    return clean if len(clean) == len(words) else [*map(masked, words)]


def may_have_credentials(answer: Any) -> bool:
    """Tell whether a credential may stand in an answer: quick, and right when it says no."""
    return bool(_hints().Match("\n".join(_texts(answer))))


def withheld(value: Any, name: str = "") -> Any:
    """Replace every text by what it is replaced with: whether a credential was recognised in it."""
    match value:
        case str():
            named = names_a_secret(name) and not REFERENCE.match(value)
            return value and (MASK if named or masked_by_key(name, value) != value else WITHHELD)
        case dict():
            return {masked(k): withheld(one, k) for k, one in value.items()}
        case list():
            return [_withheld_pair(one) if isinstance(one, dict) else withheld(one, name) for one in value]
    return WITHHELD if isinstance(value, bytes) else value


def _withheld_pair(pair: dict[str, Any]) -> dict[str, Any]:
    """Withhold what stands beside a name in a list; in a map, `NAME` may be a variable like any other."""
    own = next((one for k, one in pair.items() if k.lower() in NAMES and len(pair) > 1), "")
    named = NAMES | {"type"} if own else ()
    return {k: masked(one) if k.lower() in named else withheld(one, own or k) for k, one in pair.items()}


def masked_option(setting: Any) -> Any:
    """Withhold a setting of Elastic Beanstalk if it is an environment variable, or a secret by its name or form."""
    name, value = str(setting.get("OptionName", "")), str(setting.get("Value") or "")
    variable = str(setting.get("Namespace", "")).endswith(":environment")
    clean = withheld(value, name) if variable else masked_by_key(name, value)
    return setting | {"Value": clean} if value else setting


def masked_tags(tags: Any) -> Any:
    """Mask tags by their names and forms, whichever way the service writes them; AWS's own, and names, stay."""
    if isinstance(tags, dict):
        return {masked(key): _tagged(key, str(value)) for key, value in tags.items()}
    return [_masked_tag(tag) for tag in tags] if isinstance(tags, list) else tags


def _masked_tag(tag: Any) -> Any:
    if not isinstance(tag, dict):
        return tag
    key = next((str(v) for k, v in tag.items() if k.lower().endswith("key")), "")
    values = {k: _tagged(key, v) for k, v in tag.items() if k.lower().endswith("value") and isinstance(v, str)}
    return {k: values[k] if k in values else masked_throughout(v) for k, v in tag.items()}


def _tagged(key: str, value: str) -> str:
    return value if key == "Name" or key.startswith("aws:") else masked_by_key(key, value)


def _secrets(text: str, hints: list[int]) -> Iterator[tuple[int, int]]:
    """Yield where secrets stand, as far as the patterns find them that may be in a text."""
    for kind, pattern in (_patterns()[number] for number in hints):
        for found in pattern.finditer(text):
            if kind == "secret":
                yield found.span(found.lastindex or 0)
            elif kind == "base64":
                if _hides_a_secret(found[0]):
                    yield found.span()
            elif span := _value(kind, text, found):
                yield span


def _value(kind: str, text: str, lead: re.Match[str]) -> tuple[int, int] | None:
    """Return where the value stands that something leads to, unless the name before it or the value says otherwise."""
    reader = ELEMENT if kind == "element" else ENCODED if lead[0][-3:].lower() in ("%3d", "%3a") else VALUE
    found = reader.match(text, lead.end())
    if not found:
        return None
    place = str(found.lastgroup)
    start, end = found.span(place)
    if place == "plain":
        end = start + len(found[place].rstrip(".,:;?"))
    value = text[start:end]
    if "name" not in lead.groupdict():
        return (start, end) if value and not REFERENCE.match(value) else None
    before = re.search(r"[\w./:-]*$", text[max(0, lead.start("name") - 60) : lead.start("name")])
    head = before[0] if before else ""
    name = re.split(r"[/:]", head)[-1] + lead["name"]
    directory = name in ("PWD", "OLDPWD") and value.startswith("/")
    return (start, end) if is_secret(name, value) and not directory and not _is_path(head, lead, value) else None


def _is_path(head: str, lead: re.Match[str], value: str) -> bool:
    """Tell whether a name is part of an id, as of an image with its tag or in a chain of colons, or of a tag's key."""
    if head.endswith("Tag/"):
        return True
    if not lead[0].endswith(":") or lead[0][len(lead["name"]) :] != ":":
        return False
    return "/" in head or head.endswith(":") or bool(VERSION.match(value))


@lru_cache(maxsize=4_096)
def _hides_a_secret(encoded: str) -> bool:
    """Tell whether a secret stands in a text in Base64, also if it is compressed or, as of PowerShell, in UTF-16."""
    plain = re.sub(r"\s|\\n", "", encoded).rstrip("=")
    data = base64.b64decode(plain[: len(plain) - (len(plain) % 4 == 1)] + "=" * (-len(plain) % 4))
    try:
        if data.startswith(b"\x1f\x8b"):
            data = zlib.decompressobj(31).decompress(data, UNPACKED)
        text = data.decode("utf-16-le" if b"\0" in data[:2] else "utf-8")
    except (ValueError, zlib.error):
        return False
    return masked(text) != text


def _texts(answer: Any) -> Iterator[str]:
    """Yield every text in an answer; the names of its members too, since those of a map are the customer's."""
    left = [answer]
    while left:
        match left.pop():
            case str() as text:
                yield text
            case dict() as members:
                left += [*members, *members.values()]
            case list() as items:
                if items and all(isinstance(one, str) for one in items):
                    yield JOINT.join(items)
                else:
                    left += items
            case bytes() as data:
                yield data.decode("latin-1")


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Every pattern; entropy is no sign here, since ids have it too."""
    return [*compiled(), ("base64", BASE64)]


@lru_cache(maxsize=1)
def _hints() -> Any:
    """All patterns as one automaton that reads a text once. It takes more for a credential than they do, never less."""
    options = re2.Options()
    options.max_mem = 64 << 20
    automaton = re2.Set.SearchSet(options)
    for kind, pattern in _patterns():
        automaton.Add(f"(?:{LETTERS}){{5}}|H4sI" if kind == "base64" else _relaxed(pattern))
    automaton.Compile()
    return automaton


def _relaxed(pattern: re.Pattern[str]) -> str:
    """Return a pattern without what RE2 lacks or is slow at: looking around but for its start, long repetitions."""
    text = EDGE.sub(r"(?:^|[^\1]|\\\\[nrt])", pattern.pattern)
    text = re.sub(r"\(\?<?[=!](?:\\.|\[(?:\\.|[^\]\\])*\]|[^()\\])*\)", "", text)
    text = re.sub(r"\{(\d+)(?:,(\d*))?\}", _shortened, text)
    return f"(?m{'i' * bool(pattern.flags & re.IGNORECASE)}){text.replace(chr(92) + 'Z', '$')}"


def _shortened(repetition: re.Match[str]) -> str:
    least, most = int(repetition[1]), int(repetition[2] or repetition[1])
    return repetition[0] if most <= LONG else f"{{{min(least, LONG)},}}"
