"""Checks of Amazon DynamoDB."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "dynamodb_table",
    domain="resilience",
    severity="medium",
    family="deletion_protection",
    where="status.str.lower() not in ['archiving', 'archived', 'deleting']",
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
    family="backup",
    where="status.str.lower() not in ['archiving', 'archived', 'deleting']",
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
