"""One audit, made by hand, small enough to read whatever is shown of it."""

from dataclasses import replace

import pandas as pd

from tests.engagements import AS_OF, register
from tests.inventories import REGION, assessed, inventory, rows
from toolkit.checks import CHECKS
from toolkit.frameworks import read_framework
from toolkit.inventory import held
from toolkit.show.audit import Workbook

CONTROLS = ["CC1.1", "CC1.2", "CC6.1", "CC6.2", "CC6.4"]
ROTATION = {"check_id": "kms_key_rotation_enabled"}
HOSTILE = "<img src=x onerror=alert(1)>"
KEYS = rows(
    "kms_key",
    resource_id=[f"arn:aws:kms:{REGION}:111111111111:key/{number}" for number in range(5)] + [HOSTILE],
    rotation_enabled=[True, True, False, False, None, False],
    **dict.fromkeys(("customer_managed", "rotatable", "enabled"), [True] * 6),
)
INSTANCES = rows(
    "ec2_instance",
    name=[HOSTILE, "web"],
    instance_id=["i-1", "i-2"],
    state=["running"] * 2,
    imds_tokens=["required", "optional"],
    imds_endpoint=["enabled"] * 2,
)
FUNCTIONS = rows("lambda_function", name=["resize"])
VOLUMES = rows("ec2_volume", encrypted=[False, True, None])
LEDGER = pd.DataFrame(
    [
        ("call", "kms", "kms_key", REGION, "ListKeys", "ok", ""),
        ("denied", "logs", "logs_group", REGION, "DescribeLogGroups", "denied", "AccessDenied"),
    ],
    columns=["call_id", "service", "table", "region", "operation", "outcome", "error_code"],
).assign(
    account_id="111111111111",
    arguments="{}",
    error="",
    resource_id="",
    attempts=1,
    request_id="r",
    started_at=pd.Timestamp("2026-11-24", tz="UTC"),
    caller_arn="arn:aws:iam::111111111111:role/audit",
    answer_sha256="",
)
SAID = {
    "owners": [{"control_id": "CC6.1"}],
    "attestations": [{"control_id": "CC1.1"}],
    "applicability": [{"control_id": "CC1.2"}],
    "aws_reports": [{}],
    "exceptions": [
        ROTATION | {"resource_id": f"arn:aws:kms:{REGION}:111111111111:key/2"},
        ROTATION | {"exception_id": "EX-2", "resource_id": f"arn:aws:kms:{REGION}:111111111111:key/0"},
    ],
}


def audit():
    """Five criteria: with failures, not observed, attested, out of scope, and AWS's."""
    whole = read_framework("soc2_2017")
    some = whole.controls[whole.controls["control_id"].isin(CONTROLS)].reset_index(drop=True)
    mine = {
        name: frame[frame["control_id"].isin(CONTROLS)].reset_index(drop=True)
        for name, frame in (("evidence", whole.evidence), ("conditions", whole.conditions))
    }
    framework = replace(whole, assessable=len(some), controls=some, **mine)
    tables = {name: rows(name) for check in CHECKS.values() for name in check.tables}
    tables |= {"kms_key": KEYS, "ec2_instance": INSTANCES, "lambda_function": FUNCTIONS, "ec2_volume": VOLUMES}
    estate = inventory(tables, [("logs_group", REGION, "denied", "An error occurred (AccessDenied)")])
    about = {"caller_arn": "arn:aws:iam::111111111111:role/audit", "tool": "demarc 0", "versions": {"boto3": "1"}}
    estate = replace(estate, calls=held(LEDGER), manifest=estate.manifest | about)
    found = assessed(estate)
    found = replace(found, manifest=found.manifest | {"tool": "demarc 0", "versions": {"pandas": "1"}})
    return Workbook(framework, found, register(**SAID), AS_OF)
