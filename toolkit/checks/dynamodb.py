"""Checks of Amazon DynamoDB."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "dynamodb_table",
    domain="resilience",
    severity="medium",
    where="status.str.lower() not in ['archiving', 'archived', 'deleting']",
    controls={
        "soc2_2017": "A1.2",
        "iso_27001_2022": "A.8.9",
        "nist_csf_2": "PR.IR-03",
        "nist_800_53_r5": "CM-5",
    },
)
def dynamodb_table_deletion_protected(deletion_protection):
    """The table cannot be deleted by mistake.

    Why: Deleting a table deletes all of its items at once.
    Remedy: Enable deletion protection on the table.
    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html

    | status   | deletion_protection | verdict |
    |----------|---------------------|---------|
    | ACTIVE   | True                | pass    |
    | ACTIVE   | False               | fail    |
    | ARCHIVED | False               | -       |
    """
    return deletion_protection


@check(
    "dynamodb_table",
    domain="resilience",
    severity="medium",
    where="status.str.lower() not in ['archiving', 'archived', 'deleting']",
    controls={
        "soc2_2017": "A1.2, CC7.5",
        "iso_27001_2022": "A.8.13",
        "nist_csf_2": "PR.DS-11",
        "nist_800_53_r5": "CP-9, CP-10",
        "gdpr": "Art. 32(1)(c)",
        "hipaa_security": "164.308(a)(7)(ii)(A)",
    },
)
def dynamodb_table_point_in_time_recovery_enabled(point_in_time_recovery, status):
    """The table can be restored to any point of the recovery period.

    Why: Items that a faulty program overwrites can be brought back as they were a second before.
    Remedy: Enable point-in-time recovery on the table, and give DynamoDB the use of its KMS key back if that is gone.
    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html

    | status   | point_in_time_recovery | verdict |
    |----------|------------------------|---------|
    | ACTIVE   | True                   | pass    |
    | ACTIVE   | False                  | fail    |
    | DELETING | False                  | -       |
    | INACCESSIBLE_ENCRYPTION_CREDENTIALS | True | fail |
    | THAWING  | True                   | unknown |
    """
    alive = ["active", "creating", "updating", "replication_not_authorized"]
    return point_in_time_recovery & among(status, alive, ["inaccessible_encryption_credentials"])
