"""Checks of AWS Glue."""

from toolkit.checks.sharing import NONE, approved
from toolkit.model import check
from toolkit.readings import among


@check("glue_catalog_encryption", domain="data", severity="low", family="encryption_at_rest")
def glue_catalog_encryption_metadata_encrypted(metadata_encryption):
    """The Data Catalog of the Region encrypts its metadata with a KMS key.

    Why: Names of tables, columns and places of data tell an intruder where to look.
    Remedy: In the catalog settings, encrypt metadata (`PutDataCatalogEncryptionSettings`).
    Source: https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html

    | metadata_encryption       | verdict |
    |---------------------------|---------|
    | SSE-KMS                   | pass    |
    | sse-kms-with-service-role | pass    |
    | DISABLED                  | fail    |
    | OTHER                     | unknown |
    | ?                         | unknown |
    """
    return among(metadata_encryption, ["sse-kms", "sse-kms-with-service-role"], ["disabled"])


@check("glue_catalog_encryption", domain="data", severity="medium", family="stored_secrets")
def glue_catalog_encryption_passwords_encrypted(encrypts_passwords):
    """The Data Catalog of the Region gives passwords of connections only encrypted.

    Why: Who may read a connection otherwise has the password of its database.
    Remedy: In the catalog settings, encrypt connection passwords, or keep them in Secrets Manager.
    Source: https://docs.aws.amazon.com/glue/latest/dg/encrypt-connection-passwords.html

    | encrypts_passwords | verdict |
    |--------------------|---------|
    | True               | pass    |
    | False              | fail    |
    | ?                  | unknown |
    """
    return encrypts_passwords


@check("glue_resource_policy_access", domain="data", severity="critical", family="public_access")
def glue_resource_policy_restricted(admits_anyone):
    """The resource policy of the Data Catalog admits only named callers.

    Why: Everyone with an AWS account could read which data there are, and change where they are read from.
    Remedy: In the catalog settings, name accounts in the policy in the place of `*`.
    Source: https://docs.aws.amazon.com/glue/latest/dg/security_iam_resource-based-policy-examples.html

    | admits_anyone | verdict |
    |---------------|---------|
    | False         | pass    |
    | True          | fail    |
    | ?             | unknown |
    """
    return ~admits_anyone


@check("glue_resource_policy_accounts", domain="data", severity="high", family="foreign_accounts")
def glue_resource_policy_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The resource policy of the Data Catalog names no foreign account that the engagement does not name.

    Why: An account that may read the catalog knows which data there are and where.
    Remedy: Take the account out of the policy, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/glue/latest/dg/cross-account-access.html

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
