"""Checks of flow logs."""

from toolkit.model import check
from toolkit.readings import among


@check("ec2_flow_log", domain="logging", severity="medium", family="monitoring")
def ec2_flow_log_delivered(status, delivery_status):
    """The flow log is active and delivers its records.

    Why: A flow log that cannot write looks like one in the list of flow logs, and holds nothing when it is needed.
    Remedy: Read the delivery error of the flow log, correct its role, policy or destination, or make the flow log anew.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-troubleshooting.html

    | status  | delivery_status | verdict |
    |---------|-----------------|---------|
    | ACTIVE  | SUCCESS         | pass    |
    | active  | success         | pass    |
    | ACTIVE  | FAILED          | fail    |
    | ACTIVE  | none            | unknown |
    | DELETED | SUCCESS         | unknown |
    | ACTIVE  | ?               | unknown |
    """
    return among(status, ["active"]) & among(delivery_status, ["success"], ["failed"])


@check(
    "ec2_flow_log",
    domain="logging",
    severity="low",
    family="access_logging",
    where="traffic_type.str.lower() != 'none'",
)
def ec2_flow_log_rejects_logged(traffic_type):
    """The flow log records the traffic that is rejected.

    Why: Scans and wrong connections show in what is refused, before something is let in.
    Remedy: A flow log cannot be changed: create one with the filter All or Reject, and delete the old one.
    Source: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-basics.html

    | traffic_type | verdict |
    |--------------|---------|
    | ALL          | pass    |
    | REJECT       | pass    |
    | ACCEPT       | fail    |
    | ?            | unknown |
    | none         | -       |
    """
    return among(traffic_type, ["all", "reject"], ["accept"])
