"""Amazon EC2: VPC endpoints, and the services that the account offers through them."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "ec2:describe_vpc_endpoints",
    resource_type="AWS::EC2::VPCEndpoint",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', OwnerId || here.account_id, ':vpc-endpoint/',"
    " VpcEndpointId])",
)
class ec2_vpc_endpoint:
    """VPC endpoints: private ways from a VPC to a service; those of other accounts too (see `owner_id`)."""

    endpoint_id: str = column("VpcEndpointId", "Id of the endpoint.")
    name: str = column("Tags[?Key=='Name'].Value | [0]", "The tag `Name`.", absent="")
    created_at: datetime = column("CreationTimestamp", "When the endpoint was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    owner_id: str = column("OwnerId", "Account that owns the endpoint.")
    type: str = column("VpcEndpointType", "`Interface`, `Gateway`, `GatewayLoadBalancer` and the like.")
    service_name: str = column(
        "ServiceName", "Service that it leads to, such as `com.amazonaws.eu-central-1.ec2`.", absent="none"
    )
    vpc_id: str = column("VpcId", "VPC of the endpoint.", absent="none")
    state: str = column("State", "`available`, `pending`, `rejected`, `deleted` and the like, as AWS spells it.")
    private_dns: bool = column("PrivateDnsEnabled", "The service's usual name leads to the endpoint.", absent=False)
    security_group_ids: str = column(
        "join(' ', sort(Groups[].GroupId)) || 'none'",
        "Its security groups, separated by spaces, or `none`.",
        absent="none",
    )
    managed_by_aws: bool = column("RequesterManaged", "An AWS service made it and manages it.", absent=False)
    statements_json: str = column(
        "statements_json(PolicyDocument || '{\"Statement\": []}')",
        "Statements of the endpoint policy as JSON; an empty list for a service that takes none.",
    )


@table(
    "ec2:describe_vpc_endpoint_service_configurations",
    resource_type="AWS::EC2::VPCEndpointService",
    key="join('', ['arn:', here.partition, ':ec2:', here.region, ':', here.account_id, ':vpc-endpoint-service/',"
    " ServiceId])",
)
class ec2_vpc_endpoint_service:
    """Services that the account offers to other VPCs (AWS PrivateLink)."""

    permissions = detail("describe_vpc_endpoint_service_permissions", ServiceId="ServiceId")

    service_id: str = column("ServiceId", "Id of the service.")
    name: str = column("ServiceName", "Name under which others find the service.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    state: str = column("ServiceState", "`Available`, `Pending`, `Deleted` and the like.")
    types: str = column("join(' ', sort(ServiceType[].ServiceType))", "Types of endpoint, separated by spaces.")
    acceptance_required: bool = column("AcceptanceRequired", "Somebody accepts each connection by hand.")
    allows_anyone: bool = column(
        "contains(permissions.AllowedPrincipals[].Principal, '*')", "Every AWS account may connect to it."
    )
    allowed_principals: str = column(
        "join(' ', sort(permissions.AllowedPrincipals[].Principal)) || 'none'",
        "Who may connect to it besides the account itself, separated by spaces, or `none`.",
    )
