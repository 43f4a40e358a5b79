"""Checks of Amazon Elastic File System."""

from toolkit.checks.sharing import NONE, approved
from toolkit.model import check


@check(
    "efs_file_system",
    domain="data",
    severity="medium",
    family="encryption_at_rest",
    where="status.str.lower() not in ['creating', 'deleting', 'create-failed']",
)
def efs_file_system_encrypted(encrypted):
    """The file system encrypts its data at rest.

    Why: Files lie on disks that are readable without it, and it cannot be added later.
    Remedy: Make a new file system with encryption and copy the files, such as with AWS DataSync.
    Source: https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html

    | encrypted | status    | verdict |
    |-----------|-----------|---------|
    | True      | available | pass    |
    | False     | available | fail    |
    | False     | deleting  | -       |
    """
    return encrypted


@check(
    "efs_file_system_key",
    domain="data",
    severity="low",
    family="key_custody",
    where="status.str.lower() not in ['creating', 'deleting', 'create-failed']",
)
def efs_file_system_key_customer_managed(key_customer_managed):
    """The file system encrypts its data with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Make a new file system with a customer managed key and copy the files.
    Source: https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html

    | key_customer_managed | status    | verdict |
    |----------------------|-----------|---------|
    | True                 | available | pass    |
    | False                | available | fail    |
    | ?                    | available | unknown |
    | False                | deleting  | -       |
    """
    return key_customer_managed


@check(
    "efs_file_system",
    domain="resilience",
    severity="medium",
    family="high_availability",
    where="status.str.lower() not in ['creating', 'deleting', 'create-failed']",
)
def efs_file_system_zones_several(zone, mount_targets):
    """The file system stores its data in several Availability Zones, and is mounted in at least two.

    Why: The loss of the one zone takes the files, or the way to them.
    Remedy: Make a Regional file system with a mount target in each zone in use, and copy the files.
    Source: https://docs.aws.amazon.com/efs/latest/ug/availability-durability.html

    | zone          | mount_targets | status    | verdict |
    |---------------|---------------|-----------|---------|
    | all           | 2             | available | pass    |
    | all           | 1             | available | fail    |
    | eu-central-1a | 1             | available | fail    |
    | ?             | 2             | available | unknown |
    | all           | ?             | available | unknown |
    | all           | 1             | deleting  | -       |
    """
    return (zone == "all") & (mount_targets >= 2)


@check(
    "efs_file_system_policy",
    domain="data",
    severity="critical",
    family="public_access",
    where="status.str.lower() not in ['creating', 'deleting', 'create-failed']",
)
def efs_file_system_policy_restricted(admits_anyone):
    """The policy of the file system admits only named callers, or those that reach its mount targets.

    Why: A policy that names everybody lets in clients of any account that come over the network.
    Remedy: Add the condition `elasticfilesystem:AccessedViaMountTarget`, or name principals.
    Source: https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html

    | admits_anyone | status    | verdict |
    |---------------|-----------|---------|
    | False         | available | pass    |
    | True          | available | fail    |
    | ?             | available | unknown |
    | True          | deleting  | -       |
    """
    return ~admits_anyone


@check(
    "efs_file_system_policy",
    domain="data",
    severity="medium",
    family="encryption_in_transit",
    where="status.str.lower() not in ['creating', 'deleting', 'create-failed']",
)
def efs_file_system_tls_required(tls_required):
    """The policy of the file system refuses clients without TLS.

    Why: Over plain NFS, everyone on the way reads and changes files.
    Remedy: Edit the file system policy and enforce in-transit encryption: deny if `aws:SecureTransport` is false.
    Source: https://docs.aws.amazon.com/efs/latest/ug/create-file-system-policy.html

    | tls_required | status    | verdict |
    |--------------|-----------|---------|
    | True         | available | pass    |
    | False        | available | fail    |
    | ?            | available | unknown |
    | False        | deleting  | -       |
    """
    return tls_required


@check("efs_file_system_accounts", domain="data", severity="high", family="foreign_accounts")
def efs_file_system_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The policy of the file system names no foreign account that the engagement does not name.

    Why: An account that may mount a file system reads and changes its files.
    Remedy: Take the account out of the file system policy, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html

    | foreign_accounts          | members_known | verdict |
    |---------------------------|---------------|---------|
    | none                      | True          | pass    |
    | none                      | ?             | pass    |
    | 999999999999              | True          | fail    |
    | 111122223333 999999999999 | True          | fail    |
    | 999999999999              | False         | unknown |
    | 999999999999              | ?             | unknown |
    | ?                         | True          | unknown |
    """
    return approved(foreign_accounts, members_known, known_accounts)
