"""Views over Amazon Simple Queue Service."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.iam_policy_document import admits_anyone, admitted_accounts, unbound_services
from toolkit.views.kms import managed_by_customer
from toolkit.views.organizations import MEMBERS, with_foreign_accounts


@view
def sqs_queue_policy(sqs_queue: pd.DataFrame) -> pd.DataFrame:
    """Queues, each with whom its policy lets in.

    `admits_anyone`: principals of any account. `unbound_services`: AWS services, without saying for whom they act.
    """
    texts = sqs_queue["statements_json"]
    return sqs_queue.assign(
        admits_anyone=texts.map(admits_anyone, na_action="ignore").astype("boolean"),
        unbound_services=texts.map(unbound_services, na_action="ignore").astype("string"),
    )


@view(estate=MEMBERS)
def sqs_queue_accounts(
    sqs_queue: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Queues, each with the foreign accounts that its policy names; see `views.organizations`."""
    named = sqs_queue["statements_json"].map(admitted_accounts, na_action="ignore")
    return with_foreign_accounts(sqs_queue, named, organizations_organization, sts_caller_identity)


@view
def sqs_queue_key(sqs_queue: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Queues, each with whether a customer manages the key of its messages (`key_customer_managed`)."""
    return sqs_queue.assign(key_customer_managed=managed_by_customer(sqs_queue, "kms_key_id", kms_key))


@view
def sqs_queue_redrive(sqs_queue: pd.DataFrame) -> pd.DataFrame:
    """Queues, each with whether the queue that takes its failed messages exists, and whether it is such a queue itself.

    `dead_letters_arrive`: the account has that queue in the Region, as SQS asks. `takes_dead_letters` is true where
    that is proven: who might leave a queue out has to have seen why.
    """
    targets, arns = sqs_queue["dead_letter_arn"], sqs_queue["resource_id"]
    own = pd.MultiIndex.from_arrays([sqs_queue["account_id"], arns])
    named = pd.MultiIndex.from_arrays([sqs_queue["account_id"], targets])
    arrive = pd.Series(named.isin(own), index=sqs_queue.index, dtype="boolean").mask(targets.isna())
    takes = pd.Series(own.isin(named[targets.ne(arns).fillna(False)]), index=sqs_queue.index, dtype="boolean")
    return sqs_queue.assign(dead_letters_arrive=arrive, takes_dead_letters=takes)
