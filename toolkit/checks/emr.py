"""Checks of Amazon EMR."""

from toolkit.model import check


@check("emr_block_public_access", domain="network", severity="medium", family="public_access_block")
def emr_block_public_access_enabled(blocks_public_rules, permits_only_ssh):
    """No cluster starts in the Region with a security group that opens a port other than 22 to every address.

    Why: The web interfaces of a cluster ask for no password: who reaches them reads and runs what he wants.
    Remedy: Turn on block public access in the EMR console for the Region, with port 22 as the only exception or none.
    Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-block-public-access.html

    | blocks_public_rules | permits_only_ssh | verdict |
    |---------------------|------------------|---------|
    | True                | True             | pass    |
    | True                | False            | fail    |
    | False               | True             | fail    |
    | True                | ?                | unknown |
    | False               | ?                | fail    |
    """
    return blocks_public_rules & permits_only_ssh


@check(
    "emr_cluster",
    domain="logging",
    severity="medium",
    family="audit_logging",
    where="state.str.lower() != 'terminating'",
)
def emr_cluster_logged(log_uri):
    """The cluster archives its logs in Amazon S3.

    Why: The logs lie on the instances of the cluster, and are gone with it.
    Remedy: Make the cluster anew with a log destination (`LogUri`); a cluster that runs cannot be given one.
    Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-debugging.html

    | state       | log_uri     | verdict |
    |-------------|-------------|---------|
    | RUNNING     | s3n://logs/ | pass    |
    | WAITING     | none        | fail    |
    | RUNNING     | ?           | unknown |
    | TERMINATING | none        | -       |
    """
    return log_uri != "none"


@check(
    "emr_cluster",
    domain="resilience",
    severity="low",
    family="deletion_protection",
    where="state.str.lower() != 'terminating' and not auto_terminates",
)
def emr_cluster_termination_protected(termination_protected):
    """The long-running cluster cannot be terminated by mistake.

    Why: What a cluster holds in HDFS is gone with it, and its jobs fail.
    Remedy: Turn on termination protection of the cluster.
    Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/UsingEMR_TerminationProtection.html

    | state       | auto_terminates | termination_protected | verdict |
    |-------------|-----------------|-----------------------|---------|
    | RUNNING     | False           | True                  | pass    |
    | WAITING     | False           | False                 | fail    |
    | RUNNING     | False           | ?                     | unknown |
    | RUNNING     | True            | False                 | -       |
    | TERMINATING | False           | False                 | -       |
    """
    return termination_protected
