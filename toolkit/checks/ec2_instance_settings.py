"""Checks of Amazon EC2: settings of instances, of their images, and of new instances in a Region."""

from toolkit.model import check
from toolkit.readings import among, days


@check("ec2_region", domain="compute", severity="medium", family="workload_isolation")
def ec2_region_imdsv2_required(imds_endpoint, imds_tokens, imds_tokens_enforced):
    """New instances in the Region require session tokens of the metadata service (IMDSv2) by the account's default.

    Why: Whoever starts an instance without saying so gets one that shows its role's credentials to a forged request.
    Remedy: Set `HttpTokens` to `required` in the account's instance metadata defaults of the Region.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html

    | imds_endpoint | imds_tokens | imds_tokens_enforced | verdict |
    |---------------|-------------|----------------------|---------|
    | none          | required    | none                 | pass    |
    | enabled       | Required    | disabled             | pass    |
    | disabled      | none        | none                 | pass    |
    | none          | none        | enabled              | pass    |
    | none          | none        | none                 | fail    |
    | enabled       | optional    | disabled             | fail    |
    | enabled       | sometimes   | none                 | unknown |
    """
    required = among(imds_tokens, ["required"], ["optional", "none"])
    enforced = among(imds_tokens_enforced, ["enabled"], ["disabled", "none"])
    return required | enforced | among(imds_endpoint, ["disabled"], ["enabled", "none"])


@check("ec2_instance_user_data", domain="compute", severity="high", family="stored_secrets", where="present")
def ec2_instance_user_data_credential_free(holds_credential):
    """No credential was recognised in the user data of the instance.

    Why: Whoever may read the instance's attributes, and every process on it, reads the user data.
    Remedy: Let the instance fetch the secret by its role from Secrets Manager; replace the user data and the secret.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html

    | present | holds_credential | verdict |
    |---------|------------------|---------|
    | True    | False            | pass    |
    | True    | True             | fail    |
    | True    | ?                | unknown |
    | False   | False            | -       |
    """
    return ~holds_credential


@check(
    "ec2_instance",
    domain="compute",
    severity="low",
    family="monitoring",
    where="managed_by.str.lower() == 'none' and state.str.lower() not in ['pending', 'stopping', 'stopped']",
)
def ec2_instance_monitoring_detailed(monitoring):
    """Detailed monitoring of the running instance is enabled.

    Why: Basic monitoring has a value every five minutes, which hides short peaks and delays alarms and scaling.
    Remedy: Enable detailed monitoring of the instance and in its launch template.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html

    | managed_by        | state   | monitoring | verdict |
    |-------------------|---------|------------|---------|
    | none              | running | enabled    | pass    |
    | none              | running | Enabled    | pass    |
    | none              | running | disabled   | fail    |
    | none              | running | disabling  | fail    |
    | none              | running | pending    | unknown |
    | none              | stopped | disabled   | -       |
    | eks.amazonaws.com | running | disabled   | -       |
    """
    return among(monitoring, ["enabled"], ["disabled", "disabling"])


@check(
    "ec2_instance",
    domain="identity",
    severity="medium",
    family="credential_rotation",
    where="managed_by.str.lower() == 'none'",
)
def ec2_instance_profile_attached(instance_profile):
    """The instance has an instance profile, whose role gives it credentials that AWS replaces by itself.

    Why: Without a role, programs on the instance that call AWS need access keys that somebody stores and must rotate.
    Remedy: Attach an instance profile with a role that has the needed rights only, and delete stored access keys.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html

    | managed_by        | instance_profile                             | verdict |
    |-------------------|----------------------------------------------|---------|
    | none              | arn:aws:iam::111122223333:instance-profile/w | pass    |
    | none              | none                                         | fail    |
    | none              | ?                                            | unknown |
    | eks.amazonaws.com | none                                         | -       |
    """
    return instance_profile != "none"


@check(
    "ec2_instance",
    domain="compute",
    severity="low",
    family="supported_versions",
    where="managed_by.str.lower() == 'none'",
)
def ec2_instance_virtualization_current(virtualization_type):
    """The instance uses hardware virtualization (HVM), not paravirtualization.

    Why: Only types of old generations run paravirtual images, and those are without newer hardware protections.
    Remedy: Move the application to a current instance type with an HVM image.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ComponentsAMIs.html

    | managed_by        | virtualization_type | verdict |
    |-------------------|---------------------|---------|
    | none              | hvm                 | pass    |
    | none              | HVM                 | pass    |
    | none              | paravirtual         | fail    |
    | none              | other               | unknown |
    | eks.amazonaws.com | paravirtual         | -       |
    """
    return among(virtualization_type, ["hvm"], ["paravirtual"])


@check(
    "ec2_instance",
    domain="network",
    severity="low",
    family="network_segmentation",
    where="managed_by.str.lower() == 'none'",
)
def ec2_instance_network_interface_single(network_interfaces, *, max_interfaces=1):
    """The instance has no more network interfaces than the policy allows.

    Why: An instance in several subnets can pass traffic between them, around the rules that keep them apart.
    Remedy: Detach the network interfaces that the application does not need; name those that it does in the policy.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html

    | managed_by        | network_interfaces | verdict |
    |-------------------|--------------------|---------|
    | none              | 1                  | pass    |
    | none              | 2                  | fail    |
    | none              | ?                  | unknown |
    | eks.amazonaws.com | 2                  | -       |
    """
    return network_interfaces <= max_interfaces


@check(
    "ec2_instance_lifecycle",
    domain="governance",
    severity="low",
    family="unused_resources",
    where="managed_by.str.lower() == 'none' and state.str.lower() == 'stopped'",
)
def ec2_instance_stopped_briefly(stopped_at, observed_at, *, max_days=30):
    """The stopped instance has not been stopped for longer than the policy allows.

    Why: Nobody patches a stopped instance, which comes back with old vulnerabilities, and its volumes still hold data.
    Remedy: Take an image if it is needed, and terminate the instance; or start it and patch it.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html

    | managed_by        | state   | stopped_at | observed_at | verdict |
    |-------------------|---------|------------|-------------|---------|
    | none              | stopped | 2026-10-26 | 2026-11-25  | pass    |
    | none              | stopped | 2026-10-25 | 2026-11-25  | fail    |
    | none              | stopped | ?          | 2026-11-25  | unknown |
    | none              | stopped | 2026-12-01 | 2026-11-25  | unknown |
    | none              | running | 2026-01-01 | 2026-11-25  | -       |
    | eks.amazonaws.com | stopped | 2026-01-01 | 2026-11-25  | -       |
    """
    return days(stopped_at, observed_at) <= max_days


@check(
    "ec2_image",
    domain="compute",
    severity="low",
    family="patching",
    where="state.str.lower() == 'available'",
    empty="pass",  # an image is no duty
)
def ec2_image_recent(created_at, observed_at, *, max_days=180):
    """The image of the account that instances can be started from is recent.

    Why: An old image starts with old packages, so every instance made from it starts with known vulnerabilities.
    Remedy: Build images on a schedule, and disable or deregister the old ones.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deprecate.html

    | state     | created_at | observed_at | verdict |
    |-----------|------------|-------------|---------|
    | available | 2026-01-01 | 2026-06-30  | pass    |
    | available | 2026-01-01 | 2026-07-01  | fail    |
    | available | ?          | 2026-07-01  | unknown |
    | available | 2026-12-01 | 2026-07-01  | unknown |
    | disabled  | 2020-01-01 | 2026-07-01  | -       |
    """
    return days(created_at, observed_at) <= max_days


@check(
    "ec2_instance_lifecycle",
    domain="compute",
    severity="medium",
    family="supported_versions",
    where="managed_by.str.lower() == 'none'",
)
def ec2_instance_image_supported(image_deprecated):
    """The image that the instance was launched from is not deprecated.

    Why: Its owner says with that: nobody is to start from it any more, most often since a newer one has the
    corrections.
    Remedy: Build the instance anew from the owner's current image.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deprecate.html

    | managed_by        | image_deprecated | verdict |
    |-------------------|------------------|---------|
    | none              | False            | pass    |
    | none              | True             | fail    |
    | none              | ?                | unknown |
    | eks.amazonaws.com | True             | -       |
    """
    return ~image_deprecated
