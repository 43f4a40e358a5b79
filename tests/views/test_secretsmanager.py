import pandas as pd
import pytest

from tests.inventories import rows
from toolkit.tables import TABLES
from toolkit.views import VIEWS

NOW = pd.Timestamp("2030-06-15T12:00:00Z")


def ago(days):
    return NOW - pd.Timedelta(days=days)


@pytest.mark.parametrize(
    ("secret", "late"),
    [
        ({"rotation_days": 30, "last_rotated_at": ago(730)}, 700),
        ({"rotation_days": 30, "last_rotated_at": ago(31)}, 1),
        ({"rotation_days": 30, "last_rotated_at": ago(30)}, 0),
        ({"rotation_days": 30, "last_rotated_at": ago(2)}, 0),
        ({"rotation_days": 30, "last_rotated_at": ago(730), "next_rotation_at": ago(-5)}, 0),  # set up anew
        ({"rotation_days": 0, "last_rotated_at": ago(90), "next_rotation_at": ago(60)}, 60),  # by a schedule
        ({"rotation_days": 0, "last_rotated_at": ago(90)}, None),
        ({"rotation_days": 30}, None),
        ({"rotation_days": 30, "last_rotated_at": ago(-3)}, None),
        ({"rotation_enabled": False, "rotation_days": 0}, 0),
    ],
)
def test_days_by_which_a_rotation_is_late(secret, late):
    table = TABLES["secretsmanager_secret"]
    frame = pd.DataFrame([{"rotation_enabled": True, "observed_at": NOW} | secret])
    frame = frame.reindex(columns=list(table.dtypes)).astype(table.dtypes)
    seen = VIEWS["secretsmanager_secret_rotation"].build(frame)["overdue_days"]
    assert (None if seen.isna().all() else seen.item()) == late


@pytest.mark.parametrize(
    ("secret", "idle"),
    [
        ({"ever_accessed": [True], "last_accessed_at": [ago(3)], "created_at": [ago(400)]}, 3),
        ({"ever_accessed": [True], "last_accessed_at": [None], "created_at": [ago(400)]}, "?"),
        ({"ever_accessed": [False], "created_at": [ago(400)]}, 400),
        ({"ever_accessed": [None], "created_at": [ago(400)]}, "?"),
        ({"ever_accessed": [True], "last_accessed_at": [ago(-3)], "created_at": [ago(400)]}, "?"),
    ],
)
def test_how_long_nobody_has_read_a_secret(secret, idle):
    frame = VIEWS["secretsmanager_secret_use"].build(rows("secretsmanager_secret", observed_at=[NOW], **secret))
    assert frame["idle_days"].astype("object").fillna("?").tolist() == [idle]


def test_how_old_the_value_of_a_secret_is():
    secrets = rows("secretsmanager_secret", observed_at=[NOW] * 2, value_set_at=[ago(91), None])
    frame = VIEWS["secretsmanager_secret_use"].build(secrets)
    assert frame["value_days"].astype("object").fillna("?").tolist() == [91, "?"]
