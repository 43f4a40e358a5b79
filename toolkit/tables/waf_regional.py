"""AWS WAF Classic for resources of a Region, which AWS has retired in favour of AWS WAF."""

from __future__ import annotations

from toolkit.model import column, detail, table


@table(
    "waf-regional:list_web_acls",
    resource_type="AWS::WAFRegional::WebACL",
    key="join('', ['arn:', here.partition, ':waf-regional:', here.region, ':', here.account_id, ':webacl/', WebACLId])",
)
class waf_regional_web_acl:
    """Web ACLs of AWS WAF Classic for load balancers and APIs of a Region."""

    acl = detail("get_web_acl", WebACLId="WebACLId")
    balancers = detail("list_resources_for_web_acl", WebACLId="WebACLId", ResourceType="'APPLICATION_LOAD_BALANCER'")

    name: str = column("Name", "Name of the web ACL.")
    default_action: str = column("acl.WebACL.DefaultAction.Type", "`ALLOW`, `BLOCK` or `COUNT` what no rule decides.")
    rules: int = column("length(acl.WebACL.Rules)", "Rules and rule groups.", absent=0)
    load_balancer_arns: str = column(
        "join(' ', sort(balancers.ResourceArns || `[]`)) || 'none'",
        "Application load balancers that it protects, separated by spaces, or `none`.",
    )
