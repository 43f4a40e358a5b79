"""Checks of Amazon Macie."""

from toolkit.model import check
from toolkit.readings import among


@check("macie2_session_buckets", domain="data", severity="low", family="data_discovery", where="holds_buckets")
def macie2_session_enabled(status):
    """Macie is on in the Region, which holds buckets of the account.

    Why: Without a search for sensitive data, nobody knows which buckets need the strictest protection.
    Remedy: Enable Macie in the Region, best for the organization by its delegated administrator.
    Source: https://docs.aws.amazon.com/macie/latest/user/getting-started.html

    | status  | holds_buckets | verdict |
    |---------|---------------|---------|
    | ENABLED | True          | pass    |
    | enabled | True          | pass    |
    | PAUSED  | True          | fail    |
    | off     | True          | fail    |
    | WAITING | True          | unknown |
    | ?       | True          | unknown |
    | off     | False         | -       |
    """
    return among(status, ["enabled"], ["paused", "off"])


@check(
    "macie2_session_buckets",
    domain="data",
    severity="low",
    family="data_discovery",
    where="holds_buckets and status.str.lower() != 'off'",
)
def macie2_session_discovery_automated(status, automated_discovery):
    """Macie, where it is on, looks for sensitive data in the buckets of the Region by itself.

    Why: Jobs look where somebody thought of; sampling every bucket finds data where nobody expects them.
    Remedy: Enable automated sensitive data discovery in the settings of Macie.
    Source: https://docs.aws.amazon.com/macie/latest/user/discovery-asdd.html

    | status  | automated_discovery | holds_buckets | verdict |
    |---------|---------------------|---------------|---------|
    | ENABLED | True                | True          | pass    |
    | ENABLED | False               | True          | fail    |
    | PAUSED  | True                | True          | fail    |
    | WAITING | True                | True          | unknown |
    | ENABLED | True                | False         | -       |
    | off     | False               | True          | -       |
    """
    return automated_discovery & among(status, ["enabled"], ["paused"])
