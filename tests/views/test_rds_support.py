import pandas as pd
import pytest

from tests.inventories import rows
from toolkit.views import VIEWS

END = pd.Timestamp("2026-07-31", tz="UTC")
LATER = pd.Timestamp("2029-07-31", tz="UTC")


def days_of(view, column, frame, partner):
    seen = VIEWS[view].build(frame, partner)[column]
    return [None if pd.isna(day) else day for day in seen]


def test_end_of_the_authority():
    instances = rows("rds_instance", authority=["old", "new", "old", "gone", "none", None])
    authorities = rows("rds_certificate", name=["old", "new", None], expires_at=[END, LATER, END])
    seen = days_of("rds_instance_authority", "authority_valid_until", instances, authorities)
    assert seen == [END, LATER, END, None, None, None]


@pytest.mark.parametrize(
    ("engine", "full", "end"),
    [
        ("mysql", "8.0.35", END),
        ("mysql", "8.4.1", LATER),
        ("mysql", "8.0", END),
        ("mysql", "8.01", None),
        ("mysql", "5.7.44", None),
        ("aurora-mysql", "8.0.mysql_aurora.3.05.2", LATER),
        ("postgres", "16.4", LATER),
        ("postgres", "1.6", None),
        ("postgres", None, None),
        (None, "16.4", None),
    ],
)
def test_end_of_standard_support(engine, full, end):
    instances = rows("rds_instance", engine=[engine], engine_version=[full])
    versions = rows(
        "rds_major_version",
        engine=["mysql", "mysql", "aurora-mysql", "postgres"],
        version=["8.0", "8.4", "8.0", "16"],
        standard_support_ends_at=[END, LATER, LATER, LATER],
    )
    assert days_of("rds_instance_support", "standard_support_ends_at", instances, versions) == [end]


def test_whose_key_performance_insights_uses():
    keys = rows("kms_key", resource_id=["arn:aws:kms:eu-central-1:111111111111:key/own"], customer_managed=[True])
    instances = rows("rds_instance", insights_kms_key_id=[keys["resource_id"][0], "none"], kms_key_id=["none", "none"])
    seen = VIEWS["rds_instance_insights_key"].build(instances, keys)["key_customer_managed"]
    assert seen.tolist() == [True, False]
