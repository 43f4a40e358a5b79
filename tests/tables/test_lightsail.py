def port(number, protocol="tcp", **source):
    return {"fromPort": number, "toPort": number, "protocol": protocol, "accessDirection": "inbound"} | source


def test_instances(answered):
    ports = [
        port(22, cidrs=["192.0.2.0/24"]),
        port(80, cidrs=["0.0.0.0/0"], ipv6Cidrs=["::/0"]),
        port(53, "udp", ipv6Cidrs=["::/0"]),
        port(25, cidrs=["0.0.0.0/0"]) | {"accessDirection": "outbound"},
    ]
    open_one = {
        "name": "a",
        "arn": "arn:aws:lightsail:eu-central-1:123456789012:Instance/1",
        "state": {"name": "running"},
        "publicIpAddress": "192.0.2.1",
        "networking": {"ports": ports},
        "metadataOptions": {"httpTokens": "optional"},
        "addOns": [{"name": "AutoSnapshot", "status": "Enabled"}],
    }
    closed_one = {
        "name": "b",
        "arn": "arn:b",
        "addOns": [{"name": "AutoSnapshot", "status": "Disabled"}],
        "networking": {"ports": []},
    }
    frame = answered(
        "lightsail_instance", ("get_instances", {"instances": [open_one, closed_one, {"name": "c", "arn": "arn:c"}]})
    )
    assert frame["open_ports"].tolist() == ["tcp/80-80 udp/53-53", "", ""]
    assert frame["public_ip"].tolist() == ["192.0.2.1", "none", "none"]
    assert frame["automatic_snapshots"].tolist() == [True, False, False]
    assert frame["imds_tokens"].fillna("?").tolist() == ["optional", "?", "?"]


def test_databases(answered):
    databases = [
        {
            "name": "good",
            "arn": "arn:g",
            "publiclyAccessible": False,
            "backupRetentionEnabled": True,
            "secondaryAvailabilityZone": "b",
        },
        {
            "name": "bad",
            "arn": "arn:b",
            "publiclyAccessible": True,
            "backupRetentionEnabled": False,
            "pendingModifiedValues": {"masterUserPassword": "s3cr3t"},
        },
    ]
    frame = answered("lightsail_database", ("get_relational_databases", {"relationalDatabases": databases}))
    assert frame["public"].tolist() == [False, True]
    assert frame["automatic_backups"].tolist() == [True, False]
    assert frame["standby_zone"].tolist() == ["b", "none"]
    assert "s3cr3t" not in frame.to_string()


def test_refused_instances_are_no_empty_table(answered):
    frame = answered("lightsail_instance", ("get_instances", "AccessDeniedException"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")
