"""Amazon Inspector."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "inspector2:batch_get_account_status",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, here.region, 'inspector2'])",
    one=True,
    accountIds="[here.account_id]",
)
class inspector2_account:
    """What Amazon Inspector scans in each Region: `ENABLED`, `DISABLED` or on the way; NA where AWS could not tell."""

    status: str = column("accounts[0].state.status", "State of Inspector as a whole.")
    ec2_status: str = column("accounts[0].resourceState.ec2.status", "State of the scans of EC2 instances.")
    ecr_status: str = column("accounts[0].resourceState.ecr.status", "State of the scans of container images in ECR.")
    lambda_status: str = column(
        "accounts[0] && (accounts[0].resourceState.lambda.status || 'none')",
        "State of the scans of Lambda functions' packages; `none` where the Region does not offer them.",
    )
    lambda_code_status: str = column(
        "accounts[0] && (accounts[0].resourceState.lambdaCode.status || 'none')",
        "State of the scans of Lambda functions' own code; `none` where the Region does not offer them.",
    )
    code_repository_status: str = column(
        "accounts[0] && (accounts[0].resourceState.codeRepository.status || 'none')",
        "State of the scans of code repositories; `none` where the Region does not offer them.",
    )


# An administrator account is shown the findings of its members too: those are listed with the members.
@table(
    "inspector2:list_findings",
    resource_type="AWS::InspectorV2::Finding",
    key="findingArn",
    parent=detail(
        "batch_get_account_status",
        items="[accounts[?state.status != 'DISABLED'], failedAccounts][]",
        accountIds="[here.account_id]",
    ),
    filterCriteria="""{
        awsAccountId: [{comparison: 'EQUALS', value: parent.accountId}],
        findingStatus: [{comparison: 'EQUALS', value: 'ACTIVE'}],
        severity: [{comparison: 'EQUALS', value: 'CRITICAL'}, {comparison: 'EQUALS', value: 'HIGH'}]
    }""",
    maxResults="`100`",
)
class inspector2_finding:
    """Active findings of critical and high severity; none where Inspector is off, see `inspector2_account`."""

    created_at: datetime = column("firstObservedAt", "When Inspector first observed it.")
    last_observed_at: datetime = column("lastObservedAt", "When Inspector last observed it.")
    updated_at: datetime = column("updatedAt", "When the finding last changed.")
    title: str = column("title", "Title of the finding.", absent="")
    type: str = column("type", "`PACKAGE_VULNERABILITY`, `CODE_VULNERABILITY` or `NETWORK_REACHABILITY`.")
    severity: str = column("severity", "`CRITICAL` or `HIGH`.")
    status: str = column("status", "`ACTIVE`: neither closed nor suppressed.")
    affected_id: str = column("resources[0].id", "Id or ARN of the resource that is affected.")
    affected_type: str = column(
        "resources[0].type", "Its type as Inspector names it, such as `AWS_EC2_INSTANCE` or `AWS_ECR_CONTAINER_IMAGE`."
    )
    vulnerability_id: str = column(
        "packageVulnerabilityDetails.vulnerabilityId",
        "Vulnerability of a package, such as a CVE number, or `none`.",
        absent="none",
    )
    fix_available: str = column(
        "fixAvailable",
        "A package version without it exists: `YES`, `NO`, `PARTIAL` or `none` (no package).",
        absent="none",
    )
    exploit_available: str = column("exploitAvailable", "An exploit is known: `YES`, `NO` or `none`.", absent="none")
