"""Selectors: which resources a row means, by their ids, tags, accounts or Regions."""

from __future__ import annotations

import re
from fnmatch import translate

SHORTEST = 3  # letters that a selector with `*` has to name in one piece
ARN = re.compile(r"arn:[^:]*:([^:]*):[^:]*:[^:]*:(.*)")
UNTYPED = ("s3", "sns", "sqs")  # services whose ARNs may end in a name without a type before it
NUMBERED = ("ec2", "elasticfilesystem", "fsx")  # whose ids are made of a prefix, such as `sg-`, and digits
COMMON = re.compile(r"[0-9]{12}|[a-z]{2}(?:-[a-z]+)+-[0-9]|access-key")  # what ids of all resources share
ACCOUNT = re.compile(r"[0-9]{12}")
REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-[0-9]+")
TAG = re.compile(r"(?P<key>[^=*]+)=(?P<value>.+)")
FORMS = "write tag:Key=value, account: and 12 digits, region: and its code, or an ARN, in which `*` stands for any text"


def wildcards(pattern: str) -> re.Pattern[str]:
    """Read a pattern: `*` stands for any text, everything else for itself."""
    return re.compile(translate(re.sub(r"([?\[])", r"[\1]", pattern)))


def check_resource(selector: str) -> str:
    """Return a selector of resources by id, in which `*` stands for any text.

    Raises
    ------
    ValueError
        A spreadsheet changed it, or it means what nobody has seen.

    """
    account = re.match(r"arn:[^:]*:[^:]*:[^:]*:([^:*]*\d[^:*]*):", selector)
    if (account and not ACCOUNT.fullmatch(account[1])) or re.fullmatch(r"[\d.,]+[eE][+-]?\d+", selector):
        raise ValueError(f"{selector!r} is no id of a resource: its digits were changed, by a spreadsheet perhaps")
    if "*" in selector and _named(selector) < SHORTEST:
        raise ValueError(f"{selector!r} means resources that nobody has seen; name resources")
    return selector


def check_selector(selector: str) -> str:
    """Return a selector of a scope.

    Raises
    ------
    ValueError
        It has none of the forms that `parted` reads.

    """
    form, value = parted(selector)
    known = {"tag": TAG, "account": ACCOUNT, "region": REGION}.get(form)
    if form == "arn":
        return check_resource(selector)
    if not (known and known.fullmatch(value)):
        raise ValueError(f"{selector!r} selects nothing; {FORMS}")
    return selector


def parted(selector: str) -> tuple[str, str]:
    """Return the form of a selector (`tag`, `account`, `region` or `arn`), and what follows; of an ARN, all of it."""
    form, _, value = selector.partition(":")
    return form, selector if form == "arn" else value.strip()


def _named(selector: str) -> int:
    """Return the length of the longest piece of a selector that stands in a resource's own name.

    The place, the service and the type of an ARN are no name, nor is the prefix that all ids of a kind have.
    """
    if not (arn := ARN.fullmatch(selector)):  # an id of another form, such as an account's
        return 0 if selector.startswith(("*", "arn")) else len(COMMON.sub("", selector.partition("*")[0]))
    service, own = arn.groups()
    typed = re.fullmatch(r"[^:/]*[:/](.*)", own)
    if not typed and service not in UNTYPED:
        return 0
    prefix = r"^[a-z]+-" if service in NUMBERED else "^$"
    pieces = re.split(r"[*:/]+", typed[1] if typed else own)
    return max(len(re.sub(prefix, "", COMMON.sub("", piece))) for piece in pieces)
