def test_a_region_without_recorder_has_a_row(collected):
    row = collected("config_recorder", region="eu-west-3").iloc[0]
    assert row[["resource_id", "name", "recording", "all_supported", "last_status"]].tolist() == [
        "eu-west-3",
        "none",
        False,
        False,
        "none",
    ]


def test_recorder_of_the_estate(aws, collected):
    config = aws("config")
    config.put_configuration_recorder(
        ConfigurationRecorder={
            "name": "default",
            "roleARN": "arn:aws:iam::123456789012:role/config",
            "recordingGroup": {"allSupported": True, "includeGlobalResourceTypes": True},
        }
    )
    config.put_delivery_channel(DeliveryChannel={"name": "default", "s3BucketName": "logs"})
    assert collected("config_delivery_channel")["bucket_name"].tolist() == ["logs"]
    assert collected("config_recorder")["recording"].tolist() == [False]
    config.start_configuration_recorder(ConfigurationRecorderName="default")
    row = collected("config_recorder").iloc[0]
    assert row[["name", "recording", "all_supported", "global_types"]].tolist() == ["default", True, True, True]


def test_a_denied_status_is_unknown(answered):
    frame = answered(
        "config_recorder",
        ("describe_configuration_recorders", {"ConfigurationRecorders": []}),
        ("describe_configuration_recorder_status", "AccessDeniedException"),
    )
    assert frame["recording"].isna().all()


def test_aggregators_of_the_estate(aws, collected):
    config = aws("config")
    config.put_configuration_aggregator(
        ConfigurationAggregatorName="all",
        OrganizationAggregationSource={"RoleArn": "arn:aws:iam::123456789012:role/a", "AllAwsRegions": True},
    )
    config.put_configuration_aggregator(
        ConfigurationAggregatorName="some",
        AccountAggregationSources=[{"AccountIds": ["111111111111"], "AwsRegions": ["eu-west-1", "eu-central-1"]}],
    )
    frame = collected("config_aggregator").set_index("name").loc[["all", "some"]]
    assert frame["organization"].tolist() == [True, False]
    assert frame["all_regions"].tolist() == [True, False]
    assert frame["regions"].tolist() == ["", "eu-central-1 eu-west-1"]
    assert frame["accounts"].tolist() == [0, 1]


def test_what_aws_config_counts_under_the_names_of_the_tables(answered):
    names = ["AWS::EC2::Instance", "AWS::IAM::Policy", "AWS::ACM::Certificate", "AWS::MSK::ServerlessCluster"]
    counts = [{"resourceType": name, "count": number} for number, name in enumerate(names, 1)]
    frame = answered(
        "config_resource_count",
        ("get_discovered_resource_counts", {"resourceCounts": counts[:3], "nextToken": "more"}),
        ("get_discovered_resource_counts", {"resourceCounts": counts[3:]}),
    )
    assert frame["resource_id"][0] == "123456789012/eu-central-1/config/resource-count/AWS::EC2::Instance"
    assert frame["config_type"].tolist() == names
    assert frame["counted_type"].tolist() == [
        "AWS::EC2::Instance",
        "AWS::IAM::ManagedPolicy",
        "AWS::CertificateManager::Certificate",
        "AWS::MSK::Cluster",
    ]
    assert frame["resources"].tolist() == [1, 2, 3, 4]


def test_a_region_without_recorder_counts_nothing(answered):
    frame = answered("config_resource_count", ("get_discovered_resource_counts", {"resourceCounts": []}))
    assert (len(frame), frame.attrs["status"]) == (0, "observed")


def test_what_a_recorder_names(answered):
    group = {"resourceTypes": ["AWS::S3::Bucket", "AWS::IAM::User"], "exclusionByResourceTypes": {"resourceTypes": []}}
    frame = answered(
        "config_recorder",
        ("describe_configuration_recorders", {"ConfigurationRecorders": [{"name": "d", "recordingGroup": group}]}),
        ("describe_configuration_recorder_status", {"ConfigurationRecordersStatus": []}),
    )
    assert frame[["recorded_types", "excluded_types"]].values.tolist() == [["AWS::IAM::User AWS::S3::Bucket", ""]]


def test_delivery_channels_and_how_the_last_delivery_went(answered):
    channel = {"name": "default", "s3BucketName": "logs"}
    went = {"lastStatus": "SUCCESS", "lastSuccessfulTime": "2026-11-24T08:00:00Z"}
    for answer, status in (
        ({"DeliveryChannelsStatus": [{"name": "default", "configHistoryDeliveryInfo": went}]}, "SUCCESS"),
        ({"DeliveryChannelsStatus": [{"name": "default"}]}, "none"),
    ):
        frame = answered(
            "config_delivery_channel",
            ("describe_delivery_channels", {"DeliveryChannels": [channel]}),
            ("describe_delivery_channel_status", answer),
        )
        assert frame[["name", "bucket_name", "topic_arn", "history_status"]].values.tolist() == [
            ["default", "logs", "none", status]
        ]
        assert frame["history_delivered_at"].notna().tolist() == [status == "SUCCESS"]
