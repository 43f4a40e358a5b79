"""Checks of Amazon RDS."""

from toolkit.model import check


@check(
    "rds_instance_data",
    domain="resilience",
    severity="medium",
    family="backup",
    where="not cluster_member and not read_replica and status.str.lower() != 'deleting'",
)
def rds_instance_backups_kept(backup_days, *, min_days=7):
    """The DB instance or cluster has automated backups that are kept as long as the policy asks.

    Why: Corrupted or encrypted data is often noticed days later, when a short backup holds nothing else any more.
    Remedy: Set the backup retention period of the DB instance or cluster to at least the days that the policy asks.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html

    | cluster_member | read_replica | status    | backup_days | verdict |
    |----------------|--------------|-----------|-------------|---------|
    | False          | False        | available | 7           | pass    |
    | False          | False        | available | 6           | fail    |
    | False          | False        | stopped   | 0           | fail    |
    | False          | False        | deleting  | 0           | -       |
    | True           | False        | available | 1           | -       |
    | False          | True         | available | 0           | -       |
    """
    return backup_days >= min_days


@check(
    "rds_instance_data",
    domain="resilience",
    severity="medium",
    family="deletion_protection",
    where="not cluster_member and status.str.lower() != 'deleting'",
)
def rds_instance_deletion_protected(deletion_protection):
    """The DB instance or cluster cannot be deleted by mistake.

    Why: Deleting a database deletes its data, and by default its automated backups too.
    Remedy: Enable deletion protection on the DB instance or cluster.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html

    | cluster_member | status    | deletion_protection | verdict |
    |----------------|-----------|---------------------|---------|
    | False          | available | True                | pass    |
    | False          | available | False               | fail    |
    | False          | deleting  | False               | -       |
    | True           | available | False               | -       |
    """
    return deletion_protection


@check("rds_instance_data", domain="data", severity="high", family="encryption_at_rest", where="not cluster_member")
def rds_instance_encrypted(encrypted):
    """The storage of the DB instance or cluster is encrypted.

    Why: Encryption covers data files, logs, replicas and snapshots, and cannot be added later.
    Remedy: Copy a snapshot of the DB instance or cluster with encryption, restore it, and replace the old one.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html

    | cluster_member | encrypted | verdict |
    |----------------|-----------|---------|
    | False          | True      | pass    |
    | False          | False     | fail    |
    | True           | False     | -       |
    """
    return encrypted


@check(
    "rds_instance_server",
    domain="compute",
    severity="high",
    where="not custom and not follows_cluster and engine.str.lower() != 'docdb' and status.str.lower() != 'deleting'",
)
def rds_instance_minor_upgrades_automatic(auto_minor_upgrades):
    """Minor versions of the engine of the DB instance or Multi-AZ DB cluster are applied automatically.

    Why: AWS provides the patched engine, but the customer decides when it is installed.
    Remedy: Enable automatic minor version upgrades and choose a maintenance window.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html

    | custom | follows_cluster | engine           | status    | auto_minor_upgrades | verdict |
    |--------|-----------------|------------------|-----------|---------------------|---------|
    | False  | False           | postgres         | available | True                | pass    |
    | False  | False           | aurora-mysql     | available | False               | fail    |
    | False  | False           | mysql            | deleting  | False               | -       |
    | False  | True            | mysql            | available | False               | -       |
    | False  | False           | docdb            | available | False               | -       |
    | True   | False           | custom-oracle-ee | available | False               | -       |
    """
    return auto_minor_upgrades


@check(
    "rds_instance_data",
    domain="resilience",
    severity="medium",
    where="not cluster_member and not read_replica and not custom and status.str.lower() != 'deleting'",
)
def rds_instance_multi_az(multi_az):
    """The DB instance has a standby in another Availability Zone, or the DB cluster an instance there.

    Why: Without one, the loss of a zone or a patch of the host stops every application that needs the database.
    Remedy: Change the DB instance to a Multi-AZ deployment, or add an instance in another zone to the DB cluster.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html

    | cluster_member | read_replica | custom | status    | multi_az | verdict |
    |----------------|--------------|--------|-----------|----------|---------|
    | False          | False        | False  | available | True     | pass    |
    | False          | False        | False  | available | False    | fail    |
    | True           | False        | False  | available | False    | -       |
    | False          | True         | False  | available | False    | -       |
    | False          | False        | True   | available | False    | -       |
    | False          | False        | False  | deleting  | False    | -       |
    """
    return multi_az


@check("rds_instance_server", domain="network", severity="critical")
def rds_instance_private(public):
    """The DB instance or Multi-AZ DB cluster has no public address.

    Why: With one, a single mistake in a security group puts the database on the internet.
    Remedy: Set the DB instance or cluster to be not publicly accessible and reach it from within the VPC.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html

    | public | verdict |
    |--------|---------|
    | False  | pass    |
    | True   | fail    |
    """
    return ~public


@check(
    "rds_snapshot_sharing",
    domain="data",
    severity="critical",
    family="public_access",
    empty="pass",  # a copy is no duty, and where there is none, none is public
)
def rds_snapshot_private(public):
    """The manual snapshot of a DB instance or cluster is not public.

    Why: Anyone with an AWS account can restore a public snapshot and read the whole database.
    Remedy: Take the value `all` off the snapshot's restore attribute and share with named accounts only.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html

    | public | verdict |
    |--------|---------|
    | False  | pass    |
    | True   | fail    |
    """
    return ~public
