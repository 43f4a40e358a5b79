"""What counts as a copy of a resource, and who may delete one."""

import json

import pandas as pd
import pytest

from tests.inventories import ACCOUNT, DAY, REGION, rows
from toolkit.views import VIEWS

VOLUME = f"arn:aws:ec2:{REGION}:{ACCOUNT}:volume/v-1"
INSTANCE = f"arn:aws:ec2:{REGION}:{ACCOUNT}:instance/i-1"
DAYS_AGO = {n: str(pd.Timestamp(DAY) - pd.Timedelta(days=n)) for n in (1, 5, 9)}


def snapshots(*found):
    volume, state, made = zip(*found, strict=True) if found else ((), (), ())
    return rows("ec2_snapshot", volume_id=list(volume), state=list(state), created_at=list(made))


def backups(**made):
    return rows("backup_protected_resource", resource_id=list(made), last_backup_at=list(made.values()))


def of_volume(snapshots, backups):
    volume = rows("ec2_volume", resource_id=[VOLUME], volume_id=["v-1"], instance_id=["i-1"], state=["in-use"])
    frame = VIEWS["ec2_volume_recovery"].build(volume, snapshots, backups)
    return tuple(frame[["copy_age_days", "newer_copy"]].astype("object").fillna("?").iloc[0])


@pytest.mark.parametrize(
    ("snapshots", "backups", "seen"),
    [
        (snapshots(), backups(), (-1, False)),
        (snapshots(("v-1", "completed", DAYS_AGO[5])), backups(), (5, False)),
        (snapshots(("v-1", "completed", DAYS_AGO[9]), ("v-1", "Completed", DAYS_AGO[5])), backups(), (5, False)),
        (snapshots(("v-1", "error", DAYS_AGO[5])), backups(), (-1, False)),
        (snapshots(("v-1", "pending", DAYS_AGO[1]), ("v-1", "completed", DAYS_AGO[9])), backups(), (9, False)),
        (snapshots(("v-2", "completed", DAYS_AGO[1])), backups(), (-1, False)),
        (snapshots(("v-1", None, DAYS_AGO[1])), backups(), (-1, "?")),
        (snapshots((None, "completed", DAYS_AGO[1]), ("v-1", "completed", DAYS_AGO[9])), backups(), (9, "?")),
        (snapshots(("v-1", "completed", None)), backups(), (-1, "?")),
        (snapshots(), backups(**{VOLUME: DAYS_AGO[5]}), (5, False)),
        (snapshots(), backups(**{INSTANCE: DAYS_AGO[1], VOLUME: DAYS_AGO[5]}), (1, False)),
        (snapshots(), backups(**{INSTANCE: None}), (-1, "?")),
        (snapshots(), backups(**{VOLUME: str(pd.Timestamp(DAY) + pd.Timedelta(minutes=5))}), (0, False)),
    ],
)
def test_the_newest_copy_of_a_volume(snapshots, backups, seen):
    assert of_volume(snapshots, backups) == seen


def test_a_copy_of_another_place_is_none():
    elsewhere = backups(**{VOLUME: DAYS_AGO[1]}).assign(region="us-east-1").astype({"region": "string"})

    assert of_volume(snapshots(), elsewhere) == (-1, False)


def test_a_copy_that_lies_far_in_the_future_has_no_age():
    late = backups(**{VOLUME: str(pd.Timestamp(DAY) + pd.Timedelta(days=3))})

    assert of_volume(snapshots(), late) == ("?", False)


def test_a_table_is_found_by_its_arn():
    arn = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/orders"
    tables = rows("dynamodb_table", resource_id=[arn, arn + "2"])
    frame = VIEWS["dynamodb_table_recovery"].build(tables, backups(**{arn: DAYS_AGO[5]}))

    assert frame["copy_age_days"].tolist() == [5, -1]


DENIAL = {"Effect": "Deny", "Principal": "*", "Action": "backup:DeleteRecoveryPoint", "Resource": "*"}


@pytest.mark.parametrize(
    ("statement", "refuses"),
    [
        (DENIAL, True),
        (
            DENIAL | {"Principal": {"AWS": "*"}, "Action": ["backup:Delete*", "backup:UpdateRecoveryPointLifecycle"]},
            True,
        ),
        (DENIAL | {"Action": "backup:*"}, True),
        (DENIAL | {"Effect": "Allow"}, False),
        (DENIAL | {"Principal": {"AWS": "arn:aws:iam::111111111111:root"}}, False),
        (DENIAL | {"Action": "backup:DeleteBackupVault"}, False),
        (DENIAL | {"Resource": "arn:aws:ec2:*::snapshot/*"}, False),
        (DENIAL | {"Condition": {"StringNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111111111111:role/a"}}}, False),
        ("twice encoded", "?"),
    ],
)
def test_a_policy_refuses_deletion_only_to_everyone_and_of_everything(statement, refuses):
    vault = rows("backup_vault", statements_json=[json.dumps([statement])])
    frame = VIEWS["backup_vault_policy"].build(vault)

    assert frame["refuses_deletion"].astype("object").fillna("?").tolist() == [refuses]


def test_regions_are_counted_apart():
    regions = rows("ec2_region", name=["a", "b"]).assign(region=["a", "b"]).astype({"region": "string"})
    plans = rows("backup_plan", name=["p", "q"]).assign(region="a").astype({"region": "string"})
    none = [rows("backup_report_plan"), backups()]
    frame = VIEWS["ec2_region_backups"].build(regions, plans, *none)

    assert frame[["plans", "report_plans", "protected"]].to_numpy().tolist() == [[2, 0, 0], [0, 0, 0]]
