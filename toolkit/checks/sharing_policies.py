"""Checks of which accounts policies and lists of data stores, messages and images let in."""

from toolkit.checks.sharing import NONE, approved
from toolkit.model import check


@check("ecr_registry_accounts", domain="application", severity="high", family="foreign_accounts")
def ecr_registry_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The policy of the registry names no foreign account that the engagement does not name.

    Why: An account that may replicate into the registry decides which images are pulled from it.
    Remedy: Take the account out of the registry policy, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html

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


@check("ecr_repository_accounts", domain="application", severity="high", family="foreign_accounts")
def ecr_repository_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The policy of the repository names no foreign account that the engagement does not name.

    Why: An account that may pull has the code in the images; one that may push decides what is run.
    Remedy: Take the account out of the repository policy, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html

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
    "kms_grant_accounts",
    domain="data",
    severity="high",
    family="foreign_accounts",
    empty="pass",  # where there is none, none is shared
    where="customer_managed",
)
def kms_grant_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The grant of the customer managed key is for no foreign account that the engagement does not name.

    Why: Who has a grant uses the key as if its policy said so, and no policy shows it.
    Remedy: Revoke the grant, or name the account among the known accounts.
    Source: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html

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


@check("s3_bucket_accounts", domain="data", severity="high", family="foreign_accounts")
def s3_bucket_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The policy of the bucket names no foreign account that the engagement does not name.

    Why: Who administers an account that may use the bucket decides who in it reads or changes objects.
    Remedy: Take the account out of the bucket policy, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-walkthroughs-managing-access-example2.html

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


@check("s3_directory_bucket_accounts", domain="data", severity="high", family="foreign_accounts")
def s3_directory_bucket_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The policy of the directory bucket names no foreign account that the engagement does not name.

    Why: Who administers an account that may use the bucket decides who in it reads or changes objects.
    Remedy: Take the account out of the bucket policy, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-security-iam-example-bucket-policies.html

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


@check("secretsmanager_secret_accounts", domain="data", severity="high", family="foreign_accounts")
def secretsmanager_secret_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The policy of the secret names no foreign account that the engagement does not name.

    Why: An account that may read a secret signs in wherever it is accepted.
    Remedy: Take the account out of the resource policy, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html

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


@check("sns_topic_accounts", domain="application", severity="medium", family="foreign_accounts")
def sns_topic_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The policy of the topic names no foreign account that the engagement does not name.

    Why: An account that may subscribe reads what is published; one that may publish has it believed.
    Remedy: Take the account out of the topic policy, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html

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


@check("sqs_queue_accounts", domain="application", severity="medium", family="foreign_accounts")
def sqs_queue_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The policy of the queue names no foreign account that the engagement does not name.

    Why: An account that may receive takes messages away; one that may send has them processed.
    Remedy: Take the account out of the queue policy, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html

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
    "ssm_document_accounts",
    domain="application",
    severity="medium",
    family="foreign_accounts",
    empty="pass",  # where there is none, none is shared
)
def ssm_document_accounts_approved(foreign_accounts, members_known, *, known_accounts=NONE):
    """The document is shared with no foreign account that the engagement does not name.

    Why: An account that has a document reads all that stands in it, and sees how the systems are run.
    Remedy: Take the account off the document's permissions, or name it among the known accounts.
    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html

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
