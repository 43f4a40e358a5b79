"""Keep secrets off the disk: what AWS answers is masked before anything is made of it."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import re2  # type: ignore[import-untyped]
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.plugins.base import RegexBasedDetector
from detect_secrets.plugins.keyword import KeywordDetector

from toolkit.views.environment import names_a_reference, names_a_secret

MASK = "[masked]"  # a credential was recognised
WITHHELD = "[withheld]"  # none was, but it stands where secrets do
IDS = {"AccessKeyId"}  # looks like a credential, and is the half of one that everybody may know
PLACE_OF_ONE = re.compile(r"arn:aws[\w-]*:(secretsmanager|ssm|kms|s3):|\{\{resolve:")
NAMES = {"name", "key"}  # of an environment variable or parameter: no secret


@lru_cache(maxsize=65_536)
def masked(value: str) -> str:
    """Return a text unless some known kind of credential stands in it; then only the mask."""
    if not _hints().Match(value):
        return value
    return MASK if any(pattern.search(value) for pattern in _tokens()) else value


@lru_cache(maxsize=65_536)
def masked_by_key(key: str, value: str) -> str:
    """Return a named value unless its name or its form says that it is a credential."""
    named = names_a_secret(key) or any(KeywordDetector().analyze_string(f'{key} = "{value}"'))
    return MASK if named and value else masked(value)


def masked_throughout(value: Any) -> Any:
    """Mask every text in an answer that has a credential in it; of JSON in a text, only what has one."""
    match value:
        case str():
            return _masked_json(value) if value[:1] in ("{", "[") else masked(value)
        case bytes() if b"PRIVATE KEY" in value:
            return MASK.encode()
        case bytes():
            return "\n".join(map(masked, value.decode(errors="replace").split("\n"))).encode()
        case dict():
            return {masked(k): v if k in IDS else masked_throughout(v) for k, v in value.items()}
        case list():
            return [masked_throughout(item) for item in value]
    return value


def may_have_credentials(answer: Any) -> bool:
    """Tell whether a credential may stand in an answer: quick, and right when it says no."""
    return bool(_hints().Match("\n".join(_texts(answer))))


def withheld(value: Any, name: str = "") -> Any:
    """Replace every text by what it is replaced with: whether a credential was recognised in it."""
    match value:
        case str():
            return value and (MASK if _is_credential(name, value) else WITHHELD)
        case dict():
            own = next((v for k, v in value.items() if k.lower() in NAMES and len(value) > 1), "")
            named = NAMES | {"type"} if own else ()
            return {masked(k): masked(v) if k.lower() in named else withheld(v, own or k) for k, v in value.items()}
        case list():
            return [withheld(item, name) for item in value]
    return WITHHELD if isinstance(value, bytes) else value


def masked_option(setting: Any) -> Any:
    """Withhold a setting of Elastic Beanstalk if it is an environment variable, or a secret by its name or form."""
    name, value = str(setting.get("OptionName", "")), str(setting.get("Value") or "")
    variable = str(setting.get("Namespace", "")).endswith(":environment")
    clean = withheld(value, name) if variable else masked_by_key(name, value)
    return setting | {"Value": clean} if value else setting


def masked_tags(tags: Any) -> Any:
    """Mask tags by their names and forms, whichever way the service writes them."""
    if isinstance(tags, dict):
        return {masked(key): masked_by_key(key, str(value)) for key, value in tags.items()}
    return [_masked_tag(tag) for tag in tags] if isinstance(tags, list) else tags


def _masked_tag(tag: Any) -> Any:
    if not isinstance(tag, dict):
        return tag
    key = next((str(v) for k, v in tag.items() if k.lower().endswith("key")), "")
    values = {k: masked_by_key(key, v) for k, v in tag.items() if k.lower().endswith("value") and isinstance(v, str)}
    return masked_throughout(tag) | values


def _masked_json(text: str) -> str:
    if masked(text) == text:
        return text
    try:
        return json.dumps(masked_throughout(json.loads(text)))
    except ValueError:
        return MASK


def _is_credential(name: str, value: str) -> bool:
    """Tell whether a value is a credential; of what says where one is, only the form counts."""
    by_form = not name or names_a_reference(name) or PLACE_OF_ONE.match(value)
    if (masked(value) if by_form else masked_by_key(name, value)) == MASK:
        return True
    try:  # user data
        return masked(base64.b64decode(value, validate=True).decode(errors="replace")) == MASK
    except ValueError:  # it is no Base64, or not even ASCII
        return False


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
                left += items
            case bytes() as data:
                yield data.decode(errors="replace")


@lru_cache(maxsize=1)
def _tokens() -> list[re.Pattern[str]]:
    """Every token format that detect-secrets knows; entropy is no sign here, since ids have it too."""
    plugins: Iterable[Any] = get_mapping_from_secret_type_to_class().values()
    formats = [p.denylist for p in plugins if issubclass(p, RegexBasedDetector) and not _guesses(p)]
    return [pattern for patterns in formats for pattern in patterns]


@lru_cache(maxsize=1)
def _hints() -> Any:
    """All formats as one automaton that reads a text once. It takes more for a credential than they do, never less."""
    automaton = re2.Set.SearchSet()
    for pattern in _tokens():
        automaton.Add(_relaxed(pattern))
    automaton.Compile()
    return automaton


def _relaxed(pattern: re.Pattern[str]) -> str:
    """Return a pattern without what RE2 lacks: looking around, comments, long repetitions."""
    text = pattern.pattern
    if pattern.flags & re.VERBOSE:
        text = re.sub(r"(?m)(?<!\\)#.*$|\s+", "", text)
    text = re.sub(r"\(\?<?[=!](?:\\.|\[[^\]]*\]|[^()\\])*\)", "", text)
    text = re.sub(r"\{(\d+),\d{4,}\}", r"{\1,}", text)
    return f"(?m{'i' * bool(pattern.flags & re.IGNORECASE)}){text}"


def _guesses(plugin: type) -> bool:
    """Tell whether a detector looks for something that is no credential (addresses) or needs source code around it."""
    return plugin.__name__ in {"IPPublicDetector", "KeywordDetector"}
