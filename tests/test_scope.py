"""What two people agreed to be in scope and out of it: doubt stays in, and nothing leaves unseen."""

from dataclasses import replace
from datetime import timedelta

import pandas as pd
import pytest

from tests.engagements import AS_OF, register
from tests.inventories import assessed, inventory, rows
from toolkit.checks import CHECKS
from toolkit.frameworks import read_framework
from toolkit.gaps import Audit
from toolkit.gaps.scoped import scope_standings, with_scope
from toolkit.gaps.worklist import requests
from toolkit.observe import observation

HERE, THERE = "111111111111", "222222222222"
BUCKET = "arn:aws:s3:::{}".format
TAGGED, UNTELLING = "s3_bucket_versioned", "iam_access_key_rotated"  # a table with tags, and one without


def observed(**changes):
    """One failing observation."""
    row = {"check_id": TAGGED, "resource_id": BUCKET("orders"), "account_id": HERE, "region": "eu-central-1"}
    return row | {"result": "fail", "evidence": "", "call_id": "call"} | changes


def frame(*rows):
    found = pd.DataFrame(rows)
    about = [CHECKS[name] for name in found["check_id"]]
    found = found.assign(severity=[c.severity for c in about], domain=[c.domain for c in about])
    return found[list(observation())].astype(observation())


def tags(**said):
    """Tags of buckets in this account: `orders="{}"`, None where they were not read."""
    rows = [(HERE, BUCKET(name), text) for name, text in said.items()]
    return pd.DataFrame(rows, columns=["account_id", "resource_id", "tags"], dtype="string")


def left_out(selectors, rows, known=None, framework_id="soc2_2017", as_of=AS_OF):
    """Which observations leave the scope, by selectors such as `out tag:Environment=dev`."""
    lines = [dict(zip(("direction", "selector"), each.split(" ", 1), strict=True)) for each in selectors]
    known = tags() if known is None else known
    found = with_scope(frame(*rows), known, framework_id, register(scope=lines), as_of)
    return found["out_of_scope"].ne("").tolist()


DEV = '{"Environment": "dev"}'


@pytest.mark.parametrize(
    ("text", "leaves"),
    [(DEV, True), ('{"Environment": "development"}', False), ('{"environment": "dev"}', False), (None, False)],
)
def test_a_resource_leaves_by_a_tag_that_was_read(text, leaves):
    assert left_out(["out tag:Environment=dev"], [observed()], tags(orders=text)) == [leaves]


def test_a_resource_without_tags_does_not_leave_by_one():
    assert left_out(["out tag:Environment=dev"], [observed()]) == [False]


@pytest.mark.parametrize(("text", "leaves"), [('{"Data": "cardholder"}', False), (DEV, True), (None, False)])
def test_with_what_is_in_scope_everything_else_is_out_but_what_nobody_knows(text, leaves):
    assert left_out(["in tag:Data=card*"], [observed()], tags(orders=text)) == [leaves]


def test_a_resource_that_was_read_and_has_no_tags_is_in_by_none():
    rows = [observed(), observed(check_id=UNTELLING, resource_id="AKIA")]

    assert left_out(["in tag:Data=cardholder"], rows) == [True, False]


def test_tags_that_differ_are_a_doubt():
    twice = pd.concat([tags(orders=DEV), tags(orders='{"Environment": "prod"}')], ignore_index=True)

    assert left_out(["out tag:Environment=dev"], [observed()], twice) == [False]
    assert left_out(["in tag:Environment=test"], [observed()], twice) == [True]


@pytest.mark.parametrize("selectors", [["out account:" + THERE], ["in account:" + HERE]])
def test_a_whole_account_leaves(selectors):
    assert left_out(selectors, [observed(), observed(account_id=THERE)]) == [False, True]


def test_what_has_no_region_leaves_by_none():
    rows = [observed(), observed(region="us-east-1"), observed(region="global")]

    assert left_out(["out region:us-east-1"], rows) == [False, True, False]
    assert left_out(["in region:us-east-1"], rows) == [True, False, False]


def test_an_arn_may_hold_stars():
    rows = [observed(), observed(resource_id=BUCKET("scratch-1")), observed(resource_id=BUCKET("my-scratch-1"))]

    assert left_out(["out arn:aws:s3:::scratch-*"], rows) == [False, True, False]


def test_what_is_said_to_be_out_is_out_whatever_is_said_to_be_in():
    rows = [observed(), observed(resource_id=BUCKET("scratch-1")), observed(account_id=THERE)]

    assert left_out(["in account:" + HERE, "out arn:aws:s3:::scratch-*"], rows) == [False, True, True]


@pytest.mark.parametrize("selector", ["out account:" + HERE, "in account:" + THERE])
def test_what_could_not_be_observed_never_leaves(selector):
    assert left_out([selector], [observed(resource_id="*", result="unknown"), observed()]) == [False, True]


@pytest.mark.parametrize(
    ("changes", "leaves"),
    [
        ({"expires_at": AS_OF}, True),
        ({"expires_at": AS_OF - timedelta(days=1)}, False),
        ({"approved_at": AS_OF}, True),
        ({"approved_at": AS_OF + timedelta(days=1)}, False),
        ({"framework_id": "pci_dss_4_0_1"}, False),
    ],
)
def test_a_row_counts_while_it_is_approved_and_for_its_framework(changes, leaves):
    said = register(scope=[{"selector": "account:" + HERE} | changes])
    found = with_scope(frame(observed()), tags(), "soc2_2017", said, AS_OF)

    assert found["out_of_scope"].ne("").tolist() == [leaves]


@pytest.mark.parametrize(
    "changes", [{"expires_at": AS_OF - timedelta(days=1)}, {"approved_at": AS_OF + timedelta(days=1)}]
)
def test_what_a_row_holds_in_leaves_by_no_other_row_when_it_counts_no_more(changes):
    lines = [{"direction": "in", "selector": f"account:{number}"} for number in (HERE, THERE)]
    seen = frame(observed(), observed(account_id=THERE), observed(account_id="333333333333"))
    found = with_scope(seen, tags(), "soc2_2017", register(scope=[lines[0], lines[1] | changes]), AS_OF)

    assert found["out_of_scope"].ne("").tolist() == [False, False, True]


def test_why_it_is_out_names_selector_reason_and_who_approved_it():
    found = with_scope(frame(observed()), tags(orders=DEV), "soc2_2017", register(scope=[{}]), AS_OF)

    assert found["out_of_scope"].tolist() == [
        "tag:Environment=dev: No customer's data (approved by Nadia Haddad)",
    ]


def test_each_row_says_how_it_stands_and_what_it_meets():
    said = register(
        scope=[
            {},
            {"selector": "tag:Environment=test"},
            {"selector": "account:" + HERE, "expires_at": AS_OF - timedelta(days=1)},
            {"selector": "account:" + THERE, "approved_at": AS_OF + timedelta(days=1)},
            {"framework_id": "pci_dss_4_0_1"},
        ]
    )
    rows = [observed(), observed(check_id="s3_bucket_access_tls_required"), observed(resource_id=BUCKET("logs"))]
    rows += [observed(check_id=UNTELLING, resource_id="AKIA"), observed(resource_id="*", result="unknown")]
    found = scope_standings(frame(*rows), tags(orders=DEV, logs=None), "soc2_2017", said, AS_OF)

    assert found[["selector", "standing", "resources", "unread"]].to_numpy().tolist() == [
        ["tag:Environment=test", "meets_nothing", 0, 2],
        ["account:" + HERE, "expired", 3, 0],
        ["account:" + THERE, "not_yet", 0, 0],
        ["tag:Environment=dev", "counts", 1, 2],
    ]


SOC2 = read_framework("soc2_2017")
ROTATION = "kms_key_rotation_enabled"


def audited(*texts, refused=(), **said):
    """An audit of one criterion over customer managed keys that do not rotate, with these tags."""
    size = len(texts)
    population = {"customer_managed": [True] * size, "rotatable": [True] * size, "enabled": [True] * size}
    keys = {"kms_key": rows("kms_key", rotation_enabled=[False] * size, tags=list(texts), **population)}
    evidence = SOC2.evidence[SOC2.evidence["check_id"].eq(ROTATION)].head(1).assign(strength="direct").astype("string")
    controls = SOC2.controls[SOC2.controls["control_id"].isin(evidence["control_id"])].reset_index(drop=True)
    controls = controls.assign(frequency="quarterly").astype("string")
    one = replace(SOC2, assessable=len(controls), controls=controls, evidence=evidence.reset_index(drop=True))
    return Audit(one, assessed(inventory(keys, refused)), register(**said), AS_OF)


def test_what_is_out_of_scope_holds_no_control_back_and_is_listed_apart():
    audit = audited(DEV, "{}", None, scope=[{}])
    row = audit.gaps.iloc[0]

    assert audit.failing["resource_id"].tolist() == ["kms_key-1", "kms_key-2"]
    assert audit.outside[["check_id", "resource_id", "out_of_scope"]].to_numpy().tolist() == [
        [ROTATION, "kms_key-0", "tag:Environment=dev: No customer's data (approved by Nadia Haddad)"]
    ]
    assert row["failed"] == 2
    counts = audit.findings.set_index("check_id").loc[ROTATION]
    assert (counts["tested"], counts["out_of_scope"]) == (2, 1)
    assert audit.scope[["standing", "resources", "unread"]].to_numpy().tolist() == [["counts", 1, 1]]


def test_where_all_are_out_of_scope_there_is_nothing_to_test():
    row = audited(DEV, DEV, scope=[{}]).gaps.iloc[0]

    assert (row["checks_state"], row["failed"]) == ("nothing_to_test", 0)
    assert "2 observations are out of scope" in row["basis"]
    assert not row["satisfied"]


def test_without_a_scope_everything_is_in_it():
    audit = audited(DEV, "{}")

    assert audit.failing["resource_id"].tolist() == ["kms_key-0", "kms_key-1"]
    assert len(audit.outside) == len(audit.scope) == 0


def test_a_row_that_counts_no_longer_or_meets_nothing_is_asked_about():
    gone = {"selector": "account:" + HERE, "expires_at": AS_OF - timedelta(days=1)}
    asked = requests(audited("{}", scope=[{}, gone])).set_index("kind").loc["scope"]

    assert asked["whom"].tolist() == ["Carla Rossi"] * 2
    assert asked["request"].tolist() == [
        "Close 'tag:Environment=dev' of the scope, or correct it: it meets nothing.",
        f"Have 'account:{HERE}' of the scope approved anew: it expired on {AS_OF - timedelta(days=1)}.",
    ]


def test_evidence_older_than_its_frequency_is_asked_for():
    old = {"attested_at": AS_OF - timedelta(days=300), "reviewed_at": AS_OF - timedelta(days=300)}
    audit = audited("{}")
    control = audit.gaps["control_id"].iloc[0]
    late = audited("{}", attestations=[old | {"control_id": control}])

    assert bool(late.gaps["overdue"].iloc[0])
    assert requests(late).set_index("kind").loc["age", "controls"] == control
    assert "age" not in set(requests(audit)["kind"])
