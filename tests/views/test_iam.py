import json

import pandas as pd
import pytest

from tests.inventories import rows
from toolkit.checks import CHECKS
from toolkit.observe import observe
from toolkit.tables import TABLES
from toolkit.views import VIEWS

DAYS = {n: f"{day}T00:00:00+00:00" for n, day in ((10, "2030-01-01"), (30, "2029-12-12"), (400, "2028-12-07"))}
NONE = {"password_enabled": False, "access_key_1_active": False, "access_key_2_active": False}


@pytest.mark.parametrize(
    ("used", "since", "days", "result"),
    [
        (DAYS[10], DAYS[400], 10, "pass"),
        (DAYS[400], DAYS[400], 400, "fail"),
        ("N/A", DAYS[30], 30, "pass"),  # never used
        ("no_information", DAYS[400], 400, "fail"),
        ("N/A", "N/A", None, "unknown"),
        (None, DAYS[400], None, "unknown"),  # that its use was not read does not make it unused
        ("yesterday", DAYS[400], None, "unknown"),
        ("2030-01-12T00:00:00+00:00", DAYS[400], None, "unknown"),  # a clock was wrong
        ("1970-01-01T00:00:00+00:00", DAYS[400], None, "unknown"),
    ],
)
def test_idle_days(used, since, days, result):
    key = {"access_key_1_active": True, "access_key_1_last_used": used, "access_key_1_last_rotated": since}
    seen = credentials(NONE | key).set_index("credential")
    assert seen.loc["access_key_1", "idle_days"] == days or days is None
    assert judged(seen) == {"access_key_1": result}


def test_each_credential_of_a_user_is_judged_by_itself():
    first = {"access_key_1_active": True, "access_key_1_last_used": DAYS[400]}
    second = {"access_key_2_active": True, "access_key_2_last_used": None}
    assert judged(credentials(NONE | first | second)) == {"access_key_1": "fail", "access_key_2": "unknown"}
    assert judged(credentials(NONE | first | {"access_key_2_active": None})) == {
        "access_key_1": "fail",
        "access_key_2": "unknown",
    }
    assert judged(credentials(NONE | first | {"root": True})) == {}


@pytest.mark.parametrize(
    ("made", "used", "along", "was_used"),
    [
        ("2029-01-01T10:00:30+00:00", "N/A", True, False),
        ("2029-01-01T10:01:01+00:00", "no_information", False, False),
        ("2029-01-01T10:00:00+00:00", DAYS[10], True, True),
        ("N/A", "N/A", None, False),
        (None, None, None, None),
    ],
)
def test_keys_made_along_with_their_user(made, used, along, was_used):
    key = {"access_key_1_last_rotated": made, "access_key_1_last_used": used, "created_at": "2029-01-01T10:00:00Z"}
    seen = credentials(NONE | key).set_index("credential").loc["access_key_1", ["made_with_user", "used"]]
    assert [None if pd.isna(value) else value for value in seen] == [along, was_used]


def test_observations_name_the_user_and_the_credential():
    seen = observe(CHECKS["iam_credential_use_recent"], credentials(NONE | {"password_enabled": None}))
    assert seen["resource_id"].tolist() == ["iam_credential-0"]
    assert seen["evidence"].tolist() == [
        "credential=password; idle_days=unknown; active=unknown; root=False; limit max_days=45"
    ]


def credentials(row):
    frame = rows("iam_credential", **{name: [value] for name, value in ({"root": False} | row).items()})
    return VIEWS["iam_credential_use"].build(frame.assign(observed_at=pd.Timestamp("2030-01-11T12:00:00Z")))


def judged(frame):
    seen = observe(CHECKS["iam_credential_use_recent"], frame.reset_index())
    return dict(zip(seen["evidence"].str.extract("credential=(\\w+)", expand=False), seen["result"], strict=True))


def test_trust():
    statement = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
    frame = TABLES["iam_role"].empty().reindex(range(3))
    frame["trust_json"] = pd.array([json.dumps([statement]), "[]", None], dtype="string")
    seen = VIEWS["iam_role_trust"].build(frame)["trusts_anyone"]
    assert seen.astype("object").fillna("?").tolist() == [True, False, "?"]
