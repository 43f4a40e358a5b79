import json

OPEN = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
SERVICE = {
    "ServiceId": "vpce-svc-1",
    "ServiceName": "com.amazonaws.vpce.eu-central-1.vpce-svc-1",
    "ServiceType": [{"ServiceType": "Interface"}],
    "AcceptanceRequired": False,
}


def test_endpoints_of_the_estate(aws, collected):
    ec2 = aws("ec2")
    vpc_id = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    endpoint_id = ec2.create_vpc_endpoint(
        VpcId=vpc_id,
        ServiceName="com.amazonaws.eu-central-1.s3",
        VpcEndpointType="Gateway",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": OPEN}),
    )["VpcEndpoint"]["VpcEndpointId"]
    row = collected("ec2_vpc_endpoint").set_index("endpoint_id").loc[endpoint_id]
    assert row["resource_id"] == f"arn:aws:ec2:eu-central-1:123456789012:vpc-endpoint/{endpoint_id}"
    assert row[["vpc_id", "type", "service_name"]].tolist() == [vpc_id, "Gateway", "com.amazonaws.eu-central-1.s3"]
    assert json.loads(row["statements_json"]) == [OPEN]


def test_an_endpoint_whose_service_takes_no_policy_has_no_statements(answered):
    endpoint = {
        "VpcEndpointId": "vpce-1",
        "OwnerId": "210987654321",
        "RequesterManaged": True,
        "Groups": [{"GroupId": "sg-1"}],
    }
    frame = answered("ec2_vpc_endpoint", ("describe_vpc_endpoints", {"VpcEndpoints": [endpoint]}))
    assert frame["statements_json"].tolist() == ["[]"]
    assert frame["resource_id"].tolist() == ["arn:aws:ec2:eu-central-1:210987654321:vpc-endpoint/vpce-1"]
    assert frame["managed_by_aws"].tolist() == [True]
    assert frame["security_group_ids"].tolist() == ["sg-1"]


def service(answered, permissions):
    return answered(
        "ec2_vpc_endpoint_service",
        ("describe_vpc_endpoint_service_configurations", {"ServiceConfigurations": [SERVICE]}),
        ("describe_vpc_endpoint_service_permissions", permissions),
    )


def test_who_may_connect_to_an_endpoint_service(answered):
    root = "arn:aws:iam::210987654321:root"
    frame = service(answered, {"AllowedPrincipals": [{"Principal": root}, {"Principal": "*"}]})
    assert frame["allows_anyone"].tolist() == [True]
    assert frame["acceptance_required"].tolist() == [False]
    assert frame["allowed_principals"].tolist() == [f"* {root}"]
    frame = service(answered, {"AllowedPrincipals": []})
    assert frame[["allows_anyone", "allowed_principals"]].to_numpy().tolist() == [[False, "none"]]


def test_permissions_that_are_refused_are_unknown(answered):
    frame = service(answered, "UnauthorizedOperation")
    assert frame[["allows_anyone", "allowed_principals"]].isna().all(axis=None)


def test_endpoint_services_of_the_estate(aws, collected):
    ec2, elbv2 = aws("ec2"), aws("elbv2")
    vpc_id = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet_id = ec2.create_subnet(VpcId=vpc_id, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    balancer = elbv2.create_load_balancer(Name="offer", Type="network", Subnets=[subnet_id])["LoadBalancers"][0]
    service_id = ec2.create_vpc_endpoint_service_configuration(
        AcceptanceRequired=True, NetworkLoadBalancerArns=[balancer["LoadBalancerArn"]]
    )["ServiceConfiguration"]["ServiceId"]
    row = collected("ec2_vpc_endpoint_service").set_index("service_id").loc[service_id]
    assert row["resource_id"] == f"arn:aws:ec2:eu-central-1:123456789012:vpc-endpoint-service/{service_id}"
    assert row[["types", "acceptance_required", "allowed_principals"]].tolist() == ["Interface", True, "none"]
