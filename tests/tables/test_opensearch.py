import json

ARN = "arn:aws:es:eu-central-1:123456789012:domain/"
ALLOW = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "es:*", "Resource": "*"}


def test_domains_of_the_estate(aws, collected):
    opensearch = aws("opensearch")
    on = {"Enabled": True}
    opensearch.create_domain(DomainName="bad", EngineVersion="OpenSearch_2.11")
    opensearch.create_domain(
        DomainName="good",
        EngineVersion="OpenSearch_2.11",
        EncryptionAtRestOptions=on,
        NodeToNodeEncryptionOptions=on,
        DomainEndpointOptions={"EnforceHTTPS": True, "TLSSecurityPolicy": "Policy-Min-TLS-1-2-2019-07"},
        ClusterConfig={"InstanceCount": 3, "ZoneAwarenessEnabled": True},
        VPCOptions={"SubnetIds": ["subnet-1"]},
        AdvancedSecurityOptions={"Enabled": True, "InternalUserDatabaseEnabled": False},
        LogPublishingOptions={
            "AUDIT_LOGS": on | {"CloudWatchLogsLogGroupArn": "arn:aws:logs:eu-central-1:123456789012:log-group:audit"}
        },
    )
    frame = collected("opensearch_domain").set_index("name").loc[["good", "bad"]]
    assert frame.loc["good", "resource_id"] == f"{ARN}good"
    for column in (
        "encrypted",
        "node_to_node_encryption",
        "requires_https",
        "fine_grained_access",
        "audit_logs",
        "zone_awareness",
    ):
        assert frame[column].tolist() == [True, False], column
    assert frame["subnet_ids"].tolist() == ["subnet-1", "none"]
    assert frame["data_nodes"].tolist() == [3, 1]
    assert frame["master_nodes"].tolist() == [0, 0]


def test_policies_and_a_domain_that_is_refused(answered):
    names = [{"DomainName": n} for n in ("open", "empty", "hidden")]

    def status(**about):
        needed = {"DomainId": "1/domain", "DomainName": "domain", "ARN": f"{ARN}domain", "ClusterConfig": {}}
        return {"DomainStatus": needed | about}

    frame = answered(
        "opensearch_domain",
        ("list_domain_names", {"DomainNames": names}),
        (
            "describe_domain",
            status(AccessPolicies=json.dumps({"Statement": [ALLOW]}), VPCOptions={"VPCId": "vpc-1"}),
        ),
        ("describe_domain", status(AccessPolicies="", ServiceSoftwareOptions={"UpdateAvailable": True})),
        ("describe_domain", "AccessDeniedException"),
    )
    assert json.loads(frame["statements_json"][0]) == [ALLOW]
    assert frame["statements_json"][1] == "[]"
    assert frame["vpc_id"].tolist()[:2] == ["vpc-1", "none"]
    assert frame["update_available"][1]
    unknown = ["encrypted", "vpc_id", "subnet_ids", "master_nodes", "audit_logs", "statements_json"]
    assert frame.loc[2, unknown].isna().all()
