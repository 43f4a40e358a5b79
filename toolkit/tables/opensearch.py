"""Amazon OpenSearch Service."""

from __future__ import annotations

from toolkit.model import column, detail, table


# The API `es` is the older name of the same service and lists the same domains.
@table(
    "opensearch:list_domain_names",
    leaves_out="Serverless collections: AWS lists them apart.",
    resource_type="AWS::OpenSearchService::Domain",
    key="join('', ['arn:', here.partition, ':es:', here.region, ':', here.account_id, ':domain/', DomainName])",
)
class opensearch_domain:
    """Domains of OpenSearch and Elasticsearch."""

    domain = detail("describe_domain", DomainName="DomainName")

    name: str = column("DomainName", "Name of the domain.")
    engine_version: str = column("domain.DomainStatus.EngineVersion", "Engine and version, such as `OpenSearch_2.17`.")
    deleted: bool = column("domain.DomainStatus.Deleted", "Is being deleted.", absent=False)
    vpc_id: str = column(
        "domain.DomainStatus.VPCOptions.VPCId || 'none'", "VPC of its endpoint; `none` if that is public."
    )
    subnet_ids: str = column(
        "join(' ', sort(domain.DomainStatus.VPCOptions.SubnetIds)) || 'none'",
        "Subnets of its endpoint, separated by spaces, or `none`.",
        absent="none",
    )
    encrypted: bool = column(
        "domain.DomainStatus.EncryptionAtRestOptions.Enabled", "Data at rest are encrypted.", absent=False
    )
    kms_key_id: str = column(
        "domain.DomainStatus.EncryptionAtRestOptions.KmsKeyId", "KMS key that encrypts them, or `none`.", absent="none"
    )
    node_to_node_encryption: bool = column(
        "domain.DomainStatus.NodeToNodeEncryptionOptions.Enabled", "Nodes talk with TLS.", absent=False
    )
    requires_https: bool = column(
        "domain.DomainStatus.DomainEndpointOptions.EnforceHTTPS", "Plain HTTP is refused.", absent=False
    )
    tls_policy: str = column(
        "domain.DomainStatus.DomainEndpointOptions.TLSSecurityPolicy",
        "Security policy: TLS versions and ciphers; `none` if not said.",
        absent="none",
    )
    fine_grained_access: bool = column(
        "domain.DomainStatus.AdvancedSecurityOptions.Enabled", "Fine-grained access control is on.", absent=False
    )
    anonymous_access: bool = column(
        "domain.DomainStatus.AdvancedSecurityOptions.AnonymousAuthEnabled",
        "Requests without a user are let in while fine-grained access control is introduced.",
        absent=False,
    )
    internal_users: bool = column(
        "domain.DomainStatus.AdvancedSecurityOptions.InternalUserDatabaseEnabled",
        "Users and passwords are kept in the domain itself.",
        absent=False,
    )
    audit_logs: bool = column(
        "domain.DomainStatus.LogPublishingOptions.AUDIT_LOGS.Enabled",
        "Audit logs are sent to CloudWatch Logs.",
        absent=False,
    )
    error_logs: bool = column(
        "domain.DomainStatus.LogPublishingOptions.ES_APPLICATION_LOGS.Enabled",
        "Error logs are sent to CloudWatch Logs.",
        absent=False,
    )
    data_nodes: int = column("domain.DomainStatus.ClusterConfig.InstanceCount", "Data nodes.", absent=0)
    master_nodes: int = column(
        "domain.DomainStatus.ClusterConfig.DedicatedMasterEnabled"
        " && domain.DomainStatus.ClusterConfig.DedicatedMasterCount || `0`",
        "Dedicated master nodes; 0 if there are none.",
    )
    zone_awareness: bool = column(
        "domain.DomainStatus.ClusterConfig.ZoneAwarenessEnabled",
        "Data nodes are spread over Availability Zones.",
        absent=False,
    )
    update_available: bool = column(
        "domain.DomainStatus.ServiceSoftwareOptions.UpdateAvailable", "A newer version of the service software waits."
    )
    auto_updates: bool = column(
        "domain.DomainStatus.SoftwareUpdateOptions.AutoSoftwareUpdateEnabled",
        "New service software is applied automatically.",
        absent=False,
    )
    statements_json: str = column(
        "domain.DomainStatus.[AccessPolicies || '{\"Statement\": []}'] | statements_json([0])",
        "Statements of the access policy as JSON; an empty list without one.",
    )
