"""Views of Amazon EC2: with whom snapshots and images are shared, and whose key theirs is."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.views.kms import managed_by_customer
from toolkit.views.organizations import MEMBERS, with_foreign_accounts


@view(estate=MEMBERS)
def ec2_image_accounts(
    ec2_image: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """Images, each with the foreign accounts and organizations that may launch it; see `views.organizations`."""
    # The ARN of an organization ends in its id, that of a unit has it before its own.
    named = ec2_image["shared_with"].str.replace(r"arn:\S*:(?:organization|ou)/\S*?(o-[a-z0-9]+)\S*", r"\1", regex=True)
    return with_foreign_accounts(ec2_image, named, organizations_organization, sts_caller_identity)


@view(estate=MEMBERS)
def ec2_snapshot_accounts(
    ec2_snapshot: pd.DataFrame, organizations_organization: pd.DataFrame, sts_caller_identity: pd.DataFrame
) -> pd.DataFrame:
    """EBS snapshots, each with the foreign accounts that may restore it; see `views.organizations`."""
    named = ec2_snapshot["shared_account_ids"]
    return with_foreign_accounts(ec2_snapshot, named, organizations_organization, sts_caller_identity)


@view
def ec2_snapshot_key(ec2_snapshot: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """EBS snapshots, each with whether a customer manages the key that encrypts it (`key_customer_managed`)."""
    return ec2_snapshot.assign(key_customer_managed=managed_by_customer(ec2_snapshot, "kms_key_arn", kms_key))


@view
def ec2_volume_key(ec2_volume: pd.DataFrame, kms_key: pd.DataFrame) -> pd.DataFrame:
    """EBS volumes, each with whether a customer manages the key that encrypts it (`key_customer_managed`)."""
    return ec2_volume.assign(key_customer_managed=managed_by_customer(ec2_volume, "kms_key_arn", kms_key))
