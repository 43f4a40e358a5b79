"""What needs all alarms of a place to be said of one."""

from __future__ import annotations

import re

import pandas as pd

from toolkit.model import PLACE, view

# ALARM(name), ALARM("name") or ALARM(arn), and the same with other states.
# Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
_PART = re.compile(r'(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]+)"|([^\s")]+))\s*\)')


@view
def cloudwatch_alarm_use(cloudwatch_alarm: pd.DataFrame) -> pd.DataFrame:
    """Alarms, each with whether a composite alarm of its Region is made of it and acts in its place."""
    parts = named_parts(cloudwatch_alarm)
    unread = set(cloudwatch_alarm.loc[cloudwatch_alarm["rule"].isna(), PLACE].itertuples(index=False, name=None))
    facts = cloudwatch_alarm[[*PLACE, "resource_id", "name"]].itertuples(index=False, name=None)
    used = [
        bool({*names} & parts.get((account, region), set())) or (pd.NA if (account, region) in unread else False)
        for account, region, *names in facts
    ]
    return cloudwatch_alarm.assign(in_composite=pd.Series(used, index=cloudwatch_alarm.index, dtype="boolean"))


def named_parts(alarms: pd.DataFrame) -> dict[tuple[str, ...], set[str]]:
    """Names and ARNs of the alarms that the composite alarms of each place are made of."""
    parts: dict[tuple[str, ...], set[str]] = {}
    for account, region, rule in alarms[[*PLACE, "rule"]].dropna().itertuples(index=False, name=None):
        found = {quoted or bare for quoted, bare in _PART.findall(rule)}
        parts.setdefault((account, region), set()).update(found)
    return parts
