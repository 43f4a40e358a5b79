import pandas as pd
import pytest

from toolkit.tables import TABLES
from toolkit.views import VIEWS

BLOCK = ["blocks_public_acls", "ignores_public_acls", "blocks_public_policy", "restricts_public_buckets"]


def rows(name, *values):
    """Rows of a table; what is not given is NA."""
    table = TABLES[name]
    return pd.DataFrame(list(values)).reindex(columns=list(table.dtypes)).astype(table.dtypes)


NOW = pd.Timestamp("2030-06-15T12:00:00Z")


def trail(account, arn, **values):
    good = {"logging": True, "delivery_error": "none", "logs_reads": True, "logs_writes": True, "left_out_sources": ""}
    times = {"delivered_at": NOW, "observed_at": NOW}
    return {"account_id": account, "resource_id": arn} | good | times | values


@pytest.mark.parametrize(
    ("own", "recorded"),
    [
        (trail("1", "org"), True),
        (trail("1", "org", logging=False), False),
        (trail("1", "org", logs_writes=False), False),
        (trail("1", "org", delivery_error="AccessDenied"), False),
        (trail("1", "org", delivered_at=NOW - pd.Timedelta(days=8)), False),
        (trail("1", "org", delivered_at=None), None),  # nothing was delivered yet
        (trail("1", "org", left_out_sources="kms.amazonaws.com rdsdata.amazonaws.com"), True),
        (trail("1", "org", left_out_sources="iam.amazonaws.com"), False),
        (trail("1", "org", left_out_sources="iam.amazonaws.com kms.amazonaws.com"), False),
        (trail("1", "org", logging=None), None),
        (trail("1", "elsewhere"), None),  # the owner was not collected
    ],
)
def test_a_trail_of_the_organization_counts_for_its_members(own, recorded):
    frame = VIEWS["sts_caller_identity_trail"].build(
        rows("sts_caller_identity", {"account_id": "2"}, {"account_id": "3"}),
        rows("cloudtrail_shadow_trail", {"account_id": "2", "resource_id": "org", "multi_region": True}),
        rows("cloudtrail_trail", own),
    )
    assert frame["resource_id"].tolist() == ["2", "3"]
    assert frame["recorded_in_all_regions"].fillna(False).tolist() == [bool(recorded), False]
    assert frame["recorded_in_all_regions"].isna().tolist() == [recorded is None, False]


def test_a_trail_of_one_region_is_not_enough_and_one_good_trail_is():
    seen = [("x", False), ("y", True), ("z", True)]
    shadows = [{"account_id": "1", "resource_id": arn, "multi_region": multi} for arn, multi in seen]
    build = VIEWS["sts_caller_identity_trail"].build
    account = rows("sts_caller_identity", {"account_id": "1"})
    trails = rows("cloudtrail_trail", trail("1", "x"), trail("1", "y"), trail("1", "z", logging=None))
    for first, recorded in ((1, False), (2, True), (3, True)):
        frame = build(account, rows("cloudtrail_shadow_trail", *shadows[:first]), trails)
        assert frame["recorded_in_all_regions"].tolist() == [recorded]


@pytest.mark.parametrize(
    ("time", "fact"),
    [
        ("delivered_at", "files_arrive"),
        ("digest_delivered_at", "digests_arrive"),
        ("log_group_delivered_at", "events_arrive"),
    ],
)
def test_a_trail_that_was_silent_for_more_than_a_week_delivers_nothing(time, fact):
    ago = [pd.Timedelta(days=d) for d in (0, 7, 8, 730, -1, -1 / 24)]  # the last arrived after the trail was listed
    trails = rows("cloudtrail_trail", *({time: NOW - age, "observed_at": NOW} for age in ago), {"observed_at": NOW})
    arrive = VIEWS["cloudtrail_trail_delivery"].build(trails)[fact]
    assert arrive.astype(object).fillna("unknown").tolist() == [True, True, False, False, "unknown", True, "unknown"]


def test_a_block_holds_if_the_bucket_or_its_account_has_it():
    half = dict(zip(BLOCK, [True, True, False, False], strict=True))
    rest = dict(zip(BLOCK, [False, False, True, True], strict=True))
    buckets = [
        {"account_id": "1", "name": "a"} | half,
        {"account_id": "2", "name": "b"} | half,
        {"account_id": "1", "name": "c"},
    ]
    buckets = [about | {"resource_id": f"arn:aws:s3:::{about['name']}"} for about in buckets]
    trail = {"account_id": "1", "resource_id": "arn:aws:cloudtrail:eu-central-1:1:trail/t"}
    trails = [trail | {"bucket_name": name} for name in ("a", "b", "c", "of-a-stranger")]
    frame = VIEWS["cloudtrail_trail_bucket"].build(
        rows("cloudtrail_trail", *trails),
        rows("s3_bucket", *buckets),
        rows("s3_bucket_protection", *({"resource_id": b["resource_id"], "lock_mode": "GOVERNANCE"} for b in buckets)),
        rows("s3_account", {"account_id": "1"} | rest, {"account_id": "2"} | dict.fromkeys(BLOCK, False)),
    )
    assert frame["bucket_blocks_public_access"].isna().tolist() == [False, False, True, True]
    assert frame["bucket_blocks_public_access"].tolist()[:2] == [True, False]
    assert frame["bucket_lock_mode"].tolist()[:3] == ["GOVERNANCE"] * 3
    assert frame["bucket_lock_mode"].isna().tolist()[3]


@pytest.mark.parametrize("event", ["s3_reads", "s3_writes", "lambda_calls"])
def test_data_events_count_where_the_trail_runs_everywhere(event):
    build = VIEWS["sts_caller_identity_trail"].build
    shadow = {"account_id": "1", "resource_id": "x"}
    for own, multi, recorded in (
        ({event: True}, True, [True]),
        ({event: True}, False, [False]),
        ({event: False}, True, [False]),
        ({event: True, "logging": False}, True, [False]),
        ({event: True, "delivered_at": NOW - pd.Timedelta(days=8)}, True, [False]),
    ):
        frame = build(
            rows("sts_caller_identity", {"account_id": "1"}),
            rows("cloudtrail_shadow_trail", shadow | {"multi_region": multi}),
            rows("cloudtrail_trail", trail("1", "x", **own)),
        )
        assert frame[f"{event}_recorded"].tolist() == recorded
    assert (
        build(
            rows("sts_caller_identity", {"account_id": "1"}),
            rows("cloudtrail_shadow_trail", shadow | {"multi_region": True}),
            rows("cloudtrail_trail", trail("1", "x")),
        )[f"{event}_recorded"]
        .isna()
        .all()
    )


def test_a_trail_of_the_account_alone_is_not_the_organizations():
    build = VIEWS["sts_caller_identity_organization_trail"].build
    for organization, recorded in ((True, True), (False, False)):
        frame = build(
            rows("sts_caller_identity", {"account_id": "1"}, {"account_id": "2"}),
            rows("organizations_organization", {"account_id": "1", "in_organization": True}),
            rows(
                "cloudtrail_shadow_trail",
                {"account_id": "1", "resource_id": "x", "multi_region": True, "organization": organization},
            ),
            rows("cloudtrail_trail", trail("9", "x")),
        )
        assert frame["recorded_by_organization"].tolist() == [recorded, False]
        assert frame["in_organization"].fillna(False).tolist() == [True, False]
