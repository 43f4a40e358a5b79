"""Views that read the policy of one resource: whether everyone is let in."""

import json

import pytest

from tests.inventories import rows
from toolkit.views import VIEWS

ANYONE = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
OWN = ANYONE | {"Condition": {"StringEquals": {"aws:SourceOwner": "111111111111"}}}


@pytest.mark.parametrize(
    "name",
    [
        "ecr_registry_policy",
        "ecr_repository_policy",
        "secretsmanager_secret_policy",
        "sns_topic_policy",
        "sqs_queue_policy",
    ],
)
def test_whether_a_policy_lets_everyone_in(name):
    texts = [json.dumps([ANYONE]), json.dumps([OWN]), "[]", "[null]", None]
    frame = VIEWS[name].build(rows(VIEWS[name].tables[0], statements_json=texts))
    assert frame["admits_anyone"].astype("object").fillna("?").tolist() == [True, False, False, "?", "?"]
