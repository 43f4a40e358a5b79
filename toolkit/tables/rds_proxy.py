"""Amazon RDS Proxy."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table("rds:describe_db_proxies", resource_type="AWS::RDS::DBProxy", key="DBProxyArn")
class rds_proxy:
    """Proxies before databases of RDS, which share their connections among clients."""

    name: str = column("DBProxyName", "Name of the proxy.")
    created_at: datetime = column("CreatedDate", "When the proxy was made.")
    status: str = column("Status", "`available`, `creating`, `deleting` or another state.")
    engine_family: str = column("EngineFamily", "`MYSQL`, `POSTGRESQL` or `SQLSERVER`.")
    vpc_id: str = column("VpcId", "VPC of the proxy.")
    subnet_ids: str = column("join(' ', sort(VpcSubnetIds))", "Subnets of the proxy, separated by spaces.", absent="")
    requires_tls: bool = column("RequireTLS", "Refuses clients without TLS.", absent=False)
    requires_iam: bool = column(
        "DefaultAuthScheme == 'IAM_AUTH'"
        " || (length(Auth || `[]`) > `0` && length(Auth[?IAMAuth != 'REQUIRED']) == `0`)",
        "Clients must sign in with IAM credentials, whichever user they ask for.",
    )
