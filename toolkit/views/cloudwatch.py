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
    pairs = [cloudwatch_alarm[["resource_id", "name"]].itertuples(index=False), _places(cloudwatch_alarm)]
    parts: dict[object, set[str]] = {}
    unread = set()
    for place, rule in zip(_places(cloudwatch_alarm), cloudwatch_alarm["rule"], strict=True):
        if pd.isna(rule):
            unread.add(place)
        else:
            parts.setdefault(place, set()).update(quoted or bare for quoted, bare in _PART.findall(rule))
    used = [
        _used({*names} - {pd.NA}, parts[place], place in unread) if place in parts else pd.NA
        for names, place in zip(*pairs, strict=True)
    ]
    return cloudwatch_alarm.assign(in_composite=pd.Series(used, index=cloudwatch_alarm.index, dtype="boolean"))


def _places(frame: pd.DataFrame) -> list[object]:
    return list(frame[PLACE].itertuples(index=False, name=None))


def _used(names: set[str], parts: set[str], unread: bool) -> object:
    return True if names & parts else pd.NA if unread else False
