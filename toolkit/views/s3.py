"""Views over Amazon S3."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pandas as pd

from toolkit.model import view
from toolkit.policy_documents import Statement, statements
from toolkit.views.iam_policy_document import admitted_accounts, unbound_services
from toolkit.views.joins import joined
from toolkit.views.kms import managed_by_customer
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
    logs, own = _log_buckets(s3_bucket), _arns(s3_bucket, s3_bucket["resource_id"])
    exists = _arns(s3_bucket, logs).isin(own)
    unbound = s3_bucket["statements_json"].map(unbound_services, na_action="ignore")
    return s3_bucket.assign(
        requires_tls=pd.Series(tls, index=s3_bucket.index, dtype="boolean"),
        unbound_services=unbound.astype("string"),
        log_bucket_exists=pd.Series(exists, index=s3_bucket.index, dtype="boolean").mask(logs.isna()),
        receives_access_logs=_receives_access_logs(s3_bucket),
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


@view(gaps=("s3_bucket_protection",))
def s3_bucket_exposure(s3_bucket, s3_account, s3_bucket_protection):
    """Buckets, each with what of it is open to everyone, after the blocks of the bucket and of the account.

    `open_by_policy`: S3 calls its policy public, and nothing restricts public buckets. `open_by_acl`: its own ACL has a
    grant for everyone or for every AWS account, ACLs are not turned off, and public ones are not ignored.
    """
    held = s3_bucket_public_access.build(s3_bucket, s3_account)
    grants = {"everyone_may": "", "every_account_may": ""}
    frame = joined(held, s3_bucket_protection, "resource_id", dict.fromkeys(grants, pd.NA))
    granted = (frame["everyone_may"].ne("") | frame["every_account_may"].ne("")).astype("boolean")
    acls_off = frame["object_ownership"].str.lower().eq("bucketownerenforced").astype("boolean")
    return frame.assign(
        open_by_policy=frame["policy_public"] & ~frame["public_policy_restricted"],
        open_by_acl=granted & ~acls_off & ~frame["public_acls_ignored"],
    )


@view
def s3_bucket_key(s3_bucket, kms_key):
    """Buckets, each with whether a customer manages the key of its default encryption (`key_customer_managed`)."""
    with_kms = s3_bucket["sse_algorithm"].str.lower().str.startswith("aws:kms")
    placed = s3_bucket.assign(
        kms_key_id=s3_bucket["kms_key_id"].mask(~with_kms, "none").mask(with_kms.isna()),
        region=s3_bucket["bucket_region"],
    )
    return s3_bucket.assign(key_customer_managed=managed_by_customer(placed, "kms_key_id", kms_key))


@view
def s3_bucket_objects(s3_bucket, s3_bucket_protection):
    """Buckets, each with what keeps its objects, or lets them go.

    `replicated_elsewhere`: an enabled rule copies objects to a bucket of another Region; NA where only another account
    knows in which it lies. `receives_replicas` (from another Region) and `receives_access_logs` are true where proven.
    """
    kept = ["expiry_rules", "lifecycle_rules", "lock_days", "lock_mode", "lock_years", "object_lock"]
    frame = joined(s3_bucket, s3_bucket_protection, "resource_id", dict.fromkeys([*kept, "replica_buckets"], pd.NA))
    regions = pd.Series(frame["bucket_region"].array, index=_arns(frame, frame["resource_id"]))
    copies = frame.assign(copy=frame["replica_buckets"].str.split()).explode("copy")
    places = _arns(copies, copies["copy"])
    apart = pd.Series(regions[~regions.index.duplicated()].reindex(places).array, copies.index, dtype="string")
    apart = apart.ne(copies["bucket_region"]).mask(copies["copy"].isna(), False)
    elsewhere, unsure = apart.fillna(False).groupby(level=0).any(), apart.isna().groupby(level=0).any()
    own = _arns(frame, frame["resource_id"])
    received = pd.Series(own.isin(places[apart.fillna(False)]), frame.index)
    return frame.assign(
        replicated_elsewhere=elsewhere.astype("boolean")
        .mask(~elsewhere & unsure)
        .mask(frame["replica_buckets"].isna()),
        receives_replicas=received.astype("boolean"),
        receives_access_logs=_receives_access_logs(frame),
    )


@view(gaps=("s3_bucket",))
def s3_access_point_exposure(s3_access_point, s3_account, s3_bucket):
    """Access points, each with whether its policy opens it to everyone (`open_by_policy`).

    S3 calls the policy public, the access point answers outside of a VPC, and none of its own block, that of the
    account and that of the bucket restricts public access. What another account's bucket has is not known.
    """
    account = s3_access_point[["account_id"]].merge(
        s3_account[["account_id", "restricts_public_buckets"]], on="account_id", how="left", validate="many_to_one"
    )
    buckets = s3_bucket.dropna(subset="name")
    places = pd.MultiIndex.from_arrays([buckets["account_id"], buckets["name"]])
    of_buckets = pd.Series(buckets["restricts_public_buckets"].array, index=places)
    named = pd.MultiIndex.from_arrays([s3_access_point["bucket_account_id"], s3_access_point["bucket"]])
    of_bucket = of_buckets[~places.duplicated()].reindex(named)
    restricted = (
        s3_access_point["restricts_public_buckets"]
        | pd.Series(pd.array(account["restricts_public_buckets"], dtype="boolean"), index=s3_access_point.index)
        | pd.Series(pd.array(of_bucket, dtype="boolean"), index=s3_access_point.index)
    )
    inside = s3_access_point["network_origin"].str.lower().eq("vpc").astype("boolean")
    return s3_access_point.assign(open_by_policy=s3_access_point["policy_public"] & ~inside & ~restricted)


def _arns(frame: pd.DataFrame, arns: pd.Series) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([frame["account_id"], arns])


def _log_buckets(s3_bucket: pd.DataFrame) -> pd.Series:
    """Return the ARN of the bucket that takes each one's access logs; a name is unique in its partition only."""
    return s3_bucket["resource_id"].str.extract(r"^(arn:[^:]*:)")[0] + "s3:::" + s3_bucket["log_bucket"]


def _receives_access_logs(s3_bucket: pd.DataFrame) -> pd.Series:
    """Tell which buckets receive access logs of another bucket, as far as that is proven."""
    logs = _log_buckets(s3_bucket)
    elsewhere = (s3_bucket["log_bucket"].ne("none") & logs.ne(s3_bucket["resource_id"])).fillna(False)
    own = _arns(s3_bucket, s3_bucket["resource_id"])
    return pd.Series(own.isin(_arns(s3_bucket, logs)[elsewhere]), index=s3_bucket.index, dtype="boolean")


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
