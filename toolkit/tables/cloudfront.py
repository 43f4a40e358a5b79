"""Amazon CloudFront."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table

BEHAVIORS = "[DefaultCacheBehavior, CacheBehaviors.Items[]][]"


@table("cloudfront:list_distributions", resource_type="AWS::CloudFront::Distribution", key="ARN", scope="global")
class cloudfront_distribution:
    """CloudFront distributions."""

    # What the list leaves out: the default root object and the access log.
    settings = detail("get_distribution", Id="Id")

    name: str = column("DomainName", "Domain name that CloudFront gave the distribution.")
    distribution_id: str = column("Id", "Id of the distribution.")
    last_modified_at: datetime = column("LastModifiedTime", "When its configuration last changed.")
    aliases: str = column("join(' ', sort(Aliases.Items))", "Domain names of its own, separated by spaces.", absent="")
    status: str = column("Status", "`Deployed` or `InProgress`.")
    enabled: bool = column("Enabled", "Answers requests.")
    staging: bool = column("Staging", "Is a staging distribution, for trials with a part of the traffic.", absent=False)
    allows_http: bool = column(
        f"contains({BEHAVIORS}.ViewerProtocolPolicy, 'allow-all')",
        "Some cache behavior answers plain HTTP without a redirect to HTTPS.",
    )
    minimum_tls: str = column(
        "ViewerCertificate.MinimumProtocolVersion",
        "Security policy for viewers: TLS version and ciphers.",
        absent="none",
    )
    default_certificate: bool = column(
        "ViewerCertificate.CloudFrontDefaultCertificate",
        "Has no certificate of its own; `minimum_tls` is then `TLSv1` whatever is set.",
        absent=False,
    )
    http_only_origins: int = column(
        "length(Origins.Items[?CustomOriginConfig.OriginProtocolPolicy == 'http-only'])",
        "Origins that are asked over plain HTTP, such as S3 websites.",
    )
    match_viewer_origins: int = column(
        "length(Origins.Items[?CustomOriginConfig.OriginProtocolPolicy == 'match-viewer'])",
        "Origins that are asked over HTTP where the viewer asked so.",
    )
    sslv3_origins: int = column(
        "length(Origins.Items[?contains(CustomOriginConfig.OriginSslProtocols.Items || `[]`, 'SSLv3')])",
        "Origins that may be asked over SSL 3.0.",
    )
    s3_origins: int = column("length(Origins.Items[?S3OriginConfig != `null`])", "Origins that are S3 buckets.")
    s3_origins_with_identity: int = column(
        "length(Origins.Items[?S3OriginConfig.OriginAccessIdentity && !OriginAccessControlId])",
        "Those of them that are asked with an origin access identity, the older form.",
    )
    s3_origins_without_control: int = column(
        "length(Origins.Items[?S3OriginConfig != `null` && !OriginAccessControlId"
        " && !(S3OriginConfig.OriginAccessIdentity)])",
        "Those of them that are asked with neither an origin access control nor an identity.",
    )
    s3_origin_domains: str = column(
        "join(' ', sort(Origins.Items[?S3OriginConfig != `null` || contains(DomainName, '.s3-website')].DomainName))",
        "Domain names of origins that are S3 buckets or S3 websites, separated by spaces.",
    )
    origin_failover: bool = column("OriginGroups.Quantity > `0`", "Has a second origin for failures.", absent=False)
    web_acl_id: str = column("WebACLId || 'none'", "Web ACL of AWS WAF, or `none`.")
    default_root_object: str = column(
        "settings.Distribution.DistributionConfig.DefaultRootObject || 'none'",
        "Object that answers requests for the root, or `none`.",
    )
    # Standard logging v2 is a delivery of CloudWatch Logs, which the distribution does not name.
    log_bucket: str = column(
        "settings.Distribution.DistributionConfig.Logging.[Enabled && Bucket || 'none'] | [0]",
        "Bucket that receives the standard access log (legacy), or `none`.",
        absent="none",
    )
    realtime_logs: bool = column(
        f"length({BEHAVIORS} | [?!RealtimeLogConfigArn]) == `0`", "Each cache behavior sends real-time logs."
    )
