TARGET = {"RoleARN": "arn:aws:iam::123456789012:role/f", "BucketARN": "arn:aws:s3:::b"}


def test_streams_of_the_estate(aws, collected):
    client = aws("firehose")
    for number in range(11):  # one more than Firehose lists unless it is asked for more
        client.create_delivery_stream(
            DeliveryStreamName=f"s{number:02d}",
            DeliveryStreamType="DirectPut",
            ExtendedS3DestinationConfiguration=TARGET,
        )
    client.start_delivery_stream_encryption(
        DeliveryStreamName="s00", DeliveryStreamEncryptionConfigurationInput={"KeyType": "AWS_OWNED_CMK"}
    )
    frame = collected("firehose_delivery_stream")
    assert len(frame) == 11
    assert frame["resource_id"].tolist()[0] == "arn:aws:firehose:eu-central-1:123456789012:deliverystream/s00"
    assert frame["encryption_status"].tolist()[:2] == ["ENABLED", "DISABLED"]
    assert frame["source_type"].tolist()[0] == "DirectPut"


def test_a_refused_description_is_unknown(answered):
    frame = answered(
        "firehose_delivery_stream",
        ("list_delivery_streams", {"DeliveryStreamNames": ["s"], "HasMoreDeliveryStreams": False}),
        ("describe_delivery_stream", "AccessDeniedException"),
    )
    assert frame[["encryption_status", "kms_key_type", "source_type"]].isna().all(axis=None)
