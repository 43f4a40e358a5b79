"""Whom a file system policy lets in, and what it refuses."""

import json

import pytest

from tests.inventories import rows
from toolkit.views import VIEWS

ANYONE = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "elasticfilesystem:ClientMount", "Resource": "*"}
NEAR = {"Condition": {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}}}
CLEAR = {"Bool": {"aws:SecureTransport": "false"}}
DENIAL = {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "*", "Resource": "*", "Condition": CLEAR}


@pytest.mark.parametrize(
    ("policy", "anyone", "tls"),
    [
        ([], False, False),
        ([ANYONE], True, False),
        ([ANYONE | NEAR], False, False),
        ([ANYONE | NEAR, ANYONE], True, False),
        ([ANYONE | {"Condition": {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "false"}}}], True, False),
        ([ANYONE | {"Principal": {"AWS": "111111111111"}}], False, False),
        ([ANYONE | NEAR, DENIAL], False, True),
        ([DENIAL | {"Condition": {"BoolIfExists": {"aws:SecureTransport": "false"}}}], False, True),
        ([DENIAL | {"Condition": {"BoolIfExists": {"aws:SecureTransport": "true"}}}], False, False),
        ([DENIAL | {"Action": "elasticfilesystem:ClientMount"}], False, False),
        ([DENIAL | {"Principal": {"AWS": "111111111111"}}], False, False),
        ([DENIAL | {"Condition": CLEAR | {"StringEquals": {"aws:PrincipalAccount": "1"}}}], False, False),
        ("twice encoded", "?", "?"),
    ],
)
def test_a_policy_that_admits_everybody_near_is_not_open(policy, anyone, tls):
    frame = VIEWS["efs_file_system_policy"].build(rows("efs_file_system", statements_json=[json.dumps(policy)]))

    assert frame[["admits_anyone", "tls_required"]].astype("object").fillna("?").to_numpy().tolist() == [[anyone, tls]]
