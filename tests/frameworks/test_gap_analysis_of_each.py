"""The demo estate through every framework: the publisher's whole list, each control once, whatever was observed."""

import pandas as pd
import pytest

from toolkit.asked import framework_ids
from toolkit.demo.run import ENGAGEMENT
from toolkit.frameworks import read_framework
from toolkit.gaps import open_audit
from toolkit.inventory import read_inventory
from toolkit.model import PARTIES
from toolkit.responsibility import responsibility_change
from toolkit.show import failures
from toolkit.states import STATES


@pytest.fixture(scope="module")
def estate(demo_inventory):
    return read_inventory(demo_inventory)


@pytest.mark.parametrize("framework_id", framework_ids())
def test_no_control_is_missing_and_none_stands_twice(framework_id, estate):
    gaps = open_audit(framework_id, estate, engagement=ENGAGEMENT).gaps

    assert gaps["control_id"].tolist() == read_framework(framework_id).controls["control_id"].tolist()
    assert gaps["control_id"].is_unique
    assert set(gaps["state"]) <= set(STATES)
    assert set(gaps["responsibility"]) <= set(PARTIES)
    assert gaps["basis"].ne("").all()


@pytest.mark.parametrize("framework_id", framework_ids())
def test_a_check_that_fails_is_listed_whether_its_claim_is_direct_or_supporting(framework_id, estate):
    audit = open_audit(framework_id, estate, engagement=ENGAGEMENT)
    seen, claimed = audit.observations, {*audit.framework.evidence["check_id"], *audit.framework.conditions["check_id"]}
    fails = set(seen.loc[seen["result"].eq("fail"), "check_id"]) & claimed
    open_ = set(seen.loc[seen["result"].eq("fail") & seen["exception_id"].eq(""), "check_id"]) & claimed
    strengths = audit.framework.evidence.set_index("check_id")["strength"]
    shown = failures.failing_checks(audit).block
    place = [column["label"] for column in shown["columns"]].index("Should be true")

    assert set(audit.failing["check_id"]) == fails
    assert {"direct", "supporting"} <= set(strengths[strengths.index.isin(fails)])
    assert {row[place].rpartition("(")[2].removesuffix(")") for row in shown["rows"]} == open_


@pytest.mark.parametrize(
    ("framework_id", "control_id", "check_id"),
    [
        ("hipaa_security", "164.312(a)(1)", "s3_bucket_public_access_blocked"),
        ("hipaa_security", "164.312(a)(1)", "ec2_security_group_exposure_admin_ports_restricted"),
        ("gdpr", "Art. 32(1)(b)", "ec2_security_group_exposure_admin_ports_restricted"),
    ],
)
def test_what_is_open_to_the_internet_is_a_gap(framework_id, control_id, check_id, estate):
    gaps = open_audit(framework_id, estate, engagement=ENGAGEMENT).gaps.set_index("control_id")

    assert gaps.loc[control_id, "state"] == "gap"
    assert check_id in gaps.loc[control_id, "failing_checks"].split()


def test_leaving_virtual_machines_for_fargate_moves_patching_and_nothing_of_identity():
    controls = read_framework("nist_800_53_r5").controls
    moved = responsibility_change(
        controls, ["ec2", "abstracted", "organisation"], ["containers_fargate", "abstracted", "organisation"]
    )

    patching = moved[moved["control_id"].eq("SI-2") & moved["layer"].eq("guest_os")]
    assert patching[["before", "after"]].values.tolist() == [["shared", "aws"]]
    identity = controls.loc[controls["layers"].isin(["identity", "control_plane identity"]), "control_id"]
    assert len(identity) > 5
    assert pd.Index(moved["control_id"]).intersection(identity).empty
