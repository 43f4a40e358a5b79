"""Whether somebody is told of an event: trail, log group, metric filter, alarm, topic, subscriber."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any

import pandas as pd

from toolkit.model import view
from toolkit.views.change_events import EVENTS, OF_READS
from toolkit.views.cloudtrail import BUSY_SOURCES, trails_seen
from toolkit.views.cloudwatch import named_parts
from toolkit.views.log_filters import Event, PatternError, reader

CHAIN = ("cloudtrail_shadow_trail", "cloudtrail_trail", "logs_metric_filter", "cloudwatch_alarm", "sns_topic")
_REACHES = {"greaterthanorequaltothreshold": float.__ge__, "greaterthanthreshold": float.__gt__}
_NUMBER = re.compile(r"\d+(\.\d+)?")
# Actions that may tell somebody, which nothing that was collected shows.
MAY_TELL = ("lambda", "ssm", "ssm-incidents")


@view(gaps=CHAIN, estate=dict.fromkeys(CHAIN[1:], ()))
def sts_caller_identity_alarms(
    sts_caller_identity: pd.DataFrame,
    cloudtrail_shadow_trail: pd.DataFrame,
    cloudtrail_trail: pd.DataFrame,
    logs_metric_filter: pd.DataFrame,
    cloudwatch_alarm: pd.DataFrame,
    sns_topic: pd.DataFrame,
) -> pd.DataFrame:
    """Accounts, each with the kinds of events of which somebody is told.

    True: a multi-Region trail that records them delivers to a log group; metric filters there match every
    event of the kind, as their patterns prove; an alarm goes off at the first; and a topic with a confirmed
    subscription gets it. The trail may be the organization's.
    """
    metrics = _metrics_that_tell(cloudwatch_alarm, _reached(cloudwatch_alarm, sns_topic))
    filters = _filters(logs_metric_filter, metrics, _unread(cloudwatch_alarm, "metric_name", "metrics_json"))
    unread = _unread(logs_metric_filter, "log_group_name")
    seen = trails_seen(cloudtrail_shadow_trail, cloudtrail_trail)
    sends = seen["multi_region"] & seen["logging"] & seen["logs_writes"] & seen["events_arrive"]
    seen = seen.assign(sends=sends & seen["log_group_error"].eq("none").astype("boolean"))
    trails = defaultdict(list)
    for trail in seen.drop_duplicates(["account_id", "resource_id"]).itertuples(index=False):
        trails[trail.account_id].append(trail)
    told: dict[str, list[Any]] = {kind: [] for kind in EVENTS}
    for account in sts_caller_identity["account_id"]:
        able = [one for trail in trails[account] for one in _of_trail(trail, filters, unread)]
        for kind, verdicts in told.items():
            verdicts.append(_every(kind, able))
    columns = {kind: pd.Series(v, index=sts_caller_identity.index, dtype="boolean") for kind, v in told.items()}
    return sts_caller_identity.assign(resource_id=sts_caller_identity["account_id"], **columns)


def _of_trail(trail: Any, filters: dict[Any, list[Any]], unread: set[Any]) -> list[tuple[Any, Any, Any]]:
    """Return the filters on the log group of a trail; one with an unknown pattern where they could not be read."""
    if trail.sends is not pd.NA and not trail.sends:
        return []
    if pd.isna(trail.log_group_arn):
        return [(trail, pd.NA, pd.NA)]
    parts = trail.log_group_arn.split(":")
    if len(parts) < 7:  # `none`
        return []
    place, name = (parts[4], parts[3]), parts[6]
    own = [(trail, trail.sends & tells, pattern) for tells, pattern in filters.get((*place, name), [])]
    # The owner of a trail was collected, or nothing would be known of it; another owner of the group perhaps not.
    return [*own, (trail, pd.NA, pd.NA)] if place in unread or place[0] != trail.owner else own


def _every(kind: str, able: list[tuple[Any, Any, Any]]) -> Any:
    every: Any = True
    for event in EVENTS[kind]:
        some: Any = False
        for trail, tells, pattern in able:
            some |= tells & _records(trail, kind, event) & _matches(pattern, event)
        every &= some
    return every


def _records(trail: Any, kind: str, event: Event) -> Any:
    """Whether a trail that records what writes records this too: of any service, or what reads."""
    if pd.isna(trail.left_out_sources):
        return pd.NA
    left_out = {*trail.left_out_sources.lower().split()}
    of_it = event["eventSource"] not in left_out if "eventSource" in event else left_out <= BUSY_SOURCES
    return of_it & (trail.logs_reads if kind in OF_READS else True)


def _matches(pattern: Any, event: Event) -> Any:
    if pd.isna(pattern):
        return pd.NA
    try:
        return reader(pattern)(event)
    except PatternError:
        return pd.NA


def _unread(frame: pd.DataFrame, *columns: str) -> set[Any]:
    """Places with rows of which it is unknown what they belong to."""
    lost = frame[frame[[*columns]].isna().any(axis=1)]
    return set(zip(lost["account_id"], lost["region"], strict=True))


def _reached(alarms: pd.DataFrame, topics: pd.DataFrame) -> list[Any]:
    """Whether an alarm tells somebody, if it goes off."""
    subscribed = dict(zip(topics["resource_id"], topics["confirmed_subscriptions"].gt(0), strict=True))
    unread = _unread(topics, "resource_id")

    def tells(action: str, account: str) -> Any:
        parts = action.split(":")
        if len(parts) < 6 or parts[2] != "sns":
            return pd.NA if len(parts) > 2 and parts[2] in MAY_TELL else False
        lost = (parts[4], parts[3]) in unread or parts[4] != account
        return subscribed.get(action, pd.NA if lost else False)

    reached = []
    facts = alarms[["account_id", "actions_enabled", "alarm_actions"]].itertuples(index=False, name=None)
    for account, enabled, actions in facts:
        some: Any = pd.NA if pd.isna(actions) else False
        for action in [] if pd.isna(actions) else actions.split():
            some |= tells(action, account)
        reached.append(enabled & some)
    return reached


def _metrics_that_tell(alarms: pd.DataFrame, reached: list[Any]) -> dict[Any, list[tuple[Any, Any]]]:
    """Alarms on each metric, each with whether it tells somebody when it goes off."""
    parts, unread = named_parts(alarms), _unread(alarms, "rule")
    found = defaultdict(list)
    for alarm, own in zip(alarms.itertuples(index=False), reached, strict=True):
        if pd.isna(alarm.metric_name) or pd.isna(alarm.metrics_json):
            continue
        place = (alarm.account_id, alarm.region)
        # A composite alarm that is made of it may tell in its place, and an expression may hide what its metrics say.
        named = parts.get(place, set())
        perhaps = place in unread or (named and pd.isna(alarm.name)) or {alarm.name, alarm.resource_id} & named
        tells = own | pd.NA if perhaps else own
        for metric in json.loads(alarm.metrics_json):
            alone = alarm.metric_name == metric["name"]
            found[(*place, metric["namespace"], metric["name"])].append((tells if alone else tells & pd.NA, alarm))
    return found


def _filters(filters: pd.DataFrame, metrics: dict[Any, list[tuple[Any, Any]]], unread: set[Any]) -> dict[Any, Any]:
    """Group filters by log group: whether what each matches tells somebody, and its pattern."""
    found = defaultdict(list)
    for one in filters.dropna(subset="log_group_name").itertuples(index=False):
        place = (one.account_id, one.region)
        some: Any = pd.NA if place in unread or pd.isna(one.metric_name) or pd.isna(one.metric_namespace) else False
        for tells, alarm in [] if pd.isna(some) else metrics.get((*place, one.metric_namespace, one.metric_name), []):
            some |= tells & _goes_off(alarm, one)
        whole = pd.NA if pd.isna(one.selection) else one.selection == "none"
        found[(*place, one.log_group_name)].append((some & whole, one.pattern))
    return found


def _goes_off(alarm: Any, counted: Any) -> Any:
    """Whether one event, of which a filter makes a value of the metric, makes the alarm go off."""
    facts = [alarm.statistic, alarm.comparison, alarm.threshold, alarm.dimension_count, alarm.datapoints_to_alarm]
    if any(pd.isna(fact) for fact in [*facts, counted.metric_value, counted.dimension_count]):
        return pd.NA
    if alarm.datapoints_to_alarm > 1:  # one event is in one period
        return False
    statistic, value = alarm.statistic.lower(), counted.metric_value
    compare = _REACHES.get(alarm.comparison.lower())
    if statistic == "samplecount":
        value = "1"
    elif statistic not in ("sum", "maximum") or not _NUMBER.fullmatch(value):  # a field of the event, say
        return pd.NA
    if alarm.dimension_count or counted.dimension_count or not compare:  # part of the metric, or another comparison
        return pd.NA
    return compare(float(value), float(alarm.threshold))
