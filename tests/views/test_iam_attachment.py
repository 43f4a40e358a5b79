import pandas as pd
import pytest

from tests.inventories import ACCOUNT, rows
from toolkit.views import VIEWS

SUPPORT = "arn:aws:iam::aws:policy/AWSSupportAccess"


def plain(series):
    return series.astype("object").where(series.notna(), "?").tolist()


@pytest.mark.parametrize(
    ("root", "assigned", "count"),
    [
        ([], [], 0),
        ([True], [True], 1),
        ([True, True, False], [True, True, True], 2),
        ([False], [True], 0),
        ([True], [False], 0),
        ([True], [None], "?"),
        ([None], [True], "?"),
        ([None], [False], 0),
        ([True, None], [True, True], 1),  # one is enough to be known
    ],
)
def test_virtual_devices_of_root(root, assigned, count):
    devices = rows("iam_virtual_mfa_device", root=root, assigned=assigned)
    seen = VIEWS["iam_account_root"].build(rows("iam_account", root_mfa_enabled=[True]), devices)
    assert plain(seen["virtual_devices"]) == [count]


def test_devices_of_another_account_are_not_its_own():
    devices = rows("iam_virtual_mfa_device", root=[True], assigned=[True]).assign(account_id="222222222222")
    seen = VIEWS["iam_account_root"].build(rows("iam_account", root_mfa_enabled=[True]), devices)
    assert plain(seen["virtual_devices"]) == [0]


@pytest.mark.parametrize(
    ("users", "roles", "count"),
    [
        ([], [], 0),
        ([""], [SUPPORT], 1),
        ([f"arn:aws:iam::aws:policy/Other {SUPPORT}"], [SUPPORT], 2),
        ([f"{SUPPORT}Mine"], ["arn:aws:iam::111111111111:policy/AWSSupportAccess"], 0),
        ([None], [""], "?"),
        ([None], [SUPPORT], 1),
    ],
)
def test_holders_of_support_access(users, roles, count):
    parts = [
        rows("iam_user", attached_policy_arns=users),
        rows("iam_group"),
        rows("iam_role", attached_policy_arns=roles),
    ]
    seen = VIEWS["iam_account_support"].build(rows("iam_account", users=[1]), *parts)
    assert plain(seen["holders"]) == [count]


def test_members_of_groups():
    groups = rows("iam_group", name=["admins", "readers", "none"])
    users = rows("iam_user", group_names=["admins, readers", "readers", ""])
    build = VIEWS["iam_group_member"].build
    assert plain(build(groups, users)["members"]) == [1, 2, 0]
    unread = rows("iam_user", group_names=["admins", None])
    assert plain(build(groups, unread)["members"]) == [1, "?", "?"]
    assert plain(build(groups, unread.assign(account_id="222222222222"))["members"]) == [0, 0, 0]


def test_attachments_leave_out_roles_of_services():
    roles = rows("iam_role", arn=["mine", "linked", "unread"], service_linked=[False, True, None])
    seen = VIEWS["iam_principal_attachment"].build(
        rows("iam_user", arn=["anna"]), rows("iam_group", arn=["all"]), roles
    )
    assert seen["arn"].tolist() == ["anna", "all", "mine", "unread"]
    assert set(seen["account_id"]) == {ACCOUNT}


@pytest.mark.parametrize(
    ("used", "last", "made", "days"),
    [
        (True, "2030-01-10T00:00:00Z", "2020-01-01T00:00:00Z", 1),
        (True, None, "2020-01-01T00:00:00Z", "?"),  # when, was not read
        (False, None, "2030-01-01T00:00:00Z", 10),
        (False, None, "2020-01-01T00:00:00Z", 400),
        (False, None, None, "?"),
        (None, None, "2030-01-01T00:00:00Z", "?"),
        (None, "2030-01-10T00:00:00Z", "2020-01-01T00:00:00Z", 1),
        (True, "2030-02-01T00:00:00Z", "2020-01-01T00:00:00Z", "?"),  # a clock was wrong
    ],
)
def test_idle_days_of_roles(used, last, made, days):
    roles = rows("iam_role", used=[used], last_used_at=[last], created_at=[made])
    seen = VIEWS["iam_role_use"].build(roles.assign(observed_at=pd.Timestamp("2030-01-11T12:00:00Z")))
    assert plain(seen["idle_days"]) == [days]
