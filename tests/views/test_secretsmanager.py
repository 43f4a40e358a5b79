import pandas as pd
import pytest

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
