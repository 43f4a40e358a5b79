"""Checks of Amazon RDS: support, certificates, capacity and monitoring."""

from toolkit.model import check
from toolkit.readings import days, days_left

LIVING = "status.str.lower() not in ['creating', 'deleting']"
RUN_BY_RDS = f"{LIVING} and not custom"
OPEN_SOURCE = ["mysql", "mariadb", "postgres", "aurora-mysql", "aurora-postgresql"]
ALONE = f"{RUN_BY_RDS} and not cluster_member"


@check(
    "rds_instance_support",
    domain="compute",
    severity="medium",
    family="supported_versions",
    where=f"{RUN_BY_RDS} and engine.str.lower() in {OPEN_SOURCE}",
)
def rds_instance_support_standard(standard_support_ends_at, observed_at, *, min_days=30):
    """The major version that the DB instance runs stays in standard support for the days that are asked.

    Why: Past it, the community corrects nothing any more, and AWS charges for what it corrects itself, or upgrades.
    Remedy: Upgrade the major version (`modify-db-instance --allow-major-version-upgrade`); test it before.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html

    | standard_support_ends_at | observed_at | engine    | custom | status    | verdict |
    |------------------------|-------------|-----------|--------|-----------|---------|
    | 2026-03-03             | 2026-02-01  | postgres  | False  | available | pass    |
    | 2026-03-02             | 2026-02-01  | postgres  | False  | available | fail    |
    | 2026-01-01             | 2026-02-01  | postgres  | False  | available | fail    |
    | ?                      | 2026-02-01  | postgres  | False  | available | unknown |
    | 2026-03-02             | 2026-02-01  | postgres  | False  | deleting  | -       |
    | 2026-03-02             | 2026-02-01  | oracle-ee | False  | available | -       |
    | 2026-03-02             | 2026-02-01  | postgres  | True   | available | -       |
    """
    return days_left(standard_support_ends_at, observed_at) >= min_days


@check(
    "rds_instance",
    domain="data",
    severity="medium",
    family="certificate_validity",
    where=RUN_BY_RDS,
)
def rds_instance_certificate_in_date(certificate_expires_at, observed_at, *, min_days=30):
    """The server certificate of the DB instance stays valid for the days that are asked.

    Why: Clients that verify it cannot connect any more once it has expired, or somebody turns verification off.
    Remedy: Choose a current certificate authority and apply it (`modify-db-instance --ca-certificate-identifier`).
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL-certificate-rotation.html

    | certificate_expires_at | observed_at | custom | status    | verdict |
    |-------------------------|-------------|--------|-----------|---------|
    | 2026-03-03              | 2026-02-01  | False  | available | pass    |
    | 2026-03-02              | 2026-02-01  | False  | available | fail    |
    | 2026-01-01              | 2026-02-01  | False  | available | fail    |
    | ?                       | 2026-02-01  | False  | available | unknown |
    | 2026-03-02              | 2026-02-01  | False  | deleting  | -       |
    | 2026-03-02              | 2026-02-01  | True   | available | -       |
    """
    return days_left(certificate_expires_at, observed_at) >= min_days


@check(
    "rds_instance_authority",
    domain="data",
    severity="low",
    family="certificate_validity",
    where=RUN_BY_RDS,
)
def rds_instance_authority_in_date(authority_valid_until, observed_at, *, min_days=180):
    """The certificate authority of the DB instance stays valid for the days that are asked.

    Why: Every client needs the next authority's certificate before the change, which takes months in a large estate.
    Remedy: Load the new authority into the clients, then choose it (`modify-db-instance --ca-certificate-identifier`).
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL-certificate-rotation.html

    | authority_valid_until | observed_at | custom | status    | verdict |
    |-----------------------|-------------|--------|-----------|---------|
    | 2026-07-31            | 2026-02-01  | False  | available | pass    |
    | 2026-07-30            | 2026-02-01  | False  | available | fail    |
    | 2024-08-22            | 2026-02-01  | False  | available | fail    |
    | ?                     | 2026-02-01  | False  | available | unknown |
    | 2026-07-30            | 2026-02-01  | False  | deleting  | -       |
    | 2026-07-30            | 2026-02-01  | True   | available | -       |
    """
    return days_left(authority_valid_until, observed_at) >= min_days


@check(
    "rds_instance_insights_key",
    domain="data",
    severity="low",
    family="key_custody",
    where=f"{RUN_BY_RDS} and performance_insights",
)
def rds_instance_insights_key_customer_managed(key_customer_managed):
    """Performance Insights of the DB instance encrypts its data with a KMS key that the customer manages.

    Why: Its data hold texts of statements; whose key it is decides who may use, audit and revoke it.
    Remedy: Restore the DB instance from a snapshot with another key for Performance Insights; it cannot be changed.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.html

    | key_customer_managed | performance_insights | custom | status    | verdict |
    |----------------------|----------------------|--------|-----------|---------|
    | True                 | True                 | False  | available | pass    |
    | False                | True                 | False  | available | fail    |
    | ?                    | True                 | False  | available | unknown |
    | False                | True                 | False  | deleting  | -       |
    | False                | False                | False  | available | -       |
    | False                | True                 | True   | available | -       |
    """
    return key_customer_managed


@check(
    "rds_instance_server",
    domain="logging",
    severity="low",
    family="monitoring",
    where=f"{RUN_BY_RDS} and not follows_cluster and engine.str.lower() not in ['docdb', 'neptune']",
)
def rds_instance_monitoring_enhanced(monitoring_seconds):
    """Enhanced monitoring measures the operating system of the DB instance or Multi-AZ DB cluster.

    Why: Without it, processes and memory of a host that fails or is misused cannot be looked at afterwards.
    Remedy: Modify it, choose a granularity and a monitoring role (`--monitoring-interval`, `--monitoring-role-arn`).
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.html

    | monitoring_seconds | engine   | follows_cluster | custom | status    | verdict |
    |--------------------|----------|-----------------|--------|-----------|---------|
    | 60                 | postgres | False           | False  | available | pass    |
    | 1                  | postgres | False           | False  | available | pass    |
    | 0                  | postgres | False           | False  | available | fail    |
    | ?                  | postgres | False           | False  | available | unknown |
    | 0                  | postgres | False           | False  | deleting  | -       |
    | 0                  | docdb    | False           | False  | available | -       |
    | 0                  | postgres | True            | False  | available | -       |
    | 0                  | postgres | False           | True   | available | -       |
    """
    return monitoring_seconds > 0


@check(
    "rds_instance",
    domain="resilience",
    severity="low",
    where=ALONE,
)
def rds_instance_storage_grows(storage_gib, max_storage_gib):
    """RDS may enlarge the storage of the DB instance by itself.

    Why: A database whose storage is full stops, for every application, until somebody enlarges it.
    Remedy: Modify the DB instance and set a maximum storage threshold above its storage (`--max-allocated-storage`).
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html

    | storage_gib | max_storage_gib | cluster_member | custom | status    | verdict |
    |-------------|-----------------|----------------|--------|-----------|---------|
    | 100         | 101             | False          | False  | available | pass    |
    | 100         | 100             | False          | False  | available | fail    |
    | 100         | 0               | False          | False  | available | fail    |
    | ?           | 200             | False          | False  | available | unknown |
    | 100         | ?               | False          | False  | available | unknown |
    | 100         | 100             | False          | False  | deleting  | -       |
    | 100         | 100             | True           | False  | available | -       |
    | 100         | 100             | False          | True   | available | -       |
    """
    return max_storage_gib > storage_gib


@check(
    "rds_instance_data",
    domain="identity",
    severity="low",
    family="credential_rotation",
    where=f"{ALONE} and not read_replica and engine.str.lower() != 'neptune'",
)
def rds_instance_password_managed(password_managed):
    """RDS keeps the administrator's password of the DB instance or cluster in Secrets Manager and rotates it.

    Why: A password that people chose lies in templates and histories, and is seldom changed.
    Remedy: Modify it and turn on management of the master credentials (`--manage-master-user-password`).
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html

    | password_managed | engine  | read_replica | cluster_member | custom | status    | verdict |
    |------------------|---------|--------------|----------------|--------|-----------|---------|
    | True             | mysql   | False        | False          | False  | available | pass    |
    | False            | mysql   | False        | False          | False  | available | fail    |
    | ?                | mysql   | False        | False          | False  | available | unknown |
    | False            | mysql   | False        | False          | False  | deleting  | -       |
    | False            | neptune | False        | False          | False  | available | -       |
    | False            | mysql   | True         | False          | False  | available | -       |
    | False            | mysql   | False        | True           | False  | available | -       |
    | False            | mysql   | False        | False          | True   | available | -       |
    """
    return password_managed


@check("rds_account_quota", domain="resilience", severity="low")
def rds_account_quota_remaining(used, maximum, *, max_share=0.8):
    """At most the share that the policy allows of the quota is used.

    Why: When a quota is used up, no database can be restored, no snapshot taken and no replica added.
    Remedy: Delete what is needed no more, or ask for a higher quota in Service Quotas.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html

    | used | maximum | verdict |
    |------|---------|---------|
    | 80   | 100     | pass    |
    | 81   | 100     | fail    |
    | 100  | 100     | fail    |
    | 0    | 0       | pass    |
    | ?    | 100     | unknown |
    | 80   | ?       | unknown |
    """
    return used <= maximum * max_share


@check(
    "rds_snapshot_sharing",
    domain="governance",
    severity="low",
    family="data_lifecycle",
    where=LIVING,
)
def rds_snapshot_age_limited(created_at, observed_at, *, max_days=365):
    """The manual snapshot is not older than the policy allows.

    Why: Nobody deletes a manual snapshot by itself: it keeps data that should be gone, and costs.
    Remedy: Delete the snapshot, or move what must be kept to AWS Backup with an end of its retention.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteSnapshot.html

    | created_at | observed_at | status    | verdict |
    |------------|-------------|-----------|---------|
    | 2025-12-01 | 2026-12-01  | available | pass    |
    | 2025-11-30 | 2026-12-01  | available | fail    |
    | 2027-01-01 | 2026-12-01  | available | unknown |
    | ?          | 2026-12-01  | available | unknown |
    | 2020-01-01 | 2026-12-01  | deleting  | -       |
    """
    return days(created_at, observed_at) <= max_days


@check(
    "rds_instance_subnets",
    domain="network",
    severity="low",
    family="network_segmentation",
    where=LIVING,
)
def rds_instance_subnets_private(internet_route):
    """No subnet of the DB instance's subnet group has a route to an internet gateway.

    Why: What stands behind such a route needs only an address and a mistake in a security group to be on the internet.
    Remedy: Modify the DB instance and choose a subnet group of private subnets, or change their route tables.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html

    | internet_route | status    | verdict |
    |----------------|-----------|---------|
    | False          | available | pass    |
    | True           | available | fail    |
    | ?              | available | unknown |
    | True           | deleting  | -       |
    """
    return ~internet_route
