"""Answers built from botocore's own model of an operation: what a declaration can be held against without AWS."""

import datetime as dt
import json
from functools import cache

import botocore.session
from botocore import xform_name
from botocore.model import OperationModel, Shape

MODELS = botocore.session.get_session()
POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "1",
            "Effect": "Allow",
            "Principal": {"AWS": ["*"]},
            "Action": ["*"],
            "Resource": ["*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
        }
    ],
}
POLICIES = ("policyinjson", "policy", "policies", "policytext", "policydocument", "document")
WRITTEN = {"RedrivePolicy": '{"deadLetterTargetArn": "1"}', "VersionStages": "AWSCURRENT"}  # texts that paths look into
HERE = {"account_id": "111111111111", "region": "eu-central-1", "partition": "aws"}


@cache
def operation(service: str, name: str) -> OperationModel:
    """Return botocore's model of an operation in snake case."""
    model = MODELS.get_service_model(service)
    names = {xform_name(n): n for n in model.operation_names}
    assert name in names, f"{service} has no operation {name!r}"
    return model.operation_model(names[name])


def full(shape: Shape | None, seen: tuple[str, ...] = (), name: str = ""):
    """Return an answer in which every member of the shape is present."""
    if shape is None or shape.name in seen:
        return {}
    seen = (*seen, shape.name)
    match shape.type_name:
        case "structure":
            return {n: full(member, seen, n) for n, member in shape.members.items()}
        case "list":
            return [full(shape.member, seen, name)]
        case "map":
            return {key: full(shape.value, seen, key if shape.key.enum else name) for key in shape.key.enum or ["key"]}
        case "boolean":
            return True
        case "integer" | "long" | "double" | "float":
            return 1
        case "timestamp":
            return dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
        case "blob":
            return b"1"
        case _ if name in WRITTEN:
            return WRITTEN[name]
        case _ if name.lower().endswith(POLICIES) or shape.name == "PolicyContent":
            # IAM's documents arrive decoded: botocore does that for the operations that have them
            return json.dumps(POLICY)
        case _ if name == "Key" and not shape.enum:
            return "Name"  # of a tag: EC2 keeps names there
        case _:
            return (shape.enum or ["1"])[0]
