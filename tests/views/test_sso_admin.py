import json

import pandas as pd
import pytest

from tests.inventories import rows
from toolkit.views import VIEWS

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
READER = "arn:aws:iam::aws:policy/ReadOnlyAccess"
ALL = json.dumps([{"Effect": "Allow", "Action": "*", "Resource": "*"}])


def plain(series):
    return series.astype("object").where(series.notna(), "?").tolist()


@pytest.mark.parametrize(
    ("arns", "inline", "own", "result"),
    [
        ("", "[]", "", False),
        (READER, "[]", "", False),
        (f"{READER} {ADMINISTRATOR}", "[]", "", True),
        ("", ALL, "", True),
        ("", "[]", "theirs", "?"),
        ("", ALL, "theirs", True),  # whatever theirs adds
        (None, "[]", "", "?"),
        (None, ALL, "", True),
        ("", None, "", "?"),
        (ADMINISTRATOR, None, None, True),
        ("arn:aws:iam::aws:policy/MadeLater", "[]", "", "?"),
    ],
)
def test_permission_sets_that_administer(arns, inline, own, result):
    columns = {"managed_policy_arns": [arns], "inline_statements_json": [inline], "customer_policy_names": [own]}
    seen = VIEWS["sso_admin_permission_set_rights"].build(rows("sso_admin_permission_set", **columns))
    assert plain(seen["administers"]) == [result]


def test_how_long_sessions_last():
    texts = ["PT1H", "PT8H", "PT8H1S", "PT90M", "P1DT1H", "PT28800S", "pt1h", "soon", "P", None]
    seen = VIEWS["sso_admin_permission_set_rights"].build(rows("sso_admin_permission_set", session_duration=texts))
    assert plain(seen["session_minutes"]) == [60, 480, 481, 90, 1500, 480, 60, "?", "?", "?"]


def test_who_manages_the_organization_of_an_instance():
    instances = rows("sso_admin_instance", owner_account_id=["1", "2"])
    one = rows("organizations_organization", management_account_id=["111122223333"])
    seen = VIEWS["sso_admin_instance_owner"].build(instances, one)
    assert seen["management_account_id"].tolist() == ["111122223333"] * 2
    elsewhere = one.assign(account_id=pd.array(["222222222222"], dtype="string"))
    assert plain(VIEWS["sso_admin_instance_owner"].build(instances, elsewhere)["management_account_id"]) == ["?"] * 2
