"""Views over AWS Lambda."""

from __future__ import annotations

import pandas as pd

from toolkit.model import PLACE, union, view
from toolkit.readings import UNREAD
from toolkit.views.environment import secrets_among
from toolkit.views.iam_policy_document import admits_anyone, admitted_accounts, unbound_services
from toolkit.views.organizations import MEMBERS, with_foreign_accounts

NO_STATEMENTS = "[]"


@union
def lambda_function_policy(
    lambda_function: pd.DataFrame, lambda_alias: pd.DataFrame, lambda_version: pd.DataFrame
) -> pd.DataFrame:
    """Functions, and aliases and versions with a resource policy of their own.

    `admits_anyone`: the policy lets callers of any account invoke it. `unbound_services`: it lets AWS services, without
    saying for whom they act.
    """
    own = [frame[frame["statements_json"].ne(NO_STATEMENTS).fillna(True)] for frame in (lambda_alias, lambda_version)]
    frame = _together(lambda_function, *own)
    texts = frame["statements_json"]
    return frame.assign(
        admits_anyone=texts.map(admits_anyone, na_action="ignore").astype("boolean"),
        unbound_services=texts.map(unbound_services, na_action="ignore").astype("string"),
    )


@view(estate=MEMBERS)
def lambda_function_accounts(
    lambda_function: pd.DataFrame,
    lambda_alias: pd.DataFrame,
    lambda_version: pd.DataFrame,
    organizations_organization: pd.DataFrame,
    sts_caller_identity: pd.DataFrame,
) -> pd.DataFrame:
    """Functions, each with the foreign accounts that its policy names, or that of an alias or a version of it."""
    versions = lambda_version.assign(function_arn=lambda_version["resource_id"].str.replace(r":[^:]*$", "", regex=True))
    functions = lambda_function.assign(function_arn=lambda_function["resource_id"])
    frames = [frame[[*PLACE, "function_arn", "statements_json"]] for frame in (functions, lambda_alias, versions)]
    policies = pd.concat(frames, ignore_index=True)
    names = policies["statements_json"].map(admitted_accounts, na_action="ignore").astype("string")
    policies["named"] = names.fillna(UNREAD)
    of_each = policies.groupby("function_arn")["named"].agg(" ".join)
    # A policy of which nobody knows whose it is may be that of any function in its place.
    lost = policies[policies["function_arn"].isna() & policies["named"].ne("")].groupby(PLACE)["named"].first()
    places = pd.MultiIndex.from_frame(lambda_function[PLACE])
    unsure = pd.Series(places.isin(lost.index), index=lambda_function.index)
    named = lambda_function["resource_id"].map(of_each).astype("string")
    named = named.mask(unsure, named + f" {UNREAD}")
    return with_foreign_accounts(lambda_function, named, organizations_organization, sts_caller_identity)


@union
def lambda_function_version(
    lambda_function: pd.DataFrame,
    lambda_version: pd.DataFrame,
    lambda_alias: pd.DataFrame,
    lambda_event_source_mapping: pd.DataFrame,
    lambda_provisioned_concurrency: pd.DataFrame,
) -> pd.DataFrame:
    """Functions as `$LATEST`, and their published versions.

    `in_use`: true of `$LATEST`, and of a version that an alias or an event source calls, for which environments are
    kept ready, or whose own policy admits a caller. `plain_secret_names`: those of its environment variables that are
    named like a secret, or `none`.
    """
    numbers = lambda_alias.assign(version=lambda_alias["versions"].str.split()).explode("version")
    sources = lambda_event_source_mapping[lambda_event_source_mapping["state"].str.lower().ne("disabled").fillna(True)]
    called = pd.concat(
        [
            numbers[PLACE].assign(arn=numbers["function_arn"] + ":" + numbers["version"].astype("string")),
            sources[PLACE].assign(arn=sources["function_arn"]),
            lambda_provisioned_concurrency[PLACE].assign(arn=lambda_provisioned_concurrency["resource_id"]),
        ]
    )
    # Of what calls nobody knows which version, any in its place may be that one.
    lost = pd.MultiIndex.from_frame(called.loc[called["arn"].isna(), PLACE])
    found = lambda_version["resource_id"].isin(called["arn"].dropna()).astype("boolean")
    found = found.mask(~found & pd.MultiIndex.from_frame(lambda_version[PLACE]).isin(lost))
    admits = lambda_version["statements_json"].ne(NO_STATEMENTS).astype("boolean")
    versions = lambda_version.assign(in_use=found | admits)
    frame = _together(lambda_function.assign(in_use=pd.Series(True, lambda_function.index, "boolean")), versions)
    names = frame["environment_names"].map(secrets_among, na_action="ignore").astype("string")
    return frame.assign(plain_secret_names=names)


def _together(functions: pd.DataFrame, *others: pd.DataFrame) -> pd.DataFrame:
    """Put rows of other tables below those of functions, with the columns of a function."""
    parts = [other.reindex(columns=functions.columns).astype(functions.dtypes) for other in others]
    return pd.concat([functions, *parts], ignore_index=True)
