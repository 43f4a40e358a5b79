"""AWS Systems Manager."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "ssm:describe_instance_information",
    resource_type="AWS::SSM::ManagedInstance",
    key="""join('', ['arn:', here.partition, ResourceType == 'ManagedInstance' && ':ssm:' || ':ec2:', here.region, ':',
        here.account_id, ResourceType == 'ManagedInstance' && ':managed-instance/' || ':instance/', InstanceId])""",
)
class ssm_managed_instance:
    """Instances and servers that Systems Manager manages."""

    instance_id: str = column("InstanceId", "EC2 instance id, or `mi-…` for a server outside EC2.")
    outside_ec2: bool = column("ResourceType == 'ManagedInstance'", "Is no EC2 instance.")
    name: str = column("Name", "Name given at activation; EC2 instances have none here.", absent="")
    created_at: datetime = column("RegistrationDate", "When it was registered; EC2 instances have none here.")
    ping_status: str = column("PingStatus", "`Online`, `ConnectionLost` or `Inactive`.")
    last_ping_at: datetime = column("LastPingDateTime", "When the agent last reported.")
    agent_version: str = column("AgentVersion", "Version of the SSM Agent.")
    agent_up_to_date: bool = column(
        "IsLatestVersion", "The SSM Agent is the latest version; AWS vouches for that on Linux only."
    )
    platform: str = column("PlatformType", "`Linux`, `Windows` or `MacOS`.")
    platform_name: str = column("PlatformName", "Name of the operating system.")
    platform_version: str = column("PlatformVersion", "Version of the operating system.")


@table(
    "ssm:describe_parameters",
    resource_type="AWS::SSM::Parameter",
    key="ARN || join('', ['arn:', here.partition, ':ssm:', here.region, ':', here.account_id, ':parameter/', Name])",
)
class ssm_parameter:
    """Parameters in Parameter Store; their values are never read."""

    name: str = column("Name", "Name of the parameter.")
    type: str = column("Type", "`String`, `StringList` or `SecureString`.")
    kms_key_id: str = column("KeyId", "Key that encrypts a `SecureString`, or `none`.", absent="none")
    tier: str = column("Tier", "`Standard`, `Advanced` or `Intelligent-Tiering`.")
    last_modified_at: datetime = column("LastModifiedDate", "When the value or a setting last changed.")


@table(
    "ssm:get_service_setting",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, here.region, 'ssm'])",
    one=True,
    SettingId="'/ssm/documents/console/public-sharing-permission'",
)
class ssm_region:
    """What Systems Manager does by default in a Region, for the account: one row per Region."""

    document_sharing: str = column(
        "ServiceSetting.SettingValue", "Public sharing of documents: `Enable`, or `Disable` if nobody may."
    )


@table(
    "ssm:list_documents",
    resource_type="AWS::SSM::Document",
    key="join('', ['arn:', here.partition, ':ssm:', here.region, ':', here.account_id, ':document/', Name])",
    Filters="[{Key: 'Owner', Values: ['Self']}]",
)
class ssm_document:
    """Documents that the account owns."""

    document = detail("describe_document", Name="Name")
    sharing = detail("describe_document_permission", Name="Name", PermissionType="'Share'")

    name: str = column("Name", "Name of the document.")
    created_at: datetime = column("CreatedDate", "When this version of the document was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    type: str = column("DocumentType", "`Command`, `Automation`, `Session`, `Package` and the like.")
    status: str = column("document.Document.Status", "`Active`, `Creating`, `Updating`, `Deleting` or `Failed`.")
    public: bool = column("contains(sharing.AccountIds, 'all')", "Every AWS account may use it.", absent=False)
    shared_accounts: int = column(
        "length(sharing.AccountIds[?@ != 'all'])", "Other accounts that may use it.", absent=0
    )
    shared_account_ids: str = column(
        "join(' ', sort(sharing.AccountIds[?@ != 'all']))", "Those accounts, separated by spaces.", absent=""
    )


# One call asks for up to 50 instances: as many as a page of the parent holds.
@table(
    "ssm:describe_instance_patch_states",
    resource_type="AWS::SSM::PatchCompliance",
    parent=detail(
        "describe_instance_information",
        items="InstanceInformationList[0] && [InstanceInformationList[].InstanceId]",
        MaxResults="`50`",
    ),
    key="""join('', ['arn:', here.partition, starts_with(InstanceId, 'mi-') && ':ssm:' || ':ec2:', here.region, ':',
        here.account_id, starts_with(InstanceId, 'mi-') && ':managed-instance/' || ':instance/', InstanceId])""",
    InstanceIds="parent.value",
)
class ssm_patch_state:
    """Patch state of instances and servers that Patch Manager has scanned; what was never scanned has no row."""

    instance_id: str = column("InstanceId", "EC2 instance id, or `mi-…` for a server outside EC2.")
    baseline_id: str = column("BaselineId", "Patch baseline that it is held against.")
    patch_group: str = column("PatchGroup || 'none'", "Patch group, or `none`.")
    operation: str = column("Operation", "What was last done: `Scan` or `Install`.")
    ended_at: datetime = column("OperationEndTime", "When that ended.")
    missing: int = column("MissingCount", "Patches of the baseline that are not installed.")
    failed: int = column("FailedCount", "Patches whose installation failed.")
    pending_reboot: int = column("InstalledPendingRebootCount", "Patches that wait for a restart.")
    rejected: int = column("InstalledRejectedCount", "Patches that are installed although the baseline rejects them.")
    critical_noncompliant: int = column("CriticalNonCompliantCount", "Critical patches that are not in effect.")
    security_noncompliant: int = column("SecurityNonCompliantCount", "Security patches that are not in effect.")
    other_noncompliant: int = column("OtherNonCompliantCount", "Other patches that are not in effect.")


@table(
    "ssm:list_resource_compliance_summaries",
    resource_type="AWS::SSM::ResourceCompliance",
    key="join('/', [ResourceType, ResourceId, ComplianceType])",
)
class ssm_compliance:
    """Compliance of each managed instance with patches, with associations and with each custom type."""

    instance_id: str = column("ResourceId", "EC2 instance id, or `mi-…` for a server outside EC2.")
    type: str = column("ComplianceType", "`Patch`, `Association` or `Custom:…`.")
    status: str = column("Status", "`COMPLIANT` or `NON_COMPLIANT`.")
    compliant: bool = column("Status && Status == 'COMPLIANT'", "Every item complies.")
    severity: str = column("OverallSeverity", "Severity of the worst item that does not comply.")
    compliant_items: int = column("CompliantSummary.CompliantCount", "Items that comply.")
    noncompliant_items: int = column("NonCompliantSummary.NonCompliantCount", "Items that do not comply.")
    reported_at: datetime = column("ExecutionSummary.ExecutionTime", "When that was found.")
