"""Checks of Amazon Redshift."""

from toolkit.model import check
from toolkit.readings import among

LIVING = "status.str.lower() not in ['creating', 'deleting', 'final-snapshot']"


@check(
    "redshift_cluster",
    domain="network",
    severity="high",
    family="network_exposure",
    where=LIVING,
)
def redshift_cluster_private(public):
    """The cluster has no public address.

    Why: With one, a single mistake in a security group puts the data warehouse on the internet.
    Remedy: Edit the publicly accessible setting of the cluster and turn it off (`PubliclyAccessible`).
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/managing-clusters-vpc.html

    | public | status    | verdict |
    |--------|-----------|---------|
    | False  | available | pass    |
    | True   | available | fail    |
    | True   | deleting  | -       |
    """
    return ~public


@check(
    "redshift_cluster",
    domain="data",
    severity="medium",
    family="encryption_at_rest",
    where=LIVING,
)
def redshift_cluster_encrypted(encrypted):
    """The cluster encrypts its data at rest.

    Why: Tables, temporary files and snapshots lie on disks that are readable without it.
    Remedy: Modify the cluster and turn on encryption with a KMS key; the data move to a new cluster meanwhile.
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html

    | encrypted | status    | verdict |
    |-----------|-----------|---------|
    | True      | available | pass    |
    | False     | available | fail    |
    | False     | deleting  | -       |
    """
    return encrypted


@check(
    "redshift_cluster_key",
    domain="data",
    severity="low",
    family="key_custody",
    where=LIVING,
)
def redshift_cluster_key_customer_managed(key_customer_managed):
    """The cluster encrypts its data with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Modify the cluster and change its encryption to a customer managed key.
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html

    | key_customer_managed | status    | verdict |
    |----------------------|-----------|---------|
    | True                 | available | pass    |
    | False                | available | fail    |
    | ?                    | available | unknown |
    | False                | deleting  | -       |
    """
    return key_customer_managed


@check(
    "redshift_cluster",
    domain="data",
    severity="medium",
    family="encryption_in_transit",
    where=LIVING,
)
def redshift_cluster_tls_required(requires_tls):
    """The cluster refuses connections without TLS.

    Why: Over plain connections, passwords, queries and results can be read on the way.
    Remedy: Set `require_ssl` to true in the cluster's own parameter group and reboot the cluster.
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html

    | requires_tls | status    | verdict |
    |--------------|-----------|---------|
    | True         | available | pass    |
    | False        | available | fail    |
    | ?            | available | unknown |
    | False        | deleting  | -       |
    """
    return requires_tls


@check(
    "redshift_cluster",
    domain="logging",
    severity="medium",
    family="audit_logging",
    where=LIVING,
)
def redshift_cluster_audit_logged(audit_logs, log_destination):
    """The cluster writes its audit logs to a bucket or to CloudWatch Logs.

    Why: Nobody can tell afterwards who signed in to the data warehouse, and from where.
    Remedy: Turn on audit logging for the cluster, to CloudWatch Logs or S3 (`EnableLogging`).
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html

    | audit_logs | log_destination | status    | verdict |
    |------------|-----------------|-----------|---------|
    | True       | cloudwatch      | available | pass    |
    | True       | s3              | available | pass    |
    | False      | none            | available | fail    |
    | ?          | ?               | available | unknown |
    | False      | none            | deleting  | -       |
    """
    return audit_logs & (log_destination != "none")


@check(
    "redshift_cluster",
    domain="logging",
    severity="low",
    family="audit_logging",
    where=LIVING,
)
def redshift_cluster_statements_logged(audit_logs, activity_logs):
    """The audit logs of the cluster tell which statements ran.

    Why: Without it, the logs say who signed in, but not what was read or changed.
    Remedy: Turn on audit logging, set `enable_user_activity_logging` to true in the parameter group, and reboot.
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html

    | audit_logs | activity_logs | status    | verdict |
    |------------|---------------|-----------|---------|
    | True       | True          | available | pass    |
    | True       | False         | available | fail    |
    | False      | True          | available | fail    |
    | ?          | True          | available | unknown |
    | True       | ?             | available | unknown |
    | True       | False         | deleting  | -       |
    """
    return audit_logs & activity_logs


@check(
    "redshift_cluster",
    domain="resilience",
    severity="medium",
    family="backup",
    where=LIVING,
)
def redshift_cluster_snapshots_kept(snapshot_days, *, min_days=7):
    """The cluster makes automated snapshots, which are kept as long as the policy asks.

    Why: Corrupted data is often noticed days later, when a short backup holds nothing else any more.
    Remedy: Modify the backup settings of the cluster and set the days of automated snapshots.
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html

    | snapshot_days | status    | verdict |
    |---------------|-----------|---------|
    | 7             | available | pass    |
    | 6             | available | fail    |
    | 0             | available | fail    |
    | ?             | available | unknown |
    | 6             | deleting  | -       |
    """
    return snapshot_days >= min_days


@check(
    "redshift_cluster",
    domain="resilience",
    severity="low",
    family="backup_protection",
    where=LIVING,
)
def redshift_cluster_snapshots_copied(snapshot_copy_region):
    """Snapshots of the cluster are copied to another Region.

    Why: A disaster in one Region, or mistakes in it, take cluster and snapshots together.
    Remedy: Configure cross-Region snapshots for the cluster (`EnableSnapshotCopy`).
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-snapshots.html

    | snapshot_copy_region | status    | verdict |
    |----------------------|-----------|---------|
    | eu-west-1            | available | pass    |
    | none                 | available | fail    |
    | ?                    | available | unknown |
    | none                 | deleting  | -       |
    """
    return snapshot_copy_region != "none"


@check(
    "redshift_cluster",
    domain="resilience",
    severity="medium",
    family="high_availability",
    where=LIVING,
)
def redshift_cluster_multi_az(multi_az):
    """The cluster computes in two Availability Zones.

    Why: With one, its loss stops every report and application that needs the data warehouse.
    Remedy: Convert the cluster of RA3 nodes to Multi-AZ (`ModifyCluster` with `MultiAZ`).
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/managing-cluster-multi-az.html

    | multi_az | status    | verdict |
    |----------|-----------|---------|
    | True     | available | pass    |
    | False    | available | fail    |
    | False    | deleting  | -       |
    """
    return multi_az


@check(
    "redshift_cluster",
    domain="resilience",
    severity="low",
    family="high_availability",
    where=f"{LIVING} and not multi_az",
)
def redshift_cluster_relocation_enabled(relocation):
    """The cluster in one Availability Zone may be moved to another one when that fails.

    Why: Otherwise the cluster waits until its zone is back, or is restored by hand from a snapshot.
    Remedy: Modify the cluster of RA3 nodes and turn on relocation (`AvailabilityZoneRelocation`).
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/managing-cluster-recovery.html

    | relocation        | status    | multi_az | verdict |
    |-------------------|-----------|----------|---------|
    | enabled           | available | False    | pass    |
    | pending_enabling  | available | False    | pass    |
    | Enabled           | available | False    | pass    |
    | disabled          | available | False    | fail    |
    | pending_disabling | available | False    | fail    |
    | none              | available | False    | fail    |
    | other             | available | False    | unknown |
    | ?                 | available | False    | unknown |
    | disabled          | deleting  | False    | -       |
    | disabled          | available | True     | -       |
    """
    return among(relocation, ["enabled", "pending_enabling"], ["disabled", "pending_disabling", "none"])


@check(
    "redshift_cluster",
    domain="compute",
    severity="medium",
    family="patching",
    where=LIVING,
)
def redshift_cluster_version_upgraded(version_upgrades):
    """New versions of the engine are installed on the cluster in its maintenance window.

    Why: They hold corrections of security, which otherwise wait until somebody installs them.
    Remedy: Modify the maintenance settings of the cluster and allow version upgrades (`AllowVersionUpgrade`).
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-clusters.html

    | version_upgrades | status    | verdict |
    |------------------|-----------|---------|
    | True             | available | pass    |
    | False            | available | fail    |
    | False            | deleting  | -       |
    """
    return version_upgrades


@check(
    "redshift_cluster",
    domain="network",
    severity="low",
    family="network_segmentation",
    where=LIVING,
)
def redshift_cluster_vpc_routing_enhanced(enhanced_vpc_routing):
    """The cluster loads and unloads data through its VPC.

    Why: Otherwise that traffic passes by security groups, endpoint policies and flow logs.
    Remedy: Modify the cluster and turn on enhanced VPC routing.
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/enhanced-vpc-routing.html

    | enhanced_vpc_routing | status    | verdict |
    |----------------------|-----------|---------|
    | True                 | available | pass    |
    | False                | available | fail    |
    | False                | deleting  | -       |
    """
    return enhanced_vpc_routing


@check(
    "redshift_cluster",
    domain="application",
    severity="low",
    where=LIVING,
)
def redshift_cluster_administrator_renamed(master_user):
    """The administrator of the cluster has another name than the one that AWS proposes.

    Why: Half of a credential that everybody knows makes the other half easier to guess.
    Remedy: Make a new cluster with another name of the administrator and move the data; it cannot be changed.
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-clusters.html

    | master_user | status    | verdict |
    |-------------|-----------|---------|
    | warehouse   | available | pass    |
    | awsuser     | available | fail    |
    | AWSUser     | available | fail    |
    | ?           | available | unknown |
    | awsuser     | deleting  | -       |
    """
    return master_user.str.lower() != "awsuser"


@check(
    "redshift_cluster",
    domain="application",
    severity="low",
    where=LIVING,
)
def redshift_cluster_database_renamed(database):
    """The first database of the cluster has another name than the one that AWS proposes.

    Why: A name that everybody knows spares whoever tries passwords a guess.
    Remedy: Make a new cluster with another database name and move the data; the name cannot be changed.
    Source: https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-clusters.html

    | database | status    | verdict |
    |----------|-----------|---------|
    | sales    | available | pass    |
    | dev      | available | fail    |
    | DEV      | available | fail    |
    | ?        | available | unknown |
    | dev      | deleting  | -       |
    """
    return database.str.lower() != "dev"
