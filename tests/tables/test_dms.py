def test_replication_instances_of_the_estate(aws, collected):
    dms = aws("dms")
    for name, settings in (
        ("bad", {"PubliclyAccessible": True, "AutoMinorVersionUpgrade": False, "MultiAZ": False}),
        ("good", {"PubliclyAccessible": False, "AutoMinorVersionUpgrade": True, "MultiAZ": True}),
    ):
        dms.create_replication_instance(
            ReplicationInstanceIdentifier=name, ReplicationInstanceClass="dms.t3.medium", **settings
        )
    frame = collected("dms_replication_instance").set_index("name").loc[["good", "bad"]]
    assert frame["public"].tolist() == [False, True]
    assert frame["auto_minor_upgrades"].tolist() == [True, False]
    assert frame["multi_az"].tolist() == [True, False]


def test_a_refused_listing_is_no_empty_table(answered):
    frame = answered("dms_replication_instance", ("describe_replication_instances", "AccessDenied"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")


def test_endpoints(answered):
    endpoints = [
        {"EndpointArn": "arn:a", "EngineName": "postgres", "EndpointType": "source", "SslMode": "require"},
        {"EndpointArn": "arn:b", "EngineName": "s3", "EndpointType": "target"},
    ]
    frame = answered("dms_endpoint", ("describe_endpoints", {"Endpoints": endpoints}))
    assert frame["engine"].tolist() == ["postgres", "s3"]
    assert frame["tls_mode"].tolist() == ["require", "none"]


def test_logs_of_tasks(answered):
    settings = ['{"Logging": {"EnableLogging": true}}', '{"Logging": {"EnableLogging": false}}', "{}", "broken"]
    tasks = [{"ReplicationTaskArn": f"arn:{i}", "ReplicationTaskSettings": s} for i, s in enumerate(settings)]
    frame = answered(
        "dms_replication_task",
        ("describe_replication_tasks", {"ReplicationTasks": [*tasks, {"ReplicationTaskArn": "arn:without"}]}),
    )
    assert frame["logs"].astype("object").fillna("?").tolist() == [True, False, False, "?", "?"]
