"""Views over Amazon Simple Notification Service."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.iam_policy_document import unbound_services


@view
def sns_topic_policy(sns_topic: pd.DataFrame) -> pd.DataFrame:
    """Topics, each with the AWS services that its policy lets in without saying for whom they act."""
    unbound = sns_topic["statements_json"].map(unbound_services, na_action="ignore")
    return sns_topic.assign(unbound_services=unbound.astype("string"))
