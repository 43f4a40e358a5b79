def test_caller(collected):
    frame = collected("sts_caller_identity")
    assert frame["resource_id"].tolist() == frame["arn"].tolist()
    assert frame["region"].tolist() == ["global"]
