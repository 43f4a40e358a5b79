"""Amazon Route 53: hosted zones and their records."""

from __future__ import annotations

from toolkit.model import column, detail, table


@table(
    "route53:get_hosted_zone_count",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, 'route53'])",
    scope="global",
    one=True,
    inventory_only="Route 53's own numbers stand beside its zones and hold none to a rule.",
)
class route53_account:
    """How many hosted zones Route 53 counts in the account."""

    hosted_zones: int = column(
        "HostedZoneCount", "Hosted zones, public and private.", counts="AWS::Route53::HostedZone"
    )


# The logging configurations of the whole account are asked for once: zones without one would cost a call each.
@table("route53:list_hosted_zones", resource_type="AWS::Route53::HostedZone", key="Id", scope="global")
class route53_hosted_zone:
    """Hosted zones, public and private."""

    logging = detail("list_query_logging_configs")

    name: str = column("Name", "Domain of the zone, with a dot at its end.")
    private: bool = column("Config.PrivateZone", "Answers only within VPCs.", absent=False)
    records: int = column("ResourceRecordSetCount", "Record sets in the zone.")
    owning_service: str = column(
        "LinkedService.ServicePrincipal", "AWS service that made and keeps the zone, or `none`.", absent="none"
    )
    query_logging: bool = column(
        "contains(map(&join('/', ['/hostedzone', HostedZoneId]), logging.QueryLoggingConfigs), Id)",
        "Queries are written to CloudWatch Logs; possible for public zones only.",
    )


@table(
    "route53:list_resource_record_sets",
    resource_type="AWS::Route53::RecordSet",
    key="join('/', [parent.Id, Name, Type, SetIdentifier || ''])",
    scope="global",
    parent="list_hosted_zones",
    HostedZoneId="parent.Id",
    inventory_only="A record alone does not tell whether what it points to is still the customer's.",
)
class route53_record_set:
    """Record sets of hosted zones: where a name points to; of text records only that there are some."""

    name: str = column("Name", "Name that is asked for, with a dot at its end.")
    zone_id: str = column("parent.Id", "Hosted zone of the record set.")
    zone_private: bool = column("parent.Config.PrivateZone", "That zone answers only within VPCs.", absent=False)
    type: str = column("Type", "`A`, `AAAA`, `CNAME`, `MX`, `TXT` and the like.")
    set_identifier: str = column(
        "SetIdentifier", "Which of several record sets for the same name, or `none`.", absent="none"
    )
    alias_target: str = column("AliasTarget.DNSName", "AWS resource that it stands for, or `none`.", absent="none")
    targets: str = column(
        "join(' ', ([@][?contains(['A', 'AAAA', 'CNAME', 'NS'], Type)] | [0].ResourceRecords[].Value) || `[]`)",
        "Addresses or names that A, AAAA, CNAME and NS records point to; none for other types.",
    )
    ttl_seconds: int = column("TTL", "How long an answer may be kept; 0 for aliases.", absent=0, unit="seconds")
