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
