"""What is unread in any table never turns a verdict round and never removes a row. A new view or check needs no line.

Small estates are made at random, from the values that truth tables name; then one cell at a time is taken away, one
list at a time refused, and each truth value that is unread filled in again in both ways.
"""

import random
from itertools import product

import pandas as pd
import pytest

from tests.checks.test_declarations import examples
from tests.inventories import ACCOUNT, DAY, REGION, place_of
from toolkit.checks import CHECKS
from toolkit.inventory import Inventory, held
from toolkit.model import COMMON
from toolkit.observe import observe
from toolkit.tables import TABLES
from toolkit.views import VIEWS

ESTATES, MOST = 8, 200  # as many as it takes until something passes and something fails
IDS = ["a", "b", "c"]  # few, so that rows of different tables meet
OF_UNIONS = [[f"{name}{n}" for name in IDS] for n in range(9)]  # but no two answers about one thing
_TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:"
_GROUP = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:"
ALL_IDS = [
    *(name for ids in [IDS, *OF_UNIONS] for name in ids),
    *(f"{arn}{n}" for arn in [_TOPIC, _GROUP] for n in IDS),
]
WORDS = {
    "status": ["ACTIVE", "gone"],
    "delivery_status": ["SUCCESS", "FAILED"],
    "protocol": ["tcp", "-1"],
    "from_port": [22, 22, 443],
    "to_port": [22, 65535],
    "cidr_ipv4": ["0.0.0.0/0", "none"],
    "cidr_ipv6": ["none"],
    "cidrs": ["0.0.0.0/0", "10.0.0.0/8"],
    "inbound_permissions": [0, 1, 2],
    "prefix_list_id": ["none", *IDS],
    "kms_key_id": ["none", *IDS],
    "aws_managed": [False, True],
    "log_bucket": ["none", *IDS],
    "codebuild_project.log_bucket": [False, True],
    "everyone_may": ["", "READ"],
    "volume_id": IDS,
    "kms_key_arn": ["none", *IDS],
    "every_account_may": [""],
    "sse_algorithm": ["aws:kms", "AES256"],
    "object_ownership": ["ObjectWriter", "BucketOwnerEnforced"],
    "network_origin": ["Internet", "VPC"],
    "restricts_public_buckets": [False, True],
    "bucket_account_id": [ACCOUNT],
    "bucket": IDS,
    "replica_buckets": ["", *(f"arn:aws:s3:::{name}" for name in IDS)],
    "expiry_rules": [0, 1],
    "lifecycle_rules": [0, 1],
    "bucket_region": [REGION, "eu-west-1"],
    "grantee": ["arn:aws:iam::999999999999:role/r", "s3.amazonaws.com"],
    "media_type": ["application/vnd.oci.image.manifest.v1+json"],
    "scan_type": ["BASIC", "ENHANCED"],
    "mq_broker.engine_version": ["3.13.7", "3.12"],
    "offered_versions": ["3.13 4.2"],
    "rds_certificate.expires_at": ["2046-01-01T00:00:00+00:00", "2024-08-22T00:00:00+00:00"],
    "standard_support_ends_at": ["2046-01-01T00:00:00+00:00", "2024-02-29T00:00:00+00:00"],
    "rds_major_version.engine": ["postgres", "mysql", "mariadb"],
    "rds_major_version.version": ["16"],
    "rds_instance.engine_version": ["16.4", "17.1"],
    "ssm_parameter.name": ["/shop/log_level", "/shop/db_password"],
    "delivery_error": [*["none"] * 3, "AccessDenied"],  # many conditions at once: most of each are good
    "log_group_error": [*["none"] * 3, "AccessDenied"],
    "listeners_json": ['[{"protocol": "HTTPS"}]', '[{"protocol": "HTTP"}]', '[{"protocol": "TCP"}]'],
    "tunnels_json": [
        '[{"ike_versions": ["ikev2"], "phase1_integrity": ["SHA2-256"], "phase2_integrity": ["SHA2-256"],'
        ' "phase1_dh_groups": [20], "phase2_dh_groups": [20], "logs": true}]',
        "[{}]",
    ],
    "ec2_vpc_endpoint.owner_id": [ACCOUNT],
    "requester_account_id": [ACCOUNT],
    "accepter_account_id": [ACCOUNT, "999999999999"],
    "routes_json": [
        *['[{"destination": "0.0.0.0/0", "target": "igw-1", "state": "active"}]'] * 2,
        '[{"destination": "10.0.0.0/8", "target": "pcx-1", "state": "blackhole"}]',
    ],
    "entries_json": [
        *[
            '[{"number": 1, "egress": false, "action": "allow", "protocol": "-1", "cidr_ipv4": "0.0.0.0/0"},'
            ' {"number": 1, "egress": true, "action": "allow", "protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}]'
        ]
        * 2,
        '[{"number": 1, "egress": false, "action": "deny", "protocol": "-1", "cidr_ipv4": "0.0.0.0/0"}]',
    ],
    "public_ips": ["203.0.113.1", "203.0.113.1", "none"],
    "ec2_network_interface.type": ["interface"],
    "ec2_network_interface.status": ["in-use"],
    "ec2_route_table.name": ["a", "b"],  # few, so that most often one serves a subnet
    "ec2_route_table.subnet_ids": ["subnet-1 subnet-2 subnet-3", ""],
    "ec2_network_acl.name": ["a"],
    "ec2_network_acl.subnet_ids": ["subnet-1 subnet-2 subnet-3"],
    "block_public_access": [*["off"] * 4, "block-ingress"],
    "group_id": ["sg-1", "sg-2", "sg-3"],
    "ec2_network_interface.security_group_ids": ["sg-1 sg-2 sg-3", "sg-1"],
    "ec2_security_group_rule.is_egress": [*[False] * 3, True],
    "ec2_security_group_rule.prefix_list_id": [*["none"] * 9, *IDS],
    "ec2_security_group_rule.cidr_ipv4": [*["0.0.0.0/0"] * 3, "none"],
    "statements_json": [
        "[]",
        '[{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]',
        '[{"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "*", "Resource": "*"}]',
    ],
    "attached_policy_arns": [
        *["", "arn:aws:iam::aws:policy/AdministratorAccess"],
        "arn:aws:iam::aws:policy/AWSCloudShellFullAccess arn:aws:iam::aws:policy/AWSSupportAccess",
    ],
    "group_names": ["", "a"],
    "managed_policy_arns": ["", "arn:aws:iam::aws:policy/AdministratorAccess"],
    "customer_policy_names": ["", "own"],
    "session_duration": ["PT1H", "PT12H"],
    "service_linked": [False, True],
    "inline_statements_json": [
        *["[]", '[{"Effect": "Allow", "Action": "*", "Resource": "*"}]'],
        '[{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]',
        '[{"Effect": "Allow", "Action": ["iam:PassRole", "s3:*"], "Resource": "*"}]',
    ],
    "permissions_boundary_arn": ["none"],
    "organizations_policy.type": ["SERVICE_CONTROL_POLICY", "TAG_POLICY"],
    **{key: [*([False] * 3), True] for key in ["cluster_member", "read_replica"]},
    "root": [False, True],
    **{key: [*([True] * 4), False] for key in ["multi_region", "logging", "logs_reads", "logs_writes"]},
    "left_out_sources": [*[""] * 3, "iam.amazonaws.com"],
    "trust_json": [
        '[{"Effect": "Allow", "Principal": {"AWS": "111111111111"}, "Action": "sts:AssumeRole"}]',
        '[{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]',
    ],
    "config_recorder.recording_strategy": ["ALL_SUPPORTED_RESOURCE_TYPES", "INCLUSION_BY_RESOURCE_TYPES"],
    "config_recorder.last_status": ["Success", "Failure"],
    "environment_names": ["", "DB_PASSWORD"],
    "subnet_id": ["subnet-1", "subnet-2", "subnet-3"],  # lists name several, so they are not renamed for each account
    "subnet_ids": ["", "subnet-1", "subnet-1 subnet-2", "subnet-1 subnet-2 subnet-3"],
    "state_reason": [f"User initiated ({day} 00:00:00 GMT)" for day in ("2026-11-01", "2020-01-01")],
}
_CHAIN = {
    "log_group_arn": [f"{_GROUP}{name}" for name in IDS],
    "log_group_delivered_at": ["2026-11-24T08:00:00+00:00"],
    "metric_namespace": ["CIS"],
    "metric_name": ["Keys"],
    "metrics_json": ['[{"namespace": "CIS", "name": "Keys"}]'],
    "metric_value": ["1", "1", "0"],
    "logs_metric_filter.pattern": ["", "", "{ $.eventName = DisableKey }"],
    "logs_metric_filter.selection": ["none"],
    "cloudwatch_alarm.rule": ["none"],
    "cloudwatch_alarm.statistic": ["Sum"],
    "cloudwatch_alarm.comparison": ["GreaterThanOrEqualToThreshold"],
    "cloudwatch_alarm.dimension_count": [0],
    "logs_metric_filter.dimension_count": [0],
    "cloudwatch_alarm.datapoints_to_alarm": [1],
    "cloudwatch_alarm.threshold": [1],
    "cloudwatch_alarm.alarm_actions": [f"{_TOPIC}{name}" for name in IDS],
    "cloudwatch_alarm.actions_enabled": [True, True, True, False],
    "sns_topic.confirmed_subscriptions": [1, 1, 1, 0],
}
WORDS |= _CHAIN
_TRAIL = "arn:aws:cloudtrail:eu-central-1:111111111111:trail/"
ARNS = {
    **dict.fromkeys(["s3_bucket", "s3_bucket_protection"], "arn:aws:s3:::"),
    "sns_topic": _TOPIC,
    "cloudtrail_trail": _TRAIL,
    "cloudtrail_shadow_trail": _TRAIL,
}
TIMES = [
    "2026-11-24T08:00:00+00:00",
    "2026-11-23T00:00:00+00:00",
    "2026-11-01T00:00:00+00:00",
    "2020-01-01T00:00:00+00:00",
]
TURNED = {("pass", "fail"), ("fail", "pass"), ("pass", "-"), ("fail", "-")}
NEVER_UNREAD = {column.name for column in COMMON}


def na_is_an_answer(name, column):
    """Whether a declaration says that AWS leaves the value out where there is none."""
    return any(c.name == column and "NA also" in c.doc for c in TABLES[name].columns)


views = pytest.mark.parametrize("view", VIEWS.values(), ids=lambda v: v.name)


def values(name, kind, shown, ids):
    """What a column may hold in a random estate."""
    if name in WORDS:
        return [*WORDS[name], *(shown.get(name, []) if name == "status" else [])]  # what it means differs by service
    if kind == "bool":
        return [True, False]
    if name in shown:
        return shown[name]
    if kind == "datetime" or name.endswith(("_last_used", "_last_rotated", "_last_changed")):
        return TIMES if kind == "datetime" else [*TIMES, "N/A"]
    return [0, 1] if kind in ("int", "float") else ids


def random_table(name, chance, shown, ids, least=1):
    """Rows of a table without a missing value; ids are unique, and one row stands for what has one a place."""
    table = TABLES[name]
    size = 1 if table.one else chance.randint(least, len(WORDS.get(f"{name}.name", IDS)))
    keys = {c.name for c in table.columns if c.name.endswith("_id") and c.name[:-3] in name} | {"name"}
    columns = {}
    for column in (*table.columns, *(c for c in COMMON if c.name not in {t.name for t in table.columns})):
        may = WORDS.get(f"{name}.{column.name}") or values(column.name, column.kind, shown, ids)
        several = (column.name in keys or column.name.endswith("_arn")) and len(may) >= size
        columns[column.name] = (
            chance.sample(may, size) if several else [chance.choice([may[0], *may]) for _ in range(size)]
        )
    place = {"account_id": [ACCOUNT] * size, "region": [place_of(name)] * size, "observed_at": [DAY] * size}
    own = chance.sample(ids, size)
    named = WORDS.get(f"{name}.name", own)[:size]
    frame = pd.DataFrame(columns | place | {"resource_id": own, "call_id": ["call"] * size, "name": named})
    return frame.reindex(columns=list(table.dtypes)).astype(table.dtypes)


def shown_by(checks):
    """The values that truth tables name, by column."""
    found = {}
    for check in checks:
        cases = examples(check)
        for column in cases.columns.drop("verdict"):
            found.setdefault(column, []).extend(v for v in cases[column].unique() if v != "?")
    return found


def together(tables, changes):
    """One inventory in which each change of an estate has an account and ids of its own, so that one build judges all.

    A change is a cell, `(table, row, column, value)`, a table that was refused, `(table,)`, or `()` for none.
    """
    big, denied = {}, {(change[0], n) for n, change in enumerate(changes) if len(change) == 1}
    for name, frame in tables.items():
        numbers = pd.Series(range(len(changes)), dtype="Int64").repeat(len(frame)).reset_index(drop=True)
        many = pd.concat([frame] * len(changes), ignore_index=True)
        for column in many.select_dtypes("string"):
            many[column] = many[column].mask(many[column].isin(ALL_IDS), many[column] + "-" + numbers.astype("string"))
            many[column] = many[column].mask(many[column].eq(ACCOUNT), numbers.astype("string"))
            if column == "log_group_arn":  # is of the account that owns the trail
                many[column] = [_of(arn, n) for arn, n in zip(many[column], numbers, strict=True)]
        many["account_id"] = numbers.astype("string")
        many["resource_id"] = ARNS.get(name, "") + many["resource_id"]
        for n, change in enumerate(changes):
            if len(change) == 4 and change[0] == name:
                many.loc[n * len(frame) + change[1], change[2]] = change[3]
        big[name] = many[~numbers.isin([n for table, n in denied if table == name])].reset_index(drop=True)
    coverage = [
        (str(n), place_of(name), name, "denied" if (name, n) in denied else "observed")
        for name, n in product(tables, range(len(changes)))
    ]
    coverage = pd.DataFrame(coverage, columns=["account_id", "region", "table", "status"], dtype="string")
    return Inventory(big, coverage, held(pd.DataFrame()), {})


def _of(arn, number):
    return arn if pd.isna(arn) else arn.replace(f":{ACCOUNT}:", f":{number}:")


def verdicts(tables, changes, view, checks):
    """For each change the verdict of each check on each row of a view; `-` where it is outside the population."""
    frame = together(tables, changes)[view.name]
    rows = list(frame[["account_id", "resource_id", *view.key]].itertuples(index=False, name=None))
    found = [{} for _ in changes]
    for check in checks:
        seen = observe(check, frame.assign(resource_id=[str(n) for n in range(len(frame))]))
        results = dict(zip(seen["resource_id"], seen["result"], strict=True))
        for number, (account, resource, *key) in enumerate(rows):
            own = "account" if resource == account else resource.removesuffix(f"-{account}")
            row = (check.name, own, *key)
            found[int(account)][row] = results.get(str(number), "-")
    return found


@views
def test_what_is_unread_turns_no_verdict_round_and_removes_no_row(view):
    checks = [check for check in CHECKS.values() if check.table == view.name]
    shown, seen = shown_by(checks), set()
    for number in range(MOST):
        if number >= ESTATES and (not checks or {"pass", "fail"} <= seen):
            break
        chance = random.Random(f"{number} {view.name}")
        ids = OF_UNIONS if len(view.rows) > 1 else [IDS] * len(view.tables)
        tables = {
            name: random_table(name, chance, shown, own, least=name in view.rows)
            for name, own in zip(view.tables, ids, strict=False)
        }
        if number >= ESTATES and {*verdicts(tables, [()], view, checks)[0].values()} <= seen:
            continue  # nothing that was not held under this already
        cells = [
            (name, row, column)
            for name, frame in tables.items()
            for row, column in product(frame.index, frame.columns.difference(NEVER_UNREAD))
            if not (len(view.rows) > 1 and column.endswith("_arn"))  # the id of a row, which then has another
            and not na_is_an_answer(name, column)
        ]
        refused = [(name,) for name in view.tables if name not in view.rows]
        whole, *less = verdicts(tables, [(), *((*cell, pd.NA) for cell in cells), *refused], view, checks)
        seen |= set(whole.values())
        for where, found in zip([*cells, *refused], less, strict=True):
            for row, result in whole.items():
                assert row in found, (number, where, row)
                assert (result, found[row]) not in TURNED, (number, where, row)
        truth = [cell for cell in cells if TABLES[cell[0]].dtypes[cell[2]] == "boolean"]
        filled = verdicts(tables, [(), *((*cell, value) for cell in truth for value in (True, False))], view, checks)[
            1:
        ]
        for n, where in enumerate(truth):
            for row, result in less[cells.index(where)].items():
                shared = {each.get(row, "-") for each in filled[2 * n : 2 * n + 2]}
                # A union may leave rows out; what it keeps is judged as it would be inside.
                shared -= {"-"} if len(view.rows) > 1 else set()
                assert result == "unknown" or shared <= {result}, (number, where, row)
    assert not checks or {"pass", "fail"} <= seen  # else it proves nothing
