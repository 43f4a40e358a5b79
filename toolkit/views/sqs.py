"""Views over Amazon Simple Queue Service."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.iam_policy_document import unbound_services


@view
def sqs_queue_policy(sqs_queue: pd.DataFrame) -> pd.DataFrame:
    """Queues, each with the AWS services that its policy lets in without saying for whom they act."""
    unbound = sqs_queue["statements_json"].map(unbound_services, na_action="ignore")
    return sqs_queue.assign(unbound_services=unbound.astype("string"))
