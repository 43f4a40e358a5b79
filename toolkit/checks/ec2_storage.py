"""Checks of Amazon EC2: EBS volumes, snapshots and the Region's defaults for them."""

from toolkit.model import check


@check("ec2_region", domain="data", severity="medium")
def ec2_region_ebs_encrypted(encrypts_ebs):
    """New EBS volumes and snapshot copies in the Region are encrypted by default.

    Why: With the default, encryption does not depend on who creates a volume or with which tool.
    Remedy: Turn on EBS encryption by default in the Region, and name a KMS key.
    Source: https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html

    | encrypts_ebs | verdict |
    |--------------|---------|
    | True         | pass    |
    | False        | fail    |
    """
    return encrypts_ebs


@check("ec2_snapshot", domain="data", severity="critical", family="public_access", empty="pass")
def ec2_snapshot_private(is_public):
    """The permissions of the snapshot do not let everyone restore it.

    Why: Anyone with an AWS account can copy the data of a public snapshot, and nothing in the account shows it.
    Remedy: Make the snapshot private, and block public access to snapshots in the Region.
    Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html

    | is_public | verdict |
    |-----------|---------|
    | False     | pass    |
    | True      | fail    |
    """
    return ~is_public


@check("ec2_volume", domain="data", severity="medium", family="encryption_at_rest")
def ec2_volume_encrypted(encrypted):
    """The EBS volume is encrypted.

    Why: Encryption makes access to the data depend on a KMS key as well, also in each snapshot of the volume.
    Remedy: Copy a snapshot of the volume with encryption, make a volume from it, and swap the two.
    Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html

    | encrypted | verdict |
    |-----------|---------|
    | True      | pass    |
    | False     | fail    |
    """
    return encrypted
