"""What recorders of all Regions record together."""

from __future__ import annotations

import pandas as pd

from toolkit.model import view
from toolkit.readings import among
from toolkit.views.joins import some

IAM_TYPES = frozenset(f"AWS::IAM::{kind}" for kind in ("Group", "Policy", "Role", "User"))
# Regions that AWS Config served before February 2022; where it came later, it can record no IAM, whatever is set.
REGIONS_WITH_IAM = (
    *("us-east-1", "us-east-2", "us-west-1", "us-west-2", "us-gov-east-1", "us-gov-west-1", "ca-central-1"),
    *("eu-central-1", "eu-north-1", "eu-south-1", "eu-west-1", "eu-west-2", "eu-west-3", "me-south-1", "sa-east-1"),
    *("ap-east-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "ap-northeast-2"),
    *("ap-northeast-3", "af-south-1", "cn-north-1", "cn-northwest-1"),
)


@view(gaps=("config_recorder",))
def sts_caller_identity_recorder(sts_caller_identity: pd.DataFrame, config_recorder: pd.DataFrame) -> pd.DataFrame:
    """Accounts, each with whether a recorder of some Region records IAM users, groups, roles and policies.

    Unknown where one is set to do so only in Regions that cannot.

    Source: https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html
    """
    strategy = config_recorder["recording_strategy"]
    named = config_recorder["recorded_types"].map(_named, na_action="ignore")
    left_out = config_recorder["excluded_types"].map(_named, na_action="ignore")
    includes = {
        "none": config_recorder["all_supported"] & config_recorder["global_types"],
        "all_supported_resource_types": config_recorder["all_supported"] & config_recorder["global_types"],
        "inclusion_by_resource_types": named.eq(len(IAM_TYPES)).where(named.notna()).astype("boolean"),
        "exclusion_by_resource_types": left_out.eq(0).where(left_out.notna()).astype("boolean"),
    }
    iam = pd.Series(pd.NA, index=config_recorder.index, dtype="boolean")
    for word, what in includes.items():
        iam = iam.mask(strategy.str.lower().eq(word).fillna(False).astype(bool), what)
    iam = iam.mask(iam.fillna(False) & ~config_recorder["region"].isin(REGIONS_WITH_IAM))
    records = config_recorder["recording"] & among(config_recorder["last_status"], ["success"], ["failure"]) & iam
    account = sts_caller_identity["account_id"]
    return sts_caller_identity.assign(resource_id=account, iam_recorded=some(account, config_recorder, records))


def _named(types: str) -> int:
    return len(IAM_TYPES & {*types.split()})
