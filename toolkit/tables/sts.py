"""AWS Security Token Service."""

from __future__ import annotations

from toolkit.model import column, table


@table("sts:get_caller_identity", resource_type="AWS::::Account", key="Arn", scope="global", one=True)
class sts_caller_identity:
    """The identity that collected the account."""

    arn: str = column("Arn", "ARN of the identity that made the calls.")
    user_id: str = column("UserId", "Unique id of that identity.")
