"""Views over Amazon S3."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase

import pandas as pd

from toolkit.model import view
from toolkit.views.iam_policy_document import listed, principals

BLOCK = {
    "blocks_public_acls": "public_acls_blocked",
    "ignores_public_acls": "public_acls_ignored",
    "blocks_public_policy": "public_policy_blocked",
    "restricts_public_buckets": "public_policy_restricted",
}


@view
def s3_bucket_access(s3_bucket):
    """Buckets, each with whether its policy requires TLS and whether it receives access logs of another bucket."""
    policies = zip(s3_bucket["resource_id"], s3_bucket["deny_statements_json"].fillna(""), strict=True)
    tls = [_requires_tls(arn, text) for arn, text in policies]
    elsewhere = s3_bucket.loc[s3_bucket["log_bucket"].ne(s3_bucket["name"]).fillna(False), "log_bucket"]
    receives = s3_bucket["name"].isin(elsewhere).astype("boolean")
    unknown = s3_bucket["log_bucket"].isna().groupby(s3_bucket["account_id"]).transform("any")
    return s3_bucket.assign(
        requires_tls=pd.Series(tls, index=s3_bucket.index, dtype="boolean"),
        receives_access_logs=receives.mask(unknown & ~receives),
    )


@view
def s3_bucket_public_access(s3_bucket, s3_account):
    """Buckets, each with the public access block that holds for it: its own settings or the account's."""
    account = s3_bucket[["account_id"]].merge(s3_account, on="account_id", how="left", validate="many_to_one")
    account.index = s3_bucket.index
    return s3_bucket.assign(**{held: s3_bucket[own] | account[own] for own, held in BLOCK.items()})


def _requires_tls(bucket_arn: str, deny_statements_json: str) -> bool | None:
    """Tell whether everybody is refused everything without TLS, on the bucket and on all of its objects."""
    try:
        statements = json.loads(deny_statements_json)
    except ValueError:  # not observed, or masked
        return None
    if not isinstance(statements, list):
        return None
    resources = [r for s in statements if _refuses_plain_http(s) for r in listed(s["resource"])]
    bucket = any(fnmatchcase(bucket_arn, r) for r in resources)
    return bucket and any(r.endswith("*") and fnmatchcase(f"{bucket_arn}/", r) for r in resources)


def _refuses_plain_http(statement: dict) -> bool:
    """Tell whether a denial hits everybody without TLS; a second condition would narrow it."""
    tests = statement["bool"] or statement["bool_if_exists"] or {}
    wanted = [(key.lower(), [str(v).lower() for v in listed(values)]) for key, values in tests.items()]
    return (
        len(statement["operators"]) == 1
        and wanted == [("aws:securetransport", ["false"])]
        and "*" in principals(statement["principal"])
        and any(action.lower() in ("*", "s3:*") for action in listed(statement["action"]))
    )
