def test_streams_of_the_estate(aws, collected):
    client = aws("kinesis")
    for name in ("bad", "good"):
        client.create_stream(StreamName=name, ShardCount=1)
    client.start_stream_encryption(StreamName="good", EncryptionType="KMS", KeyId="alias/aws/kinesis")
    frame = collected("kinesis_stream").set_index("name").loc[["good", "bad"]]
    assert frame["resource_id"].tolist()[0] == "arn:aws:kinesis:eu-central-1:123456789012:stream/good"
    assert frame["encryption_type"].tolist() == ["KMS", "NONE"]
    assert frame["kms_key_id"].tolist() == ["alias/aws/kinesis", "none"]
    assert frame["retention_hours"].tolist() == [24, 24]


def test_a_refused_description_is_unknown(answered):
    stream = {
        "StreamName": "s",
        "StreamARN": "arn:aws:kinesis:eu-central-1:123456789012:stream/s",
        "StreamStatus": "ACTIVE",
    }
    frame = answered(
        "kinesis_stream",
        ("list_streams", {"StreamNames": ["s"], "HasMoreStreams": False, "StreamSummaries": [stream]}),
        ("describe_stream_summary", "AccessDeniedException"),
    )
    assert frame[["encryption_type", "kms_key_id", "retention_hours"]].isna().all(axis=None)
