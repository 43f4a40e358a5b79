"""Checks of what is shared with other accounts.

Known accounts are those of the run, the members of its organizations, and those that the engagement names.
"""

import pandas as pd

from toolkit.model import check
from toolkit.readings import UNREAD

NONE: list[str] = []


def approved(foreign_accounts: pd.Series, members_known: pd.Series, known_accounts: list[str]) -> pd.Series:
    """Tell what is shared with known accounts only; if nobody lists its organization, it may share with a member."""
    known = {*known_accounts, "none", UNREAD}
    left = foreign_accounts.map(lambda text: bool(set(text.split()) - known)).astype("boolean")
    more = foreign_accounts.str.contains(UNREAD, regex=False)
    return (~left).mask((left & ~members_known) | (~left & more))


@check(
    "ec2_image_accounts",
    domain="compute",
    severity="medium",
    family="foreign_accounts",
    empty="pass",  # where there is none, none is shared
)
def ec2_image_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The image is shared with no foreign account that the engagement does not name.

    Why: Whoever may launch an image has all that is on it, keys and code too.
    Remedy: Take the account off the image's launch permissions, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-explicit.html

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


@check(
    "ec2_snapshot_accounts",
    domain="data",
    severity="high",
    family="foreign_accounts",
    empty="pass",  # where there is none, none is shared
)
def ec2_snapshot_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The snapshot is shared with no foreign account that the engagement does not name.

    Why: An account that may restore a snapshot has a copy of the disk, for good.
    Remedy: Take the account off the snapshot's permissions, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html

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


@check("iam_role_accounts", domain="identity", severity="high", family="foreign_accounts", where="not service_linked")
def iam_role_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The role trusts no foreign account that the engagement does not name.

    Why: Who administers a trusted account decides who in it assumes the role.
    Remedy: Take the account out of the trust policy, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html

    | foreign_accounts          | members_known | service_linked | verdict |
    |---------------------------|---------------|----------------|---------|
    | none                      | True          | False          | pass    |
    | none                      | ?             | False          | pass    |
    | 999999999999              | True          | False          | fail    |
    | 111122223333 999999999999 | True          | False          | fail    |
    | 999999999999              | False         | False          | unknown |
    | 999999999999              | ?             | False          | unknown |
    | ?                         | True          | False          | unknown |
    | 999999999999              | True          | True           | -       |
    """
    return approved(foreign_accounts, members_known, known_accounts)


@check("iam_role_accounts", domain="identity", severity="medium", family="foreign_accounts", where="not service_linked")
def iam_role_accounts_external_id_asked(unasked_accounts, members_known):
    """The role lets no foreign account assume it that does not send the external ID which its trust policy fixes.

    Why: A provider that works for many customers can be made to use the role for another of them.
    Remedy: Add `sts:ExternalId` to the trust policy with a value that the provider gives to you alone.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html

    | unasked_accounts | members_known | service_linked | verdict |
    |------------------|---------------|----------------|---------|
    | none             | True          | False          | pass    |
    | none             | ?             | False          | pass    |
    | 999999999999     | True          | False          | fail    |
    | 999999999999     | False         | False          | unknown |
    | 999999999999     | ?             | False          | unknown |
    | ?                | True          | False          | unknown |
    | 999999999999     | True          | True           | -       |
    """
    asked = unasked_accounts == "none"
    return asked.mask(~asked & ~members_known)


@check("kms_key_accounts", domain="data", severity="high", family="foreign_accounts", where="customer_managed")
def kms_key_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The policy of the customer managed key names no foreign account that the engagement does not name.

    Why: An account that may use a key reads what it encrypts, wherever it comes by it.
    Remedy: Take the account out of the key policy, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html

    | foreign_accounts          | members_known | customer_managed | verdict |
    |---------------------------|---------------|------------------|---------|
    | none                      | True          | True             | pass    |
    | none                      | ?             | True             | pass    |
    | 999999999999              | True          | True             | fail    |
    | 111122223333 999999999999 | True          | True             | fail    |
    | 999999999999              | False         | True             | unknown |
    | 999999999999              | ?             | True             | unknown |
    | ?                         | True          | True             | unknown |
    | 999999999999              | True          | False            | -       |
    """
    return approved(foreign_accounts, members_known, known_accounts)


@check("lambda_function_accounts", domain="application", severity="high", family="foreign_accounts")
def lambda_function_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The policies of the function name no foreign account that the engagement does not name.

    Why: An account that may invoke a function runs the code with the rights of its role.
    Remedy: Remove the permission, or name the account among the known accounts.
    Source: https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-cross-account.html

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


@check(
    "rds_cluster_snapshot_accounts",
    domain="data",
    severity="high",
    family="foreign_accounts",
    empty="pass",  # where there is none, none is shared
)
def rds_cluster_snapshot_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The manual cluster snapshot is shared with no foreign account that the engagement does not name.

    Why: An account that may restore a snapshot has a copy of the database, for good.
    Remedy: Take the account off the snapshot's restore attribute, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-share-snapshot.html

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


@check(
    "rds_snapshot_accounts",
    domain="data",
    severity="high",
    family="foreign_accounts",
    empty="pass",  # where there is none, none is shared
)
def rds_snapshot_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The manual snapshot is shared with no foreign account that the engagement does not name.

    Why: An account that may restore a snapshot has a copy of the database, for good.
    Remedy: Take the account off the snapshot's restore attribute, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html

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
