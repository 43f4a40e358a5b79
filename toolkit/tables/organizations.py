"""AWS Organizations."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table

# All but DescribeOrganization answer to the management account and to delegated administrators only.


@table(
    "organizations:describe_organization",
    resource_type="AWS::Organizations::Organization",
    key="""Organization.Arn
        || join('', ['arn:', here.partition, ':organizations::', here.account_id, ':organization/none'])""",
    scope="global",
    one=True,
    absent="AWSOrganizationsNotInUseException",
)
class organizations_organization:
    """The organization of the account, also where it belongs to none."""

    roots = detail("list_roots", absent="AWSOrganizationsNotInUseException")
    members = detail("list_accounts", absent="AWSOrganizationsNotInUseException")

    in_organization: bool = column("Organization.Id && `true`", "The account belongs to an organization.", absent=False)
    organization_id: str = column("Organization.Id", "Id of the organization, or `none`.", absent="none")
    management: bool = column(
        "Organization.MasterAccountId == here.account_id", "The account is the management account."
    )
    management_account_id: str = column(
        "Organization.MasterAccountId", "Account that manages the organization, or `none`.", absent="none"
    )
    feature_set: str = column(
        "Organization.FeatureSet", "`ALL`, `CONSOLIDATED_BILLING` (no policies) or `none`.", absent="none"
    )
    enabled_policy_types: str = column(
        "join(' ', sort(roots.Roots[].PolicyTypes[] | [?Status == 'ENABLED'].Type))",
        "Policy types that are enabled at the root; none if empty, NA where the account may not ask.",
        absent="",
    )
    member_ids: str = column(
        "join(' ', sort(members.Accounts[].Id))",
        "Accounts of the organization, separated by spaces; none if empty, NA where the account may not ask.",
        absent="",
    )


@table(
    "organizations:list_policies",
    resource_type="AWS::Organizations::Policy",
    key="Arn",
    scope="global",
    parent=detail(
        "list_roots",
        items="Roots[].PolicyTypes[] | [?Status == 'ENABLED']",
        absent="AWSOrganizationsNotInUseException",
    ),
    Filter="parent.Type",
)
class organizations_policy:
    """Policies of the organization, of each type that is enabled at its root."""

    document = detail("describe_policy", PolicyId="Id")
    attachments = detail("list_targets_for_policy", PolicyId="Id")

    name: str = column("Name", "Name of the policy.")
    policy_id: str = column("Id", "Id of the policy.")
    type: str = column("Type", "`SERVICE_CONTROL_POLICY`, `RESOURCE_CONTROL_POLICY`, `TAG_POLICY` and the like.")
    aws_managed: bool = column("AwsManaged", "AWS wrote it; such a policy allows everything.", absent=False)
    targets: int = column("length(attachments.Targets)", "Roots, units and accounts that it is attached to.", absent=0)
    target_ids: str = column(
        "join(' ', sort(attachments.Targets[].TargetId))", "Ids of those; none if empty.", absent=""
    )
    attached_to_root: bool = column(
        "length(attachments.Targets[?Type == 'ROOT']) > `0`",
        "Is attached to the root of the organization.",
        absent=False,
    )
    statements_json: str = column(
        "document.[ends_with(Policy.PolicySummary.Type, '_CONTROL_POLICY') && Policy.Content || '{\"Statement\": []}']"
        " | statements_json([0])",
        "Statements as JSON; an empty list for types that have none, such as tag policies.",
    )
    content_json: str = column("document.Policy.Content", "The whole policy as JSON.")


@table(
    "organizations:list_delegated_administrators",
    absent="AWSOrganizationsNotInUseException",
    resource_type="AWS::Organizations::Account",
    key="Arn",
    scope="global",
)
class organizations_delegated_administrator:
    """Member accounts that administer a service for the whole organization."""

    name: str = column("Name", "Name of the account.")
    administrator_id: str = column("Id", "The account.")
    state: str = column("State || Status", "State of the account: `ACTIVE`, `SUSPENDED`, `CLOSED` and the like.")
    joined_by: str = column("JoinedMethod", "How it came into the organization: `CREATED` or `INVITED`.")
    joined_at: datetime = column("JoinedTimestamp", "When it came into the organization.")
    delegated_at: datetime = column("DelegationEnabledDate", "When it became a delegated administrator.")
