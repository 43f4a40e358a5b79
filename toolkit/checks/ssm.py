"""Checks of AWS Systems Manager: managed instances, their patches and their configuration."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "ssm_managed_instance_patching",
    domain="compute",
    severity="high",
    family="patching",
    where="outside_ec2",
)
def ssm_managed_instance_patched(missing, failed, pending_reboot, rejected):
    """Patch Manager has scanned the managed server outside of EC2, and found every patch of its baseline in effect.

    Why: A patch that is missing, failed or waits for a restart leaves a known vulnerability open.
    Remedy: Run `AWS-RunPatchBaseline` with the operation `Install`, on a schedule, and restart where it asks for that.
    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-compliance-states.html

    | outside_ec2 | missing | failed | pending_reboot | rejected | verdict |
    |-------------|---------|--------|----------------|----------|---------|
    | True        | 0       | 0      | 0              | 0        | pass    |
    | True        | 1       | 0      | 0              | 0        | fail    |
    | True        | 0       | 1      | 0              | 0        | fail    |
    | True        | 0       | 0      | 1              | 0        | fail    |
    | True        | 0       | 0      | 0              | 1        | fail    |
    | True        | -1      | -1     | -1             | -1       | fail    |
    | True        | ?       | 0      | 0              | 0        | unknown |
    | False       | 1       | 0      | 0              | 0        | -       |
    """
    return (missing == 0) & (failed == 0) & (pending_reboot == 0) & (rejected == 0)


@check(
    "ssm_managed_instance_patching",
    domain="compute",
    severity="medium",
    family="patching",
    where="outside_ec2",
)
def ssm_managed_instance_patches_scanned_recently(patch_days, *, max_days=7):
    """Patch Manager has scanned the managed server outside of EC2 within the days that the policy asks.

    Why: An old scan says nothing of the patches that came out since.
    Remedy: Schedule `AWS-RunPatchBaseline` with a patch policy, a maintenance window or an association.
    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-compliance-states.html

    | outside_ec2 | patch_days | verdict |
    |-------------|------------|---------|
    | True        | 7          | pass    |
    | True        | 8          | fail    |
    | True        | -1         | fail    |
    | True        | ?          | unknown |
    | True        | 0          | pass    |
    | False       | 328        | -       |
    """
    return (patch_days >= 0) & (patch_days <= max_days)


@check(
    "ssm_managed_instance",
    domain="compute",
    severity="low",
    family="patching",
    where="platform.str.lower() == 'linux' and ping_status.str.lower() == 'online'",
)
def ssm_managed_instance_agent_current(agent_up_to_date):
    """The SSM Agent of the Linux instance or server that is online is the latest version.

    Why: The agent runs as root; an old one misses corrections and features of Systems Manager.
    Remedy: Turn on the automatic update of the SSM Agent, or run `AWS-UpdateSSMAgent` on a schedule.
    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-automatic-updates.html

    | platform | ping_status    | agent_up_to_date | verdict |
    |----------|----------------|------------------|---------|
    | Linux    | Online         | True             | pass    |
    | Linux    | Online         | False            | fail    |
    | Linux    | Online         | ?                | unknown |
    | Windows  | Online         | False            | -       |
    | Linux    | ConnectionLost | False            | -       |
    """
    return agent_up_to_date


@check(
    "ssm_managed_instance_patching",
    domain="governance",
    severity="low",
    family="asset_inventory",
    where="outside_ec2",
)
def ssm_managed_instance_online(ping_status):
    """The agent of the managed server outside of EC2 reports to Systems Manager.

    Why: Of a server that has gone silent nobody knows its packages and patches, or whether it still exists.
    Remedy: Restart the agent or mend its connection; deregister the server if it is gone.
    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-managed-nodes.html

    | outside_ec2 | ping_status    | verdict |
    |-------------|----------------|---------|
    | True        | Online         | pass    |
    | True        | ConnectionLost | fail    |
    | True        | Inactive       | fail    |
    | True        | Silent         | fail    |
    | True        | NEW            | unknown |
    | False       | Inactive       | -       |
    """
    return among(ping_status, ["online"], ["connectionlost", "inactive", "silent"])


@check(
    "ssm_compliance",
    domain="governance",
    severity="low",
    family="configuration_management",
    where="type.str.lower() != 'patch'",
)
def ssm_compliance_configuration_compliant(status, noncompliant_items):
    """The managed instance complies with its associations, or with the items of a custom type.

    Why: An association that failed leaves an instance without the settings or software that it was to have.
    Remedy: Look up the association's execution, mend what it names, and apply the association again.
    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/compliance-about.html

    | type        | status        | noncompliant_items | verdict |
    |-------------|---------------|--------------------|---------|
    | Association | COMPLIANT     | 0                  | pass    |
    | Custom:Cert | Compliant     | 0                  | pass    |
    | Association | NON_COMPLIANT | 1                  | fail    |
    | Association | COMPLIANT     | 1                  | fail    |
    | Association | COMPLIANT     | ?                  | unknown |
    | Association | NEW           | 0                  | unknown |
    | Patch       | NON_COMPLIANT | 1                  | -       |
    """
    return among(status, ["compliant"], ["non_compliant"]) & (noncompliant_items == 0)
