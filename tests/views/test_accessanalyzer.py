import pandas as pd
import pytest

from tests.inventories import ACCOUNT, rows
from toolkit.tables import TABLES
from toolkit.views import VIEWS

OTHER = "222222222222"
ARN = "accessanalyzer_analyzer-0"


def plain(values):
    return ["?" if pd.isna(value) else value for value in values]


def analyzer(kind="ACCOUNT", status="ACTIVE", **more):
    outside = None if kind is None else kind in ("ACCOUNT", "ORGANIZATION")
    return rows("accessanalyzer_analyzer", type=[kind], status=[status], external_access=[outside]).assign(**more)


def analyzed(*analyzers, organizations=("o-1", "o-1")):
    owners = rows("organizations_organization", organization_id=list(organizations))
    owners["account_id"] = pd.array([ACCOUNT, OTHER][: len(organizations)], dtype="string")
    every = pd.concat([TABLES["accessanalyzer_analyzer"].empty(), *analyzers], ignore_index=True)
    return plain(VIEWS["ec2_region_analyzer"].build(rows("ec2_region", encrypts_ebs=[True]), every, owners)["analyzed"])


@pytest.mark.parametrize(
    ("found", "result"),
    [
        ([], False),
        ([analyzer()], True),
        ([analyzer(status="active")], True),
        ([analyzer(status="DISABLED")], False),
        ([analyzer(status="DISABLED"), analyzer()], True),
        ([analyzer(status="CREATING")], False),
        ([analyzer(status="NEW_WORD")], "?"),
        ([analyzer(status=None), analyzer()], True),
        ([analyzer("ACCOUNT_UNUSED_ACCESS")], False),
        ([analyzer(None)], "?"),
        ([analyzer(region="us-east-1")], False),
        ([analyzer(account_id=OTHER)], False),  # it looks at its own account only
        ([analyzer("ORGANIZATION", account_id=OTHER)], True),
        ([analyzer("ORGANIZATION", account_id=OTHER, region="us-east-1")], False),
        ([analyzer("ORGANIZATION", account_id=OTHER, status="FAILED")], False),
    ],
)
def test_where_an_analyzer_looks(found, result):
    assert analyzed(*found) == [result]


@pytest.mark.parametrize("organizations", [("o-1", "o-2"), ("none", "none"), (None, None), ("o-1",)])
def test_analyzers_of_another_organization_do_not_look_here(organizations):
    assert analyzed(analyzer("ORGANIZATION", account_id=OTHER), organizations=organizations) == [False]


def found(*findings):
    names = ("affected_arn", "public", "created_at", "error", "analyzer_arn")
    columns = dict(zip(names, map(list, zip(*findings, strict=True)), strict=True)) if findings else {}
    base = analyzer().assign(observed_at=pd.Timestamp("2030-01-11T12:00:00Z"))
    view = VIEWS["accessanalyzer_analyzer_findings"].build(base, rows("accessanalyzer_finding", **columns))
    return plain(view.iloc[0][["public_resources", "oldest_days", "unanalyzed"]])


DAY, YEAR = "2030-01-10T00:00:00Z", "2029-01-11T00:00:00Z"


@pytest.mark.parametrize(
    ("findings", "result"),
    [
        ([], ["none", 0, 0]),
        ([("a", True, DAY, "none", ARN)], ["a", 1, 0]),
        ([("a", False, DAY, "none", ARN), ("b", True, YEAR, "none", ARN)], ["b", 365, 0]),
        ([("a", False, DAY, "none", ARN), ("b", None, DAY, "none", ARN)], ["?", 1, 0]),
        ([("a", True, DAY, "none", ARN), ("b", None, DAY, "none", ARN)], ["a", 1, 0]),  # one is proven
        ([("a", None, DAY, "ACCESS_DENIED", ARN)], ["none", 1, 1]),  # that is said by another check
        ([("a", False, None, "none", ARN), ("b", False, DAY, None, ARN)], ["none", "?", "?"]),
        ([("a", True, DAY, "none", "another")], ["none", 0, 0]),
        ([("a", True, DAY, "none", None)], ["?", "?", "?"]),
        ([(None, True, DAY, "none", ARN)], ["?", 1, 0]),
    ],
)
def test_what_an_analyzer_found(findings, result):
    assert found(*findings) == result
