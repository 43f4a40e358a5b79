"""Checks of Amazon EC2: instances and the images they are made from."""

from toolkit.model import check
from toolkit.readings import among, days


@check("ec2_image", domain="data", severity="critical", family="public_access", empty="pass")
def ec2_image_private(is_public, launched_by_anyone):
    """The permissions of the image do not let everyone launch it.

    Why: Anyone with an AWS account can launch a public image and read all that lies on its disks.
    Remedy: Make the image private, and block public sharing of images in the Region.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html

    | is_public | launched_by_anyone | verdict |
    |-----------|--------------------|---------|
    | False     | False              | pass    |
    | True      | False              | fail    |
    | False     | True               | fail    |
    | True      | ?                  | fail    |
    | False     | ?                  | unknown |
    """
    return ~(is_public | launched_by_anyone)


@check(
    "ec2_instance",
    domain="compute",
    severity="medium",
    where="managed_by.str.lower() == 'none' and state.str.lower() not in ['pending', 'stopping', 'stopped']",
)
def ec2_instance_image_recent(image_created_at, observed_at, *, max_days=180):
    """The running instance, if no AWS service manages it, was launched from a recent image.

    Why: An old image starts with old packages, so every instance made from it starts with known vulnerabilities.
    Remedy: Build images on a schedule from the vendor's current one, and replace the instances.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/update-management.html

    | managed_by        | state   | image_created_at | observed_at | verdict |
    |-------------------|---------|------------------|-------------|---------|
    | none              | running | 2026-01-01       | 2026-06-30  | pass    |
    | none              | running | 2026-01-01       | 2026-07-01  | fail    |
    | none              | Running | 2026-01-01       | 2026-07-01  | fail    |
    | none              | running | ?                | 2026-07-01  | unknown |
    | none              | stopped | 2026-01-01       | 2026-07-01  | -       |
    | eks.amazonaws.com | running | 2026-01-01       | 2026-07-01  | -       |
    """
    return days(image_created_at, observed_at) <= max_days


@check("ec2_instance", domain="compute", severity="high", where="managed_by.str.lower() == 'none'")
def ec2_instance_imdsv2_required(imds_endpoint, imds_tokens):
    """The instance, if no AWS service manages it, shows its metadata only to session tokens (IMDSv2), or not at all.

    Why: Without tokens, one forged request through a vulnerable application reads the credentials of its role.
    Remedy: Require tokens in the instance's metadata options and in the launch template or account default.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-existing-instances.html

    | managed_by        | imds_endpoint | imds_tokens | verdict |
    |-------------------|---------------|-------------|---------|
    | none              | enabled       | required    | pass    |
    | none              | disabled      | optional    | pass    |
    | none              | enabled       | optional    | fail    |
    | none              | enabled       | Required    | pass    |
    | eks.amazonaws.com | enabled       | optional    | -       |
    """
    return among(imds_tokens, ["required"], ["optional"]) | among(imds_endpoint, ["disabled"], ["enabled"])


@check(
    "ec2_instance_management",
    domain="compute",
    severity="medium",
    where="managed_by.str.lower() == 'none' and state.str.lower() not in ['pending', 'stopping', 'stopped']",
)
def ec2_instance_management_online(ping_status):
    """Systems Manager is in contact with the running instance, if no other AWS service manages it.

    Why: Without the agent, nobody sees centrally which packages and patches the instance has, or can patch it.
    Remedy: Install the agent, give the instance a role for Systems Manager, and let it reach the service.
    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/managed_instances.html

    | managed_by        | state   | ping_status    | verdict |
    |-------------------|---------|----------------|---------|
    | none              | running | Online         | pass    |
    | none              | running | ConnectionLost | fail    |
    | none              | running | Silent         | fail    |
    | none              | running | none           | fail    |
    | none              | stopped | none           | -       |
    | eks.amazonaws.com | running | none           | -       |
    """
    return among(ping_status, ["online"], ["connectionlost", "inactive", "silent", "none"])


@check("ec2_instance", domain="network", severity="medium", empty="pass")
def ec2_instance_privately_addressed(public_ips):
    """The instance has no public IPv4 address.

    Why: With a public address, a single wrong security group rule exposes the instance to the internet.
    Remedy: Move it to a private subnet behind a load balancer; administer it through Session Manager.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html

    | public_ips   | verdict |
    |--------------|---------|
    | none         | pass    |
    | 203.0.113.10 | fail    |
    """
    return public_ips == "none"


@check(
    "ec2_instance_patching",
    domain="compute",
    severity="high",
    family="patching",
    where="managed_by.str.lower() == 'none' and state.str.lower() not in ['pending', 'stopping', 'stopped']",
)
def ec2_instance_patched(missing, failed, pending_reboot, rejected):
    """Patch Manager has scanned the running instance, and found every patch of its baseline in effect.

    Why: A patch that is missing, failed or waits for a restart leaves a known vulnerability open.
    Remedy: Run `AWS-RunPatchBaseline` with the operation `Install`, on a schedule, and restart where it asks for that.
    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-compliance-states.html

    | managed_by        | state   | missing | failed | pending_reboot | rejected | verdict |
    |-------------------|---------|---------|--------|----------------|----------|---------|
    | none              | running | 0       | 0      | 0              | 0        | pass    |
    | none              | running | 1       | 0      | 0              | 0        | fail    |
    | none              | running | 0       | 1      | 0              | 0        | fail    |
    | none              | running | 0       | 0      | 1              | 0        | fail    |
    | none              | running | 0       | 0      | 0              | 1        | fail    |
    | none              | running | -1      | -1     | -1             | -1       | fail    |
    | none              | running | ?       | 0      | 0              | 0        | unknown |
    | none              | stopped | 1       | 0      | 0              | 0        | -       |
    | eks.amazonaws.com | running | -1      | -1     | -1             | -1       | -       |
    """
    return (missing == 0) & (failed == 0) & (pending_reboot == 0) & (rejected == 0)


@check(
    "ec2_instance_patching",
    domain="compute",
    severity="medium",
    family="patching",
    where="managed_by.str.lower() == 'none' and state.str.lower() not in ['pending', 'stopping', 'stopped']",
)
def ec2_instance_patches_scanned_recently(patch_days, *, max_days=7):
    """Patch Manager has scanned the running instance within the days that the policy asks.

    Why: An old scan says nothing of the patches that came out since.
    Remedy: Schedule `AWS-RunPatchBaseline` with a patch policy, a maintenance window or an association.
    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-compliance-states.html

    | managed_by        | state   | patch_days | verdict |
    |-------------------|---------|------------|---------|
    | none              | running | 7          | pass    |
    | none              | running | 8          | fail    |
    | none              | running | -1         | fail    |
    | none              | running | ?          | unknown |
    | none              | running | 0          | pass    |
    | none              | stopped | 328        | -       |
    | eks.amazonaws.com | running | -1         | -       |
    """
    return (patch_days >= 0) & (patch_days <= max_days)
