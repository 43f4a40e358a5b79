def test_connections_of_the_estate(aws, collected):
    client = aws("directconnect")
    connection_id = client.create_connection(
        location="EqDC2", bandwidth="10Gbps", connectionName="office", requestMACSec=True
    )["connectionId"]
    row = collected("directconnect_connection").set_index("connection_id").loc[connection_id]
    assert row["resource_id"] == f"arn:aws:directconnect:eu-central-1:123456789012:dxcon/{connection_id}"
    assert row[["name", "location", "bandwidth"]].tolist() == ["office", "EqDC2", "10Gbps"]


def test_all_pages_without_the_secrets_of_the_line(answered):
    keys = [{"secretARN": "arn:aws:secretsmanager:r:1:secret:macsec", "ckn": "0123456789abcdef", "state": "associated"}]
    first = {"connectionId": "dxcon-1", "encryptionMode": "must_encrypt", "portEncryptionStatus": "Encryption Up"}
    second = {"connectionId": "dxcon-2", "ownerAccount": "210987654321", "tags": [{"key": "Team", "value": "net"}]}
    frame = answered(
        "directconnect_connection",
        ("describe_connections", {"connections": [first | {"macSecKeys": keys}], "nextToken": "more"}),
        ("describe_connections", {"connections": [second]}),
    )
    assert frame["encryption_mode"].tolist() == ["must_encrypt", "none"]
    assert frame["encryption_status"].tolist() == ["Encryption Up", "none"]
    assert frame["tags"].tolist() == ["{}", '{"Team": "net"}']
    assert frame["resource_id"].tolist() == [
        "arn:aws:directconnect:eu-central-1:123456789012:dxcon/dxcon-1",
        "arn:aws:directconnect:eu-central-1:210987654321:dxcon/dxcon-2",
    ]
    assert "0123456789abcdef" not in frame.to_csv()
