import json

CLIENT_VPN = {
    "ClientVpnEndpointId": "cvpn-endpoint-1",
    "CreationTime": "2026-01-01T10:00:00",
    "Status": {"Code": "available"},
    "AuthenticationOptions": [{"Type": "federated-authentication"}, {"Type": "certificate-authentication"}],
    "ConnectionLogOptions": {"Enabled": False},
    "SplitTunnel": True,
}
ACTIVE = {"Code": "active"}


def test_transit_gateways_of_the_estate(aws, collected):
    ec2 = aws("ec2")
    ids = [
        ec2.create_transit_gateway(Options={"AutoAcceptSharedAttachments": value})["TransitGateway"]["TransitGatewayId"]
        for value in ("disable", "enable", "enable")
    ]
    ec2.delete_transit_gateway(TransitGatewayId=ids.pop())
    frame = collected("ec2_transit_gateway").set_index("transit_gateway_id").loc[ids]
    assert frame["auto_accepts_attachments"].tolist() == ["disable", "enable"]
    assert frame["resource_id"].iloc[0] == f"arn:aws:ec2:eu-central-1:123456789012:transit-gateway/{ids[0]}"


def test_peering_connections_of_the_estate(aws, collected):
    ec2 = aws("ec2")
    own, peer = (ec2.create_vpc(CidrBlock=f"10.{i}.0.0/16")["Vpc"]["VpcId"] for i in range(2))
    ids = [
        ec2.create_vpc_peering_connection(VpcId=own, PeerVpcId=peer)["VpcPeeringConnection"]["VpcPeeringConnectionId"]
        for _ in range(2)
    ]
    ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=ids[0])
    ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=ids[1])
    row = collected("ec2_vpc_peering").set_index("peering_id")[lambda frame: frame["status"].eq("active")].loc[ids[0]]
    assert row["resource_id"] == f"arn:aws:ec2:eu-central-1:123456789012:vpc-peering-connection/{ids[0]}"
    assert row[["requester_vpc_id", "accepter_vpc_id"]].tolist() == [own, peer]
    assert row[["requester_account_id", "accepter_account_id"]].tolist() == ["123456789012"] * 2
    assert row[["requester_cidrs", "accepter_cidrs"]].tolist() == ["10.0.0.0/16", "10.1.0.0/16"]


def test_a_peering_that_is_not_accepted_tells_only_its_own_ranges(answered):
    requester = {
        "CidrBlock": "10.0.0.0/16",
        "CidrBlockSet": [{"CidrBlock": "10.0.0.0/16"}, {"CidrBlock": "10.9.0.0/16"}],
    }
    requester["Ipv6CidrBlockSet"] = [{"Ipv6CidrBlock": "2001:db8::/56"}]
    peering = {"VpcPeeringConnectionId": "pcx-1", "RequesterVpcInfo": requester, "AccepterVpcInfo": {"OwnerId": "2"}}
    frame = answered("ec2_vpc_peering", ("describe_vpc_peering_connections", {"VpcPeeringConnections": [peering]}))
    assert frame["requester_cidrs"].tolist() == ["10.0.0.0/16 10.9.0.0/16 2001:db8::/56"]
    assert frame["accepter_cidrs"].tolist() == ["none"]


def test_vpn_connections_tell_their_tunnels_and_no_key(answered):
    tunnel = {
        "OutsideIpAddress": "203.0.113.7",
        "PreSharedKey": "correct-horse",
        "IkeVersions": [{"Value": "ikev2"}],
        "Phase1EncryptionAlgorithms": [{"Value": "AES256"}],
        "Phase1DHGroupNumbers": [{"Value": 20}],
        "LogOptions": {"CloudWatchLogOptions": {"LogEnabled": True}},
    }
    vpn = {
        "VpnConnectionId": "vpn-1",
        "State": "available",
        "CustomerGatewayConfiguration": "<pre_shared_key>correct-horse</pre_shared_key>",
        "TransitGatewayId": "tgw-1",
        "VgwTelemetry": [{"Status": "UP"}, {"Status": "DOWN"}],
        "Options": {"StaticRoutesOnly": False, "TunnelOptions": [tunnel, {"PreSharedKey": "correct-horse"}]},
    }
    frame = answered("ec2_vpn_connection", ("describe_vpn_connections", {"VpnConnections": [vpn]}))
    assert frame[["tunnels", "tunnels_up"]].to_numpy().tolist() == [[2, 1]]
    assert frame["gateway_id"].tolist() == ["tgw-1"]
    first, second = json.loads(frame["tunnels_json"].item())
    assert (first["ike_versions"], first["phase1_encryption"], first["phase1_dh_groups"]) == (
        ["ikev2"],
        ["AES256"],
        [20],
    )
    assert (first["logs"], second["logs"], second["ike_versions"]) == (True, None, None)
    assert "correct-horse" not in frame.to_csv()


def test_vpn_connections_of_the_estate(aws, collected):
    ec2 = aws("ec2")
    customer = ec2.create_customer_gateway(Type="ipsec.1", PublicIp="203.0.113.7", BgpAsn=65000)["CustomerGateway"]
    gateway = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    ids = [
        ec2.create_vpn_connection(
            Type="ipsec.1", CustomerGatewayId=customer["CustomerGatewayId"], VpnGatewayId=gateway
        )["VpnConnection"]["VpnConnectionId"]
        for _ in range(2)
    ]
    ec2.delete_vpn_connection(VpnConnectionId=ids[1])
    frame = collected("ec2_vpn_connection").set_index("vpn_connection_id")
    assert ids[0] in frame.index
    assert frame.loc[ids[0], "gateway_id"] == gateway
    assert "pre_shared_key" not in frame.to_csv()


def client_vpn(answered, rules):
    return answered(
        "ec2_client_vpn_endpoint",
        ("describe_client_vpn_endpoints", {"ClientVpnEndpoints": [CLIENT_VPN]}),
        ("describe_client_vpn_authorization_rules", rules),
    )


def test_client_vpn_rules_for_everyone(answered):
    group = {"DestinationCidr": "10.0.0.0/16", "GroupId": "S-1-5-21", "AccessAll": False, "Status": ACTIVE}
    everyone = {"DestinationCidr": "0.0.0.0/0", "AccessAll": True, "Status": ACTIVE}
    frame = client_vpn(answered, {"AuthorizationRules": [group, everyone]})
    assert frame["authorizes_everyone"].tolist() == [True]
    assert [rule["group"] for rule in json.loads(frame["authorization_rules_json"].item())] == ["S-1-5-21", None]
    assert frame["authentication"].tolist() == ["certificate-authentication federated-authentication"]
    assert frame["logs_connections"].tolist() == [False]
    assert frame["created_at"].dt.hour.tolist() == [10]
    assert client_vpn(answered, {"AuthorizationRules": [group]})["authorizes_everyone"].tolist() == [False]
    assert client_vpn(answered, {"AuthorizationRules": []})["authorizes_everyone"].tolist() == [False]


def test_client_vpn_rules_that_are_refused_are_unknown(answered):
    frame = client_vpn(answered, "UnauthorizedOperation")
    assert frame[["authorizes_everyone", "authorization_rules_json"]].isna().all(axis=None)
