"""Exceptions: what they accept, and that one with nothing left to accept is reported and stops nothing."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from tests.engagements import AS_OF, register
from tests.inventories import ACCOUNT, REGION, assessed, inventory, rows
from toolkit.errors import RegisterError
from toolkit.frameworks import read_framework
from toolkit.gaps import Audit
from toolkit.gaps.exceptions import STANDINGS
from toolkit.gaps.worklist import requests
from toolkit.show import worklist

SOC2 = read_framework("soc2_2017")
CHECK = "kms_key_rotation_enabled"
GOOD = {"check_id": CHECK, "resource_id": "kms_key-1", "account_id": ACCOUNT}
POPULATION = {"customer_managed": [True] * 3, "rotatable": [True] * 3, "enabled": [True] * 3}
KEYS = {"kms_key": rows("kms_key", rotation_enabled=[True, False, None], **POPULATION)}


def audit(*exceptions, tables=KEYS, refused=(), framework=SOC2):
    """An audit of three keys: kms_key-0 passes, kms_key-1 fails, and of kms_key-2 nothing is known."""
    said = register(exceptions=[GOOD | change for change in exceptions])
    return Audit(framework, assessed(inventory(tables, refused), said), said, AS_OF)


CASES = {
    "accepts": ({}, "accepts", 1, "failures accepted: 1"),
    "mended": ({"resource_id": "kms_key-0"}, "nothing_left", 0, "everything that it names passes: 1"),
    "deleted": (
        {"resource_id": "kms_key-9"},
        "nothing_left",
        0,
        f"no resource of that name was tested in account {ACCOUNT}",
    ),
    "of another letter case": (
        {"resource_id": "KMS_key-1"},
        "nothing_left",
        0,
        "no resource of that name was tested in",
    ),
    "expired, and it still fails": (
        {"expires_at": date(2026, 11, 23)},
        *("expired", 0, "expired on 2026-11-23; failures like it, accepted no longer: 1"),
    ),
    "expired, and mended": (
        {"expires_at": date(2026, 11, 23), "resource_id": "kms_key-0"},
        *("expired", 0, "expired on 2026-11-23; failures like it, accepted no longer: 0"),
    ),
    "not yet approved": (
        {"approved_at": date(2026, 11, 25)},
        *("not_yet", 0, "approved on 2026-11-25, after 2026-11-24; failures like it: 1"),
    ),
    "its resource is unknown": (
        {"resource_id": "kms_key-2"},
        *("not_seen", 0, "observations that could not be made, and may be what it names: 1"),
    ),
    "some of its resources are": ({"resource_id": "kms_key-*"}, "accepts", 1, "failures accepted: 1"),
    "its table was not collected": (
        {"check_id": "s3_bucket_versioned"},
        "not_seen",
        0,
        "observations that ",
    ),
    "another account": (
        {"account_id": "222222222222"},
        *("not_seen", 0, "account 222222222222 is not among those that were collected and are in scope"),
    ),
}


@pytest.mark.parametrize(("change", "standing", "accepted", "basis"), CASES.values(), ids=CASES)
def test_each_exception_has_a_standing_and_none_stops_the_run(change, standing, accepted, basis):
    made = audit(change)
    (row,) = made.exceptions.to_dict("records")

    assert (row["exception_id"], row["standing"], row["accepted"]) == ("EX-1", standing, accepted)
    assert row["basis"].startswith(basis)
    assert made.observations["exception_id"].ne("").sum() == accepted
    assert len(made.gaps) == SOC2.assessable


def test_where_the_listing_was_refused_nothing_is_known_of_a_resource():
    made = audit({"resource_id": "kms_key-9"}, refused=[("kms_key", REGION, "denied", "no")])

    assert made.exceptions["standing"].tolist() == ["not_seen"]


def test_of_a_check_outside_the_framework_it_is_said_so():
    house = replace(SOC2, evidence=SOC2.evidence.head(0), conditions=SOC2.conditions.head(0))
    made = audit({}, framework=house)

    assert made.exceptions[["standing", "accepted"]].values.tolist() == [["elsewhere", 1]]
    assert made.exceptions["basis"].tolist() == ["failures accepted: 1; its check is no evidence for this framework"]


def test_what_needs_somebody_comes_first_and_all_is_shown():
    made = audit(
        {},
        {"exception_id": "EX-2", "expires_at": date(2026, 11, 23)},
        {"exception_id": "EX-3", "resource_id": "kms_key-0"},
    )

    assert made.exceptions["exception_id"].tolist() == ["EX-3", "EX-2", "EX-1"]
    shown = worklist.exceptions(made)._repr_mimebundle_()["application/vnd.demarc.block+json"]
    assert shown["title"] == "2 of 3 exceptions accept nothing"
    assert [row[1] for row in shown["rows"]] == ["nothing left to accept", "expired", "accepts failures"]
    asked = requests(made).query("kind == 'exception'")
    assert asked["request"].tolist() == [
        "Close exception EX-3, or correct its selector: everything that it names passes: 1.",
        "Close exception EX-2, or have it approved anew: "
        "expired on 2026-11-23; failures like it, accepted no longer: 1.",
    ]
    assert asked["whom"].tolist() == ["Carla Rossi"] * 2


def test_without_exceptions_there_is_nothing_to_show():
    made = audit()

    assert len(made.exceptions) == 0
    assert list(made.exceptions.columns)[:4] == ["exception_id", "standing", "accepted", "basis"]
    shown = worklist.exceptions(made)._repr_mimebundle_()["application/vnd.demarc.block+json"]
    assert shown["title"] == "0 of 0 exceptions accept nothing"


def test_every_standing_is_reached():
    assert {case[1] for case in CASES.values()} | {"elsewhere"} == set(STANDINGS)


OVERLAPS = {
    "the same": ({}, {"exception_id": "EX-2"}, True),
    "one within the other": ({}, {"exception_id": "EX-2", "resource_id": "kms_key-*"}, True),
    "one has expired": ({}, {"exception_id": "EX-2", "expires_at": date(2026, 11, 23)}, False),
    "both may mean what passes": (
        {"resource_id": "kms_key-0"},
        {"exception_id": "EX-2", "resource_id": "kms_key-0"},
        False,
    ),
}


@pytest.mark.parametrize(("one", "other", "refused"), OVERLAPS.values(), ids=OVERLAPS)
def test_two_exceptions_for_one_failure_are_refused(one, other, refused):
    for said in ((one, other), (other, one)):
        if refused:
            with pytest.raises(RegisterError, match=r"Exceptions 'EX-\d' and 'EX-\d' accept the same failure\."):
                _ = audit(*said).observations
        else:
            assert isinstance(audit(*said).observations, pd.DataFrame)
