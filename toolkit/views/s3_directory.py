"""Views over Amazon S3 Express One Zone."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.iam_policy_document import admitted_accounts
from toolkit.views.kms import managed_by_customer
from toolkit.views.organizations import MEMBERS, with_foreign_accounts


@view(estate=MEMBERS)
def s3_directory_bucket_accounts(
    s3_directory_bucket: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Directory buckets, each with the foreign accounts that its policy names; see `views.organizations`."""
    named = s3_directory_bucket["statements_json"].map(admitted_accounts, na_action="ignore")
    return with_foreign_accounts(s3_directory_bucket, named, organizations_organization, sts_caller_identity)


@view
def s3_directory_bucket_key(s3_directory_bucket: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """Directory buckets, each with whether a customer manages the key of its objects (`key_customer_managed`)."""
    managed = managed_by_customer(s3_directory_bucket, "kms_key_id", kms_key)
    return s3_directory_bucket.assign(key_customer_managed=managed)
