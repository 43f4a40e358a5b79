"""Checks over hand-written tables: pass, fail and unknown, and what stands for resources that nobody could see."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.inventories import ACCOUNT, DAY, REGION, inventory, rows
from toolkit.assess import assess
from toolkit.checks import CHECKS
from toolkit.errors import DeclarationError, ParameterError, UnknownName
from toolkit.observe import RESULT, SEVERITY, observation, observe
from toolkit.tables import TABLES
from toolkit.views import VIEWS

COLUMNS = [
    *("check_id", "resource_id", "account_id", "region", "result", "severity", "domain", "evidence", "call_id"),
]


def results(name, frame, **parameters):
    seen = observe(CHECKS[name], frame, **parameters)
    return dict(zip(seen["resource_id"], seen["result"], strict=True))


def said(observations, name):
    """What an assessment says of one check: resource, Region, result and evidence."""
    mine = observations[observations["check_id"].eq(name)]
    return list(mine[["resource_id", "region", "result", "evidence"]].itertuples(index=False, name=None))


def keys(**columns):
    return rows("iam_access_key", **columns)


def test_each_resource_passes_fails_or_stays_unknown():
    volumes = rows("ec2_volume", encrypted=[True, False, None])

    seen = observe(CHECKS["ec2_volume_encrypted"], volumes)

    assert seen.astype("object").to_dict("records") == [
        {
            "check_id": "ec2_volume_encrypted",
            "resource_id": f"ec2_volume-{number}",
            "account_id": ACCOUNT,
            "region": REGION,
            "result": result,
            "severity": CHECKS["ec2_volume_encrypted"].severity,
            "domain": "data",
            "evidence": f"encrypted={value}",
            "call_id": "call",
        }
        for number, (result, value) in enumerate([("pass", "True"), ("fail", "False"), ("unknown", "unknown")])
    ]


def test_observations_have_their_columns_and_dtypes():
    for frame in (rows("ec2_volume", encrypted=[True]), TABLES["ec2_volume"].empty()):
        seen = observe(CHECKS["ec2_volume_encrypted"], frame)

        assert list(seen.columns) == COLUMNS
        assert seen.dtypes.to_dict() == observation()
    assert assess(inventory({})).dtypes.to_dict() == observation()


def test_results_and_severities_are_ordered_worst_first():
    assert list(RESULT.categories) == ["fail", "unknown", "pass"]
    assert list(SEVERITY.categories) == ["critical", "high", "medium", "low"]


def test_what_is_outside_the_population_is_left_out():
    frame = keys(active=[True, False], created_at=["2026-11-01T00:00:00Z", "2020-01-01T00:00:00Z"])

    assert results("iam_access_key_rotated", frame) == {"iam_access_key-0": "pass"}


def test_what_may_be_in_the_population_stays_and_stays_unknown():
    frame = keys(active=[None, True, False], created_at=["2026-11-01T00:00:00Z"] * 3)

    assert results("iam_access_key_rotated", frame) == {"iam_access_key-0": "unknown", "iam_access_key-1": "pass"}


def test_a_text_that_decides_the_population_and_is_unknown_leaves_the_verdict_unknown():
    """`eval` answers a comparison with a missing text by False: outside, and so silently not tested."""
    named_b = replace(
        CHECKS["s3_bucket_versioned"], columns=("name",), where="versioning != 'off'", passes=lambda name: name == "b"
    )
    frame = rows("s3_bucket", name=["b", "b", "b"], versioning=[None, "off", "Enabled"])
    seen = observe(named_b, frame.assign(resource_id=["unknown", "outside", "inside"]).astype(frame.dtypes))

    assert dict(zip(seen["resource_id"], seen["result"], strict=True)) == {"unknown": "unknown", "inside": "pass"}
    assert seen["evidence"].tolist() == ["name=b; versioning=unknown", "name=b; versioning=Enabled"]


def test_an_empty_population_gives_no_observation():
    frame = keys(active=[False], created_at=["2026-11-01T00:00:00Z"])

    assert results("iam_access_key_rotated", frame) == {}


def declared(answer):
    """A check of whether volumes are encrypted that answers whatever it is told to."""
    return replace(CHECKS["ec2_volume_encrypted"], passes=answer)


def test_a_check_that_cannot_say_leaves_the_verdict_unknown():
    frame = rows("ec2_volume", encrypted=[True, True])
    cannot_say = declared(lambda encrypted: pd.Series([True, pd.NA], index=encrypted.index, dtype="boolean"))

    assert observe(cannot_say, frame)["result"].tolist() == ["pass", "unknown"]


@pytest.mark.parametrize(
    "answer",
    [lambda _: True, lambda encrypted: encrypted.head(1), lambda encrypted: encrypted.reset_index(drop=True)],
    ids=["one answer for all", "an answer for some", "answers for others"],
)
def test_a_check_has_to_answer_for_each_resource(answer):
    frame = rows("ec2_volume", encrypted=[None, True, False])

    with pytest.raises(DeclarationError, match="'ec2_volume_encrypted' does not answer for each resource"):
        observe(declared(answer), frame)


def test_a_check_never_sees_an_unknown_value():
    shown = []
    asks = declared(lambda encrypted: shown.extend(encrypted) or encrypted)

    observe(asks, rows("ec2_volume", encrypted=[None, True, None]))

    assert shown[0] and not pd.isna(shown).any()


@pytest.mark.parametrize(
    ("name", "columns", "result"),
    [
        # True or anything is True, False and anything is False: both values give the same verdict.
        ("iam_account_root_mfa_enabled", {"root_mfa_enabled": True}, "pass"),
        ("iam_account_root_mfa_enabled", {"root_mfa_enabled": False, "root_password_set": True}, "fail"),
        ("iam_account_root_mfa_enabled", {"root_mfa_enabled": False, "root_password_set": False}, "unknown"),
        ("iam_account_root_mfa_enabled", {"users": 1}, "unknown"),
        ("config_recorder_recording", {"recording": False, "last_status": "Success"}, "fail"),
        ("config_recorder_recording", {"recording": True, "last_status": "Success"}, "unknown"),
        ("config_recorder_recording", {"recording": False}, "unknown"),  # a text may be anything
        # A column that declares all its values is tried like a truth value.
        ("ec2_instance_imdsv2_required", {"managed_by": "none", "imds_tokens": "required"}, "pass"),
        ("ec2_instance_imdsv2_required", {"managed_by": "none", "imds_endpoint": "disabled"}, "pass"),
        ("ec2_instance_imdsv2_required", {"managed_by": "none", "imds_tokens": "optional"}, "unknown"),
        # The population is tried with the check.
        ("kms_key_rotation_enabled", {"customer_managed": False, "rotatable": True}, "-"),
        ("kms_key_rotation_enabled", {"customer_managed": False}, "-"),
        ("kms_key_rotation_enabled", {"customer_managed": True, "rotatable": True, "enabled": True}, "unknown"),
        ("kms_key_rotation_enabled", {"rotation_enabled": False, "rotatable": True, "enabled": True}, "unknown"),
        ("iam_access_key_rotated", {"created_at": "2026-11-01T00:00:00Z"}, "unknown"),
        ("lambda_function_runtime_supported", {"runtime": "custom"}, "-"),
    ],
)
def test_what_is_proven_stays_proven(name, columns, result):
    """One row; what is not given could not be observed."""
    frame = rows(CHECKS[name].table, **{column: [value] for column, value in columns.items()})

    assert next(iter(results(name, frame).values()), "-") == result


def test_a_row_with_too_many_unread_values_stays_unknown():
    """64 combinations of a row are tried, and no more: all of these agree."""
    names = ["logging", "multi_region", "organization", "global_events", "validates_files", "logs_reads", "logs_writes"]
    for unread, result in ((6, ["pass"]), (7, ["unknown"])):
        check = replace(
            CHECKS["cloudtrail_trail_files_validated"], columns=tuple(names[:unread]), passes=lambda *c: c[0] | ~c[0]
        )
        assert observe(check, rows("cloudtrail_trail", name=["t"]))["result"].tolist() == result


def test_what_a_check_raises_or_cannot_say_over_unread_values_is_unknown():
    def raises(encrypted):
        if len(encrypted) > 1:
            raise ValueError(encrypted)
        return encrypted

    frame = rows("ec2_volume", encrypted=[True, None])
    assert observe(declared(raises), frame)["result"].tolist() == ["pass", "unknown"]
    cannot_say = declared(lambda encrypted: encrypted.mask(~encrypted) | True)
    assert observe(cannot_say, frame)["result"].tolist() == ["pass", "pass"]
    cannot_say = declared(lambda encrypted: encrypted.mask(~encrypted))
    assert observe(cannot_say, frame)["result"].tolist() == ["pass", "unknown"]


def test_the_evidence_of_a_proven_verdict_says_what_was_unread():
    frame = rows("iam_account", root_mfa_enabled=[True])

    (said,) = observe(CHECKS["iam_account_root_mfa_enabled"], frame)["evidence"]

    assert said == "root_mfa_enabled=True; root_password_set=unknown; root_access_keys_present=unknown"


@pytest.mark.parametrize(
    ("created", "result", "evidence"),
    [
        (DAY, "pass", f"created_at={pd.Timestamp(DAY)}"),
        ("2026-11-24T09:00:01Z", "unknown", "created_at=2026-11-24 09:00:01+00:00 (later than observed)"),
        ("2036-11-24T09:00:00Z", "unknown", "created_at=2036-11-24 09:00:00+00:00 (later than observed)"),
    ],
)
def test_what_was_made_after_it_was_observed_has_no_age(created, result, evidence):
    (seen,) = observe(CHECKS["iam_access_key_rotated"], keys(active=[True], created_at=[created])).itertuples()

    assert seen.result == result
    assert evidence in seen.evidence


@pytest.mark.parametrize(("read", "result"), [("2026-11-25T08:59:59Z", "pass"), ("2026-11-25T09:00:01Z", "unknown")])
def test_the_time_in_a_detail_may_lie_a_day_after_the_listing(read, result):
    check = replace(
        CHECKS["cloudtrail_trail_files_validated"], columns=("delivered_at",), passes=lambda time: time.notna()
    )

    assert observe(check, rows("cloudtrail_trail", delivered_at=[read]))["result"].tolist() == [result]


def test_a_time_that_may_lie_ahead_is_read():
    check = replace(
        CHECKS["ec2_volume_encrypted"],
        table="acm_certificate",
        columns=("not_after_at", "observed_at"),
        passes=lambda ends, now: ends > now,
    )

    assert observe(check, rows("acm_certificate", not_after_at=["2036-01-01"]))["result"].tolist() == ["pass"]


def test_every_check_is_run_once():
    observations = assess(inventory({}))

    assert len(observations) == 0  # nobody was asked, so there is no account to say it of

    asked = inventory({"ec2_volume": TABLES["ec2_volume"].empty()})
    silent = {name for name, each in CHECKS.items() if each.table == "ec2_volume" and not each.empty}
    assert set(assess(asked)["check_id"]) == set(CHECKS) - silent


def test_a_table_that_was_not_collected_leaves_its_checks_unknown():
    observations = assess(inventory({"ec2_volume": rows("ec2_volume", encrypted=[True])}))

    assert said(observations, "ec2_volume_encrypted") == [("ec2_volume-0", REGION, "pass", "encrypted=True")]
    name = "dynamodb_table_deletion_protected"
    assert said(observations, name) == [("*", "*", "unknown", "not collected: dynamodb_table")]
    assert observations["account_id"].unique().tolist() == [ACCOUNT]


def test_a_view_without_its_second_table_leaves_its_checks_unknown():
    observations = assess(inventory({"s3_bucket": rows("s3_bucket", name=["b"])}))

    assert said(observations, "s3_bucket_public_access_blocked") == [
        ("*", "*", "unknown", "not collected: s3_account"),
    ]


def test_a_region_that_was_refused_is_one_unknown_row_beside_what_was_seen():
    refused = [
        ("ec2_volume", REGION, "observed", ""),
        ("ec2_volume", "us-east-1", "denied", "UnauthorizedOperation"),
        ("ec2_volume", "eu-west-1", "not_enabled", "OptInRequired"),
    ]
    observations = assess(inventory({"ec2_volume": rows("ec2_volume", encrypted=[True])}, refused))

    assert said(observations, "ec2_volume_encrypted") == [
        ("ec2_volume-0", REGION, "pass", "encrypted=True"),
        ("*", "us-east-1", "unknown", "ec2_volume denied: UnauthorizedOperation"),
        ("*", "eu-west-1", "unknown", "ec2_volume not enabled: OptInRequired"),
    ]


def test_what_gives_a_check_rows_and_was_refused_is_one_unknown_row_each():
    """Of a union each table gives rows: what was refused of the second is missing as much as of the first."""
    tables = {name: rows(name) for name in VIEWS["rds_snapshot_sharing"].tables}
    refused = [("rds_cluster_snapshot", REGION, "denied", "AccessDenied")]

    assert said(assess(inventory(tables, refused)), "rds_snapshot_private") == [
        ("*", REGION, "unknown", "rds_cluster_snapshot denied: AccessDenied")
    ]


def test_nothing_required_passes_only_where_aws_answered():
    """`empty="pass"`: no active key needs rotation, if it is certain that there is none."""
    none = {"iam_access_key": TABLES["iam_access_key"].empty()}
    answered = "AWS answered: no iam_access_key in the population"
    denied = [("iam_access_key", "global", "denied", "AccessDenied")]

    assert said(assess(inventory(none)), "iam_access_key_rotated") == [("*", "global", "pass", answered)]
    assert said(assess(inventory(none, denied)), "iam_access_key_rotated") == [
        ("*", "global", "unknown", "iam_access_key denied: AccessDenied")
    ]


def test_nothing_to_test_is_silent_where_something_is_required():
    observations = assess(inventory({"ec2_volume": TABLES["ec2_volume"].empty()}))

    assert said(observations, "ec2_volume_encrypted") == []


def test_nothing_required_is_not_said_beside_a_resource():
    frame = keys(active=[True, False], created_at=["2020-01-01T00:00:00Z"] * 2)
    observations = assess(inventory({"iam_access_key": frame}))

    assert [row[:3] for row in said(observations, "iam_access_key_rotated")] == [
        ("iam_access_key-0", "global", "fail"),
    ]


@pytest.mark.parametrize(("status", "result"), [("observed", "fail"), ("denied", "unknown")])
def test_what_a_view_concludes_from_a_table_that_was_refused_is_unknown(status, result):
    names = ("blocks_public_acls", "ignores_public_acls", "blocks_public_policy", "restricts_public_buckets")
    block = {name: [False] for name in names}
    tables = {"s3_bucket": rows("s3_bucket", name=["b"], **block), "s3_account": rows("s3_account", **block)}
    asked = [("s3_account", "global", status, "")]

    observations = assess(inventory(tables, asked))

    mine = said(observations, "s3_bucket_public_access_blocked")
    assert [row[:3] for row in mine] == [("s3_bucket-0", "global", result)]


OLD_KEY = {"iam_access_key": keys(active=[True], created_at=["2026-08-26T09:00:00Z"])}  # 90 days on the day


@pytest.mark.parametrize(("days", "result"), [(90, "pass"), (89, "fail")])
def test_a_parameter_replaces_the_default(days, result):
    given = {"iam_access_key_rotated": {"max_days": days}}

    observations = assess(inventory(OLD_KEY), given)

    assert [row[2] for row in said(observations, "iam_access_key_rotated")] == [result]


def test_a_parameter_touches_no_other_check():
    default, given = assess(inventory(OLD_KEY)), assess(inventory(OLD_KEY), {"iam_access_key_rotated": {"max_days": 1}})
    others = default["check_id"].ne("iam_access_key_rotated")

    pd.testing.assert_frame_equal(default[others], given[others])


PARAMETERS = {
    "unknown check": ({"iam_access_key_rotate": {}}, UnknownName, "Did you mean 'iam_access_key_rotated'"),
    "unknown parameter": (
        *({"iam_access_key_rotated": {"max_day": 60}}, ParameterError),
        "iam_access_key_rotated takes no parameter 'max_day'. Did you mean 'max_days'?",
    ),
    "text for a number": (
        *({"iam_access_key_rotated": {"max_days": "60"}}, ParameterError),
        "iam_access_key_rotated.max_days is '60'; it takes a value of type int.",
    ),
    "truth value for a number": (
        *({"iam_access_key_rotated": {"max_days": True}}, ParameterError),
        "iam_access_key_rotated.max_days is True; it takes a value of type int.",
    ),
}


@pytest.mark.parametrize(("given", "error", "sentence"), PARAMETERS.values(), ids=PARAMETERS)
def test_a_parameter_that_cannot_be_used_is_refused(given, error, sentence):
    with pytest.raises(error) as raised:
        assess(inventory({}), given)
    assert sentence in str(raised.value)


@pytest.mark.parametrize(("refused", "results"), [((), ["pass"]), (("denied",), [])])
def test_an_empty_population_passes_only_if_every_table_of_its_view_was_observed(monkeypatch, refused, results):
    check = CHECKS["ec2_vpc_flow_logs_active"]
    monkeypatch.setitem(CHECKS, check.name, replace(check, empty="pass"))
    tables = {name: TABLES[name].empty() for name in VIEWS[check.table].tables}
    partner = VIEWS[check.table].tables[1]

    seen = assess(inventory(tables, [(partner, REGION, status, "no") for status in refused]))

    assert seen.loc[seen["check_id"].eq(check.name), "result"].tolist() == results


def test_the_limit_that_a_verdict_rests_on_is_evidence():
    frame = keys(active=[True], created_at=["2010-01-01T00:00:00Z"])

    (usual,) = observe(CHECKS["iam_access_key_rotated"], frame)["evidence"]
    (loose,) = observe(CHECKS["iam_access_key_rotated"], frame, max_days=100_000)["evidence"]

    assert usual.endswith("; limit max_days=90")
    assert loose.endswith("; limit max_days=100000")
