"""Which names say that what they name is a secret, and which values only tell where one is kept."""

from __future__ import annotations

import re

from toolkit.collect.formats import WORDS

WORD = re.compile(WORDS, re.ASCII | re.IGNORECASE)
# Tokens that tell where a list goes on, which version of a thing is meant, or that a request is the same.
PAGES = re.compile(
    r"(?i)(next\w*|page|pagination|continuation|start|starting|marker|resume|checkpoint|sequence|version|result|state"
    r"|client|request|idempotency|creation|change|lock|deletion|reference|task|callback|update|sync|cancell?ation"
    r"|action|conditional|configuration|terminate|execute|work_?unit)[_.-]?$"
)
# Keys of AWS KMS, which have such names and no secret in them.
KMS_NAME = re.compile(r"(?i)(encryption|kms|master|signing)[_.-]?key")
KMS_ID = re.compile(r"(?:mrk-)?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$")
PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
GLUED = {"s", "key", "value", "text", "hash", "base", "data", "string", "plain", "plaintext"}
# The last word of a name that tells about a secret: where it is, how long, how it is handled.
ABOUT = re.compile(
    r"age|algorithm|alias|arn|arns|attempts|certificate|chain|command|config|count|date|days|"
    r"description|dir|directory|disabled|enabled|encryption|endpoint|env|error|exists|expiration|"
    r"expired|expires|expiry|expression|field|file|files|folder|format|from|header|hint|history|"
    r"host|id|identifier|ids|issuer|label|lambda|last|length|lifetime|limit|link|list|location|"
    r"manager|max|method|min|mode|name|names|namespace|optional|param|parameter|path|paths|"
    r"pattern|period|pickup|policies|policy|prefix|prevention|prompt|protection|provider|ref|"
    r"reference|regex|region|required|requirements|requires|reset|reuse|revision|role|rotated|"
    r"rotation|rule|rules|scope|size|source|spec|state|status|stdin|store|template|time|timeout|"
    r"ttl|type|types|updated|uri|url|usage|used|user|valid|validity|version|versions|xpath"
)
KEYS_OF_JSON = (["json", "key"], ["string", "key"], ["manager", "key"])
# A value that is no secret, whatever its name.
REFERENCE = re.compile(
    r"""(?x)
    \$(?:env:)?[A-Z_][A-Z0-9_]*$ | \$(?:env:)?[A-Za-z_.]+$ | \$\(.* | \$[{\[].*[}\]]$
    | \{\{.* | \{\w*\}$ | %\w+%$ | %\(\w+\).?$ | %[sdv]$ | <[\w .-]+>$ | &lt;.* | \#\{.*\}\#?$
    | !(?:Ref|Sub|GetAtt|Join|Select|ImportValue|FindInMap)\b.*
    | arn:[\w*$].* | (?:aws:)?ssm:.* | (?:resolve|vault|ref\+\w+|secretsmanager|alias|kms):.* | alias/.* | op://.*
    | @Microsoft\.KeyVault.* | (?:/[a-z0-9._-]+){2,}$
    | (?:A3T[A-Z0-9]|ABIA|ACCA|AGPA|AIDA|AIPA|AKIA|ANPA|ANVA|APKA|AROA|ASCA|ASIA)[A-Z0-9]{12,}$
    | \[(?:masked|withheld)\]$ | [*.\u2022]+$ | [xX]{3,}$ | [-_]+$ | (?:\[|\{)(?:\W.*)?$
    | (?i:true|false|null|none|nil|undefined|yes|no|on|off|enabled|disabled|required|optional|string|securestring
      |noecho|plaintext|parameter_store|secrets_manager|aws_iam|custom|jwt)$
    | (?:os\.environ|os\.getenv|process\.env|ENV\[|secrets\.|var\.|local\.|data\.|params\.|env\.|self\.|this\.
      |config\.).*
    | [A-Za-z_][\w.]*\((?:[^()]*\))?$
    """
)
# What follows a name after a colon without a blank: a version, as of an image, a parameter or a family.
VERSION = re.compile(r"(?:v?\d{1,4}(?:[.-]\w+)*|latest|stable|prod|dev|test|live|\$LATEST)$")


def is_secret(name: str, value: str) -> bool:
    """Tell whether a value is a secret by its name, and not a placeholder, an address, an id or a switch."""
    if not value or not _names_a_secret(name) or REFERENCE.match(value):
        return False
    return not (KMS_NAME.search(name) and KMS_ID.match(value))


def _names_a_secret(name: str) -> bool:
    found = list(WORD.finditer(name))
    if not found:
        return False
    word, tail = found[-1][0].lower(), name[found[-1].end() :]
    parts = [part.lower() for part in PARTS.findall(tail)]
    glued = tail[:1].isalpha() and tail[:1].isupper() == found[-1][0][-1:].isupper()
    if glued and (parts[0] not in GLUED or word == "token"):
        return False
    if word == "token" and PAGES.search(name[: found[-1].start()]):
        return False
    if len(word) < 5 and len(PARTS.findall(name)) > 6:  # random letters have short words in them
        return False
    return not parts or not (ABOUT.fullmatch(parts[-1]) or parts[-2:] in KEYS_OF_JSON)
