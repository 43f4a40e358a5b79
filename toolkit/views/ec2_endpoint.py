"""Views of Amazon EC2: what the policies of VPC endpoints allow."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.policy_documents import Statement, statements


@view
def ec2_vpc_endpoint_policy(ec2_vpc_endpoint: pd.DataFrame) -> pd.DataFrame:
    """VPC endpoints, each with what its policy allows.

    `own`: the account owns the endpoint. `has_policy`: its service takes one. `allows_everything`: a statement allows
    everybody all actions on all resources without a condition, as the policy that AWS gives an endpoint does. NA where
    such a statement has a condition, or another one denies something: what remains is for a reader to say.
    """
    texts = ec2_vpc_endpoint["statements_json"]
    seen = [None if pd.isna(text) else _allows_everything(text) for text in texts]
    return ec2_vpc_endpoint.assign(
        own=ec2_vpc_endpoint["owner_id"] == ec2_vpc_endpoint["account_id"],
        has_policy=texts.str.strip() != "[]",
        allows_everything=pd.Series(seen, index=ec2_vpc_endpoint.index, dtype="boolean"),
    )


def _allows_everything(text: str) -> bool | None:
    read = statements(text)
    if read is None:
        return None
    wide = [statement for statement in read if _everything(statement)]
    sure = any(not statement.conditions for statement in wide) and all(statement.allows for statement in read)
    return True if sure else None if wide else False


def _everything(statement: Statement) -> bool:
    """Tell whether a statement allows everybody everything, whatever its conditions."""
    everybody = statement.principals is None or any(name == "*" for _, name in statement.principals)
    actions, resources = statement.actions or (), statement.resources or ()
    # What a statement leaves out may be little.
    all_actions = statement.not_actions is not None or any(
        not name.strip("*") or name.endswith(":*") for name in actions
    )
    all_resources = statement.not_resources is not None or any(not name.strip("*") for name in resources)
    return statement.allows and everybody and all_actions and all_resources
