"""Views over Amazon S3."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pandas as pd

from toolkit.model import view
from toolkit.policy_documents import Statement, statements
from toolkit.views.iam_policy_document import admitted_accounts, unbound_services
from toolkit.views.organizations import MEMBERS, with_foreign_accounts

BLOCK = {
    "blocks_public_acls": "public_acls_blocked",
    "ignores_public_acls": "public_acls_ignored",
    "blocks_public_policy": "public_policy_blocked",
    "restricts_public_buckets": "public_policy_restricted",
}


@view
def s3_bucket_access(s3_bucket):
    """Buckets, each with what its policy says, and whether access logs can arrive: its own, or in it those of another.

    `requires_tls`: it refuses plain HTTP. `unbound_services`: it lets AWS services in without saying for whom they act.
    `log_bucket_exists`: its logs go to a bucket that the account has; S3 delivers to no other's. `receives_access_logs`
    is true where that is proven: who might leave a bucket out has to have seen why.
    """
    policies = zip(s3_bucket["resource_id"], s3_bucket["statements_json"].fillna(""), strict=True)
    tls = [_requires_tls(arn, text) for arn, text in policies]
    # A name of a bucket is unique in its partition only.
    logs = s3_bucket["resource_id"].str.extract(r"^(arn:[^:]*:)")[0] + "s3:::" + s3_bucket["log_bucket"]
    elsewhere = (s3_bucket["log_bucket"].ne("none") & logs.ne(s3_bucket["resource_id"])).fillna(False)
    own = pd.MultiIndex.from_arrays([s3_bucket["account_id"], s3_bucket["resource_id"]])
    named = pd.MultiIndex.from_arrays([s3_bucket["account_id"], logs])
    receives = pd.Series(own.isin(named[elsewhere]), index=s3_bucket.index, dtype="boolean")
    exists = named.isin(own)
    unbound = s3_bucket["statements_json"].map(unbound_services, na_action="ignore")
    return s3_bucket.assign(
        requires_tls=pd.Series(tls, index=s3_bucket.index, dtype="boolean"),
        unbound_services=unbound.astype("string"),
        log_bucket_exists=pd.Series(exists, index=s3_bucket.index, dtype="boolean").mask(logs.isna()),
        receives_access_logs=receives,
    )


@view(estate=MEMBERS)
def s3_bucket_accounts(s3_bucket, organizations_organization, sts_caller_identity):
    """Buckets, each with the foreign accounts that its policy names; see `views.organizations`."""
    named = s3_bucket["statements_json"].map(admitted_accounts, na_action="ignore")
    return with_foreign_accounts(s3_bucket, named, organizations_organization, sts_caller_identity)


@view
def s3_bucket_public_access(s3_bucket, s3_account):
    """Buckets, each with the public access block that holds for it: its own settings or the account's."""
    account = s3_bucket[["account_id"]].merge(s3_account, on="account_id", how="left", validate="many_to_one")
    account.index = s3_bucket.index
    return s3_bucket.assign(**{held: s3_bucket[own] | account[own] for own, held in BLOCK.items()})


def _requires_tls(bucket_arn: str, statements_json: str) -> bool | None:
    """Tell whether everybody is refused everything without TLS, on the bucket and on all of its objects."""
    read = statements(statements_json)
    if read is None:  # not observed, or odd
        return None
    resources = [r for s in read if _refuses_plain_http(s) for r in s.resources or ()]
    bucket = any(fnmatchcase(bucket_arn, r) for r in resources)
    return bucket and any(r.endswith("*") and fnmatchcase(f"{bucket_arn}/", r) for r in resources)


def _refuses_plain_http(statement: Statement) -> bool:
    """Tell whether a denial hits everybody without TLS; a second condition would narrow it."""
    tests = [(c.operator, c.key, [v.lower() for v in c.values]) for c in statement.conditions]
    return (
        not statement.allows
        and tests in ([(operator, "aws:securetransport", ["false"])] for operator in ("bool", "boolifexists"))
        and ("AWS", "*") in (statement.principals or ())
        and any(action in ("*", "s3:*") for action in statement.actions or ())
    )
