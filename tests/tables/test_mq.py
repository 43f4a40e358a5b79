BROKER = {"BrokerArn": "arn:b", "BrokerId": "b", "DeploymentMode": "SINGLE_INSTANCE", "EngineType": "RABBITMQ"}


def test_brokers_of_the_estate(aws, collected):
    client = aws("mq")
    for name, good in (("good", True), ("bad", False)):
        client.create_broker(
            BrokerName=name,
            AutoMinorVersionUpgrade=good,
            PubliclyAccessible=not good,
            Logs={"General": good, "Audit": good},
            DeploymentMode="ACTIVE_STANDBY_MULTI_AZ" if good else "SINGLE_INSTANCE",
            EngineType="ACTIVEMQ",
            EngineVersion="5.18",
            HostInstanceType="mq.t3.micro",
            Users=[{"Username": "admin", "Password": "never-stored1"}],
            Tags={"Team": "a"},
        )
    frame = collected("mq_broker").set_index("name").loc[["good", "bad"]]
    for column in ("auto_minor_upgrades", "general_logs", "audit_logs"):
        assert frame[column].tolist() == [True, False], column
    assert frame["public"].tolist() == [False, True]
    assert frame["deployment_mode"].tolist() == ["ACTIVE_STANDBY_MULTI_AZ", "SINGLE_INSTANCE"]
    assert frame["kms_key_id"].tolist() == ["none", "none"]
    assert frame["tags"].tolist() == ['{"Team": "a"}'] * 2


def test_a_refused_description_is_unknown(answered):
    frame = answered(
        "mq_broker",
        ("list_brokers", {"BrokerSummaries": [BROKER]}),
        ("describe_broker", "ForbiddenException"),
        ("describe_broker_engine_types", "ForbiddenException"),
    )
    assert frame["offered_versions"].isna().all()
    assert frame[["auto_minor_upgrades", "public", "general_logs", "tags"]].isna().all(axis=None)
    assert frame["engine"].tolist() == ["RABBITMQ"]


def test_versions_that_are_offered(answered):
    versions = [{"Name": "4.2"}, {"Name": "3.13"}]
    frame = answered(
        "mq_broker",
        ("list_brokers", {"BrokerSummaries": [BROKER]}),
        ("describe_broker", {"EngineVersion": "3.13", "SubnetIds": ["s-2", "s-1"]}),
        (
            "describe_broker_engine_types",
            {"BrokerEngineTypes": [{"EngineType": "RABBITMQ", "EngineVersions": versions}]},
        ),
    )
    assert frame["offered_versions"].tolist() == ["3.13 4.2"]
    assert frame["subnet_ids"].tolist() == ["s-1 s-2"]
