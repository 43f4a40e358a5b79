from tests.inventories import REGION, rows
from toolkit.views import VIEWS


def test_a_region_holds_buckets_where_one_lies_in_it():
    session = rows("macie2_session", status=["off"])
    for regions, holds in (
        ([REGION], True),
        (["eu-west-1"], False),
        ([], False),
        ([None], "?"),
        ([None, REGION], True),
    ):
        frame = VIEWS["macie2_session_buckets"].build(session, rows("s3_bucket", bucket_region=regions))
        assert frame["holds_buckets"].astype("object").fillna("?").tolist() == [holds]


def test_buckets_of_another_account_count_for_none():
    buckets = rows("s3_bucket", bucket_region=[REGION, None]).assign(account_id="222222222222")
    frame = VIEWS["macie2_session_buckets"].build(rows("macie2_session", status=["off"]), buckets)
    assert frame["holds_buckets"].tolist() == [False]
