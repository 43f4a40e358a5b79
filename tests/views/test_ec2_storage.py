import pytest

from tests.inventories import ACCOUNT, rows
from toolkit.views import VIEWS


@pytest.mark.parametrize("table", ["ec2_volume", "ec2_snapshot"])
def test_whose_key_encrypts_a_disk(table):
    key = f"arn:aws:kms:eu-central-1:{ACCOUNT}:key/"
    keys = rows("kms_key", resource_id=[key + "own", key + "aws"], customer_managed=[True, False])
    frame = rows(table, kms_key_arn=[key + "own", key + "aws", key + "gone", "none"])
    seen = VIEWS[f"{table}_key"].build(frame, keys)["key_customer_managed"]
    assert seen.astype("object").fillna("?").tolist() == [True, False, "?", False]
