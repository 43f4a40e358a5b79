"""Resource Groups Tagging API."""

from __future__ import annotations

from toolkit.model import column, table


@table(
    "resourcegroupstaggingapi:get_resources",
    resource_type="AWS::ResourceGroupsTagging::Resource",
    key="ResourceARN",
    IncludeComplianceDetails="`true`",
)
class tagging_resource:
    """Resources of any service that have or once had tags; a resource that never had any has no row.

    Resources of global services, such as IAM, stand in us-east-1.
    """

    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    tagged: bool = column("Tags[0] && `true`", "Has at least one tag.", absent=False)
    complies: bool = column(
        "ComplianceDetails.ComplianceStatus", "Its tags obey the tag policies of the organization; NA without any."
    )
    noncompliant_keys: str = column(
        """ComplianceDetails && join(' ', sort([ComplianceDetails.NoncompliantKeys,
            ComplianceDetails.KeysWithNoncompliantValues][][]))""",
        "Tag keys that the tag policies would have otherwise; none if empty.",
        absent="",
    )
