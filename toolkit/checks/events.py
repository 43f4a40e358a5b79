"""Checks of Amazon EventBridge."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "events_rule",
    domain="governance",
    severity="low",
    family="unused_resources",
    where="managed_by.str.lower() == 'none'",
)
def events_rule_enabled(state):
    """The rule of the event bus is enabled.

    Why: A rule that was turned off for a day and forgotten no longer does what others rely on.
    Remedy: Enable the rule (`enable-rule`), or delete it if nobody needs it.
    Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-delete-rule.html

    | managed_by                | state                                         | verdict |
    |---------------------------|-----------------------------------------------|---------|
    | none                      | ENABLED                                       | pass    |
    | none                      | ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS | pass    |
    | none                      | DISABLED                                      | fail    |
    | none                      | ?                                             | unknown |
    | autoscaling.amazonaws.com | DISABLED                                      | -       |
    """
    return among(state, ["enabled", "enabled_with_all_cloudtrail_management_events"], ["disabled"])


@check(
    "events_rule",
    domain="resilience",
    severity="low",
    family="failure_handling",
    where="managed_by.str.lower() == 'none' and target_count > 0",
)
def events_rule_failures_kept(targets_without_dead_letter):
    """Each target of the rule has a dead-letter queue.

    Why: An event that a target does not take is tried for a day and then gone, with nobody told.
    Remedy: Edit the target of the rule and choose an SQS queue as its dead-letter queue (`DeadLetterConfig`).
    Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html

    | managed_by                | target_count | targets_without_dead_letter | verdict |
    |---------------------------|--------------|-----------------------------|---------|
    | none                      | 1            | 0                           | pass    |
    | none                      | 2            | 1                           | fail    |
    | none                      | 1            | ?                           | unknown |
    | none                      | 0            | 0                           | -       |
    | autoscaling.amazonaws.com | 1            | 1                           | -       |
    """
    return targets_without_dead_letter == 0


@check(
    "events_rule",
    domain="governance",
    severity="low",
    family="unused_resources",
    where="managed_by.str.lower() == 'none'",
)
def events_rule_targeted(target_count):
    """The rule of the event bus has a target.

    Why: A rule without target notices an event and does nothing, while its name says that it is handled.
    Remedy: Add a target to the rule (`put-targets`), or delete the rule.
    Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html

    | managed_by                | target_count | verdict |
    |---------------------------|--------------|---------|
    | none                      | 1            | pass    |
    | none                      | 0            | fail    |
    | none                      | ?            | unknown |
    | autoscaling.amazonaws.com | 0            | -       |
    """
    return target_count > 0
