"""Checks of Amazon EC2: launch templates."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "ec2_launch_template_defaults",
    domain="compute",
    severity="medium",
    family="workload_isolation",
    where="managed_by.str.lower() == 'none'",
)
def ec2_launch_template_imdsv2_required(imds_endpoint, imds_tokens, region_imds_endpoint, region_imds_tokens):
    """The launch template's default version, or what it leaves to the Region's default, requires IMDSv2 or no metadata.

    Why: Each instance that a template without it starts shows its role's credentials to one forged request.
    Remedy: Make a version of the template with the metadata option `HttpTokens` set to `required`; make it the default.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html

    | managed_by        | imds_endpoint | imds_tokens | region_imds_endpoint | region_imds_tokens | verdict |
    |-------------------|---------------|-------------|----------------------|--------------------|---------|
    | none              | enabled       | required    | none                 | none               | pass    |
    | none              | none          | Required    | none                 | optional           | pass    |
    | none              | disabled      | none        | none                 | none               | pass    |
    | none              | none          | none        | none                 | required           | pass    |
    | none              | none          | none        | disabled             | none               | pass    |
    | none              | enabled       | none        | disabled             | none               | fail    |
    | none              | none          | optional    | enabled              | required           | fail    |
    | none              | none          | none        | none                 | none               | fail    |
    | none              | none          | none        | ?                    | ?                  | unknown |
    | none              | enabled       | sometimes   | none                 | none               | unknown |
    | eks.amazonaws.com | enabled       | optional    | none                 | none               | -       |
    """
    tokens = imds_tokens.mask(imds_tokens.str.lower() == "none", region_imds_tokens)
    endpoint = imds_endpoint.mask(imds_endpoint.str.lower() == "none", region_imds_endpoint)
    asked = among(tokens, ["required"], ["optional", "none"])
    return asked | among(endpoint, ["disabled"], ["enabled", "none"])


@check(
    "ec2_launch_template",
    domain="compute",
    severity="high",
    family="stored_secrets",
    where="managed_by.str.lower() == 'none'",
)
def ec2_launch_template_user_data_credential_free(user_data_holds_credential):
    """No credential was recognised in the user data of the launch template's default version.

    Why: Whoever may describe the template, and every process on its instances, reads the user data.
    Remedy: Let the instance fetch the secret by its role from Secrets Manager; delete the old versions and replace it.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html

    | managed_by        | user_data_holds_credential | verdict |
    |-------------------|----------------------------|---------|
    | none              | False                      | pass    |
    | none              | True                       | fail    |
    | none              | ?                          | unknown |
    | eks.amazonaws.com | True                       | -       |
    """
    return ~user_data_holds_credential


@check(
    "ec2_launch_template",
    domain="network",
    severity="medium",
    family="network_segmentation",
    where="managed_by.str.lower() == 'none'",
)
def ec2_launch_template_privately_addressed(public_ip):
    """The launch template's default version does not ask for a public IPv4 address.

    Why: Each instance that starts from it stands on the internet, one wrong security group rule away from everyone.
    Remedy: Make a version with `AssociatePublicIpAddress` set to `false`, and make it the default.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html

    | managed_by        | public_ip | verdict |
    |-------------------|-----------|---------|
    | none              | no        | pass    |
    | none              | subnet    | pass    |
    | none              | yes       | fail    |
    | none              | maybe     | unknown |
    | eks.amazonaws.com | yes       | -       |
    """
    return among(public_ip, ["no", "subnet"], ["yes"])


@check(
    "ec2_launch_template_defaults",
    domain="data",
    severity="low",
    family="encryption_at_rest",
    where="managed_by.str.lower() == 'none' and volumes > 0",
)
def ec2_launch_template_volumes_encrypted(volumes_not_encrypted, region_encrypts_ebs):
    """The volumes that the launch template's default version names are to be encrypted, by it or the Region's default.

    Why: A volume that was made without encryption can be read from its storage and passes that on to its snapshots.
    Remedy: Set `Encrypted` in the template's block device mappings, or turn on EBS encryption by default in the Region.
    Source: https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html

    | managed_by        | volumes | volumes_not_encrypted | region_encrypts_ebs | verdict |
    |-------------------|---------|-----------------------|---------------------|---------|
    | none              | 1       | 0                     | False               | pass    |
    | none              | 2       | 1                     | True                | pass    |
    | none              | 2       | 1                     | False               | fail    |
    | none              | 2       | 1                     | ?                   | unknown |
    | none              | 0       | 0                     | False               | -       |
    | eks.amazonaws.com | 1       | 1                     | False               | -       |
    """
    return (volumes_not_encrypted == 0) | region_encrypts_ebs
