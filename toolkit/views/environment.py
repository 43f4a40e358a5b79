"""Names of environment variables: which of them hold a secret, and which only say where one is."""

from __future__ import annotations

import re

# In words that `_` separates. A short word must stand at the end: BYPASS_CACHE and PASSENGER_APP are no passwords.
SECRET = re.compile(
    r"passw|passphrase|passcode|secret|token|credential|(?:^|_)creds?(?:_|$)"
    r"|(?:api|access|account|auth|encryption|master|private|shared|signing|ssh)_?key"
    r"|(?:^|_)(?:aes|app|consumer|cookie|deploy|fernet|hmac|jwt|license|rsa|session|subscription|webhook)"
    r"_key(?:_?\d+)?$"
    r"|(?:^|_)(?:authorization|bearer|pat|pepper|pw|(?:basic|http|proxy|redis|registry)_auth)$"
    r"|(?<!by)(?<!com)(?<!tres)pass(?:_?\d+)?$|\wpwd(?:_?\d+)?$|(?:^|_)dsn(?:_?\d+)?$|(?:^|_)jwt$"
    r"|(?:^|_)conn(?:ection)?_?str(?:ing)?s?(?:_|$)"
)
# Where a secret is, or how it is handled; `tokens` are what language models count, and Sentry's DSN is public.
REFERENCE = re.compile(
    r"_(?:arns?|names?|paths?|files?|dir|urls?|uri|endpoint|host|port|region|store|provider|manager|location|ref"
    r"|parameter|prefix|suffix|header|field|type|version|issuer|audience|alg|algorithm|policy"
    r"|ttl|length|expiry|expires|expiration|expires_in|lifetime|max_age|timeout|days|hours|minutes|seconds"
    r"|enabled|disabled|required|allowed|count|limit)$"
    r"|^(?:allow|disable|enable|has|is|require|skip|use)_|tokens|tokeni[sz]er|sentry_dsn"
    r"|^google_application_credentials$"
)


def names_a_secret(name: str) -> bool:
    """Tell whether a variable is named like a secret; a name that had to be masked is itself one."""
    if "[masked]" in name:
        return True
    words = _words(name)
    return bool(SECRET.search(words)) and not REFERENCE.search(words)


def secrets_among(names: str) -> str:
    """Return those of some names, separated by spaces, that are named like a secret; `none` if none is."""
    return " ".join(name for name in names.split() if names_a_secret(name)) or "none"


def _words(name: str) -> str:
    """Write a name in small letters with `_` between its words, whether it came as `DB_PASS` or `dbPass`."""
    return re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower())
