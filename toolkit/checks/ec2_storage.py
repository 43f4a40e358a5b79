"""Checks of Amazon EC2: EBS volumes, snapshots and the Region's defaults for them."""

from toolkit.model import check
from toolkit.readings import among, days


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


@check("ec2_region", domain="data", severity="medium", family="public_access_block")
def ec2_region_image_sharing_blocked(image_block_public_access):
    """No image of the Region can newly be shared with everyone.

    Why: With the block, nobody can make an image public by mistake.
    Remedy: Turn on block public access for AMIs in the Region.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-public-access-to-amis.html

    | image_block_public_access | verdict |
    |---------------------------|---------|
    | block-new-sharing         | pass    |
    | Block-New-Sharing         | pass    |
    | unblocked                 | fail    |
    | block-some                | unknown |
    | ?                         | unknown |
    """
    return among(image_block_public_access, ["block-new-sharing"], ["unblocked"])


@check("ec2_region", domain="data", severity="medium", family="public_access_block")
def ec2_region_snapshot_sharing_blocked(snapshot_block_public_access):
    """No EBS snapshot of the Region can be public, neither a new one nor one that was shared before.

    Why: With the block, nobody can publish a disk by mistake, and what was published before cannot be read.
    Remedy: Block public access to EBS snapshots in the Region, for all sharing.
    Source: https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html

    | snapshot_block_public_access | verdict |
    |------------------------------|---------|
    | block-all-sharing            | pass    |
    | BLOCK-ALL-SHARING            | pass    |
    | block-new-sharing            | fail    |
    | unblocked                    | fail    |
    | block-some                   | unknown |
    | ?                            | unknown |
    """
    return among(snapshot_block_public_access, ["block-all-sharing"], ["block-new-sharing", "unblocked"])


@check(
    "ec2_snapshot",
    domain="resilience",
    severity="low",
    family="backup_operation",
    where="state.str.lower() != 'pending'",
)
def ec2_snapshot_completed(state):
    """The EBS snapshot was completed, so that a volume can be made from it.

    Why: A snapshot that ended in an error looks like a copy, and is none on the day that it is needed.
    Remedy: Take the snapshot again, and delete the one that failed.
    Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-snapshots.html

    | state       | verdict |
    |-------------|---------|
    | completed   | pass    |
    | COMPLETED   | pass    |
    | error       | fail    |
    | recoverable | unknown |
    | recovering  | unknown |
    | lost        | unknown |
    | ?           | unknown |
    | pending     | -       |
    """
    return among(state, ["completed"], ["error"])


@check(
    "ec2_snapshot", domain="data", severity="medium", family="encryption_at_rest", where="state.str.lower() != 'error'"
)
def ec2_snapshot_encrypted(encrypted):
    """The EBS snapshot is encrypted.

    Why: Whoever may read an unencrypted snapshot has the whole disk, and no key stands in between.
    Remedy: Copy the snapshot with encryption, and delete the one without.
    Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html

    | encrypted | state     | verdict |
    |-----------|-----------|---------|
    | True      | completed | pass    |
    | False     | completed | fail    |
    | False     | pending   | fail    |
    | False     | error     | -       |
    """
    return encrypted


@check("ec2_snapshot_key", domain="data", severity="medium", family="key_custody", where="encrypted")
def ec2_snapshot_key_customer_managed(key_customer_managed):
    """The encrypted EBS snapshot is encrypted with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Copy the snapshot with a customer managed KMS key, and delete the other.
    Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html

    | key_customer_managed | encrypted | verdict |
    |----------------------|-----------|---------|
    | True                 | True      | pass    |
    | False                | True      | fail    |
    | ?                    | True      | unknown |
    | False                | False     | -       |
    """
    return key_customer_managed


@check("ec2_snapshot", domain="governance", severity="low", family="data_lifecycle", where="not for_image")
def ec2_snapshot_recent(created_at, observed_at, *, max_days=365):
    """The EBS snapshot is no older than copies are needed; those that EC2 made for images are left out.

    Why: Copies that nobody needs any more hold data that should be gone, and cost every month.
    Remedy: Delete the snapshot, and let a lifecycle policy or a backup plan delete those that follow.
    Source: https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-lifecycle.html

    | created_at | observed_at | for_image | verdict |
    |------------|-------------|-----------|---------|
    | 2025-11-24 | 2026-11-24  | False     | pass    |
    | 2025-11-23 | 2026-11-24  | False     | fail    |
    | 2027-01-01 | 2026-11-24  | False     | unknown |
    | ?          | 2026-11-24  | False     | unknown |
    | 2020-01-01 | 2026-11-24  | True      | -       |
    """
    return days(created_at, observed_at) <= max_days


@check(
    "ec2_volume",
    domain="governance",
    severity="low",
    family="unused_resources",
    where="state.str.lower() not in ['creating', 'deleting', 'deleted']",
)
def ec2_volume_attached(state):
    """The EBS volume is attached to an instance.

    Why: A disk without an instance holds data that nobody watches, and costs every month.
    Remedy: Take a snapshot of the volume if its data are needed, and delete the volume.
    Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-volume.html

    | state     | verdict |
    |-----------|---------|
    | in-use    | pass    |
    | IN-USE    | pass    |
    | available | fail    |
    | error     | fail    |
    | resting   | unknown |
    | ?         | unknown |
    | creating  | -       |
    | deleting  | -       |
    """
    return among(state, ["in-use"], ["available", "error"])


@check("ec2_volume_key", domain="data", severity="medium", family="key_custody", where="encrypted")
def ec2_volume_key_customer_managed(key_customer_managed):
    """The encrypted EBS volume is encrypted with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Make a volume from a snapshot with a customer managed KMS key, and swap the two.
    Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html

    | key_customer_managed | encrypted | verdict |
    |----------------------|-----------|---------|
    | True                 | True      | pass    |
    | False                | True      | fail    |
    | ?                    | True      | unknown |
    | False                | False     | -       |
    """
    return key_customer_managed
