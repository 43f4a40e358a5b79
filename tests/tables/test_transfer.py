def test_servers_of_the_estate(aws, collected):
    client = aws("transfer")
    good = client.create_server(
        Protocols=["SFTP"],
        EndpointType="VPC",
        EndpointDetails={"SubnetIds": ["subnet-1"], "VpcId": "vpc-1"},
        SecurityPolicyName="TransferSecurityPolicy-2024-01",
        StructuredLogDestinations=["arn:aws:logs:eu-central-1:123456789012:log-group:t"],
        Tags=[{"Key": "Team", "Value": "a"}],
    )["ServerId"]
    bad = client.create_server(Protocols=["SFTP", "FTP"], EndpointType="PUBLIC")["ServerId"]
    frame = collected("transfer_server").set_index("name").loc[[good, bad]]
    assert frame["protocols"].tolist() == ["SFTP", "FTP SFTP"]
    assert frame["endpoint_type"].tolist() == ["VPC", "PUBLIC"]
    assert frame["logs"].tolist() == [True, False]
    assert frame["elastic_addresses"].tolist() == [0, 0]
    assert frame["security_policy"].tolist()[0] == "TransferSecurityPolicy-2024-01"
    assert frame["tags"].tolist() == ['{"Team": "a"}', "{}"]


def test_a_refused_description_is_unknown(answered):
    server = {"Arn": "arn:aws:transfer:eu-central-1:123456789012:server/s-1", "ServerId": "s-01234567890abcdef"}
    frame = answered("transfer_server", ("list_servers", {"Servers": [server]}), ("describe_server", "AccessDenied"))
    assert frame[["protocols", "logs", "security_policy", "elastic_addresses"]].isna().all(axis=None)
