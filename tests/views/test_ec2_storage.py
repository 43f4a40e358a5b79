import pytest

from tests.inventories import ACCOUNT, rows
from toolkit.views import VIEWS

NOW = "2026-11-24T09:00:00Z"


def copies(*snapshots):
    names = ("volume_id", "state", "created_at")
    columns = dict(zip(names, map(list, zip(*snapshots, strict=True)), strict=True)) if snapshots else {}
    volumes = rows("ec2_volume", volume_id=["vol-1"], observed_at=[NOW])
    frame = VIEWS["ec2_volume_copies"].build(volumes, rows("ec2_snapshot", **columns))
    return frame["snapshot_days"].astype("object").fillna("?").tolist()


@pytest.mark.parametrize(
    ("snapshots", "since"),
    [
        ([], -1),
        ([("vol-1", "completed", "2026-11-20T09:00:00Z")], 4),
        ([("vol-1", "Completed", "2026-11-20T09:00:00Z"), ("vol-1", "completed", "2020-01-01T00:00:00Z")], 4),
        ([("vol-1", "pending", "2026-11-20T09:00:00Z"), ("vol-1", "error", "2026-11-20T09:00:00Z")], -1),
        ([("vol-2", "completed", "2026-11-20T09:00:00Z")], -1),
        ([(None, "completed", "2026-11-20T09:00:00Z")], "?"),
        ([("vol-1", None, "2026-11-20T09:00:00Z"), ("vol-1", "completed", "2020-01-01T00:00:00Z")], "?"),
        ([("vol-1", "completed", None)], "?"),
        ([("vol-1", "completed", "2027-01-01T00:00:00Z")], "?"),  # a clock was wrong
    ],
)
def test_how_long_ago_a_volume_was_copied(snapshots, since):
    assert copies(*snapshots) == [since]


@pytest.mark.parametrize("table", ["ec2_volume", "ec2_snapshot"])
def test_whose_key_encrypts_a_disk(table):
    key = f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/"
    keys = rows("kms_key", resource_id=[key + "own", key + "aws"], customer_managed=[True, False])
    frame = rows(table, kms_key_arn=[key + "own", key + "aws", key + "gone", "none"])
    seen = VIEWS[f"{table}_key"].build(frame, keys)["key_customer_managed"]
    assert seen.astype("object").fillna("?").tolist() == [True, False, "?", False]
