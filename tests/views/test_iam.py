import json

import pandas as pd

from toolkit.tables import TABLES
from toolkit.views import VIEWS


def test_idle_days():
    """One user per line: used, never used, nothing active, a key unknown, and no time that can be relied on."""
    base = {"access_key_1_active": False, "access_key_2_active": False, "password_enabled": False}
    rows = [
        {"password_enabled": True, "password_last_used": "2030-01-01T00:00:00+00:00", "access_key_1_active": True,
         "access_key_1_last_used": "N/A", "access_key_1_last_rotated": "2029-12-12T00:00:00+00:00"},
        {"password_enabled": True, "password_last_used": "no_information",
         "password_last_changed": "2029-12-31T00:00:00+00:00"},
        {},
        {"access_key_2_active": pd.NA},
        {"password_enabled": True, "password_last_used": "no_information", "password_last_changed": "N/A"},
        {"password_enabled": True, "password_last_used": "2030-01-12T00:00:00+00:00"},  # later than the observation
        {"password_enabled": True, "password_last_used": "1970-01-01T00:00:00+00:00"},
    ]  # fmt: skip
    table = TABLES["iam_credential"]
    frame = pd.DataFrame([base | row for row in rows]).assign(observed_at="2030-01-11T12:00:00Z")
    frame = frame.reindex(columns=list(table.dtypes)).astype(table.dtypes)
    seen = VIEWS["iam_credential_use"].build(frame)
    assert seen["active"].astype("object").fillna("?").tolist() == [True, True, False, "?", True, True, True]
    assert seen["idle_days"].astype("object").fillna("?").tolist() == [30, 11, 0, "?", "?", "?", "?"]


def test_trust():
    statement = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
    frame = TABLES["iam_role"].empty().reindex(range(3))
    frame["trust_json"] = pd.array([json.dumps([statement]), "[]", None], dtype="string")
    seen = VIEWS["iam_role_trust"].build(frame)["trusts_anyone"]
    assert seen.astype("object").fillna("?").tolist() == [True, False, "?"]
